"""Tracing by key: while Space is held, the pen goes along the line that is next, and stops at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from app.learning.corridor import Corridor

_TICK_MS = 16
_POINTS_A_TICK = 0.32  # of a line, whose points lie some 9 px apart: the pace of a careful hand


class HeldPen(QObject):
    """Sends the points of the line one by one while it is held."""

    put_down = Signal(float, float)
    moved = Signal(float, float)
    lifted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._corridor: Corridor | None = None
        self._line, self._place = 0, 0.0
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._go_on)

    @property
    def going(self) -> bool:
        """Whether the pen is on its way."""
        return self._timer.isActive()

    def hold(self, corridor: Corridor) -> None:
        """Go along the next line, from where it is done."""
        line = corridor.current
        if line is None or self._timer.isActive():
            return
        place = min(corridor.reached(line), len(corridor.lines[line]) - 1)
        self._corridor, self._line, self._place = corridor, line, float(place)
        self.put_down.emit(*corridor.lines[line][place])
        self._timer.start()

    def release(self) -> None:
        """Stop here."""
        if self._timer.isActive():
            self._timer.stop()
            self.lifted.emit()

    def _go_on(self) -> None:
        if self._corridor is None:
            return
        line, before = self._corridor.lines[self._line], int(self._place)
        self._place += _POINTS_A_TICK
        place = int(self._place)
        if place >= len(line):
            self.release()
        elif place > before:
            self.moved.emit(*line[place])

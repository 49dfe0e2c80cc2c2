"""Pip at play: besides singing it hops when something was right, leans towards a hint, and waits when nothing can go on."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QVariantAnimation

from app.ui.theme import Motion
from app.ui.widgets.pip import Pip

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent
    from PySide6.QtWidgets import QWidget

    from app.ui.painting.brush import Brush
    from app.ui.theme import Theme

_MOST_LEAN = 14.0  # degrees


class SingingPip(Pip):
    """Pip in any size; pressed, it says again what is asked."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        self._lean = 0.0
        super().__init__(theme, name, 120, parent)
        self._joy = QVariantAnimation(self)
        self._joy.setStartValue(0.0)
        self._joy.setEndValue(1.0)
        self._joy.setDuration(theme.motion(Motion.HOP).ms)
        self._joy.valueChanged.connect(lambda _: self.update())

    def set_size(self, size: float) -> None:
        """Be `size` px high."""
        if abs(size - self._size) > 0.5:
            self._size = size
            self.see_as(size * 1.62, size * 1.06)

    def begin_song(self, milliseconds: float) -> None:
        """Sing for so long."""
        self.sing(max(60, round(milliseconds)))

    def end_song(self) -> None:
        """Shut the beak and be awake."""
        self._song.stop()
        self._yawning = False
        self._hush()

    @property
    def waits(self) -> bool:
        """Whether Pip's eyes are shut."""
        return self._yawning

    def wait(self) -> None:
        """Shut the eyes: nothing can go on just now, and that is all right."""
        self.yawn()

    def be_glad(self) -> None:
        """Hop once."""
        if self._joy.duration():
            self._joy.start()

    def look_at(self, thing: QWidget | None) -> None:
        """Lean towards a thing below; None: stand straight."""
        away = 0.0 if thing is None else thing.geometry().center().x() - (QPointF(self.pos()) + self.feet()).x()
        self._lean = max(-1.0, min(1.0, away / max(1.0, self._size * 3))) * _MOST_LEAN
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing moves unseen."""
        super().hideEvent(event)
        self._song.stop()
        self._joy.stop()

    def paint(self, brush: Brush, sunk: float) -> None:
        """Pip, leaning from its feet or in the air."""
        hop = 0.0
        if self._joy.state() == QVariantAnimation.State.Running:
            hop = -0.12 * self._size * math.sin(float(self._joy.currentValue()) * math.pi)
        feet = self.feet()
        with brush.at(feet.x(), feet.y() + hop, degrees=self._lean), brush.at(-feet.x(), -feet.y()):
            super().paint(brush, sunk)

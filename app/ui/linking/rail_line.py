"""How the link stands, at the foot of the rail: a sign and two short lines; folded the sign alone. Pressed, it leads to the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from app.system.clock import now
from app.ui.announcing import announce
from app.ui.linking.sync_words import standing
from app.ui.painting.brush import Brush
from app.ui.widgets.rail import RailFoot

if TYPE_CHECKING:
    from app.sync.state import State
    from app.ui.theme import Theme

_R = 14
_AGAIN_MS = 30_000  # "2 minutes ago" grows older by itself


class RailLine(RailFoot):
    """Shows a `State` after the other."""

    def __init__(self, theme: Theme, state: State) -> None:
        super().__init__(theme, "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._state = state
        self._clock = QTimer(self, interval=_AGAIN_MS)
        self._clock.timeout.connect(lambda: self.show_state(self._state))
        self._clock.start()
        self.show_state(state)

    def show_state(self, state: State) -> None:
        """Say how it stands now."""
        news = state.stage is not self._state.stage
        self._state = state
        self._words = standing(state, now())
        self.setAccessibleName(f"{self._words.title}, {self._words.note}".rstrip(", "))
        self.setToolTip(self.accessibleName())
        if news:
            announce(self, self._words.whole)
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines."""
        lines = self.theme.role("small").line + self.theme.role("caption").line
        return QSize(44, round(max(44.0, lines + 14)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sign, and the words beside it."""
        del event
        w, h, words = float(self.width()), float(self.height()), self._words
        with Brush.on(self, self.theme) as brush:
            if self.underMouse():
                brush.box(0, 0, w, h, 13, "sunken", "line" if brush.flat else None, 2)
            middle = w / 2 if self.folded else 8.0 + _R
            x = w - middle if self.rtl else middle
            ink = f"on-{words.tone}-soft"
            brush.dot(x, h / 2, _R, f"{words.tone}-soft", ink if brush.flat else None, 2)
            brush.icon(words.icon, x, h / 2, 16, ink, 2.2)
            if self.folded:
                return
            first, second = self.theme.role("small").line, self.theme.role("caption").line if words.note else 0.0
            align = Qt.AlignmentFlag.AlignRight if self.rtl else Qt.AlignmentFlag.AlignLeft
            start, top, room = 2 * _R + 18.0, (h - first - second) / 2, w - 2 * _R - 22
            left = 4.0 if self.rtl else start
            brush.text(QRectF(left, top, room, first), words.title, "small", "ink", align, 700)
            if words.note:
                brush.text(QRectF(left, top + first, room, second), words.note, "caption", "ink-soft", align)

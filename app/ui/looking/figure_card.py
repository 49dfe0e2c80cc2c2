"""One figure with its sign: "Days in a row: 5"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.painting.brush import Brush
from app.ui.widgets.card import Card
from app.ui.widgets.label import Label

if TYPE_CHECKING:
    from app.ui.theme import Theme

_SIDE = 44


class _Sign(QWidget):
    def __init__(self, theme: Theme, icon: str, tone: str) -> None:
        super().__init__()
        self.theme, self._icon_name, self._tone = theme, icon, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        ink = f"on-{self._tone}-soft"
        with Brush.on(self, self.theme) as brush:
            brush.box(0, 0, _SIDE, _SIDE, 13, f"{self._tone}-soft", ink if brush.flat else None, 2)
            brush.icon(self._icon_name, _SIDE / 2, _SIDE / 2, 23, ink)


class FigureCard(Card):
    """`icon` on a pale square, what it is, the figure large and a note behind it. Read out as one sentence."""

    def __init__(self, theme: Theme, icon: str, tone: str, label: str, figure: str, note: str = "") -> None:
        super().__init__(theme)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(_Sign(theme, icon, tone))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(theme, label, "small", "ink-soft"))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(Label(theme, figure, "figure"))
        line.addWidget(Label(theme, note, "small", "ink-soft"), 1)
        words.addLayout(line)
        row.addLayout(words, 1)
        self.add(row)
        if (outer := self.layout()) is not None:
            outer.setContentsMargins(16, 12, 12, 16)
        self.setAccessibleName(f"{label}: {figure} {note}".strip())

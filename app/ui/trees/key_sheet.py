"""The keys of the tree, behind F1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout

from app.ui.trees import keys
from app.ui.widgets.buttons import QuietButton
from app.ui.widgets.card import Card
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from app.ui.theme import Theme


class KeySheet(Card):
    """`closed` is sent by the cross and by Escape."""

    closed = Signal()

    def __init__(self, theme: Theme, editing: bool = False) -> None:
        super().__init__(theme, tr("Keys in the tree"))
        close = QuietButton(theme, "", "close", tr("Close this panel"))
        close.clicked.connect(self.closed)
        self.head.addWidget(close)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        for row, (key, words) in enumerate((*(keys.listed_for_editing() if editing else ()), *keys.listed())):
            grid.addWidget(Label(theme, key, "label", wrap=True), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(theme, words, "small", "ink-soft", wrap=True), row, 1)
        grid.setColumnMinimumWidth(0, 84)
        self.add(grid)
        self.body.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and F1 close."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
            self.closed.emit()
        else:
            super().keyPressEvent(event)

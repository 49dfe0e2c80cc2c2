"""What every page of the grown-up side shares: a head, and below it a body that scrolls when it must."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.page import Page
from app.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from app.ui.stage import Stage

_RING = 6  # px around the body, for focus rings and the shadows of cards


class GrownUpPage(Page):
    """Put controls into `bar` with `bar.add`, and what the page shows into `body`; `fill` shows it anew."""

    def __init__(self, stage: Stage, title: str, note: str = "", back_name: str = "") -> None:
        super().__init__(stage)
        self.bar = TopBar(stage.theme, title, note, back_name)
        if self.bar.back_button is not None:
            self.bar.back_button.clicked.connect(stage.back)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self.bar.setContentsMargins(_RING, 0, _RING, 0)
        column.addWidget(self.bar)
        column.addWidget(self._area, 1)
        self.body = self._new_body()

    def _new_body(self) -> QVBoxLayout:
        inner = QWidget()
        body = QVBoxLayout(inner)
        body.setContentsMargins(_RING, _RING, _RING, _RING)
        body.setSpacing(14)
        self._area.setWidget(inner)  # the old one is deleted with all it holds
        return body

    def fill(self, *parts: QWidget | QLayout, stretch_last: bool = False) -> None:
        """Show `parts` below one another instead of what was there; the place that was scrolled to stays."""
        at = self._area.verticalScrollBar().value()
        self.body = self._new_body()
        for part in parts:
            stretch = 1 if stretch_last and part is parts[-1] else 0
            if isinstance(part, QLayout):
                self.body.addLayout(part, stretch)
            else:
                self.body.addWidget(part, stretch)
        if not stretch_last:
            self.body.addStretch(1)
        cast(QWidget, self._area.widget()).adjustSize()
        self._area.verticalScrollBar().setValue(at)

"""What every page of the grown-up side shares: a head, and below it a body that scrolls when it must."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.page import Page
from app.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from app.ui.stage import Stage

_RING = 6  # px around the body, for focus rings and the shadows of cards


class GrownUpPage(Page):
    """Put controls into `bar` with `bar.add`, and what the page shows into `body`; `fill` shows it anew.

    What had the focus has it again afterwards (the control of the same name), and the place that was scrolled to stays; also when the
    page itself is made anew in another theme.
    """

    widest: ClassVar[int] = 1440  # px of content; more would only pull it apart

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
        self._return_to: tuple[int, str] | None = None
        self._scroll_to: int | None = None
        self._area.verticalScrollBar().rangeChanged.connect(self._scroll_back)
        self._area.verticalScrollBar().actionTriggered.connect(self._scrolled_by_hand)
        self.setAccessibleName(title)

    def _new_body(self) -> QVBoxLayout:
        inner = QWidget()
        body = QVBoxLayout(inner)
        body.setContentsMargins(_RING, _RING, _RING, _RING)
        body.setSpacing(14)
        self._area.setWidget(inner)  # the old one is deleted with all it holds
        return body

    def fill(self, *parts: QWidget | QLayout, stretch_last: bool = False) -> None:
        """Show `parts` below one another instead of what was there; the place that was scrolled to stays."""
        at, focused = self._return_to or self._whereabouts()
        self.body = self._new_body()
        for part in parts:
            stretch = 1 if stretch_last and part is parts[-1] else 0
            if isinstance(part, QLayout):
                self.body.addLayout(part, stretch)
            else:
                self.body.addWidget(part, stretch)
        if not stretch_last:
            self.body.addStretch(1)
        inner = cast(QWidget, self._area.widget())
        inner.adjustSize()
        self._scroll_to = at
        self._scroll_back()
        again = next((one for one in inner.findChildren(QWidget) if focused and one.accessibleName() == focused), None)
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)
        if again is not None or not focused:
            self._return_to = None

    def _scroll_back(self) -> None:
        """Go to the place that was scrolled to, as soon as all of it has its height again; unless a person scrolls first."""
        bar = self._area.verticalScrollBar()
        if self._scroll_to is not None:
            bar.setValue(self._scroll_to)
            if bar.value() == self._scroll_to:
                self._scroll_to = None

    def _scrolled_by_hand(self) -> None:
        self._scroll_to = None

    def keep_place(self) -> object:
        """Where one is on the page."""
        return self._whereabouts()

    def return_to(self, place: object) -> None:
        """Be where one was, as soon as the page is filled."""
        self._return_to = cast("tuple[int, str]", place)

    def _whereabouts(self) -> tuple[int, str]:
        """What is scrolled to, and the name of the control that has the focus."""
        focused = self.window().focusWidget()
        inside = focused is not None and cast(QWidget, self._area.widget()).isAncestorOf(focused)
        at = self._area.verticalScrollBar().value() if self._scroll_to is None else self._scroll_to
        return at, focused.accessibleName() if focused is not None and inside else ""

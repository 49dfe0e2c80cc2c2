"""What every page of the grown-up side shares: a head, and below it a body that scrolls when it must."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.one_by_one import OneByOne
from app.ui.page import Page
from app.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from app.ui.stage import Stage

    Part = QWidget | QLayout | Callable[[], QWidget]

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
        self._building = OneByOne(self, 0)
        inner, self.body = _new_body()
        self._area.setWidget(inner)
        self._return_to: tuple[int, str] | None = None
        self._scroll_to: int | None = None
        self._area.verticalScrollBar().rangeChanged.connect(self._scroll_back)
        self._area.verticalScrollBar().actionTriggered.connect(self._scrolled_by_hand)
        self.setAccessibleName(title)

    @property
    def filling(self) -> bool:
        """Whether parts of the page are still to come."""
        return self._building.busy

    def fill(self, *parts: Part, stretch_last: bool = False) -> None:
        """Show `parts` below one another instead of what was there; the place that was scrolled to stays.

        A part that takes long to make is given as the function that makes it. A page that shows nothing yet makes one in each turn of the
        event loop, from its top; on a page that does, all are exchanged at once, and nothing that is being written falls between.
        """
        if self.body.count() == 1:
            self.extend(*parts, stretch_last=stretch_last)
            return
        self._building.stop()
        inner, body = _new_body()
        for _ in _put(body, parts, stretch_last):
            continue
        place, self.body = self._return_to or self._whereabouts(), body
        self._area.setWidget(inner)  # the old one is deleted with all it held
        self._stay(*place)

    def extend(self, *parts: Part, stretch_last: bool = False) -> None:
        """Show `parts` below those that are there, each that is given as a function in a turn of its own."""
        self._building.take(self._extending(parts, stretch_last))

    def _extending(self, parts: Sequence[Part], stretch_last: bool) -> Iterator[None]:
        yield from _put(self.body, parts, stretch_last)
        self._stay(*(self._return_to or self._whereabouts()))

    def _stay(self, at: int, focused: str) -> None:
        inner = cast(QWidget, self._area.widget())
        inner.adjustSize()
        self._scroll_to = at
        self._scroll_back()
        again = next((one for one in inner.findChildren(QWidget) if focused and one.accessibleName() == focused), None)
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)
        if again is not None or not focused:
            self._return_to = None

    def leave(self) -> None:
        """Make no more parts."""
        super().leave()
        self._building.stop()

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


def _new_body() -> tuple[QWidget, QVBoxLayout]:
    """A widget and its column of parts, which ends in a stretch."""
    inner = QWidget()
    body = QVBoxLayout(inner)
    body.setContentsMargins(_RING, _RING, _RING, _RING)
    body.setSpacing(14)
    body.addStretch(1)
    return inner, body


def _put(body: QVBoxLayout, parts: Sequence[Part], stretch_last: bool) -> Iterator[None]:
    """Put parts below those of `body`, one step for each that has to be made."""
    for part in parts:
        made = part if isinstance(part, QWidget | QLayout) else part()
        if isinstance(made, QLayout):
            body.insertLayout(body.count() - 1, made)
        else:
            body.insertWidget(body.count() - 1, made)
        if made is not part and part is not parts[-1]:
            yield
    if stretch_last:
        body.setStretch(body.count() - 2, 1)
        body.setStretch(body.count() - 1, 0)

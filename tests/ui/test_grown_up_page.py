"""How a page for grown-ups is filled: from its top while it is empty, all at once when it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.ui.pages.about import About
from app.ui.routes import Route
from tests.support.child_side import LONG, Playhouse
from tests.support.grown_up_side import gone_to, signed_in

if TYPE_CHECKING:
    from collections.abc import Callable


def makers(made: list[str], *names: str) -> list[Callable[[], QWidget]]:
    def maker(name: str) -> Callable[[], QWidget]:
        def make() -> QWidget:
            made.append(name)
            part = QWidget()
            part.setObjectName(name)
            return part

        return make

    return [maker(name) for name in names]


def shown(page: About) -> list[str]:
    """The names of the parts, from the top."""
    items = (page.body.itemAt(place) for place in range(page.body.count()))
    parts = (item.widget() for item in items if item is not None)
    return [part.objectName() for part in parts if part is not None]


def test_an_empty_page_grows_from_its_top_and_a_full_one_is_exchanged_at_once(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    gone_to(playhouse, window, Route.ABOUT, About)
    page = About(window)
    made: list[str] = []
    playhouse.qtbot.addWidget(page)
    page.fill(*makers(made, "a", "b", "c"))
    assert made == ["a"]
    playhouse.qtbot.waitUntil(lambda: not page.filling, timeout=LONG)
    assert shown(page) == ["a", "b", "c"]
    page.extend(*makers(made, "d", "e"))
    playhouse.qtbot.waitUntil(lambda: not page.filling, timeout=LONG)
    assert shown(page) == ["a", "b", "c", "d", "e"]
    page.fill(*makers(made, "f", "g"))
    assert shown(page) == ["f", "g"]


def test_a_page_that_is_left_makes_no_more_parts(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = About(window)
    made: list[str] = []
    playhouse.qtbot.addWidget(page)
    page.fill(*makers(made, "a", "b"))
    page.leave()
    playhouse.qtbot.wait(30)
    assert made == ["a"]

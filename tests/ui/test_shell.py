"""The grown-up side as a whole: everything named and whole on a small screen, in every direction and text size; the rail; the focus."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QMenu

from app.learning.trees import tree_id
from app.services import children
from app.services.children import NewChild
from app.services.desk import space_of
from app.ui.page import Page
from app.ui.pages.children import ChildrenPage
from app.ui.pages.letters import Letters
from app.ui.pages.settings import SettingsPage
from app.ui.routes import GROWN_UP_SIDE, Route
from app.ui.widgets.rail import Rail, _RailButton, _Whose
from app.ui.window import Window
from tests.support.child_side import LONG, Playhouse
from tests.support.grown_up_side import answered, controls, cut_off, gone_to, named, press, signed_in, with_history

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # tips and menus, offscreen
_OF_A_CHILD = {Route.LETTERS, Route.SESSIONS, Route.SKILL_TREE, Route.CHILD_EDITOR}


def faults(window: Window) -> list[str]:
    """What on the page is not named or cut off."""
    wrong = []
    for control in controls(window):
        interface = QAccessible.queryAccessibleInterface(control)
        if (interface is None or not interface.text(QAccessible.Text.Name)) and not isinstance(control, Page):
            wrong.append(f"{window.route}: {type(control).__name__} has no name")
        if cut := cut_off(control):
            wrong.append(f"{window.route}: {cut}")
    return wrong


def walk(house: Playhouse, window: Window) -> list[str]:
    """Every page of the grown-up side: what is wrong on it once it has found its form."""
    wrong = []
    for route in sorted(GROWN_UP_SIDE):
        facts = {"tree": tree_id(space_of(house.desk), "en")} if route is Route.TREE_EDITOR else {"child": house.child.id}
        gone_to(house, window, route, Page, **(facts if route in {*_OF_A_CHILD, Route.TREE_EDITOR} else {}))
        for _ in range(20):
            if not faults(window):
                break
            house.qtbot.wait(20)
        wrong += faults(window)
    return wrong


@pytest.mark.parametrize(
    "computer", [{}, {"direction": "right", "theme": "contrast"}, {"text_size": 1.5}, {"easy_reading": True, "theme": "dark"}]
)
def test_everything_that_takes_the_focus_is_named_and_whole_on_a_small_screen(playhouse: Playhouse, computer: dict[str, Any]) -> None:
    with_history(playhouse, 4)
    window = signed_in(playhouse, 1024, 600, **computer)
    assert walk(playhouse, window) == []


def test_the_rail_leads_to_its_pages_and_marks_where_one_is(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    gone_to(playhouse, window, Route.CHILDREN, ChildrenPage)
    press(named(window, _RailButton, "Letters"))
    answered(playhouse, window)
    assert window.route is Route.LETTERS
    assert [one.accessibleName() for one in window.findChildren(_RailButton) if one.isChecked()] == ["Letters"]
    press(named(window, _RailButton, "Back to the grove"))
    playhouse.qtbot.waitUntil(lambda: window.route in {Route.WHO, Route.HOME}, timeout=LONG)
    assert not window.findChildren(Rail) or not window.findChildren(Rail)[0].isVisible()


def test_another_child_can_be_chosen_at_the_head_of_the_rail(playhouse: Playhouse) -> None:
    leo = children.add_child(playhouse.desk, NewChild("Leo & Co")).value
    window = signed_in(playhouse)
    gone_to(playhouse, window, Route.LETTERS, Letters, child=playhouse.child.id)
    press(named(window, _Whose, "Mia"))
    menu = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible())
    next(action for action in menu.actions() if action.text() == "Leo && Co").trigger()
    menu.close()
    answered(playhouse, window)
    assert window.child == leo.id
    assert window.route is Route.LETTERS
    named(window, _Whose, "Leo & Co")


def test_a_page_takes_the_focus_when_it_is_gone_to(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = gone_to(playhouse, window, Route.SETTINGS, SettingsPage)
    focused = window.focusWidget()
    assert focused is not None
    assert focused is page or page.isAncestorOf(focused)


def test_on_a_wide_screen_a_page_is_not_pulled_apart(playhouse: Playhouse) -> None:
    window = signed_in(playhouse, 3000, 1400)
    page = gone_to(playhouse, window, Route.SETTINGS, SettingsPage)
    assert page.width() <= SettingsPage.widest
    assert gone_to(playhouse, window, Route.SKILL_TREE, Page, child=playhouse.child.id).width() > SettingsPage.widest

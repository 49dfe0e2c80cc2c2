"""The window: one page at a time, the way back, notices, idle time and closing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.learning.problems import Problem, Trouble
from app.system import settings as computer
from app.ui.page import Page
from app.ui.pages.child_editor import ChildEditor
from app.ui.pages.children import ChildrenPage
from app.ui.pages.letters import Letters
from app.ui.routes import GROWN_UP_SIDE, Route
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import Button
from app.ui.widgets.rail import Rail
from app.ui.widgets.toast import Toast
from tests.support.child_side import LONG, Playhouse
from tests.support.grown_up_side import answered, gone_to, named, press, signed_in
from tests.support.leaks import ExpectLog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # tips, offscreen


def test_back_leads_to_where_one_came_from(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    gone_to(playhouse, window, Route.CHILDREN, ChildrenPage)
    gone_to(playhouse, window, Route.CHILD_EDITOR, ChildEditor, child=playhouse.child.id)
    press(named(window, Button, "Back to the children"))
    playhouse.page(window, ChildrenPage)


def test_a_toast_leaves_the_rail_free_and_goes_with_another_theme(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    gone_to(playhouse, window, Route.LETTERS, Letters, child=playhouse.child.id)
    window.toast("Kept")
    toast = next(one for one in window.findChildren(Toast) if one.isVisible())
    rail = window.findChildren(Rail)[0]
    assert toast.geometry().left() >= rail.width()
    window.change_computer(theme="contrast")
    playhouse.qtbot.waitUntil(lambda: not [one for one in window.findChildren(Toast) if one.isVisible()], timeout=LONG)


def test_a_banner_says_what_is_wrong_and_is_gone_when_another_page_comes(playhouse: Playhouse, expect_log: ExpectLog) -> None:
    expect_log("database-unreachable")
    window = signed_in(playhouse)
    page = gone_to(playhouse, window, Route.CHILDREN, ChildrenPage)
    again: list[str] = []
    window.show_problem(Problem(Trouble.DATABASE_UNREACHABLE), lambda: again.append("again"))
    QApplication.processEvents()
    banner = next(one for one in window.findChildren(Banner) if one.isVisible())
    assert page.geometry().top() >= banner.geometry().bottom()  # it covers nothing
    press(named(window, Button, "Try again"))
    assert again == ["again"]
    window.show_problem(Problem(Trouble.DATABASE_UNREACHABLE))
    gone_to(playhouse, window, Route.LETTERS, Letters, child=playhouse.child.id)
    assert not [one for one in window.findChildren(Banner) if one.isVisible()]


def test_the_grown_up_side_closes_to_the_grove_when_nobody_is_there(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    gone_to(playhouse, window, Route.CHILDREN, ChildrenPage)
    assert window._idle.isActive()
    window._idle.setInterval(40)
    window._idle.start()
    playhouse.qtbot.waitUntil(lambda: window.route not in GROWN_UP_SIDE, timeout=LONG)
    assert not window._idle.isActive()


@pytest.mark.parametrize("touch", ["key", "pointer"])
def test_a_touch_of_the_grown_up_side_starts_its_idle_time_anew(playhouse: Playhouse, touch: str) -> None:
    window = signed_in(playhouse)
    gone_to(playhouse, window, Route.CHILDREN, ChildrenPage)
    handle = window.windowHandle()
    assert handle is not None
    window._idle.setTimerType(Qt.TimerType.PreciseTimer)
    window._idle.start(60_000)
    playhouse.qtbot.wait(50)
    before = window._idle.remainingTime()
    if touch == "key":
        QTest.keyClick(handle, Qt.Key.Key_Shift)
    else:
        QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=QPoint(600, 4))
    assert window._idle.remainingTime() > before


def test_closing_remembers_where_the_window_stood(playhouse: Playhouse) -> None:
    window = signed_in(playhouse, 1100, 640)
    playhouse.close(window)
    kept = computer.load(playhouse.paths)[0].geometry
    assert kept is not None
    assert (kept.width, kept.height) == (1100, 640)


def test_the_tab_key_goes_round_a_page_and_comes_back(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = gone_to(playhouse, window, Route.CHILDREN, ChildrenPage)
    window.activateWindow()
    page.setFocus()
    seen: list[object] = []
    for _ in range(40):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        focused = window.focusWidget()
        if focused in seen:
            break
        assert focused is not None
        assert focused.accessibleName()
        seen.append(focused)
    names = [one.accessibleName() for one in seen if hasattr(one, "accessibleName")]
    assert {"Add a child", "Change Mia", "Settings", "Back to the grove"} <= set(names)


def test_every_page_has_a_title_for_the_window(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    for route, facts in ((Route.CHILDREN, {}), (Route.LETTERS, {"child": playhouse.child.id}), (Route.ABOUT, {})):
        page = gone_to(playhouse, window, route, Page, **facts)
        assert window.windowTitle() == f"{page.title} – Lettergrove"
    answered(playhouse, window)
    QApplication.processEvents()

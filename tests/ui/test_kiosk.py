"""Leaving: at home through the gate, in a kiosk with a password; the window stays whole, and no key and no banner leads out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.learning.problems import Problem, Trouble
from app.system import settings as computer
from app.ui.games.explorer import Explorer
from app.ui.leaving import LeaveBy, leave_by
from app.ui.pages.child_home import ChildHome
from app.ui.pages.gate import Gate
from app.ui.pages.settings import SettingsPage
from app.ui.pages.sign_in import SignIn
from app.ui.pages.trouble import TroublePage
from app.ui.routes import CHILD_SIDE, GAME_ROUTES, GROWN_UP_SIDE, Route
from app.ui.widgets.buttons import Button
from app.ui.widgets.switches import Switch
from tests.support.child_side import LONG, PASSWORD, Playhouse, key
from tests.support.grown_up_side import answered, gone_to, named, press, signed_in
from tests.support.leaks import ExpectLog

if TYPE_CHECKING:
    from app.ui.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # raising and tips, offscreen


def close_by_hand(window: Window) -> None:
    """The corner of the window, Alt+F4, the system's menu: what Qt says when a hand closes a window."""
    handle = window.windowHandle()
    assert handle is not None
    handle.close()
    QApplication.processEvents()


def at_home(house: Playhouse, **facts: Any) -> Window:
    window = house.open(**facts)
    house.page(window, ChildHome)
    return window


def through_the_gate(house: Playhouse, window: Window) -> None:
    gate = house.page(window, Gate)
    for digit in gate.asked:
        gate.press(digit)


def closed(house: Playhouse, window: Window) -> bool:
    house.qtbot.waitUntil(lambda: not window.isVisible(), timeout=LONG)
    return not window.isVisible()


@pytest.mark.parametrize("route", sorted(CHILD_SIDE - {Route.STARTING}))
def test_no_page_of_the_child_side_is_left_without_a_grown_up(route: Route) -> None:
    assert leave_by(route, kiosk=False) is LeaveBy.GATE
    assert leave_by(route, kiosk=True) is LeaveBy.PASSWORD


@pytest.mark.parametrize("route", sorted({*GROWN_UP_SIDE, Route.WELCOME}))
def test_who_has_signed_in_or_begins_closes_at_once(route: Route) -> None:
    assert leave_by(route, kiosk=False) is leave_by(route, kiosk=True) is LeaveBy.NOTHING


def test_where_no_password_can_be_asked_the_gate_keeps_a_kiosk() -> None:
    assert leave_by(Route.TROUBLE, kiosk=True) is LeaveBy.GATE
    assert leave_by(Route.TROUBLE, kiosk=False) is LeaveBy.NOTHING
    assert leave_by(Route.SIGN_IN, kiosk=True) is LeaveBy.PASSWORD


def test_at_home_closing_asks_the_gate_once(playhouse: Playhouse) -> None:
    window = at_home(playhouse)
    close_by_hand(window)
    assert window.isVisible()
    playhouse.page(window, Gate)
    close_by_hand(window)
    assert window.isVisible()
    through_the_gate(playhouse, window)
    assert closed(playhouse, window)


def test_a_child_at_the_gate_comes_back_to_its_grove(playhouse: Playhouse) -> None:
    window = at_home(playhouse)
    close_by_hand(window)
    playhouse.page(window, Gate)
    key(window, Qt.Key.Key_Escape)
    playhouse.page(window, ChildHome)


def test_on_the_grown_up_side_the_window_closes_at_once(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    gone_to(playhouse, window, Route.SETTINGS, SettingsPage)
    close_by_hand(window)
    assert closed(playhouse, window)


def test_the_end_of_the_session_is_not_held_up(playhouse: Playhouse) -> None:
    window = at_home(playhouse, kiosk=True)
    window.session_ends = True
    close_by_hand(window)
    assert closed(playhouse, window)


def test_a_kiosk_fills_the_screen_stays_in_front_and_comes_back(playhouse: Playhouse) -> None:
    window = at_home(playhouse)
    window.change_computer(kiosk=True)
    assert window.isFullScreen()
    assert window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    QTest.keyClick(window, Qt.Key.Key_F11)
    window.showMinimized()
    playhouse.qtbot.waitUntil(window.isFullScreen, timeout=LONG)
    window.showNormal()
    playhouse.qtbot.waitUntil(window.isFullScreen, timeout=LONG)
    window.change_computer(kiosk=False)
    assert not window.isFullScreen()
    assert not window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint


def test_a_kiosk_is_left_with_a_password_only(playhouse: Playhouse) -> None:
    window = at_home(playhouse, kiosk=True)
    close_by_hand(window)
    through_the_gate(playhouse, window)
    page = playhouse.page(window, SignIn)
    answered(playhouse, window)
    close_by_hand(window)
    assert window.page is page  # it asks already
    page._password.setText("wrong")
    press(named(page, Button, "Close Lettergrove"))
    answered(playhouse, window)
    assert window.isVisible()
    page._password.setText(PASSWORD)
    press(named(page, Button, "Close Lettergrove"))
    assert closed(playhouse, window)


def test_a_kiosk_whose_database_is_away_is_left_through_the_gate(playhouse: Playhouse) -> None:
    window = at_home(playhouse, kiosk=True)
    window.go(Route.TROUBLE, problem=Problem(Trouble.CLUSTER_FAILED))
    page = playhouse.page(window, TroublePage)
    press(named(page, Button, "Close Lettergrove"))
    through_the_gate(playhouse, window)
    assert closed(playhouse, window)


def test_classroom_mode_is_a_setting_that_holds_at_once_and_after_a_restart(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = gone_to(playhouse, window, Route.SETTINGS, SettingsPage)
    press(named(page, Switch, "Classroom mode"))
    assert window.kiosk
    assert window.isFullScreen()
    playhouse.qtbot.waitUntil(lambda: computer.load(playhouse.paths)[0].kiosk, timeout=LONG)
    press(named(page, Button, "Close Lettergrove"))
    assert closed(playhouse, window)


def test_no_key_of_the_explorer_leads_out_or_makes_the_window_smaller(playhouse: Playhouse) -> None:
    window = at_home(playhouse)
    window.go(Route.EXPLORER, child=playhouse.child.id)
    page = playhouse.page(window, Explorer)
    playhouse.qtbot.waitUntil(lambda: page.letter is not None, timeout=LONG)
    state = window.windowState()
    held = Qt.KeyboardModifier
    for pressed in (Qt.Key.Key_F11, Qt.Key.Key_F4, Qt.Key.Key_Q, Qt.Key.Key_W, Qt.Key.Key_Tab, Qt.Key.Key_Super_L, Qt.Key.Key_Menu):
        for modifier in (held.NoModifier, held.AltModifier, held.ControlModifier, held.MetaModifier):
            QTest.keyClick(page, pressed, modifier)
    assert window.route is Route.EXPLORER
    assert window.isVisible()
    assert window.windowState() == state


def test_a_banner_on_the_child_side_neither_quits_nor_opens_the_desktop(
    playhouse: Playhouse, monkeypatch: pytest.MonkeyPatch, expect_log: ExpectLog
) -> None:
    expect_log("schema-newer")
    opened: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    window = at_home(playhouse)
    window.show_problem(Problem(Trouble.SCHEMA_NEWER))
    press(named(window, Button, "Close Lettergrove"))
    playhouse.page(window, Gate)
    assert window.isVisible()
    assert not opened


def test_escape_never_leads_out_of_the_program(playhouse: Playhouse) -> None:
    window = at_home(playhouse)
    for route in sorted({*GAME_ROUTES.values(), Route.GAMES, Route.WHO}):
        window.go(route, **({} if route is Route.WHO else {"child": playhouse.child.id}))
        for _ in range(5):
            key(window, Qt.Key.Key_Escape)
            QApplication.processEvents()
        assert window.isVisible(), route
        assert window.route in CHILD_SIDE


def test_an_end_that_the_program_asks_for_needs_nobody(playhouse: Playhouse) -> None:
    window = at_home(playhouse, kiosk=True)
    window.leave()
    assert not window.isVisible()

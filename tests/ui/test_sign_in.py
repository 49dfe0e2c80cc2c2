"""Signing in: the right password opens the grown-up side, a wrong one says so, too many say until when."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.learning.passwords import locked_until
from app.services.desk import Desk
from app.system.clock import now
from app.ui.pages.children import ChildrenPage
from app.ui.pages.letters import Letters
from app.ui.pages.sign_in import SignIn
from app.ui.routes import Route
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import PasswordField, SelectBox
from app.ui.window import Window
from tests.support.child_side import LONG, PASSWORD, Playhouse
from tests.support.grown_up_side import answered, gone_to, helper, named, press, said, signed_in


def sign_in_of(house: Playhouse, window: Window, **facts: object) -> SignIn:
    window.sign_out()
    return gone_to(house, window, Route.SIGN_IN, SignIn, **facts)


def enter(house: Playhouse, window: Window, page: SignIn, password: str) -> None:
    field = named(page, PasswordField, "Password")
    field.clear()
    QTest.keyClicks(field, password)
    QTest.keyClick(field, Qt.Key.Key_Return)
    answered(house, window)


def test_the_right_password_opens_what_was_wanted(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = sign_in_of(playhouse, window, wanted=Route.LETTERS, child=playhouse.child.id)
    assert window.focusWidget() is named(page, PasswordField, "Password")
    enter(playhouse, window, page, PASSWORD)
    playhouse.page(window, Letters)


def test_a_wrong_one_is_said_and_too_many_say_until_when(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = sign_in_of(playhouse, window)
    enter(playhouse, window, page, "not this")
    assert "That is not the password" in said(page)
    wrong = next(count for count in range(1, 50) if locked_until(count, now(), now()) is not None)
    for _ in range(wrong):
        enter(playhouse, window, page, "not this")
    assert re.search(r"Too many wrong passwords\. Try again at \d\d:\d\d\.", said(page))
    enter(playhouse, window, page, PASSWORD)
    assert window.route is Route.SIGN_IN
    assert isinstance(playhouse.desk, Desk)


def test_several_grown_ups_choose_who_they_are(playhouse: Playhouse) -> None:
    hanna = helper(playhouse)
    window = signed_in(playhouse)
    page = sign_in_of(playhouse, window)
    who = named(page, SelectBox, "Who are you?")
    who.setCurrentIndex(who.findText(hanna.name))
    enter(playhouse, window, page, PASSWORD)
    page_after = playhouse.page(window, ChildrenPage)
    answered(playhouse, window)
    playhouse.qtbot.waitUntil(lambda: "Mia" in said(page_after), timeout=LONG)


def test_escape_and_the_button_go_back_to_the_grove(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    QTest.keyClick(sign_in_of(playhouse, window), Qt.Key.Key_Escape)
    playhouse.qtbot.waitUntil(lambda: window.route in {Route.WHO, Route.HOME}, timeout=LONG)
    press(named(sign_in_of(playhouse, window), Button, "Back to the grove"))
    playhouse.qtbot.waitUntil(lambda: window.route in {Route.WHO, Route.HOME}, timeout=LONG)

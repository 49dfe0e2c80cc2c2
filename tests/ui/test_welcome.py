"""The first-run wizard: three small questions, each kept until the last one is answered; then the first game is ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.learning.people import SpaceKind
from app.services import children, grown_ups, spaces
from app.services.desk import Desk
from app.system.clock import now
from app.system.ids import new_id
from app.ui.pages.child_home import ChildHome
from app.ui.pages.welcome import Welcome
from app.ui.people.choice import Choice
from app.ui.routes import Route
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import PasswordField, TextField
from app.ui.window import Window
from tests.support.child_side import LONG, Playhouse
from tests.support.grown_up_side import answered, controls, cut_off, named, press, said

if TYPE_CHECKING:
    pass


def welcome_of(house: Playhouse, window: Window) -> Welcome:
    page = house.page(window, Welcome)
    house.qtbot.waitUntil(lambda: bool(page._offers), timeout=LONG)
    answered(house, window)
    return page


def fill_in_grown_up(page: Welcome) -> None:
    named(page, TextField, "Your name").setText("Ada")
    named(page, PasswordField, "A password").setText("a grove of letters")


def test_three_steps_lead_to_the_grove_of_the_first_child(empty_house: Playhouse) -> None:
    window = empty_house.open()
    page = welcome_of(empty_house, window)
    press(named(page, Choice, "Español"))
    press(named(page, Button, "Next"))
    fill_in_grown_up(page)
    press(named(page, Button, "Next"))
    named(page, TextField, "Name").setText("Mía")
    press(named(page, Button, "Begin"))
    home = empty_house.page(window, ChildHome)
    assert home is not None
    space = spaces.current_space(empty_house.desk)
    assert space is not None
    empty_house.desk = Desk(empty_house.desk.database, space.id, None, now, new_id)
    assert space.kind is SpaceKind.HOUSEHOLD
    assert [(child.name, child.languages) for child in children.list_children(empty_house.desk)] == [("Mía", ("es",))]
    assert [one.name for one in grown_ups.list_grown_ups(empty_house.desk)] == ["Ada"]


def test_enter_goes_on_and_what_is_wrong_stands_beside_its_field(empty_house: Playhouse) -> None:
    window = empty_house.open()
    page = welcome_of(empty_house, window)
    press(named(page, Button, "Next"))
    QTest.keyClick(named(page, TextField, "Your name"), Qt.Key.Key_Return)
    assert "A name is missing" in said(page)
    named(page, TextField, "Your name").setText("Ada")
    QTest.keyClick(named(page, TextField, "Your name"), Qt.Key.Key_Return)
    assert "This password is too short" in said(page)
    named(page, PasswordField, "A password").setText("a grove of letters")
    QTest.keyClick(named(page, PasswordField, "A password"), Qt.Key.Key_Return)
    assert "Step 3 of 3." in said(page)
    QTest.keyClick(named(page, TextField, "Name"), Qt.Key.Key_Return)
    answered(empty_house, window)
    assert "A name is missing" in said(page)
    assert window.route is Route.WELCOME


def test_going_back_keeps_what_was_written(empty_house: Playhouse) -> None:
    window = empty_house.open()
    page = welcome_of(empty_house, window)
    press(named(page, Button, "Next"))
    fill_in_grown_up(page)
    press(named(page, Button, "Back"))
    press(named(page, Button, "Next"))
    assert named(page, TextField, "Your name").text() == "Ada"


def test_a_class_can_begin_without_a_child(empty_house: Playhouse) -> None:
    window = empty_house.open()
    page = welcome_of(empty_house, window)
    press(named(page, Choice, "My class"))
    press(named(page, Button, "Next"))
    assert named(page, TextField, "Name of this place").text() == "My class"
    fill_in_grown_up(page)
    press(named(page, Button, "Next"))
    press(named(page, Button, "Add children later"))
    empty_house.qtbot.waitUntil(lambda: window.route is Route.WHO, timeout=LONG)
    space = spaces.current_space(empty_house.desk)
    assert space is not None
    assert space.kind is SpaceKind.CLASSROOM


@pytest.mark.parametrize(("width", "height", "size"), [(1024, 600, 1.0), (1024, 600, 1.5), (1280, 800, 1.5), (1920, 1080, 0.9)])
def test_every_step_is_whole_and_named_at_every_size(empty_house: Playhouse, width: int, height: int, size: float) -> None:
    window = empty_house.open(width, height, text_size=size)
    page = welcome_of(empty_house, window)
    wrong = []
    for step in range(3):
        wrong += [f"step {step + 1}: {cut}" for control in controls(page) if (cut := cut_off(control))]
        wrong += [f"step {step + 1}: {control} has no name" for control in controls(page) if not control.accessibleName()]
        if step < 2:
            press(named(page, Button, "Next"))
            if step == 0:
                fill_in_grown_up(page)
    assert wrong == []

"""Grown-ups looked after: added, renamed, given roles and passwords, taken out and brought back; only what one may do is offered."""

from __future__ import annotations

from app.learning.people import Role
from app.services import grown_ups
from app.ui.pages.grown_ups import GrownUpsPage
from app.ui.people.person_card import PersonCard
from app.ui.routes import Route
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import PasswordField, SelectBox, TextField
from app.ui.window import Window
from tests.support.child_side import LONG, PASSWORD, Playhouse
from tests.support.grown_up_side import answered, gone_to, helper, named, press, said, signed_in, undo


def grown_ups_of(house: Playhouse, window: Window) -> GrownUpsPage:
    return gone_to(house, window, Route.GROWN_UPS, GrownUpsPage)


def names(house: Playhouse) -> list[str]:
    return [one.name for one in grown_ups.list_grown_ups(house.desk)]


def test_a_grown_up_is_added_and_what_is_wrong_stands_beside_its_field(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = grown_ups_of(playhouse, window)
    press(named(page, Button, "Add a grown-up"))
    press(named(page, Button, "Add this grown-up"))
    assert "A name is missing" in said(page)
    named(page, TextField, "Name").setText("Ben")
    named(page, PasswordField, "A password").setText("short")
    press(named(page, Button, "Add this grown-up"))
    answered(playhouse, window)
    assert "This password is too short" in said(page)
    named(page, PasswordField, "A password").setText("long enough for anybody")
    press(named(page, Button, "Add this grown-up"))
    answered(playhouse, window)
    assert names(playhouse) == ["Ada", "Ben"]
    undo(playhouse, window)
    assert names(playhouse) == ["Ada"]


def test_taking_out_can_be_undone_and_who_is_out_can_be_brought_back(playhouse: Playhouse) -> None:
    helper(playhouse)
    window = signed_in(playhouse)
    page = grown_ups_of(playhouse, window)
    press(named(page, Button, "Change Hanna"))
    press(named(page, Button, "Take out Hanna"))
    answered(playhouse, window)
    assert names(playhouse) == ["Ada"]
    undo(playhouse, window)
    assert names(playhouse) == ["Ada", "Hanna"]
    press(named(page, Button, "Change Hanna"))
    press(named(page, Button, "Take out Hanna"))
    answered(playhouse, window)
    press(named(page, Button, "Bring Hanna back"))
    answered(playhouse, window)
    assert names(playhouse) == ["Ada", "Hanna"]


def test_the_last_owner_stays_owner_and_reads_why(playhouse: Playhouse) -> None:
    helper(playhouse)
    window = signed_in(playhouse)
    page = grown_ups_of(playhouse, window)
    press(named(page, Button, "Change Ada"))
    role = named(page, SelectBox, "Role")
    role.setCurrentIndex(2)
    role.activated.emit(2)
    answered(playhouse, window)
    assert "A space needs one owner" in said(page)
    assert role.currentIndex() == 0
    assert [one.role for one in grown_ups.list_grown_ups(playhouse.desk)] == [Role.OWNER, Role.HELPER]


def test_ones_own_password_needs_the_one_until_now(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = grown_ups_of(playhouse, window)
    press(named(page, Button, "Change Ada"))
    named(page, PasswordField, "New password").setText("another long sentence")
    named(page, PasswordField, "Password until now").setText("not this one")
    press(named(page, Button, "Set this password"))
    answered(playhouse, window)
    assert "That is not the password" in said(page)
    assert named(page, PasswordField, "New password").text() == "another long sentence"
    named(page, PasswordField, "Password until now").setText(PASSWORD)
    press(named(page, Button, "Set this password"))
    answered(playhouse, window)
    assert named(page, PasswordField, "New password").text() == ""
    assert playhouse.desk.grown_up is not None
    assert grown_ups.sign_in(playhouse.desk, playhouse.desk.grown_up, "another long sentence").value.name == "Ada"


def test_a_helper_may_change_their_own_name_and_nothing_of_others(playhouse: Playhouse) -> None:
    hanna = helper(playhouse)
    window = signed_in(playhouse, who=hanna)
    page = grown_ups_of(playhouse, window)
    offered = {one.accessibleName() for one in page.findChildren(Button) if one.isVisible()}
    assert offered == {"Change Hanna"}
    assert "An owner can add others" in said(page)
    press(named(page, Button, "Change Hanna"))
    assert not [box for box in page.findChildren(SelectBox) if box.isVisible()]
    name = named(page, TextField, "Name")
    name.setText("Hanna Mills")
    name.editingFinished.emit()
    answered(playhouse, window)
    assert names(playhouse) == ["Ada", "Hanna Mills"]


def test_what_is_being_written_is_not_lost_when_the_page_is_refreshed(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = grown_ups_of(playhouse, window)
    press(named(page, Button, "Change Ada"))
    named(page, PasswordField, "New password").setText("half a sent")
    press(named(page, Button, "Add a grown-up"))
    named(page, TextField, "Name").setText("Be")
    helper(playhouse)
    page.refresh()
    answered(playhouse, window)
    playhouse.qtbot.waitUntil(lambda: len([card for card in page.findChildren(PersonCard) if card.isVisible()]) == 2, timeout=LONG)
    assert named(page, TextField, "Name").text() == "Be"
    assert named(page, PasswordField, "New password").text() == "half a sent"

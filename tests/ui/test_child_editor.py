"""A child's profile: kept as one goes, with Undo; what is being written is never lost."""

from __future__ import annotations

from PySide6.QtTest import QTest

from app.learning.people import Case
from app.services import children
from app.ui.pages.child_editor import ChildEditor
from app.ui.pages.children import ChildrenPage
from app.ui.routes import Route
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import TextField
from app.ui.widgets.pressable import Pressable
from app.ui.window import Window
from tests.support.child_side import Playhouse
from tests.support.grown_up_side import answered, gone_to, named, press, said, signed_in, undo


def editor_of(house: Playhouse, window: Window, new: bool = False) -> ChildEditor:
    return gone_to(house, window, Route.CHILD_EDITOR, ChildEditor, child=None if new else house.child.id)


def name_of(house: Playhouse) -> str:
    return children.child(house.desk, house.child.id).name


def test_a_name_is_kept_when_the_field_is_left_and_undo_puts_it_back(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = editor_of(playhouse, window)
    field = named(page, TextField, "Name")
    field.setText("Miriam")
    field.editingFinished.emit()
    answered(playhouse, window)
    assert name_of(playhouse) == "Miriam"
    undo(playhouse, window)
    assert name_of(playhouse) == "Mia"
    assert named(page, TextField, "Name").text() == "Mia"


def test_a_name_that_cannot_be_is_said_and_the_old_one_stays(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = editor_of(playhouse, window)
    field = named(page, TextField, "Name")
    field.setText("x" * 5_000)
    field.editingFinished.emit()
    answered(playhouse, window)
    assert "This name is too long" in said(page)
    assert name_of(playhouse) == "Mia"


def test_what_is_being_written_is_not_lost_by_a_refresh(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = editor_of(playhouse, window)
    field = named(page, TextField, "Name")
    field.setFocus()
    QTest.keyClicks(field, "nna")
    written = field.text()
    assert written != "Mia"
    children.change_child(playhouse.desk, playhouse.child.id, case=Case.UPPER)  # somebody else, elsewhere
    page.refresh()
    answered(playhouse, window)
    assert named(page, TextField, "Name").text() == written


def test_which_letters_come_first_is_kept_at_once(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = editor_of(playhouse, window)
    press(named(page, Pressable, "A B C"))
    answered(playhouse, window)
    assert children.child(playhouse.desk, playhouse.child.id).case is Case.UPPER


def test_a_new_child_is_added_once_and_what_is_missing_is_said(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = editor_of(playhouse, window, new=True)
    press(named(page, Button, "Add this child"))
    answered(playhouse, window)
    assert "A name is missing" in said(page)
    named(page, TextField, "Name").setText("Zoë")
    add = named(page, Button, "Add this child")
    press(add)
    answered(playhouse, window)
    playhouse.page(window, ChildrenPage)
    assert [child.name for child in children.list_children(playhouse.desk)] == ["Mia", "Zoë"]


def test_three_pictures_are_given_and_others_after_them(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = editor_of(playhouse, window)
    press(named(page, Button, "Give three pictures"))
    answered(playhouse, window)
    first = children.child(playhouse.desk, playhouse.child.id).secret
    assert first is not None
    press(named(page, Button, "Give three others"))
    answered(playhouse, window)
    assert children.child(playhouse.desk, playhouse.child.id).secret not in {None, first}

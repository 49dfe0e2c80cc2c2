"""Two rows of one child: the quiet card that asks, joining by hand, separating again, and what the rail says of it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import text

from app.learning.people import Avatar, Child, Friend
from app.services import children, demo, namesakes
from app.services.children import NewChild
from app.services.one_child import join_children
from app.system.settings import Direction
from app.ui.pages.child_editor import ChildEditor
from app.ui.pages.children import ChildrenPage
from app.ui.people.child_row import ChildRow
from app.ui.people.namesake_card import NamesakeCard
from app.ui.people.same_child_card import SameChildCard
from app.ui.routes import Route
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import SelectBox
from tests.support.child_side import Playhouse
from tests.support.grown_up_side import answered, controls, cut_off, gone_to, named, press, said, signed_in, undo


def with_namesake(house: Playhouse) -> Child:
    """A second Mia, who came from another computer and has played for two weeks."""
    planted = demo.plant(house.desk, children=1, days=14, seed=7, among_others=True).value.children[0]
    other = children.change_child(house.desk, planted.id, name="Mia", languages=house.child.languages, born=None).value
    other = children.change_child(house.desk, other.id, avatar=Avatar(Friend.OWL)).value
    with house.desk.database.transaction() as connection:
        connection.execute(text("SET LOCAL lettergrove.applying = 'on'"))
        stamp = text("UPDATE children SET sync_stamp = (left(sync_stamp::text, 19) || '1234-123456789012')::uuid WHERE id = :child")
        connection.execute(stamp, {"child": other.id})
    return other


def listed(house: Playhouse) -> list[str]:
    return [child.name for child in children.list_children(house.desk)]


def rows(page: ChildrenPage) -> int:
    return len([row for row in page.findChildren(ChildRow) if row.isVisible()])


def test_children_that_look_like_one_are_asked_about_and_joined_with_undo(playhouse: Playhouse) -> None:
    other = with_namesake(playhouse)
    window = signed_in(playhouse)
    page = gone_to(playhouse, window, Route.CHILDREN, ChildrenPage)
    assert "Mia and Mia look like one child" in said(page)
    assert "has not played yet" in said(page)
    press(named(page, Button, "Join Mia and Mia"))
    answered(playhouse, window)
    assert [child.id for child in children.list_children(playhouse.desk)] == [other.id], "the one that has played more stays"
    assert rows(page) == 1
    assert not page.findChildren(NamesakeCard)
    assert window.child == other.id, "the rail is about the child that is kept"
    undo(playhouse, window)
    assert listed(playhouse) == ["Mia", "Mia"]
    assert rows(page) == 2


def test_that_they_are_two_children_is_remembered(playhouse: Playhouse) -> None:
    with_namesake(playhouse)
    window = signed_in(playhouse)
    page = gone_to(playhouse, window, Route.CHILDREN, ChildrenPage)
    press(named(page, Button, "Mia and Mia are two children"))
    answered(playhouse, window)
    assert namesakes.offers(playhouse.desk) == ()
    assert rows(page) == 2
    undo(playhouse, window)
    named(page, Button, "Join Mia and Mia")


def test_keys_alone_answer_the_question(playhouse: Playhouse) -> None:
    with_namesake(playhouse)
    window = signed_in(playhouse)
    page = gone_to(playhouse, window, Route.CHILDREN, ChildrenPage)
    join = named(page, Button, "Join Mia and Mia")
    join.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(join, Qt.Key.Key_Tab)
    apart = window.focusWidget()
    assert apart is not None
    assert apart.accessibleName() == "Mia and Mia are two children"
    QTest.keyClick(join, Qt.Key.Key_Space)
    answered(playhouse, window)
    assert listed(playhouse) == ["Mia"]


def test_any_child_can_be_joined_by_hand_and_separated_again(playhouse: Playhouse) -> None:
    children.add_child(playhouse.desk, NewChild("Leo"))
    window = signed_in(playhouse)
    editor = gone_to(playhouse, window, Route.CHILD_EDITOR, ChildEditor, child=playhouse.child.id)
    choice = named(editor, SelectBox, "The same child as")
    choice.setCurrentIndex(1)
    choice.activated.emit(choice.currentIndex())
    answered(playhouse, window)
    assert "Leo: has not played yet. Joined, it is one child" in said(editor)
    press(named(editor, Button, "Join Mia and Leo"))
    answered(playhouse, window)
    assert listed(playhouse) == ["Mia"]
    assert "taken out and erased together" in said(editor)
    press(named(editor, Button, "Separate Leo again"))
    answered(playhouse, window)
    assert listed(playhouse) == ["Leo", "Mia"]
    undo(playhouse, window)
    assert listed(playhouse) == ["Mia"]


def test_an_only_child_is_asked_nothing(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = gone_to(playhouse, window, Route.CHILDREN, ChildrenPage)
    assert not page.findChildren(NamesakeCard)
    editor = gone_to(playhouse, window, Route.CHILD_EDITOR, ChildEditor, child=playhouse.child.id)
    assert not editor.findChildren(SameChildCard)


@pytest.mark.parametrize("computer", [{}, {"theme": "dark"}, {"direction": Direction.RIGHT}, {"text_size": 1.5}])
@pytest.mark.parametrize("size", [(1280, 800), (1024, 600)])
@pytest.mark.qt_log_ignore(r"does not support raise\(\)")  # a narrow rail that gets the focus shows a tip: the offscreen platform grumbles
def test_nothing_is_cut_off_at_any_size(playhouse: Playhouse, computer: dict[str, Any], size: tuple[int, int]) -> None:
    other = with_namesake(playhouse)
    window = signed_in(playhouse, *size, **computer)
    page = gone_to(playhouse, window, Route.CHILDREN, ChildrenPage)
    assert page.findChildren(NamesakeCard)
    assert [trouble for control in controls(page) if (trouble := cut_off(control))] == []
    join_children(playhouse.desk, other.id, playhouse.child.id)
    editor = gone_to(playhouse, window, Route.CHILD_EDITOR, ChildEditor, child=other.id)
    card = editor.findChildren(SameChildCard)[0]
    editor._area.ensureWidgetVisible(card)
    answered(playhouse, window)
    assert [trouble for control in controls(editor) if (trouble := cut_off(control))] == []

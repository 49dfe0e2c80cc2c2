"""The list of children: who there is, what has grown, taken out with Undo, brought back."""

from __future__ import annotations

from app.services import children
from app.services.children import NewChild
from app.ui.pages.child_editor import ChildEditor
from app.ui.pages.children import ChildrenPage
from app.ui.pages.letters import Letters
from app.ui.people.child_row import ChildRow
from app.ui.routes import Route
from app.ui.widgets.buttons import Button
from tests.support.child_side import Playhouse
from tests.support.grown_up_side import answered, gone_to, named, press, said, signed_in, undo, with_history


def test_each_child_has_a_row_with_what_has_grown(playhouse: Playhouse) -> None:
    with_history(playhouse)
    window = signed_in(playhouse)
    page = gone_to(playhouse, window, Route.CHILDREN, ChildrenPage)
    assert len(page.findChildren(ChildRow)) == 2
    assert "has not played yet" in said(page)
    assert "1 of 2 have played this week" in said(page)
    press(named(page, Button, f"Look at what {playhouse.child.name}"))
    assert playhouse.page(window, Letters)._child == playhouse.child.id


def test_taking_a_child_out_can_be_undone_and_it_can_be_brought_back_later(playhouse: Playhouse) -> None:
    children.add_child(playhouse.desk, NewChild("Leo"))
    window = signed_in(playhouse)
    page = gone_to(playhouse, window, Route.CHILDREN, ChildrenPage)
    for later in (undo, None):
        press(named(page, Button, "Change Leo"))
        answered(playhouse, window)
        editor = playhouse.page(window, ChildEditor)
        press(named(editor, Button, "Take out Leo"))
        answered(playhouse, window)
        page = playhouse.page(window, ChildrenPage)
        answered(playhouse, window)
        assert [child.name for child in children.list_children(playhouse.desk)] == ["Mia"]
        if later is not None:
            later(playhouse, window)
        else:
            press(named(page, Button, "Bring Leo back"))
            answered(playhouse, window)
        assert [child.name for child in children.list_children(playhouse.desk)] == ["Leo", "Mia"]
        assert len([row for row in page.findChildren(ChildRow) if row.isVisible()]) == 2


def test_without_a_child_there_is_one_thing_to_do(playhouse: Playhouse) -> None:
    children.remove_child(playhouse.desk, playhouse.child.id)
    window = signed_in(playhouse)
    page = gone_to(playhouse, window, Route.CHILDREN, ChildrenPage)
    assert "No child yet" in said(page)
    press(named(page, Button, "Add a child"))
    playhouse.page(window, ChildEditor)

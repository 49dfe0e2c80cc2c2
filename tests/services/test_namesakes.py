"""Namesakes from two computers: asked about until a grown-up has decided, with as many queries as there are for none."""

from __future__ import annotations

from sqlalchemy import text

from app.learning.ids import ChildId
from app.services import children, namesakes
from app.services.children import NewChild
from app.services.one_child import join_children, separate_child
from tests.services.conftest import Home
from tests.services.playing import play_for
from tests.support.database import Queries


def other_run(home: Home, child: ChildId) -> None:
    """Let a row look as if it was made on another computer."""
    with home.desk.database.transaction() as connection:
        connection.execute(text("SET LOCAL lettergrove.applying = 'on'"))
        stamp = text("UPDATE children SET sync_stamp = (left(sync_stamp::text, 19) || '1234-123456789012')::uuid WHERE id = :child")
        connection.execute(stamp, {"child": child})
        connection.execute(text("SET LOCAL lettergrove.applying = 'off'"))


def test_namesakes_from_two_computers_are_asked_about_until_it_is_decided(home: Home) -> None:
    other = children.add_child(home.desk, NewChild("mia", languages=("en",))).value
    assert namesakes.offers(home.desk) == ()
    other_run(home, other.id)
    play_for(home.child_side, other.id, 5, home.clock())
    (asked,) = namesakes.offers(home.desk)
    assert (asked.kept.child.id, asked.other.child.id) == (other.id, home.child.id), "who has played more is kept"
    told = namesakes.tell_apart(home.desk, home.child.id, other.id)
    assert namesakes.offers(home.desk) == ()
    assert told.undo is not None
    told.undo(home.desk)
    (asked,) = namesakes.offers(home.desk)
    join_children(home.desk, asked.kept.child.id, asked.other.child.id)
    assert namesakes.offers(home.desk) == ()
    separate_child(home.desk, asked.other.child.id)
    assert namesakes.offers(home.desk) == (), "these are two children after all"


def test_a_removed_namesake_is_not_asked_about(home: Home) -> None:
    other = children.add_child(home.desk, NewChild("Mia", languages=("en",))).value
    other_run(home, other.id)
    assert namesakes.offers(home.desk)
    children.remove_child(home.desk, other.id)
    assert namesakes.offers(home.desk) == ()


def test_looking_for_namesakes_takes_a_fixed_number_of_queries(home: Home, queries: Queries) -> None:
    for number in range(5):
        children.add_child(home.desk, NewChild(f"Kim {number}"))
    with queries.at_most(5):
        assert namesakes.offers(home.desk) == ()

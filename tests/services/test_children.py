"""Children come, change, go and come back; their picture passwords are their own."""

import threading
import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.data.database import Database
from app.data.queries import children as queries
from app.learning.ids import ChildId
from app.learning.mastery import Game
from app.learning.people import SECRET_PICTURES, Avatar, Case, Child, Friend, Letterform
from app.learning.problems import Problem, Trouble
from app.learning.secrets import all_secrets
from app.services import children, languages, play
from app.services.change import Topic
from app.services.children import NewChild
from app.system.ids import new_id
from tests.services.conftest import Home
from tests.support.database import Queries


@pytest.mark.parametrize(
    "name",
    ["Łucja", "דוד", "عائشة", "अनन्या", "e\u0301mile", "👩‍👩‍👧 Zoe", "小明", "O'Brien-Ñandú", "ക്ഷമ", "Ва́ня"],
)
def test_names_of_every_script_come_back_as_they_were_given(home: Home, name: str) -> None:
    added = children.add_child(home.desk, NewChild(f" {name} ")).value
    assert children.child(home.desk, added.id).name == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    ("new", "trouble"),
    [
        (NewChild(""), Trouble.NAME_EMPTY),
        (NewChild(" \u200d "), Trouble.NAME_EMPTY),
        (NewChild("a" * 10_000), Trouble.NAME_TOO_LONG),
        (NewChild("a\x00b"), Trouble.NAME_NOT_TEXT),
        (NewChild("z" + "\u0301" * 40), Trouble.NAME_NOT_TEXT),
        (NewChild("\u202eaiM"), Trouble.NAME_NOT_TEXT),
        (NewChild("Mia", born=date(2999, 1, 1)), Trouble.BORN_IN_FUTURE),
        (NewChild("Mia", languages=("tlh",)), Trouble.LANGUAGE_UNKNOWN),
        (NewChild("Mia", languages=()), Trouble.LANGUAGE_UNKNOWN),
        (NewChild("Mia", languages=("../en",)), Trouble.LANGUAGE_UNKNOWN),
    ],
)
def test_what_is_no_child_is_refused_and_nothing_is_kept(home: Home, new: NewChild, trouble: Trouble) -> None:
    with pytest.raises(Problem) as raised:
        children.add_child(home.desk, new)
    assert raised.value.trouble is trouble
    assert children.list_children(home.desk) == (home.child,)


def test_children_stand_by_name(home: Home) -> None:
    for name in ("Zoe", "émile", "Emma", "Álvaro", "Mia 10", "Mia 2"):
        children.add_child(home.desk, NewChild(name))
    assert [one.name for one in children.list_children(home.desk)] == ["Álvaro", "émile", "Emma", "Mia", "Mia 2", "Mia 10", "Zoe"]


def test_the_list_of_children_takes_two_queries(home: Home, queries: Queries) -> None:
    for number in range(12):
        children.add_child(home.desk, NewChild(f"Kim {number}", languages=("en", "es")))
    with queries.at_most(2):
        assert len(children.list_children(home.desk)) == 13


def test_every_field_can_be_changed_and_taken_back(home: Home) -> None:
    before = children.child(home.desk, home.child.id)
    fields: dict[str, Any] = {
        "name": "Maja", "avatar": Avatar(Friend.OWL), "born": date(2021, 5, 17), "languages": ("hi", "en"), "case": Case.BOTH,
        "letterform": Letterform.PRINT,
    }  # fmt: skip
    change = children.change_child(home.desk, home.child.id, **fields)
    after = children.child(home.desk, home.child.id)
    assert after == change.value
    assert (after.name, after.born, after.languages, after.case) == ("Maja", date(2021, 5, 1), ("hi", "en"), Case.BOTH)
    assert Topic.CHILDREN in change.topics
    assert change.undo is not None
    change.undo(home.desk)
    assert children.child(home.desk, home.child.id) == before


def test_what_a_child_has_not_cannot_be_changed(home: Home) -> None:
    for field in ("id", "secret", "deleted_at", "height"):
        with pytest.raises(TypeError):
            children.change_child(home.desk, home.child.id, **{field: None})


def test_a_child_taken_out_keeps_its_history_and_comes_back(home: Home) -> None:
    begun = play.begin(home.child_side, home.child.id, Game.LISTEN_AND_FIND).value
    removed = children.remove_child(home.desk, home.child.id)
    assert children.list_children(home.desk) == ()
    assert [one.id for one in children.list_children(home.desk, removed=True)] == [home.child.id]
    assert removed.undo is not None
    removed.undo(home.desk)
    assert children.list_children(home.desk) == (home.child,)
    again = play.begin(home.child_side, home.child.id, Game.LISTEN_AND_FIND).value
    assert again.play_session == begun.play_session


def test_unknown_children_are_not_found(home: Home) -> None:
    stranger = ChildId(new_id())
    for act in (children.child, children.remove_child, children.restore_child, children.give_secret, children.change_child):
        with pytest.raises(Problem) as raised:
            act(home.desk, stranger)
        assert raised.value.trouble is Trouble.NOT_FOUND


def test_a_child_of_another_space_is_not_found(home: Home, clock: Any, database: Database) -> None:
    from tests.services.conftest import found_home  # noqa: PLC0415 (a second household, for this test alone)

    other = found_home(database, clock)
    with pytest.raises(Problem):
        children.child(home.desk, other.child.id)
    with pytest.raises(Problem):
        play.begin(home.child_side, other.child.id, Game.LISTEN_AND_FIND)


def test_a_secret_is_three_pictures_in_order(home: Home) -> None:
    given = children.give_secret(home.desk, home.child.id).value
    assert given.secret is not None
    assert len(set(given.secret)) == 3
    assert children.check_secret(home.child_side, home.child.id, given.secret)
    assert not children.check_secret(home.child_side, home.child.id, given.secret[::-1])
    assert not children.check_secret(home.child_side, home.child.id, given.secret[:2])
    row = children.secret_sheet(home.desk)[0]
    assert row.pictures == tuple(SECRET_PICTURES[number] for number in given.secret)


def test_a_child_without_a_secret_needs_none(home: Home) -> None:
    assert children.check_secret(home.child_side, home.child.id, ())
    assert children.secret_sheet(home.desk)[0].pictures is None


def test_giving_secrets_to_all_leaves_those_who_have_one_alone_and_can_be_taken_back(home: Home) -> None:
    first = children.give_secret(home.desk, home.child.id).value
    for number in range(5):
        children.add_child(home.desk, NewChild(f"Kim {number}"))
    change = children.give_secrets_to_all(home.desk)
    assert len(change.value) == 5
    everyone = children.list_children(home.desk)
    assert len({one.secret for one in everyone}) == 6
    assert children.child(home.desk, home.child.id).secret == first.secret
    assert change.undo is not None
    change.undo(home.desk)
    assert [one.secret for one in children.list_children(home.desk) if one.secret] == [first.secret]


def test_1320_children_have_1320_secrets_and_the_next_one_is_told_so(home: Home) -> None:
    with home.desk.database.transaction() as connection:
        for number, secret in enumerate(all_secrets()[:-1]):
            child = Child(ChildId(new_id()), f"Kim {number}", Avatar(), None, (), secret=secret)
            queries.add(connection, home.space.id, child)
        queries.set_removed(connection, home.space.id, child.id, home.clock())
    last = children.give_secret(home.desk, home.child.id).value
    assert last.secret == all_secrets()[-1]
    late = children.add_child(home.desk, NewChild("Late")).value
    for act in (lambda: children.give_secret(home.desk, late.id), lambda: children.give_secrets_to_all(home.desk)):
        with pytest.raises(Problem) as raised:
            act()
        assert raised.value.trouble is Trouble.SECRETS_USED_UP
    assert children.child(home.desk, late.id).secret is None


def test_the_last_secret_is_given_once_when_two_windows_ask_for_it_at_once(lasting_home: Home) -> None:
    home = lasting_home
    other = children.add_child(home.desk, NewChild("Kim")).value
    *most, last = all_secrets()
    troubles: list[Trouble] = []

    def ask() -> None:
        try:
            children.give_secret(home.desk, other.id)
        except Problem as problem:
            troubles.append(problem.trouble)

    with home.desk.database.transaction() as connection:
        for secret in most:
            queries.add(connection, home.space.id, Child(ChildId(new_id()), "Taken", Avatar(), None, (), secret=secret))
    thread = threading.Thread(target=ask)
    with home.desk.database.transaction() as connection:
        queries.lock_secrets(connection, home.space.id)
        thread.start()
        thread.join(0.3)
        queries.change(connection, home.space.id, replace(home.child, secret=last))
    thread.join(30)
    assert troubles == [Trouble.SECRETS_USED_UP]
    assert children.child(home.desk, other.id).secret is None


def test_an_avatar_of_every_friend_is_kept(home: Home) -> None:
    for friend in Friend:
        changed = children.change_child(home.desk, home.child.id, avatar=Avatar(friend)).value
        assert children.child(home.desk, home.child.id).avatar == changed.avatar


def test_a_birth_month_of_today_is_not_in_the_future(home: Home) -> None:
    today = home.clock().date()
    assert children.change_child(home.desk, home.child.id, born=today).value.born == today.replace(day=1)
    with pytest.raises(Problem):
        children.change_child(home.desk, home.child.id, born=today + timedelta(days=32))


def test_switching_a_language_on_twice_changes_nothing(home: Home) -> None:
    first = languages.switch_on(home.desk, "es").value
    assert languages.switch_on(home.desk, "es").value == first

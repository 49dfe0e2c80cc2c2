"""Answers by the thousand come to the same as one by one: every table that they touch is compared."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import Any
from uuid import uuid4

import pytest
from psycopg.errors import LockNotAvailable
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import IntegrityError, OperationalError

from app.data.contract import TABLE
from app.data.database import Database
from app.data.queries import attempts
from app.data.replica import applying, links, wholesale
from app.data.replica.applying import Applied
from app.data.replica.links import Link, Position
from app.learning.ids import SpaceId
from app.system.ids import new_id
from tests.support.hubs import columns_of
from tests.support.rows import Household, household, new_attempt

_ATTEMPTS = TABLE["attempts"]
_TOUCHED = ("attempts", "practice_days", "badges", "sync.refolds", "sync.quarantine", "sync.outbox")

Row = dict[str, Any]


def link(connection: Connection, space: SpaceId) -> None:
    start = Position(0, "0" * 64)
    links.add(connection, Link(space, uuid4(), "https://hub.example", "owner", 1, "0" * 64, uuid4(), start, start, 0))


def answers(home: Household, count: int) -> list[Row]:
    """Answers as they travel: on some days, at some skills, of all kinds."""
    return [
        {
            "id": str(new_id()),
            "occurred_at": f"2026-03-{1 + n % 20:02}T10:{n % 60:02}:00+00:00",
            "child_id": str(home.child.id),
            "play_session_id": str(home.play_session.id),
            "skill_id": str(home.tree.skills[n % 4].id),
            "local_day": f"2026-03-{1 + n % 20:02}",
            "took_ms": 1000 + n,
            "game": 1,
            "turn": n,
            "try_number": 1 + n % 3,
            "correct": n % 5 != 0,
            "aided": n % 7 == 0,
            "asked": 'a "{x}\\',
            "answered": "NULL",
            "choices": "ß,ä",
            "prompt": None if n % 2 else "apple",
        }
        for n in range(count)
    ]


def page_of(rows: list[Row]) -> dict[str, str]:
    columns: dict[str, str] = columns_of(rows)["columns"]
    return columns


def held(connection: Connection) -> dict[str, list[Any]]:
    """All that stands in the tables, but for when it was written and by which ticket."""
    rows = "SELECT to_jsonb(t) - 'happened_at' - 'ticket' AS row FROM {} AS t ORDER BY 1"
    return {name: list(connection.execute(text(rows.format(name))).scalars()) for name in _TOUCHED}


def put_in(connection: Connection, home: Household, rows: list[Row], *, at_once: bool) -> tuple[Applied, dict[str, list[Any]], bool]:
    """What comes of a page in one of both ways, and whether it took the ordinary one; undone again."""
    applied = Applied(wholesale=at_once)
    one_by_one = []
    event.listen(connection, "before_cursor_execute", lambda *said: one_by_one.append("ON CONFLICT (space_id, id) DO NOTHING" in said[2]))
    with connection.begin_nested() as point:
        applying.begin(connection)
        applying.put_in(connection, home.space, _ATTEMPTS, page_of(rows), applied)
        assert connection.execute(text("SHOW session_replication_role")).scalar_one() == "origin"
        assert connection.execute(text("SELECT count(*) FROM practice_day_differences(:space)"), {"space": home.space}).scalar_one() == 0
        after = held(connection)
        point.rollback()
    applied.wholesale = None
    return applied, after, any(one_by_one)


def nothing_wrong(_rows: list[Row]) -> None:
    """As a hub gives them."""


def a_parent_is_missing(rows: list[Row]) -> None:
    rows[3]["play_session_id"] = str(new_id())
    rows[177]["skill_id"] = str(new_id())


def a_child_is_not_there(rows: list[Row]) -> None:
    rows[0]["child_id"] = str(new_id())


def a_rule_is_broken(rows: list[Row]) -> None:
    rows[100]["took_ms"] = -1
    rows[101]["asked"] = ""


def a_value_is_missing(rows: list[Row]) -> None:
    rows[5]["child_id"] = None


def a_row_comes_twice(rows: list[Row]) -> None:
    rows[200] = dict(rows[20])


def a_column_is_missing(rows: list[Row]) -> None:
    for row in rows:
        del row["prompt"]


CASES = [
    nothing_wrong, a_parent_is_missing, a_child_is_not_there, a_rule_is_broken, a_value_is_missing, a_row_comes_twice, a_column_is_missing
]  # fmt: skip
NEEDS_A_LOOK = (a_parent_is_missing, a_child_is_not_there, a_rule_is_broken, a_value_is_missing)


@pytest.mark.parametrize("spoil", CASES, ids=lambda case: case.__name__)
@pytest.mark.parametrize("known", [False, True], ids=["all new", "some known"])
def test_both_ways_leave_the_same_in_every_table(connection: Connection, spoil: Callable[[list[Row]], None], known: bool) -> None:
    home = household(connection)
    link(connection, home.space)
    rows = answers(home, 260)
    if known:
        connection.execute(text("SET LOCAL lettergrove.applying = 'on'"))
        attempts.add_many(connection, home.space, [new_attempt(home, turn=turn) for turn in range(30)])
        apart = [{**row, "took_ms": row["took_ms"] + 7, "occurred_at": at} for row, at in zip(rows[:40], _APART * 20, strict=True)]
        applying.put_in(connection, home.space, _ATTEMPTS, page_of(rows[40:70] + apart), Applied(wholesale=False))
        connection.execute(text("DELETE FROM sync.refolds"))
    connection.execute(text("DELETE FROM sync.outbox"))
    spoil(rows)
    ordinary, tables, _ = put_in(connection, home, rows, at_once=False)
    assert ordinary.stored
    assert tables["sync.outbox"] == []
    looked = spoil in NEEDS_A_LOOK or (spoil is a_row_comes_twice and not known)  # one that is known is passed over as often as it comes
    assert put_in(connection, home, rows, at_once=True) == (ordinary, tables, looked)


_APART = ("2026-02-01T10:00:00+00:00", "2026-04-01T10:00:00+00:00")  # made apart with one id: some earlier than those given, some later


def test_many_answers_take_this_way_and_few_do_not(connection: Connection) -> None:
    home = household(connection)
    applying.begin(connection)
    for count, many in ((260, True), (100, False)):
        given = {"space": home.space, "skip": [], "games": [1]} | columns_of(answers(home, count))["columns"]
        assert wholesale.is_for(_ATTEMPTS, given) is many
        assert wholesale.add(connection, _ATTEMPTS, given) == (count, count, True)


def test_a_parent_stays_until_its_answers_are_in(fresh_database: Database) -> None:
    with ExitStack() as stack:
        with fresh_database.transaction() as connection:
            home = household(connection)
        adding = stack.enter_context(fresh_database.transaction())
        applying.begin(adding)
        given = {"space": home.space, "skip": [], "games": [1]} | columns_of(answers(home, 260))["columns"]
        assert wholesale.add(adding, _ATTEMPTS, given) is not None
        for table, row in (("children", home.child.id), ("play_sessions", home.play_session.id)):
            with fresh_database.engine.connect() as other:
                other.execute(text("SET LOCAL lock_timeout = '50ms'"))
                with pytest.raises(OperationalError) as refused:
                    other.execute(text(f"DELETE FROM {table} WHERE id = :id"), {"id": row})
            assert isinstance(refused.value.orig, LockNotAvailable)


def test_who_may_not_switch_triggers_off_takes_the_ordinary_way(connection: Connection) -> None:
    assert wholesale.is_allowed(connection)
    connection.execute(text("CREATE ROLE lettergrove_plain"))
    connection.execute(text("SET LOCAL ROLE lettergrove_plain"))
    assert not wholesale.is_allowed(connection)


def test_triggers_are_on_again_after_a_page_that_was_refused(connection: Connection) -> None:
    home = household(connection)
    rows = answers(home, 260)
    a_rule_is_broken(rows)
    given = {"space": home.space, "skip": [], "games": [1]} | columns_of(rows)["columns"]
    with pytest.raises(IntegrityError), connection.begin_nested():
        wholesale.add(connection, _ATTEMPTS, given)
    assert connection.execute(text("SHOW session_replication_role")).scalar_one() == "origin"


def test_no_trigger_does_anything_that_this_way_leaves_out(connection: Connection) -> None:
    """A new trigger on one of these tables, or a new key, has its work done in `wholesale` too."""
    found = connection.execute(
        text("SELECT c.relname, CASE WHEN t.tgisinternal THEN k.conname ELSE t.tgname END FROM pg_trigger AS t"
             " JOIN pg_class AS c ON c.oid = t.tgrelid LEFT JOIN pg_constraint AS k ON k.oid = t.tgconstraint AND k.conrelid = c.oid"
             " WHERE c.oid = ANY (CAST(ARRAY['attempts', 'practice_days', 'sync.refolds'] AS regclass[])) AND t.tgtype & 4 > 0")
    )  # fmt: skip
    fired: Mapping[str, set[str]] = {"attempts": set(), "practice_days": set(), "refolds": set()}
    for table, trigger in found:
        fired[table].add(trigger)
    keys = {f"attempts_space_id_{parent.column}_fkey" for parent in _ATTEMPTS.parents}
    assert fired == {
        "attempts": keys | {"add_to_practice_days", "sync_mark_new"},
        "practice_days": {"practice_days_space_id_child_id_fkey"},  # the child is locked as the answers' parent
        "refolds": set(),
    }

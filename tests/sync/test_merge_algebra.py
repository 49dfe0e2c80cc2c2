"""Merging is commutative, associative and idempotent, and decides equal stamps: in the oracle, and the SQL does what the oracle does."""

import itertools
import json
import uuid
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from app.data.contract import ANCHOR, TABLE
from app.data.database import Database
from app.data.merging import Setting, merge_records
from tests.support.hubs import MADE, Hub, child, columns_of, stamp
from tests.sync.oracle import Cell, joined, lesser, read

CHILD = TABLE["children"]
COLUMNS = tuple(column.name for column in CHILD.columns)
STAMPS = [stamp(0, 0, 0), *(stamp(ms, counter, node) for ms in (5, 6) for counter in (0, 1) for node in (1, 2))]
EDITED: dict[str, list[Any]] = {
    "name": ["Mia", "mia", "Zoë", "Ζωή", "a\tb", 'with "quotes" \\', "\U0001f98a"],
    "born": [None, "2020-01-01", "2019-12-01"],
    "secret": [None, [1, 2, 3], [1, 2, 10], [10, 2, 3]],
    "letter_case": ["both", "lower"],
    "deleted_at": [None, "2026-11-20T10:00:00+00:00", "2026-11-20T10:00:00.5+00:00"],
    "created_at": [MADE, "2026-11-19T10:00:00+00:00"],
}
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def versions(draw: st.DrawFn) -> dict[str, Any]:
    """A state of one child as some device may send it: few stamps and values, so that they often meet."""
    row = child(UUID(int=1), draw(st.sampled_from(STAMPS)))
    for name in draw(st.sets(st.sampled_from(list(EDITED)))):
        row[name] = draw(st.sampled_from(EDITED[name]))
        row["sync_columns"][name] = draw(st.sampled_from(STAMPS))
    if draw(st.booleans()):  # from an older program, which does not know these
        for name in draw(st.sets(st.sampled_from(["born", "secret"]))):
            del row[name]
            row["sync_columns"].pop(name, None)
    return row


def state_of(rows: Sequence[dict[str, Any]]) -> dict[str, Cell]:
    """What the oracle makes of these, one after the other."""
    found: dict[str, Cell] = {}
    for row in rows:
        found = joined(found, read(row, COLUMNS))
    return found


@given(st.lists(versions(), min_size=3, max_size=3))
def test_the_oracle_merges_in_any_order_and_grouping_and_more_than_once(rows: list[dict[str, Any]]) -> None:
    one, two, three = (read(row, COLUMNS) for row in rows)
    assert joined(one, two) == joined(two, one)
    assert joined(joined(one, two), three) == joined(one, joined(two, three))
    assert joined(one, one) == one
    assert joined(joined(one, two), two) == joined(one, two)


def seen_on_hub(hub: Hub, space: UUID) -> dict[str, Any]:
    return dict(hub.ask("SELECT sync.rows_children(%s, 1, ARRAY[%s::uuid]) -> 0", space, UUID(int=1)))


@pytest.fixture
def merged_on_hub(hub: Hub) -> Any:
    """Merge rows one after the other, each into a fresh space; give what stands there."""

    def merge(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
        with hub.keeper.transaction(force_rollback=True):
            space = hub.found()
            hub.keeper.execute("SET LOCAL timezone = 'UTC'")
            for place, row in enumerate(rows):
                hub.keeper.execute("SELECT * FROM sync.merge_children(%s, %s::jsonb, %s, '{}', '{}', 0)", [space, json.dumps([row]), place])
            return seen_on_hub(hub, space)

    return merge


@QUICK
@given(rows=st.lists(versions(), min_size=1, max_size=4))
def test_a_hub_merges_as_the_oracle_does_in_every_order(merged_on_hub: Any, rows: list[dict[str, Any]]) -> None:
    expected = state_of(rows)
    missing = {name: Cell(stamp(0, 0, 0), None) for name in COLUMNS if name not in expected}
    for order in list(itertools.permutations(rows))[:6]:
        stored = merged_on_hub([*order, order[0]])
        assert read(stored, COLUMNS) == expected | missing
        assert canonical(stored)


def canonical(row: dict[str, Any]) -> bool:
    """The row's stamp is that of when it was made, and only others are listed."""
    return ANCHOR not in row["sync_columns"] and row["sync_stamp"] not in row["sync_columns"].values()


@QUICK
@given(rows=st.lists(versions(), min_size=2, max_size=4))
def test_a_device_merges_as_a_hub_does(merged_on_hub: Any, worker_database: Database, rows: list[dict[str, Any]]) -> None:
    place = Setting("public", "%(space)s::uuid", "%(rows)s::jsonb", marks="SELECT NULL::uuid AS id, NULL::jsonb AS was WHERE false")
    statement = merge_records(CHILD, place)
    space = uuid.uuid4()
    with worker_database.engine.connect() as connection:
        connection.exec_driver_sql("SET LOCAL timezone = 'UTC'")
        connection.exec_driver_sql("SET LOCAL lettergrove.applying = 'on'")
        connection.exec_driver_sql(
            "INSERT INTO spaces (space_id, kind, name, sync_stamp) VALUES (%(space)s, 'household', 'x', %(at)s)",
            {"space": space, "at": STAMPS[0]},
        )
        for row in rows:
            connection.exec_driver_sql(statement, {"space": space, "rows": json.dumps([row])})
        names = ", ".join(f"'{name}', {name}" for name in (*COLUMNS, "sync_stamp", "sync_columns"))
        stored = connection.exec_driver_sql(
            f"SELECT jsonb_build_object({names}) FROM children WHERE space_id = %(s)s", {"s": space}
        ).scalar_one()
        connection.rollback()
    on_hub = merged_on_hub(rows)
    assert {name: stored[name] for name in stored} == {name: on_hub[name] for name in stored}


BADGES = st.fixed_dictionaries({
    "earned_at": st.sampled_from(["2026-11-20T10:00:00+00:00", "2026-11-20T10:00:00.5+00:00", "2026-11-19T10:00:00+00:00"]),
    "language": st.sampled_from([None, "en", "de"]),
    "reached": st.sampled_from([None, 2, 10]),
})  # fmt: skip


@QUICK
@given(made=st.lists(BADGES, min_size=1, max_size=4))
def test_of_facts_made_apart_the_lesser_one_stays_in_every_order(hub: Hub, made: list[dict[str, Any]]) -> None:
    kid = uuid.uuid4()
    names = [column.name for column in TABLE["badges"].columns]
    rows = [
        {"id": str(UUID(int=2)), "child_id": str(kid), "kind": "days-3", "award": "days", "skill_id": None, "attempt_id": None, **one}
        for one in made
    ]
    expected: tuple[Any, ...] = tuple(rows[0][name] for name in ("id", *names))
    for row in rows:
        expected = lesser(expected, tuple(row[name] for name in ("id", *names)))
    for order in list(itertools.permutations(rows))[:6]:
        with hub.keeper.transaction(force_rollback=True):
            space = hub.found()
            hub.keeper.execute("SET LOCAL timezone = 'UTC'")
            for row in order:
                given_columns = json.dumps(columns_of([row])["columns"])
                hub.keeper.execute("SELECT * FROM sync.merge_badges(%s, %s::jsonb, 0, '{}', '{}', 0)", [space, given_columns])
            values = sql.SQL(", ").join(map(sql.Identifier, ("id", *names)))
            found = hub.keeper.execute(
                sql.SQL("SELECT jsonb_build_array({}) FROM shared.badges WHERE space_id = %s").format(values), [space]
            )
            assert tuple((found.fetchone() or ((),))[0]) == expected


def test_two_rows_of_one_id_in_one_batch_are_merged_one_by_one(hub: Hub) -> None:
    device = hub.joined(hub.found())
    kid = child()
    answer = device.records(children=[kid, {**kid, "name": "Zoë", "sync_stamp": stamp(2_000)}])
    assert answer["refused"] == []
    assert seen(device, kid["id"])["name"] == "Zoë"


def seen(device: Any, row: str) -> dict[str, Any]:
    return next(one for page in device.pull() for one in page["rows"]["records"].get("children", ()) if one["id"] == row)


def test_a_value_that_is_no_value_is_refused_alone(hub: Hub) -> None:
    device = hub.joined(hub.found())
    good, bad = child(), child(scarf="red")
    answer = device.records(children=[good, bad, child(born="soon")])
    assert answer["stored"] == 1
    assert [one["why"] for one in answer["refused"]] == ["check", "type"]
    assert answer["refused"][0]["id"] == bad["id"]


def test_a_hub_refuses_what_is_no_text(hub: Hub) -> None:
    device = hub.joined(hub.found())
    with pytest.raises(psycopg.Error):
        hub.call(
            "push",
            device.space,
            json.dumps(device.proofs | {"batch": str(uuid.uuid4()), "changes": {"records": {"children": [child(name="a\x00b")]}}}),
        )

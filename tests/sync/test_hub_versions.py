"""Devices and hubs of different contracts: what a hub does not know it keeps and serves; a device is spared what it does not know."""

import uuid
from dataclasses import replace

import pytest

from app.data.contract import TABLES, Column, Kind, SyncedTable
from app.data.hub.functions import functions
from tests.support.hubs import Hub, Speaker, attempt, child, edited, play_room, record, stamp


@pytest.fixture
def newer(hub: Hub) -> Speaker:
    """A device of the next contract."""
    return hub.joined(hub.found(), contract=2)


def rows_of(device: Speaker, table: str = "children") -> list[dict]:  # type: ignore[type-arg]  # JSON
    device.cursor = 0
    return [row for page in device.pull() for row in page["rows"]["records"].get(table, ())]


def test_columns_that_an_older_hub_does_not_know_come_back_to_those_who_do(newer: Speaker) -> None:
    kid = child(at=stamp(1_000), pet="cat", pets={"n": 2})
    assert newer.records(children=[kid])["refused"] == []
    (found,) = rows_of(newer)
    assert (found["pet"], found["pets"]) == ("cat", {"n": 2})
    assert found["sync_columns"]["pet"] == stamp(1_000)
    older = newer.hub.joined(newer.space)
    (spared,) = rows_of(older)
    assert "pet" not in spared


def test_unknown_columns_are_merged_as_others_are(newer: Speaker) -> None:
    kid = child(at=stamp(1_000), pet="cat")
    for row in (kid, edited(kid, stamp(3_000), pet="dog"), edited(kid, stamp(2_000), pet="bee"), edited(kid, stamp(3_000), pet="ant")):
        newer.records(children=[row])
    older = newer.hub.joined(newer.space)
    older.records(children=[edited(child(kid["id"], stamp(1_000)), stamp(9_000), name="Ada")])
    (found,) = rows_of(newer)
    assert (found["pet"], found["name"]) == ("dog", "Ada")


def test_tables_that_an_older_hub_does_not_know_are_kept_and_served(newer: Speaker) -> None:
    voice = record(at=stamp(1_000), sound="abc", letter="a")
    later = edited(voice, stamp(2_000), sound="xyz")
    for row in (voice, later, voice):
        assert newer.push({"records": {"songs": [row]}})["refused"] == []
    newer.facts(cheers=[{"id": str(uuid.UUID(int=9)), "at": "2026-11-20", "said": 'bravo, "Mia"'}])
    newer.cursor = 0
    (page,) = newer.pull()
    (found,) = page["rows"]["records"]["songs"]
    assert (found["sound"], found["letter"], found["id"]) == ("xyz", "a", voice["id"])
    assert page["rows"]["facts"]["cheers"]["n"] == 1
    older = newer.hub.joined(newer.space)
    assert "songs" not in older.pull()[0]["rows"]["records"]


def test_what_a_newer_device_says_more_of_a_fact_comes_back(newer: Speaker) -> None:
    kid = child()
    room = play_room(kid["id"])
    newer.records(children=[kid], **room)
    newer.facts(attempts=[attempt(kid["id"], room, extra={"mood": "glad"})])
    newer.cursor = 0
    extra = newer.pull()[-1]["rows"]["facts"]["attempts"]["columns"]["extra"]
    assert "glad" in extra


def test_an_older_device_does_not_wipe_out_what_it_does_not_know(newer: Speaker) -> None:
    kid = child(at=stamp(1_000), born="2020-01-01")
    newer.records(children=[kid])
    without = {name: value for name, value in edited(kid, stamp(5_000), name="Ada").items() if name != "born"}
    newer.records(children=[without])
    (found,) = rows_of(newer)
    assert (found["name"], found["born"]) == ("Ada", "2020-01-01")


@pytest.fixture
def upgraded_hub(own_hub: Hub) -> Hub:
    """A hub of the next contract: children have a column more, and there is a table more."""
    children = next(table for table in TABLES if table.name == "children")
    grown = replace(children, columns=(*children.columns, Column("pet", "text", required=False, since=2)))
    songs = SyncedTable("songs", Kind.RECORD, (Column("sound", "text"), *children.columns[-2:]), since=2)
    own_hub.keeper.execute("ALTER TABLE shared.children ADD COLUMN pet text")
    own_hub.keeper.execute(
        "CREATE TABLE shared.songs (space_id uuid, id uuid, sound text NOT NULL, created_at timestamptz NOT NULL, deleted_at timestamptz,"
        " sync_stamp uuid NOT NULL, sync_columns jsonb NOT NULL, sync_extra jsonb, seq bigint NOT NULL, PRIMARY KEY (space_id, id))"
    )
    own_hub.keeper.execute("ALTER TABLE shared.songs OWNER TO lettergrove_hub")
    own_hub.keeper.execute("SET ROLE lettergrove_hub")
    tables = (*(grown if table.name == "children" else table for table in TABLES), songs)
    own_hub.keeper.execute(functions(tables, contract=2))
    own_hub.keeper.execute("RESET ROLE")
    return own_hub


def test_an_older_device_works_on_with_a_newer_hub(upgraded_hub: Hub) -> None:
    space = upgraded_hub.found()
    older, newer = upgraded_hub.joined(space), upgraded_hub.joined(space, contract=2)
    kid = child(at=stamp(1_000))
    older.records(children=[kid])
    (found,) = rows_of(newer)
    assert (found["pet"], found["sync_columns"]) == (None, {"pet": stamp(0, 0, 0)})
    newer.records(children=[edited(found, stamp(2_000), pet="cat")])
    newer.push({"records": {"songs": [record(sound="abc")]}})
    (spared,) = rows_of(older)
    assert "pet" not in spared
    assert "songs" not in older.pull()[0]["rows"]["records"]
    older.records(children=[edited(kid, stamp(3_000), name="Ada")])
    (whole,) = rows_of(newer)
    assert (whole["name"], whole["pet"]) == ("Ada", "cat")
    assert len(rows_of(newer, "songs")) == 1


def test_the_functions_of_a_hub_can_be_made_again_from_any_contract(own_hub: Hub, upgraded_hub: Hub) -> None:
    assert own_hub is upgraded_hub
    own_hub.keeper.execute("SET ROLE lettergrove_hub")
    own_hub.keeper.execute(functions())
    own_hub.keeper.execute("RESET ROLE")
    device = own_hub.joined(own_hub.found())
    assert device.records(children=[child()])["stored"] == 1

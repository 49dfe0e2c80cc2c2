"""Devices and a hub of two contracts, by hand; the simulation does it at random (profiles "versions")."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest

from app.data.address import DatabaseAddress
from tests.sync.simulator.devices import DONE, Machine
from tests.sync.simulator.network import CLEAR, Odds
from tests.sync.simulator.profiles import Profile
from tests.sync.simulator.programs import NEXT, NOW
from tests.sync.simulator.world import Pool, World

TWO = Profile("two devices", devices=(2,), most=(5_000,))
LOST = Odds(lost_request=1.0)


@pytest.fixture(scope="module")
def pool(hub_server: DatabaseAddress) -> Iterator[Pool]:
    pool = Pool(hub_server)
    yield pool
    pool.close()


@pytest.fixture
def world(pool: Pool) -> World:
    """A hub and two devices that hold the same, all of the older contract."""
    world = World(pool, 1, TWO)
    world.settle()
    return world


def exchanged(world: World, *machines: Machine) -> None:
    for machine in machines:
        world.tick(1_000)
        assert world.exchange(machine, CLEAR)


def child_of(machine: Machine) -> UUID:
    return UUID(machine.rows("children")[0]["id"])


def sing(machine: Machine, title: str = "Lullaby") -> None:
    machine.store.line.execute(
        "INSERT INTO songs (space_id, id, child_id, title) VALUES (%s, %s, %s, %s)", [machine.space, uuid4(), child_of(machine), title]
    )


def test_both_programs_live_side_by_side() -> None:
    assert (NOW.exchange.CONTRACT, NEXT.exchange.CONTRACT) == (1, 2)
    assert "songs" in NEXT.table
    assert "songs" not in NOW.table


def test_what_an_older_hub_and_an_older_device_do_not_know_reaches_the_others_at_their_upgrade(world: World) -> None:
    older, newer = world.machines
    newer.upgrade()
    newer.store.line.execute("UPDATE children SET pet = 'zebra'")
    sing(newer)
    exchanged(world, newer, older)
    older.store.line.execute("UPDATE children SET name = 'Ada'")
    exchanged(world, older, newer)
    world.pool.hub.upgrade()
    older.upgrade()
    exchanged(world, older, newer)
    assert older.all_rows() == newer.all_rows()
    assert [(row["name"], row["pet"]) for row in older.rows("children")] == [("Ada", "zebra")]
    assert [row["title"] for row in older.rows("songs")] == ["Lullaby"]
    assert older.holds_the_same()


def test_devices_of_both_contracts_find_that_they_hold_what_the_hub_holds(world: World) -> None:
    older, newer = world.machines
    newer.upgrade()
    newer.store.line.execute("UPDATE children SET pet = 'zebra'")
    sing(newer)
    exchanged(world, newer, older)
    assert older.holds_the_same()
    assert newer.holds_the_same()
    world.pool.hub.upgrade()
    assert older.holds_the_same()
    assert newer.holds_the_same()


def test_a_device_upgraded_with_a_batch_under_way_has_everything_after_one_exchange(world: World) -> None:
    older, newer = world.machines
    world.pool.hub.upgrade()
    newer.upgrade()
    sing(newer)
    exchanged(world, newer, older)
    older.store.line.execute("UPDATE spaces SET name = 'Home again'")
    assert not world.exchange(older, LOST)
    older.upgrade()
    exchanged(world, older)
    assert [row["title"] for row in older.rows("songs")] == ["Lullaby"]


def test_a_device_that_the_hub_finds_too_old_waits_and_loses_nothing(world: World) -> None:
    older, newer = world.machines
    world.pool.hub.upgrade()
    world.pool.hub.speak_only(2)
    older.store.line.execute("UPDATE children SET name = 'Ada'")
    turn = older.sync()
    assert turn is not None
    assert turn.outcome is not DONE
    assert older.waiting() == 1
    older.upgrade()
    newer.upgrade()
    exchanged(world, older, newer)
    assert [row["name"] for row in newer.rows("children")] == ["Ada"]


def test_what_breaks_a_rule_of_the_new_table_stays_where_it_was_kept_and_the_upgrade_goes_on(world: World) -> None:
    _, newer = world.machines
    newer.upgrade()
    newer.store.line.execute("ALTER TABLE children ALTER COLUMN pet DROP NOT NULL")
    newer.store.line.execute("UPDATE children SET pet = NULL")
    sing(newer)
    exchanged(world, newer)
    world.pool.hub.upgrade()
    assert world.pool.hub.value("SELECT sync_extra ? 'pet' AND pet = 'owl' FROM shared.children WHERE space_id = %s", world.space)
    assert world.pool.hub.value("SELECT title FROM shared.songs WHERE space_id = %s", world.space) == "Lullaby"


def test_the_rows_of_an_erased_child_in_a_table_that_the_hub_does_not_know_go_with_it(world: World) -> None:
    older, newer = world.machines
    newer.upgrade()
    sing(newer)
    exchanged(world, newer)
    hub, child = world.pool.hub, child_of(newer)
    hub.line.execute("SELECT sync.erase(%s, 'children', %s)", [world.space, child])
    assert hub.value("SELECT count(*) FROM sync.foreign_rows") == 0
    older.upgrade()
    sing(older)  # it has not heard of it yet
    exchanged(world, older, newer)
    assert hub.value("SELECT count(*) FROM sync.foreign_rows") == 0
    assert (older.rows("songs"), newer.rows("songs")) == ([], [])

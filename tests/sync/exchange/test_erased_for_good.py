"""Who was erased stays erased, whatever is restored from an old backup: devices that know of it tell the hub again."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import text

from app.data.address import DatabaseAddress
from app.data.database import Database
from app.data.replica import links
from app.learning.people import Role
from app.learning.problems import Problem, Trouble
from app.sync.protocol import Function
from app.sync.turn import Outcome
from tests.support.gateways import hub_database, new_invite
from tests.support.replicas import Pool, Replica, World, copy_of_database, play, same

THEIRS = ("children", "child_languages", "play_sessions", "attempts")


@pytest.fixture
def own(server: DatabaseAddress, run_folder: Path, pool: Pool) -> Iterator[World]:
    """A space on a hub of its own, with answers of its child."""
    with ExitStack() as stack:
        world = World(server, stack.enter_context(hub_database(server, run_folder)), stack, pool)
        play(world.one, world.home, 5)
        world.one.done()
        yield world


@pytest.fixture
def backed_up(own: World, server: DatabaseAddress) -> Callable[[], Database]:
    """Copies the hub as it is."""

    def copy() -> Database:
        own.one.transport.close()
        own.hub.close()
        return own.stack.enter_context(copy_of_database(server, own.hub))

    return copy


def restored(world: World, older: Database, *replicas: Replica) -> None:
    """The hub is what it was then, and these devices speak to it."""
    world.hub = older
    for replica in replicas:
        replica.transport = world.transport()


def erase(world: World, replica: Replica) -> None:
    with replica.database.transaction() as connection:
        connection.execute(text("SET LOCAL lettergrove.erasing = 'on'"))
        connection.execute(text("DELETE FROM children WHERE id = :child"), {"child": world.home.child.id})


def left(database: Database, schema: str = "public") -> int:
    """The rows of children that are there."""
    with database.reading() as connection:
        return sum(connection.exec_driver_sql(f"SELECT count(*) FROM {schema}.{name}").scalar_one() for name in THEIRS)


def test_a_hub_from_before_an_erasure_is_told_again_by_the_owners_device_that_did_it(
    own: World, backed_up: Callable[[], Database]
) -> None:
    one, away = own.one, own.new_device()
    away.transport.close()
    older = backed_up()
    erase(own, one)
    one.done()
    restored(own, older, one, away)
    play(away, own.home, 3, first=50)
    for replica in (away, one, away):
        replica.done()
    assert left(older, "shared") == left(one.database) == left(away.database) == 0
    same(one, away)


def test_an_erasure_is_told_again_though_the_device_has_heard_nothing_since(own: World, backed_up: Callable[[], Database]) -> None:
    """Seed 2000269: the exchange ended with the erasure, and the hub went back to the moment before it."""
    one = own.one
    older = backed_up()
    restored(own, own.hub, one)
    erase(own, one)

    def cut(function: Function) -> None:
        if function is Function.PULL:
            raise Problem(Trouble.HUB_UNREACHABLE, host="hub")

    usual, one.before = one.before, cut
    assert one.turn().outcome is Outcome.OFFLINE
    one.before = usual
    assert (left(own.hub, "shared"), one.waiting()) == (0, 0)
    one.transport.close()
    restored(own, older, one)
    one.done()
    assert left(older, "shared") == left(one.database) == 0


@pytest.mark.parametrize("role", [Role.TEACHER, Role.HELPER])
def test_a_device_that_may_not_erase_hands_back_the_hubs_own_word(own: World, backed_up: Callable[[], Database], role: Role) -> None:
    one, theirs = own.one, own.new_device(role)
    away = own.new_device()
    for replica in (theirs, away):
        replica.transport.close()
    older = backed_up()
    for replica in (one, theirs):
        replica.transport = own.transport()
    erase(own, one)
    for replica in (one, theirs):
        replica.done()
        replica.transport.close()
    own.hub.close()
    restored(own, older, theirs, away)  # the owner's device is never seen again
    for replica in (away, theirs, away):
        replica.done()
    assert left(older, "shared") == left(theirs.database) == left(away.database) == 0
    same(theirs, away)


def test_what_a_restored_hub_shows_again_never_comes_into_a_device_that_knows(own: World, backed_up: Callable[[], Database]) -> None:
    one = own.one
    older = backed_up()
    erase(own, one)
    one.done()
    restored(own, older, one)
    seen: list[int] = []
    one.before = lambda _function: seen.append(left(one.database))
    one.done()
    assert "pull" in one.calls
    assert set(seen) == {0}
    assert left(older, "shared") == 0


def test_the_word_of_another_hub_erases_nobody_there_and_nothing_of_theirs_comes_back_here(own: World) -> None:
    """A hub made anew, to which somebody brought an old copy of the child: a teacher's device may not erase it, and does not take it."""
    theirs = own.new_device(Role.TEACHER)
    erase(own, own.one)
    own.one.done()
    theirs.done()
    copy = own.new_device()
    with theirs.database.transaction() as connection:
        connection.execute(text("UPDATE sync.erased SET proof = repeat('0', 64)"))
        links.remove(connection, theirs.space)
    with own.hub.transaction() as connection:  # the hub knows of no erasure, and has such a child
        connection.exec_driver_sql("SELECT set_config('lettergrove.operator', 'on', true)")
        connection.execute(text("DELETE FROM sync.erasures WHERE space_id = :space"), {"space": own.home.space})
    copy.write(
        "INSERT INTO children (space_id, id, name, friend, scarf, backdrop, letter_case, letterform)"
        " SELECT space_id, :child, 'Mia', 'fox', '#ff0000', '#00ff00', 'both', 'school' FROM spaces",
        child=own.home.child.id,
    )
    copy.write("DELETE FROM sync.erased")
    copy.done()
    theirs.join(new_invite(own.hub, own.home.space, Role.TEACHER))
    theirs.done()
    theirs.done()
    assert left(theirs.database) == 0
    assert left(own.hub, "shared") > 0, "a device that may not erase has erased"
    assert theirs.waiting() == theirs.ask("SELECT count(*) FROM sync.quarantine WHERE NOT outward") == 0


def test_who_joins_a_space_that_others_live_in_erases_nobody_there(own: World) -> None:
    """A computer that was taken out of the space and cleaned up for one child comes back: the class is still there."""
    two = own.new_device()
    with two.database.transaction() as connection:
        links.remove(connection, two.space)
    erase(own, two)
    two.join(new_invite(own.hub, own.home.space))
    two.done()
    own.one.done()
    assert left(own.hub, "shared") > 0
    same(own.one, two)


def test_what_was_erased_before_the_link_was_lost_is_told_when_it_is_made_anew(own: World) -> None:
    two = own.new_device()
    erase(own, two)
    with two.database.transaction() as connection:
        links.remove(connection, two.space)
    two.join(new_invite(own.hub, own.home.space))
    for replica in (two, own.one, two):
        replica.done()
    assert left(own.hub, "shared") == 0
    same(own.one, two)

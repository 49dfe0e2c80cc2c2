"""The simulation, for a few fixed seeds; `make soak` runs thousands. A seed that once failed has its name here."""

from collections.abc import Iterator

import pytest

from app.data.address import DatabaseAddress
from tests.sync.simulator.mutations import MUTATIONS, Mutation, missed
from tests.sync.simulator.profiles import FIRST_OF_ALL, PROFILES
from tests.sync.simulator.world import FAULTS, Pool, World


@pytest.fixture(scope="module")
def pool(hub_server: DatabaseAddress) -> Iterator[Pool]:
    pool = Pool(hub_server)
    yield pool
    pool.close()


@pytest.mark.parametrize("seed", range(1, 11))
def test_replicas_agree_after_whatever_happened(pool: Pool, seed: int) -> None:
    world = World(pool, seed)
    world.run()
    assert sum(world.faults.values()) >= FAULTS


@pytest.mark.parametrize("seed", range(FIRST_OF_ALL, FIRST_OF_ALL + len(PROFILES)))
def test_replicas_agree_in_every_corner_that_is_hammered(pool: Pool, seed: int) -> None:
    world = World(pool, seed)
    world.run()
    assert sum(world.faults.values()) >= FAULTS


def test_a_schedule_is_the_same_each_time(pool: Pool) -> None:
    worlds = [World(pool, 11) for _ in range(1)]
    worlds[0].run()
    again = World(pool, 11)
    again.run()
    assert again.trace == worlds[0].trace


AT_ONCE = {
    "the refusal of stamps that lie ahead",
    "pages applied together",
    "columns that an older hub does not know",
    "tables that an older hub does not know",
}
NOTICED_AT_ONCE = [mutation for mutation in MUTATIONS if mutation.protection in AT_ONCE]


@pytest.mark.parametrize("mutation", NOTICED_AT_ONCE, ids=lambda mutation: mutation.protection)
def test_a_protection_that_is_taken_away_is_missed(pool: Pool, mutation: Mutation) -> None:
    assert missed(pool, mutation, range(1, 30)) is not None

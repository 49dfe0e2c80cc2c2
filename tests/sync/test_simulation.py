"""The simulation, for a few fixed seeds; `make soak` runs thousands. A seed that once failed has its name here."""

from collections.abc import Iterator

import pytest

from app.data.address import DatabaseAddress
from tests.sync.simulator.mutations import MUTATIONS, Mutation, missed
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


def test_a_schedule_is_the_same_each_time(pool: Pool) -> None:
    worlds = [World(pool, 11) for _ in range(1)]
    worlds[0].run()
    again = World(pool, 11)
    again.run()
    assert again.trace == worlds[0].trace


NOTICED_AT_ONCE = [
    mutation for mutation in MUTATIONS if mutation.protection in {"the refusal of stamps that lie ahead", "pages applied together"}
]


@pytest.mark.parametrize("mutation", NOTICED_AT_ONCE, ids=lambda mutation: mutation.protection)
def test_a_protection_that_is_taken_away_is_missed(pool: Pool, mutation: Mutation) -> None:
    assert missed(pool, mutation, range(1, 30)) is not None

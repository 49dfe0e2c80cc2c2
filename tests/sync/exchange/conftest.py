"""A hub and devices for the tests of exchanges, made once for a run; each test has a space, and emptied databases, of its own."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from app.data.address import DatabaseAddress
from app.data.database import Database
from tests.support.gateways import hub_database
from tests.support.replicas import Pool, Replica, World


@pytest.fixture(scope="session")
def hub(server: DatabaseAddress, run_folder: Path) -> Iterator[Database]:
    """A hub."""
    with hub_database(server, run_folder) as database:
        yield database


@pytest.fixture(scope="session")
def pool(server: DatabaseAddress) -> Iterator[Pool]:
    """Databases of devices."""
    pool = Pool(server)
    yield pool
    pool.close()


@pytest.fixture
def world(server: DatabaseAddress, hub: Database, pool: Pool) -> Iterator[World]:
    """A space of the hub with one device in it."""
    with ExitStack() as stack:
        yield World(server, hub, stack, pool)


@pytest.fixture
def one(world: World) -> Replica:
    """The first device, which has a household."""
    return world.one


@pytest.fixture
def two(world: World) -> Replica:
    """A second device, which has everything."""
    return world.new_device()

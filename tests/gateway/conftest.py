"""A hub, and its gateway in a process of its own, for the tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.data.address import DatabaseAddress
from app.data.database import Database
from app.learning.ids import SpaceId
from app.sync.transports.https import HttpsTransport
from app.sync.transports.hub_address import HubAddress
from tests.support.gateways import Caller, Gateway, gateway, hub_database, new_invite, new_space


@pytest.fixture(scope="module")
def hub(server: DatabaseAddress, run_folder: Path) -> Iterator[Database]:
    """A hub without spaces."""
    with hub_database(server, run_folder) as database:
        yield database


@pytest.fixture(scope="module")
def served(hub: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """Its gateway, on the loopback in the clear."""
    with gateway(hub, tmp_path_factory.mktemp("gateway")) as running:
        yield running


@pytest.fixture
def transport(served: Gateway) -> Iterator[HttpsTransport]:
    """The way to it."""
    way = HttpsTransport(HubAddress.parse(served.url))
    yield way
    way.close()


@pytest.fixture
def space(hub: Database) -> SpaceId:
    """A space of the hub."""
    return new_space(hub)


@pytest.fixture
def caller(hub: Database, space: SpaceId, transport: HttpsTransport) -> Caller:
    """A device of the space."""
    device = Caller(transport, space)
    device.enrol(new_invite(hub, space))
    return device

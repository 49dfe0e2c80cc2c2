"""A hub for each test that asks for one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.data.address import DatabaseAddress
from tests.support.hub_templates import prepare_hub_template
from tests.support.hubs import Hub, hub_database


@pytest.fixture(scope="session")
def hub_server(server: DatabaseAddress, run_folder: Path) -> DatabaseAddress:
    """The run's server, where the template of hubs is ready."""
    prepare_hub_template(server, run_folder)
    return server


@pytest.fixture(scope="session")
def worker_hub(hub_server: DatabaseAddress) -> Iterator[Hub]:
    """A hub that tests share, each in spaces of its own."""
    with hub_database(hub_server) as address:
        hub = Hub(address)
        yield hub
        hub.close()


@pytest.fixture
def hub(worker_hub: Hub) -> Hub:
    """The hub; found a space of your own in it."""
    return worker_hub


@pytest.fixture
def own_hub(hub_server: DatabaseAddress) -> Iterator[Hub]:
    """A hub of the test's own."""
    with hub_database(hub_server) as address:
        hub = Hub(address)
        yield hub
        hub.close()

"""A hub behind PgBouncer in transaction mode, two connections for everyone: both transports, at once."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from app.data.address import DatabaseAddress
from app.data.database import Database
from app.data.hub import install
from app.learning.people import Role
from app.sync.exchange import Exchange
from app.sync.transports.https import HttpsTransport
from app.sync.transports.hub_address import HubAddress
from app.sync.turn import Outcome
from app.sync.verifying import verify
from tests.support.clusters import ask
from tests.support.gateways import gateway
from tests.support.replicas import Pool, Replica, World, play, same
from tests.support.servers import OwnServer, installed_major, own_server, pgbouncer


@pytest.fixture(scope="module")
def behind() -> Iterator[tuple[OwnServer, Database]]:
    """PostgreSQL 15, and the hub in it as it is reached through PgBouncer; made through it too."""
    program, binaries = shutil.which("pgbouncer", path="/usr/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin"), installed_major(15)
    if program is None or binaries is None:
        pytest.skip("needs the Debian packages pgbouncer and postgresql-15")
    with ExitStack() as stack:
        server = stack.enter_context(own_server(binaries))
        ask(server.address, "CREATE DATABASE hub")
        hub = Database.open(replace(stack.enter_context(pgbouncer(program, server.address)), database="hub"))
        stack.callback(hub.close)
        for _ in range(2):
            with hub.transaction() as connection:
                install.install(connection)
        yield server, hub


@pytest.fixture
def devices(behind: tuple[OwnServer, Database], server: DatabaseAddress, tmp_path: Path) -> Iterator[tuple[World, list[Replica]]]:
    """A space with two devices that reach the database and two that come through a gateway."""
    with ExitStack() as stack:
        pool = Pool(server)
        stack.callback(pool.close)
        world = World(server, behind[1], stack, pool)
        running = stack.enter_context(gateway(behind[1], tmp_path / "gateway", "--connections", "4"))
        replicas = [world.one, *(world.new_device(role) for role in (Role.TEACHER, Role.OWNER, Role.HELPER))]
        for replica in replicas[2:]:
            replica.transport.close()
            replica.transport = HttpsTransport(HubAddress.parse(running.url), device=replica.link().device)
            stack.callback(replica.transport.close)
        yield world, replicas


def test_devices_of_both_transports_exchange_at_once_and_hold_the_same(devices: tuple[World, list[Replica]]) -> None:
    world, replicas = devices
    for replica in replicas:
        replica.most_pushed = replica.most_pulled = 50
    with ThreadPoolExecutor(len(replicas)) as threads:
        for number in range(3):
            for place, replica in enumerate(replicas):
                play(replica, world.home, 120, first=1_000 * number + 200 * place)
            assert {turn.outcome for turn in threads.map(Replica.turn, replicas)} == {Outcome.DONE}
    for replica in replicas:
        replica.done()
    same(*replicas)
    assert replicas[3].ask("SELECT count(*) FROM attempts") == 1_440
    assert all(verify(Exchange(replica.device)).same for replica in replicas)


def test_connections_that_the_server_ended_behind_it_cost_an_exchange_at_most(
    behind: tuple[OwnServer, Database], devices: tuple[World, list[Replica]]
) -> None:
    world, replicas = devices
    for place, replica in enumerate(replicas):
        play(replica, world.home, 30, first=100 * place)
        ask(behind[0].address, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = 'hub'")
        assert replica.turn().outcome in {Outcome.DONE, Outcome.OFFLINE}
    for replica in (*replicas, *replicas):
        replica.done()
    same(*replicas)
    assert replicas[0].ask("SELECT count(*) FROM attempts") == 120

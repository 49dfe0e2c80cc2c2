"""kill -9 of PostgreSQL under an exchange, the device's own and the hub's, and a disk that fills up: nothing is lost or counted twice."""

import os
import random
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from app.data.address import DatabaseAddress
from app.data.cluster import Cluster
from app.data.cluster.account import SYSTEM_FOLDER_VARIABLE
from app.data.database import Database
from app.data.hub import install
from app.data.replica import staging
from app.data.upgrade import bring_up_to_date
from app.sync.turn import Outcome
from tests.support.clusters import data_of, servers_in
from tests.support.database import create
from tests.support.disks import small_disk
from tests.support.gateways import new_invite
from tests.support.replicas import Replica, World, play, same


@contextmanager
def opened(address: DatabaseAddress, revive: Callable[[], object] | None = None) -> Iterator[Database]:
    database = Database.open(address, revive=revive)
    try:
        yield database
    finally:
        database.close()


def kill_server(folder: Path) -> None:
    """All of it at once, as the power does."""
    for one in servers_in(folder):
        with suppress(psutil.NoSuchProcess, ProcessLookupError):
            os.kill(one.pid, signal.SIGKILL)


def killed_now_and_then(replica: Replica, kill: Callable[[], None], dice: random.Random) -> None:
    """Exchange while the server is killed, each time a little later, until an exchange has gone well in spite of it."""
    for number in range(3):
        killing = threading.Timer(0.02 + 0.15 * number + dice.uniform(0, 0.1), kill)
        killing.start()
        turn = replica.turn()
        killing.join()
        assert turn.outcome in {Outcome.DONE, Outcome.OFFLINE, Outcome.FAILED}, turn


@pytest.mark.parametrize("held", [0, staging.MOST_HELD], ids=["pages staged", "pages held"])
def test_a_device_whose_postgresql_is_killed_under_it_loses_nothing(
    world: World, one: Replica, run_folder: Path, monkeypatch: pytest.MonkeyPatch, held: int
) -> None:
    """Its commits of an exchange do not wait for the disk: what is lost with them is sent and fetched again."""
    monkeypatch.setattr(staging, "MOST_HELD", held)
    seed = random.randrange(1_000_000)
    print("seed", seed)  # noqa: T201 (shown when it fails)
    folder = run_folder / f"killed-{seed}" / "cluster"
    with Cluster(folder) as cluster, opened(create(cluster.start(), "device", "template0"), cluster.start) as database:
        bring_up_to_date(database, None)
        two = Replica(database, world.transport(), world.home.space, most_pushed=40, most_pulled=40)
        two.join(new_invite(world.hub, world.home.space))
        two.done()
        play(one, world.home, 300)
        one.done()
        play(two, world.home, 300, first=500)
        killed_now_and_then(two, lambda: kill_server(folder), random.Random(seed))
        for replica in (two, one, two):
            replica.done()
        same(one, two)
        assert [each.ask("SELECT count(*) FROM attempts") for each in (one, two)] == [600, 600]
        assert two.ask("SELECT sum(attempts) FROM practice_days") == 600
        assert one.ask("SELECT attempts FROM mastery") == two.ask("SELECT attempts FROM mastery") == 600


def test_a_hub_whose_postgresql_is_killed_under_it_loses_nothing(world: World, run_folder: Path) -> None:
    """What it has acknowledged is there when it comes back, and an exchange that got no answer is made again."""
    seed = random.randrange(1_000_000)
    print("seed", seed)  # noqa: T201 (shown when it fails)
    folder = run_folder / f"killed-hub-{seed}" / "cluster"
    with Cluster(folder) as cluster, opened(create(cluster.start(), "hub", "template0"), cluster.start) as hub:
        with hub.transaction() as connection:
            install.install(connection)
        ours = World(world.server, hub, world.stack, world.pool)
        here, there = ours.one, ours.new_device()
        here.most_pushed = there.most_pulled = 40
        for number in range(3):
            play(here, ours.home, 200, first=number * 200)
            killing = threading.Timer(0.02 + 0.1 * number, lambda: kill_server(folder))
            killing.start()
            assert here.turn().outcome in {Outcome.DONE, Outcome.OFFLINE, Outcome.FAILED}
            killing.join()
            cluster.start()
        for replica in (here, there):
            replica.done()
        same(here, there)
        assert there.ask("SELECT count(*) FROM attempts") == 600
        with hub.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM shared.attempts").scalar_one() == 600


def test_a_device_whose_disk_is_full_says_so_and_goes_on_when_there_is_room(
    world: World, one: Replica, run_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A space of 30,000 rows is on its way to it, and it has answers of its own."""
    play(one, world.home, 1_000)
    one.done()
    with small_disk(run_folder, 260) as disk:
        monkeypatch.setenv(SYSTEM_FOLDER_VARIABLE, str(disk / "system"))
        folder, ballast = disk / "home" / "cluster", disk / "ballast"
        with Cluster(folder) as cluster, opened(create(cluster.start(), "device", "template0"), cluster.start) as database:
            bring_up_to_date(database, None)
            two = Replica(database, world.transport(), world.home.space)
            two.join(new_invite(world.hub, world.home.space))
            two.done()
            play(two, world.home, 50, first=31_000)
            play(one, world.home, 29_000, first=1_000)
            one.done()
            before = two.link().cursor
            room = os.statvfs(data_of(folder))
            ballast.write_bytes(b"x" * (room.f_bavail * room.f_frsize - 3_000_000))
            for _ in range(2):
                turn = two.turn()
                assert turn.outcome is Outcome.NEEDS, turn
                assert turn.problem is not None
                assert turn.problem.trouble == "disk-full"
            assert two.link().cursor == before, "half of it counts as none of it"
            assert two.ask("SELECT count(*) FROM attempts") == 1_050
            ballast.unlink()
            for replica in (two, one):
                replica.done()
            same(one, two)
            for replica in (one, two):
                assert replica.ask("SELECT count(*) FROM attempts") == 30_050
                assert replica.ask("SELECT sum(attempts) FROM practice_days") == 30_050

"""A server whose disk is full: devices keep everything and say so in plain words, and all goes on when there is room."""

import json
import os
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text

from app.data.address import DatabaseAddress
from app.data.cluster import Cluster
from app.data.cluster.account import SYSTEM_FOLDER_VARIABLE
from app.data.database import Database
from app.data.hub import install
from app.learning.problems import Problem, Trouble
from app.services import hub_status
from app.sync.state import Stage, State
from app.sync.transports.https import HttpsTransport
from app.sync.transports.hub_address import HubAddress
from app.sync.turn import Outcome, Turn
from app.sync.waiting import Patience
from app.system.clock import now
from app.system.paths import Paths
from app.system.sentences import plain_sentence
from app.ui.linking.sync_words import standing
from tests.support.clusters import data_of
from tests.support.command_line import lettergrove
from tests.support.database import create
from tests.support.disks import fill, small_disk
from tests.support.gateways import gateway, typed
from tests.support.replicas import Pool, Replica, World, play, same


@dataclass(slots=True)
class Small:
    """A hub on a small disk, and what fills it."""

    hub: Database
    cluster: Cluster
    ballast: Path


@contextmanager
def small_hub(folder: Path, monkeypatch: pytest.MonkeyPatch, *, log_elsewhere: bool) -> Iterator[Small]:
    """A hub whose database lies on a small disk; its write-ahead log too, or on a disk with room."""
    with ExitStack() as stack:
        disk = stack.enter_context(small_disk(folder, 160))
        monkeypatch.setenv(SYSTEM_FOLDER_VARIABLE, str(disk / "system"))
        place = disk / "home" / "cluster"
        if log_elsewhere:
            room = stack.enter_context(small_disk(folder, 400))
            with Cluster(place) as cluster:
                cluster.start()
            log = data_of(place) / "pg_wal"
            subprocess.run(["cp", "-a", str(log), str(room / "pg_wal")], check=True)
            subprocess.run(["rm", "-r", str(log)], check=True)
            log.symlink_to(room / "pg_wal")
        cluster = stack.enter_context(Cluster(place))
        hub = Database.open(create(cluster.start(), "hub", "template0"), revive=cluster.start)
        stack.callback(hub.close)
        with hub.transaction() as connection:
            install.install(connection)
        yield Small(hub, cluster, disk / "ballast")


@pytest.fixture
def pool(server: DatabaseAddress) -> Iterator[Pool]:
    pool = Pool(server)
    yield pool
    pool.close()


def over(url: str, replica: Replica, stack: ExitStack) -> None:
    """The device speaks to the gateway from now on."""
    way = HttpsTransport(HubAddress.parse(url), None, uuid4())
    stack.callback(way.close)
    replica.transport = way


def stored(hub: Database) -> tuple[int, int]:
    """How many answers the hub has, and its head."""
    with hub.reading() as connection:
        found = connection.execute(text("SELECT (SELECT count(*) FROM shared.attempts), (SELECT max(seq) FROM sync.heads)"))
        attempts, head = found.one()
    return int(attempts), int(head)


def test_a_full_disk_of_the_server_is_told_in_plain_words_and_goes_on_when_there_is_room(
    server: DatabaseAddress, pool: Pool, run_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_hub(run_folder, monkeypatch, log_elsewhere=True) as small, ExitStack() as stack:
        world = World(server, small.hub, stack, pool)
        running = stack.enter_context(gateway(small.hub, tmp_path / "served"))
        one, two = world.one, world.new_device()
        for replica in (one, two):
            over(running.url, replica, stack)
        play(one, world.home, 12_000)
        before = stored(small.hub)
        paths, url = Paths(tmp_path / "keeper"), typed(small.hub.address)
        assert hub_status.status(paths, url).state == "ready"

        fill(small.ballast)
        turns = [one.turn() for _ in range(12)]  # more often than a row has to be refused before it is suspected
        for turn in turns:
            assert turn.outcome is Outcome.OFFLINE, turn
            assert turn.problem is not None
            assert turn.problem.trouble is Trouble.HUB_FULL
        assert stored(small.hub) == before, "nothing is half stored"
        assert (one.waiting(), one.ask("SELECT count(*) FROM sync.quarantine")) == (12_000, 0)
        assert one.ask("SELECT rows FROM sync.batches") == 5_000, "nor is any row suspected"
        assert two.done().pulled == 0, "who only asks is answered"
        with urllib.request.urlopen(f"{running.url}/healthz", timeout=20) as health:
            assert json.loads(health.read())["ok"] is True
        assert '"state": "full"' in hub_status.as_json(hub_status.status(paths, url))
        told = lettergrove(tmp_path / "keeper", "server", "status", around={"LETTERGROVE_HUB_URL": url})
        assert told.returncode == 1
        assert "Make room there; nothing is lost" in told.stdout
        _in_plain_words(turns[-1])

        small.ballast.unlink()
        assert hub_status.status(paths, url).state == "ready"
        for replica in (one, two, one):
            replica.done()
        same(one, two)
        assert stored(small.hub)[0] == two.ask("SELECT count(*) FROM attempts") == 12_000


def _in_plain_words(turn: Turn) -> None:
    """The person at the device cannot make room: whom to tell, and that nothing is lost; it is tried again by itself, ever later."""
    assert turn.problem is not None
    said = plain_sentence(turn.problem)
    assert said.startswith("The disk of the shared server is full. Tell whoever looks after it")
    assert "Free some space" not in said
    seen = standing(State(Stage.OFFLINE, 12_000, problem=turn.problem), now())
    assert (seen.title, seen.note) == ("Server full", "nothing is lost")
    patience = Patience(lambda: 1.0)
    assert [patience.after(turn) for _ in range(4)] == [1, 2, 4, 8]


def test_a_server_that_has_no_room_for_its_log_either_loses_nothing_that_it_acknowledged(
    server: DatabaseAddress, pool: Pool, run_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL ends itself when its log cannot grow; what it had acknowledged is there when it has room again."""
    with small_hub(run_folder, monkeypatch, log_elsewhere=False) as small, ExitStack() as stack:
        world = World(server, small.hub, stack, pool)
        one, two = world.one, world.new_device()
        one.most_pushed = 1_000
        room = os.statvfs(data_of(small.ballast.parent / "home" / "cluster"))
        small.ballast.write_bytes(b"x" * (room.f_bavail * room.f_frsize - 6_000_000))
        play(one, world.home, 30_000)
        turn = one.turn()
        assert turn.outcome is Outcome.OFFLINE, turn
        assert turn.problem is not None
        assert turn.problem.trouble in {Trouble.HUB_FULL, Trouble.HUB_UNREACHABLE}
        acknowledged = 30_000 - one.waiting()
        assert one.ask("SELECT count(*) FROM sync.quarantine") == 0
        small.ballast.unlink()
        with suppress(Problem):
            small.cluster.start()
        assert stored(small.hub)[0] >= acknowledged
        for replica in (one, two, one):
            replica.done()
        same(one, two)
        assert stored(small.hub)[0] == two.ask("SELECT count(*) FROM attempts") == 30_000

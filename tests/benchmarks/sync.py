"""Replay of answers into a hub, beside PostgreSQL's own logical replication between the same two clusters in the same run.

Both start from 100,000 attempts that were written in transactions of 1,000, and end when they are durable on the other side. Native
replication has an easier task: one way, no merge, and where it applies it runs no triggers and checks no keys. Ours goes straight to the
database, and through the gateway as a home or a class does: TLS with a pinned certificate of its own making, bodies packed with gzip. The
three take turns, each on new databases; their shares are of the same turn, so that other work on the machine counts for all.
`LETTERGROVE_BENCH_SYNC` is another number of attempts, `LETTERGROVE_BENCH_SYNC_NEW` that of the space that a new device downloads.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from uuid import uuid4

import psutil
from psycopg.sql import SQL, Literal
from sqlalchemy import text

from app.data.address import DatabaseAddress
from app.data.cluster import Cluster
from app.data.database import Database
from app.data.hub import install, keeping
from app.data.queries import attempts
from app.data.upgrade import bring_up_to_date
from app.sync.exchange import Exchange
from app.sync.protocol import Function
from app.sync.transports.direct import DirectTransport
from app.sync.transports.hub_address import HubAddress
from app.sync.transports.ways import Way, open_hub
from app.sync.turn import Tally
from tests.benchmarks.figures import Figure, percentile, spread
from tests.benchmarks.home import empty_home
from tests.benchmarks.sync_rows import write
from tests.support.clusters import data_of
from tests.support.database import command, create
from tests.support.gateways import Gateway, gateway, new_invite
from tests.support.replicas import Replica
from tests.support.rows import household, new_attempt

_LOGICAL = {
    "wal_level": "logical",
    "max_wal_senders": "4",
    "max_replication_slots": "4",
    "max_logical_replication_workers": "4",
    "max_worker_processes": "6",
}
_TIMES = 60
_TURNS = 3
_OFF = "ALTER TABLE attempts DISABLE TRIGGER sync_mark_new"
_ON = "ALTER TABLE attempts ENABLE TRIGGER sync_mark_new"


def measure() -> list[Figure]:
    """Rows a second, what capture costs, one change from device to device, an idle exchange."""
    size = int(os.environ.get("LETTERGROVE_BENCH_SYNC", "100000"))
    more = int(os.environ.get("LETTERGROVE_BENCH_SYNC_NEW", "200000"))
    with ExitStack() as stack:
        home = stack.enter_context(empty_home())
        here, there = (_cluster(stack, home / name / "cluster", home) for name in ("here", "there"))
        hub = stack.enter_context(_opened(create(there, "hub", "template0")))
        with hub.transaction() as connection:
            install.install(connection)
        small = _Bench(stack, here, hub)
        latency, work = small.latency()
        idle = small.idle()
        bulk, single = small.capture(10_000)
        served = stack.enter_context(gateway(hub, home / "gateway", "--tls-self-signed"))
        turns = []
        for turn in range(_TURNS):
            bench, secured = _Bench(stack, here, hub), _Bench(stack, here, hub, served)
            turns.append((_streamed(here, there, home / "door-here", size, turn), bench.replay(size), secured.replay(size)))
        streamed, direct, https = zip(*turns, strict=True)
        copied = _copied(there, home / "door-here", more, bench)
        downloaded, folded, memory = bench.download()
    return [
        _share("share of native logical replication lost in replay, device to hub", direct, streamed, 0.65),
        _share("the same over HTTPS, through the gateway", https, streamed, 0.8),
        Figure("native logical replication, streamed apply of transactions of 1,000", median(streamed), "rows/s", None, spread(streamed)),
        Figure("share of native initial copy lost in a new device's download", 1 - downloaded / copied, "", 0.65,
               f"{downloaded:,.0f} rows/s; native copy: {copied:,.0f} rows/s"),
        Figure("answers folded into standings after it", folded, "a second"),
        Figure("memory that a download adds to the program", memory, "MB", 200),
        Figure("what marking costs a bulk insert", bulk, "%", 30),
        Figure("what marking costs one answer, mean", single, "ms", 0.2),
        Figure("one change, device to hub to device, p95", percentile(latency, 0.95), "ms", 250, spread(latency)),
        Figure("the work of it, median", median(work), "ms", 20, spread(work)),
        Figure("an idle exchange, both ways", idle, "bytes", 1000, "one call"),
    ]  # fmt: skip


class _Bench:
    """A space of a hub in one cluster, its devices in the other; they come straight, or through a gateway."""

    def __init__(self, stack: ExitStack, here: DatabaseAddress, hub: Database, served: Gateway | None = None) -> None:
        self._stack = stack
        self._here = here
        self._served = served
        self.hub = hub
        self.database = self._device()
        with self.database.transaction() as connection:
            self.home = household(connection)
        with self.hub.transaction() as connection:
            keeping.found_space(connection, self.home.space, "Bench")
        self.one = self._linked(self.database)
        self.one.done()
        self.written = 0

    def replay(self, size: int) -> float:
        """Rows a second from outbox to acknowledgement."""
        self.write(size)
        began = time.perf_counter()
        turn = self.one.done()
        assert turn.pushed == size
        return size / (time.perf_counter() - began)

    def write(self, size: int) -> None:
        """More attempts of the household's child."""
        write(self.database, self.home, self.written, size)
        self.written += size

    def capture(self, size: int) -> tuple[float, float]:
        """What marking costs, in the server's own time (work beside ours does not count): per cent of a bulk insert, ms of one answer."""
        bulk, single = dict.fromkeys((_ON, _OFF), 0.0), dict.fromkeys((_ON, _OFF), 0.0)
        for _ in range(6):
            for switch in (_OFF, _ON):
                with self.database.transaction() as connection:
                    connection.execute(text(switch))
                bulk[switch] += self._used(lambda: self.write(size))
                single[switch] += self._used(self._answers)
        return 100 * (bulk[_ON] / bulk[_OFF] - 1), 1000 * (single[_ON] - single[_OFF]) / (6 * _TIMES)

    def _used(self, work: Callable[[], object]) -> float:
        """Seconds of processor time that the connections to our database take for some work."""
        with self.database.reading() as connection:
            pids = connection.execute(text("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")).scalars().all()
        processes = [psutil.Process(pid) for pid in pids]
        before = sum(sum(process.cpu_times()[:2]) for process in processes)
        work()
        return sum(sum(process.cpu_times()[:2]) for process in processes) - before

    def _answers(self) -> None:
        for _ in range(_TIMES):
            self._answer()

    def _answer(self) -> None:
        with self.database.transaction() as connection:
            attempts.add(connection, self.home.space, new_attempt(self.home))

    def latency(self) -> tuple[list[float], list[float]]:
        """Milliseconds from an answer here to its row there, both sides looking at once; and of the two exchanges alone."""
        self.one.done()
        two = self._linked(self._device())
        two.done()
        whole, work = [], []
        for _ in range(_TIMES):
            began = time.perf_counter()
            self._answer()
            made = time.perf_counter()
            self.one.done()
            assert two.done().pulled == 1
            whole.append(1000 * (time.perf_counter() - began))
            work.append(1000 * (time.perf_counter() - made))
        return whole, work

    def idle(self) -> float:
        """Bytes of an exchange that has nothing to say."""
        self.one.done()
        self.one.calls.clear()
        self.one.done()
        assert self.one.calls == ["pull"]
        answer = self.one.transport.call(Function.PULL, self.home.space, self.one.bodies[-1])
        return len(self.one.bodies[-1]) + len(answer)

    def download(self) -> tuple[float, float, float]:
        """Rows a second until a new device has everything in its tables, answers a second that it folds then, and memory (MB)."""
        exchange = Exchange(self._linked(self._device()).device)
        tally = Tally(lambda _done, _expected: None)
        before = psutil.Process().memory_info().rss
        pulled = _seconds(lambda: exchange.pull(tally))
        memory = (psutil.Process().memory_info().rss - before) / 1e6
        return tally.pulled / pulled, self.written / _seconds(exchange.fold), memory

    def _device(self) -> Database:
        database = self._stack.enter_context(_opened(create(self._here, f"device_{uuid4().hex[:8]}", "template0")))
        bring_up_to_date(database, None)
        return database

    def _linked(self, database: Database) -> Replica:
        served = self._served
        transport: Way = DirectTransport(self.hub.address)
        if served is not None:
            transport = open_hub(HubAddress.parse(served.url), served.fingerprint, device=uuid4())
        self._stack.callback(transport.close)
        replica = Replica(database, transport, self.home.space)
        replica.join(new_invite(self.hub, self.home.space))
        return replica


def _share(name: str, ours: Sequence[float], native: Sequence[float], mark: float) -> Figure:
    """What is lost of native replication's rate, median of the turns."""
    shares = [one / other for one, other in zip(ours, native, strict=True)]
    return Figure(name, 1 - median(shares), "", mark, f"of native: {spread(shares)}; rows/s: {spread(ours)}")


def _streamed(here: DatabaseAddress, there: DatabaseAddress, door: Path, size: int, turn: int) -> float:
    """Rows a second that native replication applies of transactions of 1,000 that are there already, from its first row to its last."""
    made = create(here, f"source_{turn}", "template0"), create(there, f"target_{turn}", "template0")
    with _opened(made[0]) as source, _opened(made[1]) as target:
        for database in (source, target):
            bring_up_to_date(database, None)
        with source.transaction() as connection:
            home = household(connection)
        with _subscribed(source, target, door, "copy_data = false"):
            time.sleep(1)
            command(target.address, "ALTER SUBSCRIPTION bench DISABLE")
            write(source, home, 0, size)
            command(target.address, "ALTER SUBSCRIPTION bench ENABLE")
            first = _until(target, lambda rows: rows > 0)
            return size / (_until(target, lambda rows: rows >= size) - first)


def _copied(there: DatabaseAddress, door: Path, size: int, bench: _Bench) -> float:
    """Rows a second of native replication's initial copy of as many attempts."""
    bench.write(size - bench.written)
    bench.one.done()
    with bench.database.reading() as connection:
        size = connection.execute(_COUNT).scalar_one()
    with _opened(create(there, "copy", "template0")) as target:
        bring_up_to_date(target, None)
        began = time.perf_counter()
        with _subscribed(bench.database, target, door, "copy_data = true"):
            return size / (_until(target, lambda rows: rows >= size) - began)


@contextmanager
def _subscribed(source: Database, target: Database, door: Path, how: str) -> Iterator[None]:
    command(source.address, "CREATE PUBLICATION answers FOR TABLE attempts")
    way = f"host={door} port={source.address.port} user={source.address.user} dbname={source.address.database}"
    made = SQL("CREATE SUBSCRIPTION bench CONNECTION {} PUBLICATION answers WITH (" + how + ")")
    command(target.address, made.format(Literal(way)))
    try:
        yield
    finally:
        command(target.address, "DROP SUBSCRIPTION bench")
        command(source.address, "DROP PUBLICATION answers")


_COUNT = text("SELECT count(*) FROM attempts")


def _until(database: Database, holds: Callable[[int], bool]) -> float:
    """When it held, by time.perf_counter."""
    while True:
        with database.reading() as connection:
            rows = connection.execute(_COUNT).scalar_one()
        if holds(rows):
            return time.perf_counter()
        time.sleep(0.01)


def _cluster(stack: ExitStack, folder: Path, home: Path) -> DatabaseAddress:
    """A cluster like any of ours, with a door that another one can come in by."""
    with Cluster(folder) as cluster:
        host = cluster.start().host
    door = home / f"door-{folder.parent.name}"
    door.mkdir()
    for each in (home, door):
        each.chmod(0o777)
    with (data_of(folder) / "pg_hba.conf").open("a") as rules:
        rules.write("local all all trust\n")
    settings = _LOGICAL | {"unix_socket_directories": f"{host},{door}", "unix_socket_permissions": "0777"}
    return stack.enter_context(Cluster(folder, settings=settings)).start()


@contextmanager
def _opened(address: DatabaseAddress) -> Iterator[Database]:
    database = Database.open(address)
    try:
        yield database
    finally:
        database.close()


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began

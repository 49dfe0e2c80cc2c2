"""A new device downloads a whole space, straight from the hub and through its gateway: how fast, and what the processes take at most.

Beside it stands a bare COPY of the same answers from the hub's cluster into the same table (keys there, triggers off) in the devices'
cluster, in one transaction: no sync can be faster, and none that merges, checks and counts can reach it. PostgreSQL's own initial
copy, of which the mark speaks, is measured in the part `sync`.
The answers are put into the hub's own tables (a million in half a minute): what is measured begins there.
`LETTERGROVE_BENCH_NEWCOMER` is another number of answers (1000000: the space of the mark; more than 300,000 are downloaded once each way).
"""

from __future__ import annotations

import os
import time
from contextlib import closing
from statistics import median

from psycopg.sql import SQL, Identifier, Literal

from app.data.contract import TABLE
from tests.benchmarks.figures import Figure, spread
from tests.benchmarks.most_memory import most_memory
from tests.benchmarks.sync_ground import Apart, Ground, ground
from tests.benchmarks.sync_rows import send
from tests.support.clusters import open_connection
from tests.support.rows import Household

_TIMES, _MANY = 3, 300_000
_OUT = SQL("COPY (SELECT {} FROM shared.attempts WHERE space_id = {}) TO STDOUT (FORMAT binary)")
_IN = SQL("COPY attempts ({}) FROM STDIN (FORMAT binary)")


def measure() -> list[Figure]:
    """Rows a second of both, in turns, and memory."""
    size = int(os.environ.get("LETTERGROVE_BENCH_NEWCOMER", "100000"))
    with ground() as place:
        database = place.database()
        home = place.household(database)
        place.joined(database, home).done()
        send(place.hub, home, size)
        copied, memory = list[float](), list[float]()
        downloaded, through = list[float](), list[float]()
        for _ in range(1 if size > _MANY else _TIMES):
            copied.append(size / _copy(place, home, size))
            for rates, way in ((downloaded, None), (through, place.served.url)):
                rate, most = _download(place, home, size, way)
                rates.append(rate)
                memory.append(most)
        gateway = most_memory(place.served.process.pid)
    ours, bare = median(downloaded), median(copied)
    return [
        Figure(f"a new device's download of {size:,} answers, time for 100,000", 100_000 / ours, "s", None,
               f"rows/s: {spread(downloaded)}"),
        Figure("the same through the gateway", 100_000 / median(through), "s", None,
               f"rows/s: {spread(through)}; {median(through) / ours:.2f} of the rate straight"),
        Figure("the same by a bare COPY between the two clusters, the ceiling", 100_000 / bare, "s", None,
               f"rows/s: {spread(copied)}; the download reaches {ours / bare:.2f} of it"),
        Figure("most memory of the downloading process, program and all", max(memory), "MB", 200, spread(memory)),
        Figure("most memory of the gateway's process", gateway, "MB"),
    ]  # fmt: skip


def _download(place: Ground, home: Household, size: int, way: str | None) -> tuple[float, float]:
    """Rows a second into a new device's tables, and the most memory of its process (MB)."""
    replica = place.joined(place.database(), home)
    with closing(Apart(replica, place.hub.address, way)) as device:
        device.say("exchange")
        answer = device.heard()
    held = replica.ask("SELECT count(*) FROM attempts")
    if answer["outcome"] != "done" or held != size:
        raise RuntimeError(f"{held} answers of {size} came: {answer}")
    return size / answer["seconds"], answer["memory"]


def _copy(place: Ground, home: Household, size: int) -> float:
    """Seconds of a COPY from the hub into a table like the device's."""
    columns = SQL(", ").join(Identifier(name) for name in ("space_id", "id", *(column.name for column in TABLE["attempts"].columns)))
    target = place.database()
    with open_connection(place.hub.address) as there, open_connection(target.address) as here:
        here.execute("ALTER TABLE attempts DISABLE TRIGGER ALL")  # foreign keys are triggers too: native replication checks none
        began = time.perf_counter()
        into = here.cursor()
        with (
            here.transaction(),
            there.cursor().copy(_OUT.format(columns, Literal(str(home.space)))) as given,
            into.copy(_IN.format(columns)) as taken,
        ):
            for piece in given:
                taken.write(piece)
        took = time.perf_counter() - began
        if into.rowcount != size:
            raise RuntimeError(f"{into.rowcount} of {size} were copied")
    target.close()
    return took

"""Replay of answers from a device to a server: ours beside Morango 0.8.15, which schools use, on the same rows in the same run, in turns.

Morango runs as it is installed from PyPI in a throw-away environment: Django and PostgreSQL (psycopg2), the device and the server each a
process, a network session over the loopback in the clear, gzip on. Its databases lie in the same two clusters as ours, durable. All that
would slow it and is not its own is off: Django's debugging and middleware, foreign keys of the model, the records around the answers; its
own sleeps between two looks are removed on both sides; the server keeps its connections; certificates and the session are made before the
clock starts, and what it cleans up is not counted. Both of Kolibri's sizes of chunk are tried, and the quicker one counts.
Ours runs as it comes: capture, checks of roles and rules, proofs and merge are on. Straight to the database, and through the gateway.
Counted is from rows in the device's tables until they are in the server's tables and, of ours, acknowledged.
`LETTERGROVE_BENCH_MORANGO` is another number of answers in each turn; the fewer they are, the more weighs what an exchange of ours costs
before its first row.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from time import perf_counter

from psycopg.sql import SQL, Composed, Identifier

from app.data.address import DatabaseAddress
from tests.benchmarks.figures import Figure, spread
from tests.benchmarks.home import empty_home
from tests.benchmarks.morango.environment import NotHere, environment
from tests.benchmarks.morango.peer import Peer, peer
from tests.benchmarks.sync_ground import Ground, ground
from tests.benchmarks.sync_rows import write
from tests.support.clusters import open_connection
from tests.support.database import create
from tests.support.replicas import Replica
from tests.support.rows import Household

_CHUNKS = (500, 200)
_AT_LEAST = 40
_VALUES = (
    "child_id", "play_session_id", "skill_id", "occurred_at", "local_day", "took_ms", "game", "turn", "try_number", "correct", "aided",
    "asked", "answered", "choices", "prompt",
)  # fmt: skip


def measure() -> list[Figure]:
    """Rows a second of both, and the rows that did not arrive."""
    size = int(os.environ.get("LETTERGROVE_BENCH_MORANGO", "10000"))
    with ExitStack() as stack:
        folder = stack.enter_context(empty_home())
        try:
            python = environment(folder / "environment")
        except NotHere as why:
            print(f"Morango cannot be installed here, so nothing is compared with it: {why}")
            return []
        place = stack.enter_context(ground())
        sides = create(place.here, "morango_device", "template0"), create(place.hub.address, "morango_server", "template0")
        race = _Race(place, stack.enter_context(peer(python, folder / "project", *sides)), folder / "rows", size)
        for chunk in _CHUNKS:
            race.turn(chunk)
        lost = race.lost(sides[1])
    return race.figures() + lost


class _Race:
    """Turns of both on the same rows. Rates in rows a second."""

    def __init__(self, place: Ground, morango: Peer, rows: Path, size: int) -> None:
        self._place, self._morango, self._rows, self._size = place, morango, rows, size
        self._theirs: dict[int, float] = {}
        self._ours: dict[str, list[float]] = {"straight": [], "gateway": []}
        self._written = 0
        self._ways = {"straight": self._device(None), "gateway": self._device(place.served.url)}

    def turn(self, chunk: int) -> None:
        """New rows, the same for all; each replays them."""
        for home, replica in self._ways.values():
            write(replica.database, home, self._written, self._size)
        self._morango.plant(self._dumped())
        self._written += self._size
        self._theirs[chunk] = self._size / self._morango.push(chunk)
        for name, (_, replica) in self._ways.items():
            began = perf_counter()
            if replica.done().pushed != self._size:
                raise RuntimeError("not everything was sent")
            self._ours[name].append(self._size / (perf_counter() - began))

    def figures(self) -> list[Figure]:
        """Rates, and how many times Morango's ours is."""
        rates = self._theirs
        quicker = max(rates, key=lambda chunk: rates[chunk])
        told = "; ".join(f"chunks of {chunk}: {each:.0f} rows/s" for chunk, each in rates.items())
        figures = [Figure(f"Morango 0.8.15, replay of {self._size:,} answers, chunks of {quicker}", rates[quicker], "rows/s", None, told)]
        for name, way in (("straight", "straight to the database"), ("gateway", "through the gateway")):
            ours = median(self._ours[name])
            mark = 1 / _AT_LEAST if name == "straight" else None
            figures.append(Figure(f"Morango's part of our rate, {way}", rates[quicker] / ours, "", mark,
                                  f"ours: {spread(self._ours[name])} rows/s; {ours / rates[quicker]:.0f} times Morango"))  # fmt: skip
        return figures

    def lost(self, server: DatabaseAddress) -> list[Figure]:
        """Answers that the servers do not hold, with every value as the device has it."""
        (home, replica), (other, _) = self._ways.values()
        device = replica.database.address
        wanted = _values(device, _as_stored(SQL("attempts"), "id"))
        theirs = wanted - _values(server, _as_stored(SQL("attempts"), "_morango_source_id"))
        held = _values(self._place.hub.address, SQL("SELECT space_id, id FROM shared.attempts"))
        ours = sum(len(wanted) - sum(1 for space, _ in held if space == each.space) for each in (home, other))
        of = f"of {len(wanted):,}"
        return [Figure("answers lost, Morango", len(theirs), of), Figure("answers lost, ours, both ways", ours, of, 0)]

    def _device(self, through: str | None) -> tuple[Household, Replica]:
        database = self._place.database()
        home = self._place.household(database)
        replica = self._place.joined(database, home, through)
        replica.done()
        return home, replica

    def _dumped(self) -> Path:
        """The newest rows of our first device as JSON, one a line."""
        _, replica = self._ways["straight"]
        columns = SQL(", ").join(Identifier(name) for name in ("id", *_VALUES))
        asked = SQL("SELECT row_to_json(a)::text FROM (SELECT {} FROM attempts ORDER BY id OFFSET {} LIMIT {}) AS a")
        with open_connection(replica.database.address) as connection, self._rows.open("w", encoding="utf-8") as file:
            for (row,) in connection.execute(asked.format(columns, self._written, self._size)):
                file.write(row + "\n")
        return self._rows


def _as_stored(table: SQL, key: str) -> Composed:
    columns = SQL(", ").join(Identifier(name) for name in _VALUES)
    return SQL("SELECT replace({}::text, '-', ''), {} FROM {}").format(Identifier(key), columns, table)


def _values(address: DatabaseAddress, asked: SQL | Composed) -> set[tuple[object, ...]]:
    with open_connection(address) as connection:
        return set(connection.execute(asked).fetchall())

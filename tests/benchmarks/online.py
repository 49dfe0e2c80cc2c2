"""Two devices online, each with the program's own syncer: one answer from the one to the other, in turns, through the gateway and straight.

Time runs from before the answer is written, and folded, until the other device has put it in, folded it, and tells its window. Work is
the time on a processor of everything that takes part: both devices, gateway and all databases, less what they take while nothing happens,
and less what it takes to write and fold an answer where it is given, which is done without a hub as well (told beside).
`LETTERGROVE_BENCH_ONLINE` is another number of answers.
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable
from statistics import median

import psutil

from app.data.folding import fold_in
from app.data.queries import attempts
from app.learning.aliases import alone
from app.learning.mastery import Rules
from app.sync.state import Stage, State
from app.sync.syncer import Surroundings, Syncer
from tests.benchmarks.figures import Figure, percentile, spread
from tests.benchmarks.sync_ground import Ground, ground
from tests.support.replicas import Replica
from tests.support.rows import Household, new_attempt
from tests.support.tcp_proxy import line_to

_STILL = 3.0  # seconds in which the work of doing nothing is measured


def measure() -> list[Figure]:
    """From device to device by both ways, what it costs, and an exchange that has nothing to say."""
    times = int(os.environ.get("LETTERGROVE_BENCH_ONLINE", "40"))
    with ground() as place:
        figures = idle(place)
        for name, through in (("through the gateway", place.served.url), ("straight to the database", None)):
            waits, work, rest, own = _Pair(place, through).play(times)
            told = ", ".join(f"{part} {spent:.1f}" for part, spent in work.items())
            told += f"; to write and fold the answer itself {own:.1f}"
            figures += [
                Figure(f"one answer from device to device {name}, p50", median(waits), "ms"),
                Figure(f"one answer from device to device {name}, p95", percentile(waits, 0.95), "ms", 250, spread(waits)),
                Figure(f"its work {name}, mean", sum(work.values()), "ms of a processor", 20, f"{told}; at rest {rest:.0f} ms a second"),
            ]
    return figures


def idle(place: Ground) -> list[Figure]:
    """What an exchange through the gateway says when there is nothing to say."""
    database = place.database()
    home = place.household(database)
    with line_to(place.served.port) as line:
        one = place.joined(database, home, f"http://127.0.0.1:{line.port}")
        one.done()
        before, calls, carried = one.link(), len(one.calls), line.carried
        turns = [one.done() for _ in range(10)]
        moved = sum(turn.head != before.cursor for turn in turns) + (one.link().token != before.token)
        calls, carried = len(one.calls) - calls, line.carried - carried
        one.transport.close()
    return [
        Figure("an idle exchange through the gateway, on the wire with its headers, both ways", carried / 10, "bytes", 1000, "n = 10"),
        Figure("round trips of it", calls / 10, "calls", 1),
        Figure("heads that moved by it", moved, "of 10", 0),
    ]


class _Pair:
    """Two devices of one space, online."""

    def __init__(self, place: Ground, through: str | None) -> None:
        self._place = place
        self._through = through
        database = place.database()
        self.home: Household = place.household(database)
        self.one = place.joined(database, self.home, through)
        self.two = place.joined(place.database(), self.home, through)
        self._came = threading.Event()
        self._made = 0

    def play(self, times: int) -> tuple[list[float], dict[str, float], float, float]:
        """Milliseconds of each answer; and of work: of one answer, by who did it, of a second in which nothing happens, of writing one."""
        for replica in (self.one, self.two, self.one):
            replica.done()
        sides = [(replica, self._syncer(replica)) for replica in (self.one, self.two)]
        try:
            _until(lambda: all(syncer.state.stage is Stage.UP_TO_DATE for _, syncer in sides))
            self._answer(*sides[1])
            time.sleep(1.0)
            before, began = self._work(), time.perf_counter()
            time.sleep(_STILL)
            rest = {name: spent / _STILL for name, spent in _less(self._work(), before).items()}
            before, began = self._work(), time.perf_counter()
            waits = [self._answer(*sides[number % 2]) for number in range(times)]
            time.sleep(0.5)
            took = time.perf_counter() - began
            spent = {name: max(0.0, each - rest[name] * took) / times for name, each in _less(self._work(), before).items()}
        finally:
            for _, syncer in sides:
                syncer.close()
        held = [each.ask("SELECT count(*) FROM attempts") for each in (self.one, self.two)]
        if held != [times + 1] * 2:
            raise RuntimeError(f"answers were lost: {held}")
        own = self._alone(times)
        return waits, {name: each - own[name] for name, each in spent.items()}, sum(rest.values()), sum(own.values())

    def _alone(self, times: int) -> dict[str, float]:
        """Milliseconds of work of writing and folding one answer, by who did it, while nobody exchanges anything."""
        before = self._work()
        for number in range(times):
            time.sleep(random.uniform(0.3, 0.6))
            self._write((self.one, self.two)[number % 2])
        return {name: spent / times for name, spent in _less(self._work(), before).items()}

    def _answer(self, replica: Replica, here: Syncer) -> float:
        """One answer on a device; milliseconds until the other one has it."""
        time.sleep(random.uniform(0.3, 0.6))  # a child thinks; in step with nothing
        self._came.clear()
        began = time.perf_counter()
        self._write(replica)
        here.nudge()
        if not self._came.wait(30):
            raise RuntimeError("an answer did not come within 30 seconds")
        return 1000 * (time.perf_counter() - began)

    def _write(self, replica: Replica) -> None:
        self._made += 1
        attempt = new_attempt(self.home, turn=self._made)
        with replica.database.transaction() as connection:
            attempts.add(connection, self.home.space, attempt)
            fold_in(connection, self.home.space, attempt, Rules(games=1), alone(attempt.child))

    def _seen(self, tables: frozenset[str]) -> None:
        if "attempts" in tables:
            self._came.set()

    def _syncer(self, replica: Replica) -> Syncer:
        around = Surroundings(
            replica.database, replica.keys, lambda _link: self._place.way(self._through), lambda _skill: Rules(games=1),
            replica.now_ms, lambda _connection: None, _heard, self._seen,
        )  # fmt: skip
        syncer = Syncer(around)
        syncer.brisk = True  # a window is in play
        syncer.start()
        return syncer

    def _work(self) -> dict[str, float]:
        """Milliseconds on a processor so far, by who spent them, those among them that have ended too."""
        parts = {"devices": [psutil.Process()], **self._place.servers()}
        return {name: 1000 * sum(sum(each.cpu_times()[:4]) for each in those) for name, those in parts.items()}


def _heard(state: State) -> None:
    del state  # nobody looks at it here


def _less(after: dict[str, float], before: dict[str, float]) -> dict[str, float]:
    return {name: after[name] - before[name] for name in after}


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not holds():
        if time.monotonic() > end:
            raise RuntimeError("the devices do not come online")
        time.sleep(0.01)

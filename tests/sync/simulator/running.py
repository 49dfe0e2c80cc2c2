"""Running schedules in several processes, each with a server of its own, and adding up what came of them."""

import argparse
import os
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from tests.support import database as support
from tests.support.hub_templates import prepare_hub_template
from tests.sync.simulator.mutations import MUTATIONS, missed
from tests.sync.simulator.profiles import BY_NAME
from tests.sync.simulator.world import Pool, World


@dataclass
class Totals:
    """What came of some schedules."""

    done: int = 0
    failed: list[int] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    fewest: int = 10**9

    def take_in(self, other: "Totals") -> None:
        self.done += other.done
        self.failed += other.failed
        self.faults += other.faults
        self.fewest = min(self.fewest, other.fewest)


@contextmanager
def _pool() -> Iterator[Pool]:
    """Databases on a server of this process's own."""
    with tempfile.TemporaryDirectory(prefix="lettergrove-soak-") as folder:
        Path(folder).chmod(0o711)
        with support.shared_cluster(Path(folder) / "cluster") as cluster:
            server = cluster.start()
            support.prepare_template(server, Path(folder))
            prepare_hub_template(server, Path(folder))
            pool = Pool(server)
            try:
                yield pool
            finally:
                pool.close()


def run(seeds: range, jobs: int, asked: argparse.Namespace) -> int:
    """Run the schedules of these seeds in so many processes, and print the totals. Exit status 1 when one failed."""
    began, totals = time.monotonic(), Totals()
    parts = [seeds[number::jobs] for number in range(jobs)]
    if jobs == 1:
        totals = _some(parts[0], asked)
    else:
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as workers:
            for part in workers.map(_some, parts, [asked] * jobs):
                totals.take_in(part)
    sys.stdout.write(
        f"{totals.done} schedules (of seeds {seeds.start} to {seeds.stop - 1}), {len(totals.failed)} failed, "
        f"{sum(totals.faults.values())} faults (at least {totals.fewest} in each), {time.monotonic() - began:.0f} s\n"
        + "".join(f"  {many:>8} {fault}\n" for fault, many in totals.faults.most_common())
    )
    return 1 if totals.failed else 0


def _some(seeds: Sequence[int], asked: argparse.Namespace) -> Totals:
    """The schedules of some seeds, one after the other. What fails is told at once."""
    began, totals, parent = time.monotonic(), Totals(), os.getppid()
    with _pool() as pool:
        for seed in seeds:
            if time.monotonic() - began > asked.seconds or os.getppid() != parent:  # nobody waits for it any more
                break
            world = World(pool, seed, BY_NAME.get(asked.profile))
            try:
                world.run()
            except Exception as error:  # noqa: BLE001 (whatever it is, the seed is told and the next one tried)
                totals.failed.append(seed)
                _tell(world, error, asked.trace)
            totals.done += 1
            totals.faults += world.faults
            totals.fewest = min(totals.fewest, sum(world.faults.values()))
            if totals.done % 100 == 0:
                said = f"{totals.done} of {len(seeds)} schedules from seed {seeds[0]} on, {len(totals.failed)} failed"
                sys.stdout.write(f"{said}, {time.monotonic() - began:.0f} s\n")
                sys.stdout.flush()
    return totals


def _tell(world: World, error: Exception, trace: bool) -> None:
    said = f"seed {world.seed} ({world.weights.name}) failed: {type(error).__name__}: {str(error)[:600]}\n"
    if not isinstance(error, AssertionError):
        said += "".join(traceback.format_exception(error)[-12:])
    sys.stdout.write(said + ("\n".join(world.trace) + "\n" if trace else ""))
    sys.stdout.flush()


def mutate(seeds: range, jobs: int, only: str) -> int:
    """Take away each protection in whose name the regular expression `only` is found, and print the table of docs/sync.md.

    Exit status 1 when one was not missed.
    """
    sys.stdout.write("| protection taken away | schedules | first seed that fails | how |\n|---|---|---|---|\n")
    numbers = [number for number, mutation in enumerate(MUTATIONS) if re.search(only, mutation.protection)]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as workers:
        found = workers.map(_without_some, [numbers[job::jobs] for job in range(jobs)], [seeds] * jobs)
        rows = sorted(row for some in found for row in some)
    sys.stdout.write("".join(said for _, said, _ in rows))
    return 0 if all(noticed for _, _, noticed in rows) else 1


def _without_some(numbers: Sequence[int], seeds: range) -> list[tuple[int, str, bool]]:
    """Take some protections away, one after the other: of each its number, its line of the table, and whether it was missed."""
    rows = []
    with _pool() as pool:
        for number in numbers:
            mutation = MUTATIONS[number]
            profile = mutation.profile.name if mutation.profile else "even mix"
            found = missed(pool, mutation, seeds)
            seed, how = found or ("none", "NOT NOTICED")
            rows.append((number, f"| {mutation.protection} | {profile} | {seed} | {how[:150]} |\n", found is not None))
    return rows

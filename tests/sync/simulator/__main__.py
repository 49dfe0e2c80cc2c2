"""Run schedules: `python -m tests.sync.simulator --schedules 1000 --first 1`. Prints seeds that fail, and totals at the end."""

import argparse
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from tests.support import database as support
from tests.support.hubs import prepare_hub_template
from tests.sync.simulator.mutations import MUTATIONS, missed
from tests.sync.simulator.profiles import BY_NAME
from tests.sync.simulator.world import Pool, World


def main() -> int:
    """Exit status 1 when a schedule failed."""
    words = argparse.ArgumentParser(prog="simulator")
    words.add_argument("--schedules", type=int, default=2_000)
    words.add_argument("--first", type=int, default=1)
    words.add_argument("--seconds", type=float, default=float("inf"), help="stop after so long")
    words.add_argument("--profile", choices=sorted(BY_NAME), help="this one, whatever the seed says")
    words.add_argument("--trace", action="store_true", help="say what happens")
    words.add_argument("--mutations", action="store_true", help="take protections away, one at a time: each must be missed")
    asked = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="lettergrove-soak-") as folder:
        Path(folder).chmod(0o711)
        with support.shared_cluster(Path(folder) / "cluster") as cluster:
            server = cluster.start()
            support.prepare_template(server, Path(folder))
            prepare_hub_template(server, Path(folder))
            pool = Pool(server)
            try:
                seeds = range(asked.first, asked.first + asked.schedules)
                return _mutate(pool, seeds) if asked.mutations else _run(pool, seeds, asked)
            finally:
                pool.close()


def _run(pool: Pool, seeds: range, asked: argparse.Namespace) -> int:
    profile = BY_NAME.get(asked.profile)
    faults: Counter[str] = Counter()
    failed: list[int] = []
    began, done, fewest = time.monotonic(), 0, 10**9
    for seed in seeds:
        if time.monotonic() - began > asked.seconds:
            break
        world = World(pool, seed, profile)
        try:
            world.run()
        except Exception as error:  # noqa: BLE001 (whatever it is, the seed is told and the next one tried)
            failed.append(seed)
            sys.stdout.write(f"seed {seed} failed: {type(error).__name__}: {str(error)[:600]}\n")
            if not isinstance(error, AssertionError):
                sys.stdout.write("".join(traceback.format_exception(error)[-12:]))
            if asked.trace:
                sys.stdout.write("\n".join(world.trace) + "\n")
        done += 1
        faults += world.faults
        fewest = min(fewest, sum(world.faults.values()))
        if done % 100 == 0:
            sys.stdout.write(f"{done} schedules, {len(failed)} failed, {time.monotonic() - began:.0f} s\n")
            sys.stdout.flush()
    took = time.monotonic() - began
    sys.stdout.write(
        f"{done} schedules (seeds {seeds.start} to {seeds.start + done - 1}), {len(failed)} failed, {sum(faults.values())} faults"
        f" (at least {fewest} in each), {took:.0f} s\n" + "".join(f"  {many:>8} {fault}\n" for fault, many in faults.most_common())
    )
    return 1 if failed else 0


def _mutate(pool: Pool, seeds: range) -> int:
    unnoticed = 0
    sys.stdout.write("| protection taken away | first seed that fails | how |\n|---|---|---|\n")
    for mutation in MUTATIONS:
        found = missed(pool, mutation, seeds)
        unnoticed += found is None
        seed, how = found or ("none", "NOT NOTICED")
        sys.stdout.write(f"| {mutation.protection} | {seed} | {how[:150]} |\n")
        sys.stdout.flush()
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())

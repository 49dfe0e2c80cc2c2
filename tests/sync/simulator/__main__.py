"""Run schedules: `python -m tests.sync.simulator --schedules 1000 --first 1`. Prints seeds that fail, and totals at the end."""

import argparse
import os
import sys

from tests.sync.simulator.mutations import MUTATIONS
from tests.sync.simulator.profiles import BY_NAME
from tests.sync.simulator.running import mutate, run


def main() -> int:
    """Exit status 1 when a schedule failed."""
    words = argparse.ArgumentParser(prog="simulator")
    words.add_argument("--schedules", type=int, default=2_000)
    words.add_argument("--first", type=int, default=1_000_000)
    words.add_argument("--seconds", type=float, default=float("inf"), help="stop after so long")
    words.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes, each with a server of its own")
    words.add_argument("--profile", choices=sorted(BY_NAME), help="this one, whatever the seed says")
    words.add_argument("--trace", action="store_true", help="say what happens")
    words.add_argument("--only", default="", help="of the protections, those in whose name this regular expression is found")
    words.add_argument("--mutations", action="store_true", help="take protections away, one at a time: each must be missed")
    asked = words.parse_args()
    seeds = range(asked.first, asked.first + asked.schedules)
    jobs = max(1, min(asked.jobs, len(MUTATIONS) if asked.mutations else asked.schedules))
    return mutate(seeds, jobs, asked.only) if asked.mutations else run(seeds, jobs, asked)


if __name__ == "__main__":
    sys.exit(main())

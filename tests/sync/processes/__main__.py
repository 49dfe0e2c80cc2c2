"""`python -m tests.sync.processes --first 1 --schedules 20 --steps 20`: prints each seed, what happened where one fails, and totals."""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from app.data.cluster.account import SYSTEM_FOLDER_VARIABLE
from tests.sync.processes.world import World


def main() -> int:
    """Exit status 1 when a seed failed."""
    words = argparse.ArgumentParser(prog="processes")
    words.add_argument("--first", type=int, default=1)
    words.add_argument("--schedules", type=int, default=20)
    words.add_argument("--steps", type=int, default=20)
    asked = words.parse_args()
    failed = []
    for seed in range(asked.first, asked.first + asked.schedules):
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="lettergrove-processes-") as folder:
            Path(folder).chmod(0o711)
            os.environ[SYSTEM_FOLDER_VARIABLE] = str(Path(folder) / "system")
            world = World(Path(folder), seed)
            try:
                world.run(asked.steps)
            except Exception as error:  # noqa: BLE001 (whatever it is, the seed is told and the next one tried)
                failed.append(seed)
                sys.stdout.write(f"seed {seed} failed: {error!r}\n" + "\n".join(world.trace) + "\n")
            else:
                sys.stdout.write(f"seed {seed}: {asked.steps} faults, {world.trace[-1]}, {time.monotonic() - began:.0f} s\n")
        sys.stdout.flush()
    sys.stdout.write(f"{asked.schedules} schedules, failed: {failed or 'none'}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

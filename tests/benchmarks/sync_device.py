"""A device as a process of its own, for measuring: `python -m tests.benchmarks.sync_device`.

The first line of its input says as JSON where its database and the hub are; then `exchange` (send and fetch) or `fold` (what came), one
a line. Each is answered with a line of JSON: the rows that moved, seconds, of them seconds on a processor, and the most memory that the
process has ever had (MB).
"""

from __future__ import annotations

import json
import os
import sys
import time
from uuid import UUID

from app.data.address import DatabaseAddress
from app.data.database import Database
from app.learning.ids import SpaceId
from app.sync.exchange import Exchange
from app.sync.transports.direct import DirectTransport
from app.sync.transports.ways import Way, open_way
from tests.benchmarks.most_memory import most_memory
from tests.support.replicas import Replica


class _Exchange(Exchange):
    """An exchange that ends when the rows are in the tables: folding comes after it, in the background, and is measured by itself."""

    def fold(self) -> None:
        """Not yet."""


def main() -> None:
    """Do what the lines say."""
    said = json.loads(sys.stdin.readline())
    database = Database.open(DatabaseAddress(**said["here"]))
    way: Way = open_way(said["way"]) if said["way"] else DirectTransport(DatabaseAddress(**said["hub"]))
    replica = Replica(database, way, SpaceId(UUID(said["space"])))
    replica.keys.secrets = {UUID(device): secret for device, secret in said["secrets"].items()}
    print("{}")
    for line in sys.stdin:
        began, worked, told = time.perf_counter(), time.process_time(), {}
        if line.strip() == "fold":
            Exchange(replica.device).fold()
        else:
            turn = _Exchange(replica.device).turn()
            told = {"outcome": turn.outcome.value, "pushed": turn.pushed, "pulled": turn.pulled, "said": str(turn.problem)}
        seconds = time.perf_counter() - began
        memory = most_memory(os.getpid())
        print(json.dumps(told | {"seconds": seconds, "work": time.process_time() - worked, "memory": memory}))


if __name__ == "__main__":
    main()

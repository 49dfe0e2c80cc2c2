"""Ten devices that were offline come back at once, each with as many answers of its own; at the end all hold the same.

Each device is a process of its own; their databases are in one cluster, the hub's is in another, and all share this machine: at home each
device brings a processor. Answers count as there when they are in the tables (folding them goes on in the background and is named beside).
`LETTERGROVE_BENCH_RECONNECT` is another number of answers for each device.
"""

from __future__ import annotations

import os
import time
from contextlib import ExitStack, closing
from typing import Any

from tests.benchmarks.figures import Figure
from tests.benchmarks.sync_ground import Apart, Ground, ground
from tests.benchmarks.sync_rows import write
from tests.support.replicas import Replica

_DEVICES = 10


def measure() -> list[Figure]:
    """Seconds until all hold the same, and what they are made of."""
    size = int(os.environ.get("LETTERGROVE_BENCH_RECONNECT", "10000"))
    with ground() as place, ExitStack() as stack:
        replicas = _offline(place, size)
        devices = [stack.enter_context(closing(Apart(each, place.hub.address))) for each in replicas]
        began = time.perf_counter()
        sent = _all(devices, "exchange")
        pushed = time.perf_counter() - began
        fetched = _all(devices, "exchange")  # what came while a device was sending
        took = time.perf_counter() - began
        began = time.perf_counter()
        folded = _all(devices[:1], "fold")
        fold = time.perf_counter() - began
        differences = _differences(replicas, size)
    rows = sum(each["pulled"] for each in sent + fetched)
    memory = max(each["memory"] for each in sent + fetched + folded)
    return [
        Figure(f"{_DEVICES} devices with {size:,} answers each come back, until all hold the same", took, "s", 10,
               f"n = 1; {_DEVICES * size:,} rows sent, {rows:,} put in, on {os.cpu_count()} processors in all; "
               f"after {pushed:.1f} s everything was on the hub"),
        Figure("rows sent and put in by then", (_DEVICES * size + rows) / took, "rows/s"),
        Figure("devices that differ from the first, or from what was written", differences, "devices", 0),
        Figure("folding it into standings afterwards, one device", fold, "s"),
        Figure("most memory of a device's process", memory, "MB", 200),
    ]  # fmt: skip


def _offline(place: Ground, size: int) -> list[Replica]:
    """Devices that have the same household, and have played alone since."""
    first = place.database()
    home = place.household(first)
    replicas = [place.joined(first, home)] + [place.joined(place.database(), home) for _ in range(_DEVICES - 1)]
    for replica in replicas:
        replica.done()
    for number, replica in enumerate(replicas):
        write(replica.database, home, number * size, size)
    return replicas


def _all(devices: list[Apart], what: str) -> list[dict[str, Any]]:
    """All do it at once; what came of it, once all are done."""
    for device in devices:
        device.say(what)
    answers = [device.heard() for device in devices]
    failed = [answer for answer in answers if answer.get("outcome", "done") != "done"]
    if failed:
        raise RuntimeError(f"an exchange failed: {failed}")
    return answers


def _differences(replicas: list[Replica], size: int) -> int:
    first = replicas[0].digest()
    whole = _DEVICES * size
    return sum(each.digest() != first or each.waiting() != 0 or each.ask("SELECT count(*) FROM attempts") != whole for each in replicas)

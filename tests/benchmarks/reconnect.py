"""Ten devices that were offline come back at once, each with as many answers of its own, through the gateway; at the end all have all.

At home each device brings a processor, and putting in what the others played (90,000 answers each) is its own work. The mark is measured
so: two of the ten are whole, each a process with a database, and eight only speak the protocol (`sync_speaker`), so that hub and gateway
have the work of ten and this machine, which is all of them, that of two devices. Time runs until everything is on the hub, each of the
eight has been given every answer, and each of the two has every answer in its tables and the same digest as the hub.
Beside it stand the work of the hub's side for all ten, and that of one whole device: seconds on a processor, which other work on the
machine hardly changes.
Then all ten are whole, and share this machine; no mark speaks of that. Answers count as there when they are in the tables (folding them
goes on in the background and is named beside). `LETTERGROVE_BENCH_RECONNECT` is another number of answers for each device.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from typing import Any

from app.sync.exchange import Exchange
from app.sync.protocol import Function
from tests.benchmarks.figures import Figure
from tests.benchmarks.sync_ground import Apart, Ground, ground
from tests.benchmarks.sync_rows import write
from tests.benchmarks.sync_speaker import Speaker
from tests.support.replicas import Replica
from tests.support.rows import Household

_DEVICES = 10
_WHOLE = 2


def measure() -> list[Figure]:
    """Seconds until all hold the same, and what they are made of."""
    size = int(os.environ.get("LETTERGROVE_BENCH_RECONNECT", "10000"))
    with ground() as place:
        each_its_own = _each_its_own(place, size)
    with ground() as place:
        return each_its_own + _all_here(place, size)


def _each_its_own(place: Ground, size: int) -> list[Figure]:
    """Two whole devices and eight that speak."""
    home, replicas = _offline(place, size, _WHOLE)
    speakers = [Speaker(place, home, replicas[0], number * size, size) for number in range(_WHOLE, _DEVICES)]
    devices_before, hub_before = place.work()
    took, pushed, told = _together(place, replicas, speakers)
    devices, hub = place.work()
    differences = _differences(replicas, size) + sum(len(each.held) != _DEVICES * size for each in speakers)
    database = (devices - devices_before) / _WHOLE
    process = max(sum(answer["work"] for answer in each) for each in told)
    rows = sum(answer["pulled"] for each in told for answer in each)
    return [
        Figure(f"{_DEVICES} devices with {size:,} answers each come back, {_WHOLE} of them whole on this machine, until all have all",
               took, "s", 10, f"n = 1; {_DEVICES * size:,} rows sent, {_DEVICES * (_DEVICES - 1) * size:,} given out, {rows:,} put in,"
               f" on {os.cpu_count()} processors; after {pushed:.1f} s everything was on the hub"),
        Figure("devices that have not all, or differ from the hub", differences, "devices", 0),
        Figure("work of the hub and its gateway for all ten", hub - hub_before, "s of a processor"),
        Figure("work of one whole device", process + database, "s of a processor", None,
               f"{process:.1f} of the busier program, {database:.1f} of its database"),
    ]  # fmt: skip


def _all_here(place: Ground, size: int) -> list[Figure]:
    """Ten whole devices that share this machine."""
    _, replicas = _offline(place, size, _DEVICES)
    took, pushed, told = _together(place, replicas, ())
    differences = _differences(replicas, size)
    with closing(_apart(place, replicas[0])) as device:
        fold = _all([device], "fold")[0]["seconds"]
    answers = [answer for each in told for answer in each]
    rows = sum(answer["pulled"] for answer in answers)
    return [
        Figure("the same with all ten and their databases on this machine", took, "s", None,
               f"n = 1; {rows:,} rows put in, on {os.cpu_count()} processors in all; after {pushed:.1f} s everything was on the hub"),
        Figure("rows sent and put in by then", (_DEVICES * size + rows) / took, "rows/s"),
        Figure("devices of them that differ from the hub", differences, "devices", 0),
        Figure("folding it into standings afterwards, one device", fold, "s"),
        Figure("most memory of a device's process", max(answer["memory"] for answer in answers), "MB", 200),
    ]  # fmt: skip


def _offline(place: Ground, size: int, count: int) -> tuple[Household, list[Replica]]:
    """Devices that have the same household, and have played alone since."""
    first = place.database()
    home = place.household(first)
    replicas = [place.joined(first, home)] + [place.joined(place.database(), home) for _ in range(count - 1)]
    for replica in replicas:
        replica.done()
    for number, replica in enumerate(replicas):
        write(replica.database, home, number * size, size)
    return home, replicas


def _together(
    place: Ground, replicas: Sequence[Replica], speakers: Sequence[Speaker]
) -> tuple[float, float, list[tuple[dict[str, Any], ...]]]:
    """All exchange at once, and once more what came while they were sending: seconds in all, and of the first; what each whole one told."""
    with ExitStack() as stack:
        devices = [stack.enter_context(closing(_apart(place, each))) for each in replicas]
        threads = stack.enter_context(ThreadPoolExecutor(max(1, len(speakers))))
        began = time.perf_counter()
        speaking = [threads.submit(each.exchange) for each in speakers]
        sent = _all(devices, "exchange")
        for each in speaking:
            each.result()
        pushed = time.perf_counter() - began
        listening = [threads.submit(each.fetch) for each in speakers]
        fetched = _all(devices, "exchange")
        for each in listening:
            each.result()
        return time.perf_counter() - began, pushed, list(zip(sent, fetched, strict=True))


def _apart(place: Ground, replica: Replica) -> Apart:
    return Apart(replica, place.hub.address, place.served.url)


def _all(devices: Sequence[Apart], what: str) -> list[dict[str, Any]]:
    """All do it at once; what came of it, once all are done."""
    for device in devices:
        device.say(what)
    answers = [device.heard() for device in devices]
    failed = [answer for answer in answers if answer.get("outcome", "done") != "done"]
    if failed:
        raise RuntimeError(f"an exchange failed: {failed}")
    return answers


def _differences(replicas: Sequence[Replica], size: int) -> int:
    """How many do not have every answer, have something waiting, or differ from the hub by their digest."""
    exchange = Exchange(replicas[0].device)
    hub = exchange.call(Function.DIGEST, json.dumps(exchange.proofs(exchange.link())))["buckets"]
    whole = _DEVICES * size
    return sum(each.digest() != hub or each.waiting() != 0 or each.ask("SELECT count(*) FROM attempts") != whole for each in replicas)

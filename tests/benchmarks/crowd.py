"""A hundred devices of a hundred spaces at once on one gateway, its limits as they come: each sends an answer every few seconds.

They come from one address, as a school does. Each has a poll held open all the while, as a device that is online has. A child answers every
four seconds or so; each device does at moments of its own. As a worst case all hundred send at the same instant, which no mark speaks of.
The devices speak the protocol and keep no databases, so that hub and gateway have what they would have: these two cores.
`LETTERGROVE_BENCH_CROWD` is another number of seconds.
"""

from __future__ import annotations

import os
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from statistics import median
from uuid import UUID, uuid4

from app.data.hub import keeping
from app.learning.problems import Problem
from app.sync.protocol import Function, HubRefusal
from app.sync.transports.https import HttpsTransport
from app.sync.transports.hub_address import HubAddress
from tests.benchmarks.figures import Figure, percentile, spread
from tests.benchmarks.sync_ground import Ground, ground
from tests.support.gateways import Caller, new_invite, new_space
from tests.support.hubs import Body, attempt, child, columns_of, play_room

_DEVICES = 100
_EVERY = 4.0  # seconds from answer to answer of one device, on average
_STORMS = 3


def measure() -> list[Figure]:
    """How long one answer takes to be durable on the hub, from call to acknowledgement."""
    seconds = float(os.environ.get("LETTERGROVE_BENCH_CROWD", "20"))
    with ground() as place, ExitStack() as stack:
        devices = [_Device(place, stack) for _ in range(_DEVICES)]
        over = threading.Event()
        with ThreadPoolExecutor(2 * _DEVICES) as threads:
            held = [threads.submit(device.listen, over) for device in devices]
            try:
                began = time.perf_counter()
                paced = [wait for waits in threads.map(lambda each: each.play(seconds), devices) for wait in waits]
                rate = len(paced) / (time.perf_counter() - began)
                storms = [wait for _ in range(_STORMS) for wait in _storm(threads, devices)]
            finally:
                over.set()
                for device in devices:
                    device.hang_up()
            polls = sum(each.result() for each in held)
        sent = len(paced) + len(storms)
        lost = sent - _stored(place, devices)
    return [
        Figure(f"push of one answer, {_DEVICES} devices of {_DEVICES} spaces, p50", median(paced), "ms"),
        Figure(f"push of one answer, {_DEVICES} devices of {_DEVICES} spaces, p95", percentile(paced, 0.95), "ms", 50,
               f"{spread(paced)}; {rate:.0f} pushes and {polls / seconds:.0f} polls a second"),
        Figure("the same when all send at one instant, p95", percentile(storms, 0.95), "ms", None, spread(storms)),
        Figure("answers lost of them", lost, f"of {sent}", 0),
    ]  # fmt: skip


class _Device:
    """A device of a space of its own that has a child and a play session there."""

    def __init__(self, place: Ground, stack: ExitStack) -> None:
        self.space = new_space(place.hub)
        device = uuid4()
        address = HubAddress.parse(place.served.url)
        self._ways = [HttpsTransport(address, device=device) for _ in range(2)]
        for way in self._ways:
            stack.callback(way.close)
        self._caller = Caller(self._ways[0], self.space, device)
        self._caller.enrol(new_invite(place.hub, self.space))
        self._child = child()
        self._room = play_room(self._child["id"])
        self._push({"records": {"children": [self._child], **self._room}})

    def play(self, seconds: float) -> list[float]:
        """Answers for so long; milliseconds of each push."""
        end, waits = time.perf_counter() + seconds, list[float]()
        time.sleep(random.uniform(0, _EVERY))
        while time.perf_counter() < end:
            waits.append(self.answer())
            time.sleep(random.uniform(0.5, 1.5) * _EVERY)
        return waits

    def answer(self) -> float:
        """One answer; milliseconds until it is acknowledged."""
        changes: Body = {"facts": {"attempts": columns_of([attempt(self._child["id"], self._room)])}, "records": {}}
        began = time.perf_counter()
        self._push(changes)
        return 1000 * (time.perf_counter() - began)

    def listen(self, over: threading.Event) -> int:
        """Have a poll held until it is over; how many there were."""
        ear, answered = Caller(self._ways[1], self.space, self._caller.device, self._caller.secret), 0
        while not over.is_set():
            ear.token, ear.acked, ear.pulled = self._caller.token, self._caller.acked, self._caller.pulled
            with suppress(Problem, HubRefusal):  # we hung up; our own push woke it
                answered += 1
                ear.hello(wait=25)
            over.wait(0.15)  # as the listener of the program does
        return answered

    def hang_up(self) -> None:
        """End a poll that is held."""
        self._ways[1].close()

    def _push(self, changes: Body) -> None:
        caller = self._caller
        said = caller.call(Function.PUSH, **caller.proofs(), batch=str(uuid4()), changes=changes)
        if said["refused"]:
            raise RuntimeError(f"the hub refused a row: {said['refused']}")
        caller.token = said["token"]
        caller.acked = caller.pulled = {"seq": said["head"], "chain": said["chain"]}


def _storm(threads: ThreadPoolExecutor, devices: list[_Device]) -> list[float]:
    """All at one instant; milliseconds of each."""
    time.sleep(3.0)  # a quiet address may make some calls at once
    ready = threading.Barrier(len(devices))

    def send(device: _Device) -> float:
        ready.wait(30)
        return device.answer()

    return list(threads.map(send, devices))


def _stored(place: Ground, devices: list[_Device]) -> int:
    """How many answers the hub holds of these devices."""
    wanted: set[UUID] = {device.space for device in devices}
    with place.hub.transaction() as connection:
        heads: dict[UUID, int] = {each["space_id"]: each["head"] for each in keeping.spaces(connection)}
    return sum(heads[space] for space in wanted) - len(devices) * _RECORDS


_RECORDS = 4  # child, tree, skill, play session: each has a place in the history of its space

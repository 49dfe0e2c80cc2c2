"""One schedule: a hub and its devices, what happens to them one thing after the other, and what must hold at the end."""

import hashlib
import json
import random
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest.mock import patch
from uuid import UUID

from app.data.address import DatabaseAddress
from app.data.replica import links, staging, wholesale
from app.learning.ids import SpaceId
from app.learning.problems import Trouble
from tests.sync.oracle import read
from tests.sync.simulator.acts import Written, act, found_household, rename_space
from tests.sync.simulator.devices import DONE, Machine
from tests.sync.simulator.judge import judge
from tests.sync.simulator.memory import COLUMNS, Chronicle, Memory
from tests.sync.simulator.network import CLEAR, Network, Odds
from tests.sync.simulator.stores import DeviceStore, HubStore

DEVICES = 4
STEPS = 60
FAULTS = 50
START = 1_795_000_000_000  # ms: November 2026
_MINUTE, _HOUR, _DAY, _YEAR = 60_000, 3_600_000, 86_400_000, 31_557_600_000
_WRONG = (0, 0, 2_000, -2_000, 4 * _MINUTE, 6 * _MINUTE, -_HOUR, 10 * _YEAR, -10 * _YEAR)
_ROUNDS = 12  # clean exchanges of each device in which all must agree


@dataclass
class HubBackup:
    """The hub's rows and what it had acknowledged, at some moment."""

    rows: str
    memory: Memory
    erased: set[str]


class Pool:
    """Databases that schedules use one after the other."""

    def __init__(self, server: DatabaseAddress) -> None:
        self.hub = HubStore(server)
        self.devices = [DeviceStore(server, number) for number in range(DEVICES)]

    def close(self) -> None:
        for store in (self.hub, *self.devices):
            store.close()


@dataclass
class World:
    """A schedule under way."""

    pool: Pool
    seed: int
    dice: random.Random = field(init=False)
    faults: Counter[str] = field(default_factory=Counter)
    machines: list[Machine] = field(default_factory=list)
    chronicle: Chronicle = field(default_factory=Chronicle)
    hub_memory: Memory = field(default_factory=Memory)
    hub_backup: HubBackup | None = None
    erased: set[str] = field(default_factory=set)  # children that the hub knows to be erased
    ever_erased: set[str] = field(default_factory=set)
    lossy: bool = False  # something was taken back to an earlier state
    moved_clock: bool = False
    now: int = START
    latest: int = START
    trace: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.space = SpaceId(UUID(int=self.dice.getrandbits(128), version=4))
        self.other = UUID(int=self.dice.getrandbits(128), version=4)
        hub = self.pool.hub
        hub.load(hub.fresh)
        hub.set_clock(self.now)
        for space in (self.space, self.other):
            hub.line.execute("SELECT sync.found(%s, '')", [space])
        for number, store in enumerate(self.pool.devices[: self.dice.choice((2, 3, DEVICES))]):
            store.load(store.fresh)
            machine = Machine(number, store, Network(hub, self.dice, self.faults), self.dice, self.faults, self.space)
            machine.at(self.now)
            machine.start_again()
            if number == 0:
                self.note(machine, found_household(machine, self.dice))
            self._join(machine)
            machine.most = self.dice.choice((1, 3, 50, 5_000))
            self.machines.append(machine)

    def run(self) -> None:
        """All of it: steps until there were faults enough, then quiet, then judgement."""
        with self._ways():
            self._run()

    @contextmanager
    def _ways(self) -> Iterator[None]:
        """What is meant for many rows is done with few too: every other seed stages all pages, half of them put answers in as a whole."""
        held = 0 if self.seed % 2 else staging.MOST_HELD
        many = 0 if self.seed % 4 < 2 else wholesale.MANY
        with patch.object(staging, "MOST_HELD", held), patch.object(wholesale, "MANY", many):
            yield

    def _run(self) -> None:
        odds = Odds(*(self.dice.choice((0.08, 0.18)) for _ in range(4)))
        steps = 0
        while steps < STEPS or sum(self.faults.values()) < FAULTS:
            steps += 1
            self.step(odds)
        self.settle()
        judge(self)

    def step(self, odds: Odds) -> None:
        """One thing happens."""
        self.tick(self.dice.choice((1, 1, 50, 1_000, _MINUTE, _HOUR, _DAY)))
        machine = self.dice.choice(self.machines)
        machine.at(self.now)
        drawn = self.dice.random()
        if drawn < 0.36:
            self.say(machine, "acts")
            self.note(machine, act(machine, self.dice))
        elif drawn < 0.80:
            self.exchange(machine, odds)
        else:
            self.dice.choice(_MISHAPS)(self, machine)

    def tick(self, milliseconds: int) -> None:
        self.now += milliseconds
        self.latest = max(self.latest, self.now)
        self.pool.hub.set_clock(self.now)

    def say(self, machine: Machine | None, what: str) -> None:
        self.trace.append(f"{'hub' if machine is None else machine.number}: {what}")

    def note(self, machine: Machine, written: Written) -> None:
        """Remember what was written, as it stands there."""
        for table, row in dict.fromkeys(written):
            key = "space_id" if table == "spaces" else "id"
            for seen in machine.rows(table, f"t.{key} = %s", row):
                machine.memory.note(table, seen)
                self.chronicle.note(table, seen)

    @property
    def limit(self) -> str:
        """Stamps after this one may be made anew by a device: the hub's five minutes, less one that a device leaves itself."""
        latest = f"{self.now + 4 * _MINUTE:012x}"
        return f"{latest[:8]}-{latest[8:]}-ffff-ffff-ffffffffffff"

    def exchange(self, machine: Machine, odds: Odds) -> bool:
        """A device exchanges with the hub, as the network lets it; whether all went well."""
        machine.at(self.now)
        machine.network.odds = odds
        killed = self.dice.randrange(1, 30) if odds.total and self.dice.random() < 0.2 else None
        limit = self.limit
        turn = machine.sync(killed)
        machine.network.odds = CLEAR
        self.say(
            machine,
            "ended in mid-exchange" if turn is None else f"exchanges: {turn.outcome} {turn.pushed}/{turn.pulled} {turn.problem or ''}",
        )
        self._see_restamped(machine, limit)
        if turn is not None and turn.problem is not None and turn.problem.trouble is Trouble.LINK_ENDED:
            self._link_again(machine, str(turn.problem.facts["reason"]))
        done = turn is not None and turn.outcome is DONE
        if done and machine.waiting() == 0:
            self.hub_memory.take_in(machine.memory)
            self.erased |= machine.heard
            machine.heard |= self.erased
        return done

    def _link_again(self, machine: Machine, reason: str) -> None:
        """A device that was disconnected stays so; one that the hub has forgotten, having gone back, is joined anew by a person."""
        if reason == "revoked":
            machine.revoked = True
            return
        self.faults["joined anew"] += 1
        machine.store.database.run(lambda connection: links.remove(connection, self.space))
        self._join(machine)

    def _see_restamped(self, machine: Machine, limit: str) -> None:
        ahead = machine.memory.ahead_of(limit)
        if ahead:
            self.moved_clock = True
        for table, row in ahead:
            key = "space_id" if table == "spaces" else "id"
            seen = machine.rows(table, f"t.{key} = %s", row)

            machine.memory.restamped((table, row), read(seen[0], COLUMNS[table]) if seen else None, limit)

    def settle(self) -> None:
        """The network is whole again: every device exchanges until nothing moves."""
        for _ in range(_ROUNDS):
            self.tick(1_000)
            head = self.head()
            well = [self.exchange(machine, CLEAR) for machine in self.living]
            if all(well) and head == self.head() and not any(machine.waiting() for machine in self.living):
                return
        raise AssertionError("no quiet: " + "; ".join(self.trace[-3 * len(self.machines) :]))

    @property
    def living(self) -> list[Machine]:
        return [machine for machine in self.machines if not machine.revoked]

    def head(self) -> int:
        return int(self.pool.hub.value("SELECT seq FROM sync.heads WHERE space_id = %s", self.space))

    def _join(self, machine: Machine) -> None:
        code, device, secret = secrets.token_hex(8), UUID(int=self.dice.getrandbits(128), version=4), f"{self.dice.getrandbits(256):064x}"
        hub = self.pool.hub
        hub.line.execute("SELECT sync.invite(%s, %s, 'owner', 24, NULL)", [self.space, hashlib.sha256(code.encode()).hexdigest()])
        asked = {"device": str(device), "secret": secret, "contract": 1, "clock": machine.clock_ms(), "code": code}
        body = json.dumps(asked | {"name": "m", "system": "s", "version": "1"})
        answer = json.loads(hub.calls.execute("SELECT sync_api.enrol(%s, %s::jsonb)::text", [self.space, body]).fetchone()[0])  # type: ignore[index]  # one row
        machine.join(device, secret, answer)


def _clock(world: World, machine: Machine) -> None:
    world.faults["clock jumps"] += 1
    machine.wrong = world.dice.choice(_WRONG)
    machine.stopped = None
    machine.at(world.now)
    if world.dice.random() < 0.2:
        machine.stopped = machine.clock_ms()
    world.say(machine, f"clock off by {machine.wrong} ms{' and stopped' if machine.stopped is not None else ''}")


def _hub_clock(world: World, _machine: Machine) -> None:
    world.faults["hub clock jumps"] += 1
    world.now += world.dice.choice((-_HOUR, -_MINUTE, _DAY))
    world.tick(0)
    world.say(None, "clock jumps")


def _clone(world: World, machine: Machine) -> None:
    """The disk is copied onto another machine, which lives on with it; what was there is gone."""
    others = [other for other in world.machines if other is not machine]
    other = world.dice.choice(others)
    world.faults["clones"] += 1
    world.lossy = True
    other.restore(machine.backed_up())
    other.keys.secrets = dict(machine.keys.secrets)
    other.revoked = machine.revoked
    other.wrong, other.stopped = machine.wrong, machine.stopped
    if world.dice.random() < 0.5:
        other.start_again()
    elif world.dice.random() < 0.7:  # both stand still at one moment, and stamp alike
        machine.stopped = other.stopped = machine.clock_ms()
        for one, name in ((machine, "Home A"), (other, "Home B")):
            one.at(world.now)
            world.note(one, rename_space(one, name))
    world.say(other, f"is a clone of {machine.number}")


def _back_up(world: World, machine: Machine) -> None:
    machine.backup = machine.backed_up()
    world.say(machine, "is backed up")


def _restore(world: World, machine: Machine) -> None:
    if machine.backup is None or machine.revoked:
        return
    world.faults["device restores"] += 1
    world.lossy = True
    machine.restore(machine.backup)
    machine.revoked = _is_revoked(world, machine)
    machine.start_again()
    world.say(machine, "is restored from a backup")


def _back_up_hub(world: World, _machine: Machine) -> None:
    world.hub_backup = HubBackup(world.pool.hub.dump(), world.hub_memory.copy(), set(world.erased))
    world.say(None, "is backed up")


def _restore_hub(world: World, _machine: Machine) -> None:
    if world.hub_backup is None:
        return
    world.faults["hub restores"] += 1
    world.lossy = True
    world.pool.hub.load(world.hub_backup.rows)
    world.pool.hub.set_clock(world.now)
    world.hub_memory = world.hub_backup.memory.copy()
    world.erased = set(world.hub_backup.erased)
    for device in world.machines:
        if device.revoked:
            device.revoked = _is_revoked(world, device)
    world.say(None, "is restored from a backup")


def _is_revoked(world: World, machine: Machine) -> bool:
    found = "SELECT revoked_at IS NOT NULL FROM sync.credentials WHERE space_id = %s AND device_id = %s"
    return world.pool.hub.value(found, world.space, machine.link().device) is True


def _revoke(world: World, machine: Machine) -> None:
    """A device is disconnected; its clones, which are devices of their own, are not. One stays connected."""
    device = machine.link().device
    shares = [other for other in world.living if other.link().device == device]
    known = world.pool.hub.value("SELECT true FROM sync.credentials WHERE space_id = %s AND device_id = %s", world.space, device)
    if not known or len(world.living) - len(shares) < 1 or world.dice.random() < 0.5:
        return
    world.faults["revocations"] += 1
    world.lossy = True
    world.pool.hub.line.execute("SELECT sync.revoke(%s, %s)", [world.space, device])
    for other in shares:
        other.revoked = True
    world.say(machine, "is revoked")


def _erase(world: World, machine: Machine) -> None:
    """The hub's keeper, or an owner on a device, erases a child for good."""
    hub = world.pool.hub
    found = hub.rows("SELECT id::text FROM shared.children WHERE space_id = %s ORDER BY id", world.space)
    if not found or world.dice.random() < 0.6:
        return
    child = world.dice.choice(found)[0]
    world.faults["erasures"] += 1
    world.ever_erased.add(child)
    if not machine.revoked and int(child[0], 16) % 2 and machine.rows("children", "t.id = %s", child):
        with machine.store.line.transaction():
            machine.store.line.execute("SET LOCAL lettergrove.erasing = 'on'")
            machine.store.line.execute("DELETE FROM children WHERE space_id = %s AND id = %s", [world.space, child])
        machine.heard.add(child)
        world.say(machine, f"erases {child}")
        return
    hub.line.execute("SELECT sync.erase(%s, 'children', %s)", [world.space, child])
    world.erased.add(child)
    world.say(None, f"erases {child}")


def _power_cut(world: World, machine: Machine) -> None:
    world.faults["power cuts"] += 1
    machine.start_again()
    world.say(machine, "starts anew")


_MISHAPS = (
    _clock,
    _clock,
    _clock,
    _hub_clock,
    _clone,
    _back_up,
    _back_up,
    _restore,
    _back_up_hub,
    _back_up_hub,
    _restore_hub,
    _revoke,
    _erase,
    _power_cut,
)

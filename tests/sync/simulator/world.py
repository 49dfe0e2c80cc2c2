"""One schedule: a hub and its devices, what happens to them one thing after the other, and what must hold at the end."""

import hashlib
import json
import random
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from unittest.mock import patch
from uuid import UUID

from app.data.address import DatabaseAddress
from app.learning.ids import SpaceId
from app.learning.problems import Trouble
from tests.sync.oracle import read
from tests.sync.simulator.acts import Written, act, found_household
from tests.sync.simulator.devices import DONE, Machine
from tests.sync.simulator.judge import judge, judge_versions
from tests.sync.simulator.memory import COLUMNS, Chronicle, Memory
from tests.sync.simulator.mishaps import MINUTE, upgrade, upgrade_hub
from tests.sync.simulator.network import CLEAR, Network, Odds
from tests.sync.simulator.profiles import Profile, profile_of
from tests.sync.simulator.programs import NOW, PROGRAMS
from tests.sync.simulator.stores import DeviceStore, Dump, HubStore

DEVICES = 4
STEPS = 60
FAULTS = 50
START = 1_795_000_000_000  # ms: November 2026
_ROUNDS = 12  # clean exchanges of each device in which all must agree


@dataclass
class HubBackup:
    """The hub's rows and what it had acknowledged, at some moment."""

    rows: Dump
    memory: Memory
    erased: set[str]


class Pool:
    """Databases that schedules use one after the other."""

    def __init__(self, server: DatabaseAddress) -> None:
        self.hub = HubStore(server)
        self.devices = [DeviceStore(server, f"device{number}") for number in range(DEVICES)]

    def renew(self) -> None:
        """Databases that were upgraded are of the older contract again."""
        for store in (self.hub, *self.devices):
            if store.contract > NOW.contract:
                store.renew()

    def close(self) -> None:
        for store in (self.hub, *self.devices):
            store.close()


@dataclass
class World:
    """A schedule under way."""

    pool: Pool
    seed: int
    profile: Profile | None = None
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
        self.weights = self.profile or profile_of(self.seed)
        hub = self.pool.hub
        hub.load(hub.fresh)
        if self.weights.skewed and self.dice.random() < 0.15:
            hub.upgrade()
        hub.set_clock(self.now)
        for space in (self.space, self.other):
            hub.line.execute("SELECT sync.found(%s, '')", [space])
        for number, store in enumerate(self.pool.devices[: self.dice.choice(self.weights.devices)]):
            store.load(store.fresh)
            machine = Machine(number, store, Network(hub, self.dice, self.faults), self.dice, self.faults, self.space)
            machine.at(self.now)
            if self.weights.skewed and self.dice.random() < 0.5:
                store.upgrade()
            machine.start_again()
            if number == 0:
                self.note(machine, found_household(machine, self.dice))
            self._join(machine)
            machine.most = self.dice.choice(self.weights.most)
            self.machines.append(machine)

    def run(self) -> None:
        """All of it: steps until there were faults enough, then quiet, then judgement."""
        with self._ways():
            self._run()

    @contextmanager
    def _ways(self) -> Iterator[None]:
        """What is meant for many rows is done with few too: every other seed stages all pages, half of them put answers in as a whole."""
        with ExitStack() as stack:
            for program in PROGRAMS.values():
                staging, wholesale = program.applying.staging, program.applying.wholesale
                stack.enter_context(patch.object(staging, "MOST_HELD", 0 if self.seed % 2 else staging.MOST_HELD))
                stack.enter_context(patch.object(wholesale, "MANY", 0 if self.seed % 4 < 2 else wholesale.MANY))
            yield

    def _run(self) -> None:
        odds = Odds(*(self.dice.choice(self.weights.odds) for _ in range(4)))
        steps = 0
        while steps < STEPS or sum(self.faults.values()) < FAULTS:
            steps += 1
            self.step(odds)
        self.settle()
        if self.weights.skewed:
            judge_versions(self)
            self._upgrade_all()
            self.settle()
        judge(self)

    def step(self, odds: Odds) -> None:
        """One thing happens."""
        self.tick(self.dice.choice(self.weights.ticks))
        machine = self.dice.choice(self.machines)
        machine.at(self.now)
        drawn = self.dice.random()
        if drawn < self.weights.acting:
            self.say(machine, "acts")
            self.note(machine, act(machine, self.dice, self.weights.doings))
        elif drawn < self.weights.acting + self.weights.exchanging:
            self.exchange(machine, odds)
        else:
            self.dice.choice(self.weights.mishaps)(self, machine)

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
                machine.memory.judge(table, seen)
                machine.memory.note(table, seen)
                self.chronicle.note(table, seen)

    @property
    def limit(self) -> str:
        """Stamps after this one may be made anew by a device: the hub's five minutes, less one that a device leaves itself."""
        latest = f"{self.now + 4 * MINUTE:012x}"
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
        done = turn is not None and turn.outcome == DONE  # by value: the next program has outcomes of its own
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
        machine.leave()
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
        """The network is whole again: every device exchanges until nothing moves. Who is too old for the hub is upgraded first."""
        for machine in self.living:
            if machine.program.contract < self.pool.hub.oldest:
                upgrade(self, machine)
        for _ in range(_ROUNDS):
            self.tick(1_000)
            head = self.head()
            well = [self.exchange(machine, CLEAR) for machine in self.living]
            if all(well) and head == self.head() and not any(machine.waiting() for machine in self.living):
                return
        raise AssertionError("no quiet: " + "; ".join(self.trace[-3 * len(self.machines) :]))

    def _upgrade_all(self) -> None:
        """The hub and every device come to the next contract, in any order; in between they go on."""
        late = [*self.living, None]
        self.dice.shuffle(late)
        for machine in late:
            if machine is None:
                upgrade_hub(self, self.machines[0])
            else:
                upgrade(self, machine)
            if self.dice.random() < 0.5 and self.living:
                self.exchange(self.dice.choice(self.living), CLEAR)

    def back_up_hub(self) -> None:
        self.hub_backup = HubBackup(self.pool.hub.dump(), self.hub_memory.copy(), set(self.erased))

    def restore_hub(self) -> None:
        """The hub is what it was, its version too."""
        assert self.hub_backup is not None
        self.pool.hub.load(self.hub_backup.rows)
        self.pool.hub.set_clock(self.now)
        self.hub_memory = self.hub_backup.memory.copy()
        self.erased = set(self.hub_backup.erased)

    @property
    def living(self) -> list[Machine]:
        return [machine for machine in self.machines if not machine.revoked]

    def head(self) -> int:
        return int(self.pool.hub.value("SELECT seq FROM sync.heads WHERE space_id = %s", self.space))

    def _join(self, machine: Machine) -> None:
        if machine.program.contract < self.pool.hub.oldest:
            upgrade(self, machine)
        code, device, secret = secrets.token_hex(8), UUID(int=self.dice.getrandbits(128), version=4), f"{self.dice.getrandbits(256):064x}"
        hub = self.pool.hub
        hub.line.execute("SELECT sync.invite(%s, %s, 'owner', 24, NULL)", [self.space, hashlib.sha256(code.encode()).hexdigest()])
        asked = {"device": str(device), "secret": secret, "contract": machine.program.contract, "clock": machine.clock_ms()}
        body = json.dumps(asked | {"code": code, "name": "m", "system": "s", "version": "1"})
        answer = json.loads(hub.calls.execute("SELECT sync_api.enrol(%s, %s::jsonb)::text", [self.space, body]).fetchone()[0])  # type: ignore[index]  # one row
        machine.join(device, secret, answer)

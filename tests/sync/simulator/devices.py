"""A device of the simulation: a database with the program's own sync code on it, a clock that may be wrong, a keyring, a memory."""

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import event

from app.data.replica.links import Link
from app.learning.ids import SpaceId
from app.learning.mastery import Rules
from app.sync.turn import Device, Outcome, Turn
from tests.sync.simulator.memory import Memory
from tests.sync.simulator.network import EndedError, Network
from tests.sync.simulator.programs import PROGRAMS, Program
from tests.sync.simulator.stores import DeviceStore, Dump

RULES = Rules()


class Keyring:
    """Secrets of devices. A clone has a copy."""

    def __init__(self, secrets: Mapping[UUID, str] | None = None) -> None:
        self.secrets = dict(secrets or {})

    def secret_of(self, device: UUID) -> str | None:
        return self.secrets.get(device)

    def keep(self, device: UUID, secret: str) -> None:
        self.secrets[device] = secret

    def forget(self, device: UUID) -> None:
        self.secrets.pop(device, None)


@dataclass
class Backup:
    """A device's rows, keyring and memory at some moment."""

    rows: Dump
    secrets: dict[UUID, str]
    memory: Memory
    heard: set[str]


@dataclass
class Machine:
    """A device. `wrong` is how far its clock is off, in ms; `stopped` a clock that does not move."""

    number: int
    store: DeviceStore
    network: Network
    dice: random.Random
    faults: Counter[str]
    space: SpaceId
    keys: Keyring = field(default_factory=Keyring)
    memory: Memory = field(default_factory=Memory)
    wrong: int = 0
    stopped: int | None = None
    revoked: bool = False
    heard: set[str] = field(default_factory=set)  # children that it knows to be erased
    most: int = 5_000
    backup: Backup | None = None
    now: int = 0

    @property
    def program(self) -> Program:
        """The version of the program that runs there."""
        return PROGRAMS[self.store.contract]

    def upgrade(self) -> None:
        """The next version of the program is installed, and started."""
        self.store.upgrade()
        self.start_again()

    def clock_ms(self) -> int:
        return self.stopped if self.stopped is not None else self.now + self.wrong

    def at(self, now: int) -> None:
        """It is `now`, by the true clock."""
        self.now = now
        self.store.set_clock(self.clock_ms())

    def join(self, device: UUID, secret: str, answer: Mapping[str, Any]) -> None:
        """Link it, as joining does with what the hub answered to enrol."""
        self.keys.keep(device, secret)
        links, number = self.program.links, self.program.contract
        genesis = links.Position(0, answer["genesis"])
        link = links.Link(self.space, device, "hub", answer["role"], number, genesis.chain, UUID(answer["token"]), genesis, genesis, 0)
        self.store.database.run(lambda connection: links.add(connection, link))

    def leave(self) -> None:
        """Unlink it."""
        self.store.database.run(lambda connection: self.program.links.remove(connection, self.space))

    def sync(self, kill_after: int | None = None) -> Turn | None:
        """One exchange; None when the program was ended in the middle of it."""
        try:
            with self._killed_after(kill_after):
                turn: Turn = self.program.exchange.Exchange(self._device()).turn()
                return turn
        except EndedError:
            self.start_again()
            return None

    def holds_the_same(self) -> bool:
        """Whether the program itself finds, by digests, that it holds what the hub holds, without having to mend anything."""
        verified = self.program.verifying.verify(self.program.exchange.Exchange(self._device()))
        return bool(verified.same) and not verified.repaired

    def _device(self) -> Device:
        return Device(self.store.database, self.space, self.network, self.keys, lambda _skill: RULES, self.clock_ms, self.most, self.most)

    def start_again(self) -> None:
        """The program starts anew; after a power cut what is not logged is gone."""
        if self.dice.random() < 0.3:
            self.store.line.execute("DELETE FROM sync.staging")
        self.store.database.run(self.program.node.redraw)

    @contextmanager
    def _killed_after(self, statements: int | None) -> Iterator[None]:
        """End the program before its nth statement."""
        if statements is None:
            yield
            return
        left = statements

        def count(*_: object) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                self.faults["ended at a statement"] += 1
                raise EndedError

        event.listen(self.store.database.engine, "before_cursor_execute", count)
        try:
            yield
        finally:
            event.remove(self.store.database.engine, "before_cursor_execute", count)

    def waiting(self) -> int:
        return int(self.store.database.run(lambda connection: self.program.marks.waiting(connection, self.space)))

    def link(self) -> Link:
        link: Link | None = self.store.database.run(lambda connection: self.program.links.find(connection, self.space))
        assert link is not None
        return link

    def rows(self, table: str, where: str = "true", *values: object) -> list[dict[str, Any]]:
        """Rows as they travel, read past the program's own code."""
        known = self.program.table[table]
        stamps = () if known.when else ("sync_stamp", "sync_columns")
        pairs = ", ".join(f"'{name}', t.{name}" for name in (*(column.name for column in known.columns), *stamps))
        row = f"jsonb_build_object('id', t.{known.key}, {pairs})::text"
        statement = f"SELECT {row} FROM {table} AS t WHERE t.space_id = %s AND {where} ORDER BY t.{known.key}"
        return [json.loads(row[0]) for row in self.store.rows(statement, self.space, *values)]

    def all_rows(self) -> dict[str, list[dict[str, Any]]]:
        return {table.name: self.rows(table.name) for table in self.program.tables}

    def backed_up(self) -> Backup:
        return Backup(self.store.dump(), dict(self.keys.secrets), self.memory.copy(), set(self.heard))

    def restore(self, backup: Backup, *, disk: bool = False) -> None:
        """Its database is what it was then. The keyring is not part of a backup, unless the whole disk was copied.

        The program is not either, unless it is the `disk`: what an older one has backed up, a newer one upgrades.
        """
        installed = self.program
        self.store.load(backup.rows)
        self.keys.secrets |= backup.secrets
        self.memory = backup.memory.copy()
        self.heard = set(backup.heard)
        if not disk and self.program.contract < installed.contract:
            self.store.upgrade()
        self.store.set_clock(self.clock_ms())


DONE = Outcome.DONE

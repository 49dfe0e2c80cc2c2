"""Devices under test: a database of its own, linked to a hub, that exchanges when the test says so."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, text

from app.data.contract import CONTRACT, TABLES
from app.data.database import Database
from app.data.replica import comparing, links, marks
from app.data.replica.links import Link, Position
from app.learning.ids import SpaceId
from app.learning.mastery import Rules
from app.sync.exchange import Exchange
from app.sync.protocol import Function, Transport
from app.sync.turn import Device, Outcome, Turn
from app.system import clock


class KeyRing:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.secrets: dict[UUID, str] = {}

    def secret_of(self, device: UUID) -> str | None:
        """See `app.sync.turn.Keys`."""
        return self.secrets.get(device)

    def keep(self, device: UUID, secret: str) -> None:
        """See `app.sync.turn.Keys`."""
        self.secrets[device] = secret

    def forget(self, device: UUID) -> None:
        """See `app.sync.turn.Keys`."""
        self.secrets.pop(device, None)


@dataclass(slots=True)
class Replica:
    """A device. `calls` are the functions it has called; `before` may raise instead of a call, `after` instead of its answer."""

    database: Database
    transport: Transport
    space: SpaceId
    keys: KeyRing = field(default_factory=KeyRing)
    calls: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    before: Callable[[Function], None] = lambda _function: None
    after: Callable[[Function], None] = lambda _function: None
    most_pushed: int = 5000
    most_pulled: int = 20000
    clock_ahead_ms: int = 0

    def call(self, function: Function, space: UUID, body: str) -> str:
        """A transport that the test can cut."""
        self.calls.append(function.value)
        self.bodies.append(body)
        self.before(function)
        answer = self.transport.call(function, space, body)
        self.after(function)
        return answer

    def close(self) -> None:
        """The transport is closed by who made it."""

    @property
    def device(self) -> Device:
        """What exchanges are made with."""
        return Device(
            self.database, self.space, self, self.keys, lambda _skill: Rules(games=1), self.now_ms, self.most_pushed, self.most_pulled
        )

    def now_ms(self) -> int:
        """This computer's clock."""
        return int(clock.now().timestamp() * 1000) + self.clock_ahead_ms

    def join(self, code: str) -> dict[str, Any]:
        """Link the space, with an invite."""
        device, secret = uuid4(), secrets.token_hex(32)
        body = {"device": str(device), "secret": secret, "contract": CONTRACT, "clock": self.now_ms(), "code": code}
        said: dict[str, Any] = json.loads(
            self.transport.call(Function.ENROL, self.space, json.dumps(body | {"name": "A test", "system": "Linux", "version": "0"}))
        )
        self.keys.keep(device, secret)
        start = Position(0, said["genesis"])
        link = Link(self.space, device, "test", said["role"], CONTRACT, said["genesis"], UUID(said["token"]), start, start, 0)
        with self.database.transaction() as connection:
            links.add(connection, link)
        return said

    def turn(self) -> Turn:
        """Exchange once."""
        return Exchange(self.device).turn()

    def done(self) -> Turn:
        """Exchange once; it must go well."""
        turn = self.turn()
        assert turn.outcome is Outcome.DONE, turn
        return turn

    def link(self) -> Link:
        """The space's link."""
        with self.database.reading() as connection:
            found = links.find(connection, self.space)
        assert found is not None
        return found

    def waiting(self) -> int:
        """How many rows wait."""
        with self.database.reading() as connection:
            return marks.waiting(connection, self.space)

    def write(self, statement: str, **values: object) -> None:
        """A write of somebody's."""
        with self.database.transaction() as connection:
            connection.execute(text(statement), values)

    def ask(self, statement: str, **values: object) -> Any:
        """The first value of the first row."""
        with self.database.reading() as connection:
            return connection.execute(text(statement), values).scalar()

    def digest(self) -> Any:
        """What it holds, by value."""
        with self.database.transaction() as connection:
            return comparing.buckets(connection, self.space)


def same(*replicas: Replica) -> None:
    """Every device holds the same, nothing waits, and a further exchange changes nothing."""
    for replica in replicas:
        assert replica.waiting() == 0
    first, *others = [replica.digest() for replica in replicas]
    for other in others:
        assert other == first
    for replica in replicas:
        turn = replica.done()
        assert (turn.pushed, turn.pulled) == (0, 0)


def rows_of(connection: Connection, space: SpaceId) -> int:
    """How many rows a space has that travel."""
    counts = [connection.execute(text(f"SELECT count(*) FROM {table.name} WHERE space_id = :s"), {"s": space}).scalar_one() for table in TABLES]
    return sum(counts)

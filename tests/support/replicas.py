"""Devices under test: a database of its own, linked to a hub, that exchanges when the test says so."""

import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text

from app.data.address import DatabaseAddress
from app.data.contract import CONTRACT
from app.data.database import Database
from app.data.hub import keeping
from app.data.queries import attempts
from app.data.replica import comparing, links, marks
from app.data.replica.links import Link, Position
from app.learning.ids import ChildId, SpaceId
from app.learning.mastery import Rules
from app.learning.people import Role
from app.sync.exchange import Exchange
from app.sync.protocol import Function, Transport
from app.sync.transports.direct import DirectTransport
from app.sync.turn import Device, Outcome, Turn
from app.system import clock
from tests.support.database import copy_of_template, create, drop
from tests.support.gateways import new_invite
from tests.support.rows import Household, household, new_attempt


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
    """A device. `calls` are the functions it has called, `bodies` the last ten of what it said.

    `before` may raise instead of a call, `after` instead of its answer.
    """

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
        self.bodies = [*self.bodies[-9:], body]
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


def play(replica: Replica, home: Household, count: int, first: int = 0) -> None:
    """Answers of the household's child at its first skill."""
    with replica.database.transaction() as connection:
        attempts.add_many(connection, home.space, [new_attempt(home, turn=turn) for turn in range(first, first + count)])


def name_of(replica: Replica, child: ChildId) -> str:
    """What a child is called on a device."""
    return str(replica.ask("SELECT name FROM children WHERE id = :child", child=child))


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


@contextmanager
def copy_of_database(server: DatabaseAddress, database: Database) -> Iterator[Database]:
    """A database as it is now, once more."""
    database.close()
    address = create(server, f"copy_{uuid4().hex[:10]}", database.address.database)
    copy = Database.open(address)
    try:
        yield copy
    finally:
        copy.close()
        drop(server, address.database)


class Pool:
    """Databases of devices, lent to one test after the other: emptying takes a tenth of the time of making one."""

    def __init__(self, server: DatabaseAddress) -> None:
        self._server = server
        self._stack = ExitStack()
        self._free: list[Database] = []

    @contextmanager
    def lent(self) -> Iterator[Database]:
        """A database with the tables in it and no rows."""
        database = self._free.pop() if self._free else self._stack.enter_context(copy_of_template(self._server, "device"))
        yield database
        with database.transaction() as connection:
            names = connection.execute(text(_EMPTIED)).scalar_one()
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
        self._free.append(database)

    def close(self) -> None:
        """Drop them."""
        self._stack.close()


_EMPTIED = (
    "SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') FROM pg_tables"
    " WHERE schemaname IN ('public', 'sync') AND tablename NOT IN ('schema_revision', 'node', 'followed')"
)


@dataclass(slots=True)
class World:
    """A hub with one space, and devices that come in one after the other; the first, `one`, has a household."""

    server: DatabaseAddress
    hub: Database
    stack: ExitStack
    pool: Pool
    home: Household = field(init=False)
    one: Replica = field(init=False)

    def __post_init__(self) -> None:
        database = self._database()
        with database.transaction() as connection:
            self.home = household(connection)
        with self.hub.transaction() as connection:
            keeping.found_space(connection, self.home.space, "Home")
        self.one = self._linked(database, Role.OWNER)
        self.one.done()

    def new_device(self, role: Role = Role.OWNER, most_pulled: int = 20000) -> Replica:
        """One more device, which has everything."""
        replica = self._linked(self._database(), role)
        replica.most_pulled = most_pulled
        replica.done()
        return replica

    def copy_of(self, replica: Replica) -> Replica:
        """The same device once more, from an image of its disk."""
        copy = Replica(self.stack.enter_context(copy_of_database(self.server, replica.database)), self.transport(), replica.space)
        copy.keys.secrets = dict(replica.keys.secrets)
        return copy

    def transport(self) -> Transport:
        """A way to the hub."""
        transport = DirectTransport(self.hub.address)
        self.stack.callback(transport.close)
        return transport

    def _database(self) -> Database:
        return self.stack.enter_context(self.pool.lent())

    def _linked(self, database: Database, role: Role) -> Replica:
        replica = Replica(database, self.transport(), self.home.space)
        replica.join(new_invite(self.hub, self.home.space, role))
        return replica

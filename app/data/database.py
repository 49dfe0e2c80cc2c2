"""An open database: a small pool of connections, transactions that survive a server's restart, errors as Problems.

Importing this module loads SQLAlchemy and psycopg (0.2 s): only the worker thread does so, after the first paint.

It keeps to what PgBouncer in transaction mode allows: no prepared statements, no session state but the time zone (which
PgBouncer follows), nothing held between two transactions. Synchronous on purpose: see `docs/decisions`.
"""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Self, TypeVar

import psycopg
from sqlalchemy import Connection, Dialect, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import ConnectionPoolEntry

from app.data.address import DatabaseAddress
from app.data.certificates import authorities
from app.data.faults import passes_by_itself, told_as_problems
from app.learning.problems import Problem, Trouble

__all__ = ["Connection", "Database"]  # services name the type of a connection, and do not know SQLAlchemy

T = TypeVar("T")

OLDEST = 15  # the oldest major that the tables work on
_PATIENCE = 10.0  # seconds in which a server that restarts, or wakes, is tried again
_FIRST_PAUSE, _LONGEST_PAUSE = 0.02, 1.0


class Database:
    """One database, open. Safe to use from several threads; each transaction has a connection of its own."""

    def __init__(self, engine: Engine, address: DatabaseAddress, *, revive: Callable[[], object] | None = None) -> None:
        self.engine = engine
        self.address = address
        self._patience = _PATIENCE
        self._revive = revive
        self._closed = False
        event.listen(engine, "checkin", self._given_back)

    @classmethod
    def open(cls, address: DatabaseAddress, *, first_patience: float = 3.0, revive: Callable[[], object] | None = None) -> Self:
        """Connect once, to see that it is there and may be used; a server that starts just now is waited for `first_patience` seconds.

        `revive` is asked when the server cannot be reached: `Cluster.start` of an embedded one, which has perhaps been killed.
        Raises Problem: DATABASE_UNREACHABLE, DATABASE_MISSING, DATABASE_REFUSED_PASSWORD, DATABASE_NOT_SECURE, DATABASE_WITHOUT_RIGHTS,
        DATABASE_TOO_OLD, and what `revive` raises.
        """
        database = cls(_engine(address), address, revive=revive)
        database._patience = first_patience
        try:
            with database.reading() as connection:
                version = _version(connection.dialect)
        except BaseException:
            database.close()
            raise
        if version[0] < OLDEST:
            database.close()
            raise Problem(Trouble.DATABASE_TOO_OLD, address=str(address), major=version[0], oldest=OLDEST)
        database._patience = _PATIENCE
        return database

    @property
    def server_version(self) -> tuple[int, ...]:
        """The server's version, as (major, minor)."""
        return _version(self.engine.dialect)

    @contextmanager
    def transaction(self, *, again: bool = False) -> Iterator[Connection]:
        """A transaction: committed when the body ends, rolled back when it raises.

        A connection that died, or a server that restarts, is met before anything is sent: the body has not begun and begins late. Who can
        do the body `again` does without that question.
        Raises Problem for what the server or the way to it does to the body; use `run` where the body may be done again.
        """
        with told_as_problems(self.address):
            connection = self._connect(asked=not again)
            with connection, connection.begin():
                yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads, and sees the same state in all its queries. Errors as for `transaction`."""
        with told_as_problems(self.address):
            connection = self._connect(asked=True)
            with connection:
                steady = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
                with steady.begin():
                    yield steady

    def run(self, work: Callable[[Connection], T]) -> T:
        """Do a unit of work in a transaction, and again from its beginning when what stopped it passes by itself.

        That is a restart, a cut connection, a deadlock or a serialization failure. A cut during the commit leaves open whether it
        took place: the work must be one that may be done twice (rows with ids made before, `ON CONFLICT DO NOTHING`).
        Raises Problem as `transaction` does, when it has not passed after the patience.
        """
        end, pause = time.monotonic() + self._patience, _FIRST_PAUSE
        while True:
            try:
                with self.transaction(again=True) as connection:
                    return work(connection)
            except (Problem, DBAPIError) as error:
                if not passes_by_itself(error) or time.monotonic() + pause > end:
                    raise
            pause = _rest(pause)

    def close(self) -> None:
        """Close every connection that is not in use, and each other one when it is given back."""
        self._closed = True
        self.engine.dispose()

    def _given_back(self, driver: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
        if self._closed and driver is not None:
            entry.invalidate()

    def _connect(self, *, asked: bool) -> Connection:
        """A connection; where it is `asked`, one whose server has just answered. Who asks for one has not closed for good."""
        self._closed = False
        end, pause = time.monotonic() + self._patience, _FIRST_PAUSE
        while True:
            try:
                connection = self.engine.connect()
                if not asked or time.monotonic() > end or self._answers(connection):
                    return connection
            except PoolTimeoutError:
                raise
            except DBAPIError as error:
                if not passes_by_itself(error) or time.monotonic() + pause > end:
                    raise
                if self._revive is not None:
                    self._revive()
            pause = _rest(pause)

    def _answers(self, connection: Connection) -> bool:
        """Whether the server of a connection answers; the connection is let go of when it does not."""
        driver = connection.connection.dbapi_connection
        try:
            return driver is not None and self.engine.dialect.do_ping(driver)
        except psycopg.Error:
            connection.invalidate()
            connection.close()
            return False


def _version(dialect: Dialect) -> tuple[int, ...]:
    return tuple(part for part in dialect.server_version_info or (0,) if isinstance(part, int))


def _rest(pause: float) -> float:
    time.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 (so that a class does not come back in step; no secret)
    return min(pause * 2, _LONGEST_PAUSE)


def _engine(address: DatabaseAddress) -> Engine:
    arguments: dict[str, Any] = {"connect_timeout": 10, "application_name": "lettergrove", **address.connect_arguments()}
    arguments |= authorities(arguments)
    engine = create_engine(
        "postgresql+psycopg://",
        connect_args={**arguments, "prepare_threshold": None, "client_encoding": "utf8"},
        pool_size=2,
        max_overflow=4,
        pool_timeout=10,
        pool_recycle=300,  # seconds; managed servers and routers forget idle connections after some minutes
        pool_use_lifo=True,
        hide_parameters=True,  # an error may be logged, and names of children are parameters
    )
    if not address.embedded:
        event.listen(engine, "connect", _in_utc)
    return engine


def _in_utc(connection: DBAPIConnection, record: object) -> None:  # noqa: ARG001 (SQLAlchemy's signature)
    """Times come back in UTC whatever the server's zone is. PgBouncer follows this setting from client to client."""
    cursor = connection.cursor()
    cursor.execute("SET TIME ZONE 'UTC'")
    cursor.close()
    connection.commit()

"""The databases of the tests: one cluster per run, one database per worker made from a template, fresh copies on demand.

The cluster of a run is shared by the workers of xdist through its own locks: each worker is one more program that uses it, and
the last one stops it. Only here `fsync` is off: the tests of durability use clusters of their own.
"""

import importlib.util
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql
from sqlalchemy import Connection, event

from app.data.address import DatabaseAddress
from app.data.cluster import Cluster
from app.data.cluster.account import OURSELVES
from app.data.cluster.locks import Lock, wait_for
from app.data.database import Database

QUICK = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_connections": "60"}
TEMPLATE = "lettergrove_template"


def shared_cluster(folder: Path) -> Cluster:
    """The cluster of this test run, in a folder that all workers know."""
    return Cluster(folder, settings=QUICK)


def prepare_template(address: DatabaseAddress, folder: Path) -> str:
    """Make the template database with the tables in it, once for all workers of a run; its name."""
    lock = Lock(folder / "template.lock", OURSELVES)
    wait_for(lock.try_alone, seconds=120, folder=folder)
    try:
        if not _exists(address, TEMPLATE):
            making = f"{TEMPLATE}_making"
            create(address, making, "template0")
            _bring_up_to_date(address.for_database(making))
            command(address, sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(making), sql.Identifier(TEMPLATE)))
    finally:
        lock.let_go()
    return TEMPLATE


def _bring_up_to_date(address: DatabaseAddress) -> None:
    if importlib.util.find_spec("app.data.upgrade") is None:
        return
    from app.data.upgrade import bring_up_to_date  # noqa: PLC0415 (written by its own part)

    database = Database.open(address)
    try:
        bring_up_to_date(database, None)
    finally:
        database.close()


def _exists(address: DatabaseAddress, name: str) -> bool:
    with psycopg.connect(**address.connect_arguments(), autocommit=True) as connection:  # type: ignore[arg-type]  # libpq's keywords
        return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def command(address: DatabaseAddress, statement: LiteralString | sql.Composed) -> None:
    """Run one statement outside a transaction, as the owner of the server."""
    with psycopg.connect(**address.connect_arguments(), autocommit=True) as connection:  # type: ignore[arg-type]  # libpq's keywords
        connection.execute(statement)


def create(address: DatabaseAddress, name: str, template: str) -> DatabaseAddress:
    """Make a database from a template and give its address."""
    command(address, sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
    return address.for_database(name)


def drop(address: DatabaseAddress, name: str) -> None:
    """Drop a database, whoever is still connected."""
    command(address, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def copy_of_template(address: DatabaseAddress, purpose: str) -> Iterator[Database]:
    """A database of its own with the tables in it, dropped afterwards."""
    name = f"{purpose}_{uuid.uuid4().hex[:10]}"
    database = Database.open(create(address, name, TEMPLATE))
    try:
        yield database
    finally:
        database.close()
        drop(address, name)


class RolledBack(Database):
    """A database whose every transaction is a savepoint of one outer transaction, which the test takes back at its end."""

    def __init__(self, database: Database, connection: Connection) -> None:
        super().__init__(database.engine, database.address)
        self.connection = connection

    @contextmanager
    def transaction(self, *, again: bool = False) -> Iterator[Connection]:
        """A savepoint of the test's transaction."""
        del again
        with self.connection.begin_nested():
            yield self.connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The test's connection."""
        yield self.connection

    def close(self) -> None:
        """Nothing: the connection belongs to the fixture."""


@contextmanager
def rolled_back(database: Database) -> Iterator[RolledBack]:
    """Lend one connection in a transaction that is always rolled back."""
    with database.engine.connect() as connection:
        outer = connection.begin()
        try:
            yield RolledBack(database, connection)
        finally:
            with suppress(Exception):
                outer.rollback()


class Queries:
    """Counts the statements that are sent while it watches, so that a list can be held to a number that does not grow with it."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    @property
    def count(self) -> int:
        """How many statements were sent so far."""
        return len(self.statements)

    @contextmanager
    def at_most(self, limit: int) -> Iterator[None]:
        """Fail when the body sends more statements than this."""
        before = self.count
        yield
        sent = self.statements[before:]
        assert len(sent) <= limit, f"{len(sent)} statements, at most {limit} allowed:\n" + "\n".join(sent)

    def note(self, _connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        """SQLAlchemy's `before_cursor_execute`; savepoints are not counted."""
        if not statement.upper().startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            self.statements.append(statement)


@contextmanager
def watched(database: Database) -> Iterator[Queries]:
    """Count the statements that the body sends to this database."""
    queries = Queries()
    event.listen(database.engine, "before_cursor_execute", queries.note)
    try:
        yield queries
    finally:
        event.remove(database.engine, "before_cursor_execute", queries.note)

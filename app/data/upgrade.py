"""Bringing a database's schema up to the program's.

The usual start costs one query: the stored revision is the newest one, and Alembic is never imported. Otherwise the upgrade runs in one
transaction under an advisory lock that ends with it (so it holds through PgBouncer in transaction mode): of two programs that start at
once the second waits, looks again and finds nothing to do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from psycopg.errors import UndefinedTable
from sqlalchemy import column, select, table, text
from sqlalchemy.exc import DBAPIError

from app.learning.problems import Problem, Trouble
from migrations import FOLDER, NEWEST, REVISIONS, VERSION_TABLE

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

    from app.data.database import Database

_UPGRADE_LOCK = 0x4C47_5570  # "LGUp": one key for every program that upgrades this database


def bring_up_to_date(database: Database, back_up: Callable[[], None] | None) -> None:
    """Upgrade the schema if it is behind, after `back_up()` where there is something to lose.

    Raises `Problem`: SCHEMA_NEWER (facts `stored`, `known`; nothing was touched), DATABASE_IS_HUB or DATABASE_WITHOUT_RIGHTS; whatever
    goes wrong on the way leaves the database as it was.
    """
    with database.reading() as connection:
        stored = _stored_revision(connection)
    if _is_newest(stored):
        return
    with database.transaction() as connection:
        _upgrade(connection, back_up)


def stored_revision(database: Database) -> str | None:
    """The revision that the database has; None for one without tables."""
    with database.reading() as connection:
        return _stored_revision(connection)


def problem_of_revision(stored: str | None) -> Problem | None:
    """SCHEMA_NEWER (facts `stored`, `known`) for a revision that this program does not know: it was made by a newer one."""
    return Problem(Trouble.SCHEMA_NEWER, stored=stored, known=NEWEST) if stored is not None and stored not in REVISIONS else None


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration for the revisions that came with the program, found beside their package."""
    from alembic.config import Config  # noqa: PLC0415 (imported only when there is something to upgrade: see above)

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection, back_up: Callable[[], None] | None) -> None:
    """Take the lock, look again, and do what is still to do."""
    from alembic import command  # noqa: PLC0415 (as above)

    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADE_LOCK})
    made = connection.execute(text("SELECT to_regclass(:table)"), {"table": VERSION_TABLE}).scalar() is not None
    stored = _stored_revision(connection) if made else None
    if _is_newest(stored):
        return
    if stored is None and connection.execute(text("SELECT to_regnamespace('sync_api')")).scalar() is not None:
        raise Problem(Trouble.DATABASE_IS_HUB)
    if stored is not None and back_up is not None:
        # A backup may take minutes in which this transaction only waits; a server's limit on idleness must not end it.
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        back_up()
    command.upgrade(alembic_config(connection), "head")


def _is_newest(stored: str | None) -> bool:
    """Whether nothing is to do. A revision that this program does not know is refused."""
    problem = problem_of_revision(stored)
    if problem is not None:
        raise problem
    return stored == NEWEST


def _stored_revision(connection: Connection) -> str | None:
    """Read the revision with one query; that its table is missing is an answer too, and ends the transaction of a reader."""
    try:
        return connection.execute(select(column("version_num")).select_from(table(VERSION_TABLE))).scalar()
    except DBAPIError as error:
        if not isinstance(error.orig, UndefinedTable):
            raise
        connection.rollback()
        return None

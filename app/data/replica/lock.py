"""One syncer at a time in a database, whichever program it runs in."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.data.database import Database

_KEY = 0x4C47_5379  # "LGSy"
_TRIED = f"SELECT pg_try_advisory_xact_lock({_KEY}), set_config('idle_in_transaction_session_timeout', '0', true)"


@contextmanager
def only_one(database: Database) -> Iterator[bool]:
    """Whether nobody else syncs this database; nobody else does until the body ends. It ends with the process, however that ends.

    The lock is a transaction's, so that it holds behind PgBouncer too; the transaction does nothing else. Raises Problem as
    `Database.transaction` does.
    """
    with database.transaction() as connection:
        yield bool(connection.exec_driver_sql(_TRIED).scalar_one())

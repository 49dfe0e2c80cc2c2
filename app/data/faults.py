"""What the driver reports, as Problems, and which of it passes by itself.

A failed connection carries no SQLSTATE, and its text is in the server's language: whether a password was asked for and sent
is read from libpq, the rest from the few words that are not translated.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from app.data.address import DatabaseAddress
from app.learning.problems import Problem, Trouble

_BY_STATE = {
    "28P01": Trouble.DATABASE_REFUSED_PASSWORD,
    "28000": Trouble.DATABASE_REFUSED_PASSWORD,
    "42501": Trouble.DATABASE_WITHOUT_RIGHTS,
    "25006": Trouble.DATABASE_WITHOUT_RIGHTS,  # a server that only reads: a standby, or a database set so
    "53100": Trouble.DISK_FULL,
    "3D000": Trouble.DATABASE_MISSING,
    "53300": Trouble.DATABASE_UNREACHABLE,
}
_LOG_FILE = 16 * 1024 * 1024
_UNREACHABLE_CLASSES = ("08", "57P")
# Serialization failure, deadlock, a lock not had in time; the server goes, has crashed, is not up yet; too many connections.
_PASSING = frozenset({"40001", "40P01", "55P03", "57P01", "57P02", "57P03", "57P05", "53300", "08000", "08003", "08006", "08001", "08004"})


@contextmanager
def told_as_problems(address: DatabaseAddress) -> Iterator[None]:
    """Tell what a person can do something about as a Problem; let our own mistakes (syntax, keys) pass as they are."""
    try:
        yield
    except (DBAPIError, PoolTimeoutError) as error:
        problem = problem_of(error, address)
        if problem is None:
            raise
        raise problem from error


def problem_of(error: DBAPIError | PoolTimeoutError, address: DatabaseAddress) -> Problem | None:
    """The Problem that a driver's error amounts to, None when it is not one that a person can help."""
    if isinstance(error, PoolTimeoutError):
        return Problem(Trouble.DATABASE_UNREACHABLE, address=str(address), said="every connection is busy")
    return None if error.orig is None else problem_of_driver(error.orig, address)


def problem_of_driver(original: BaseException, address: DatabaseAddress) -> Problem | None:
    """The same for an error of psycopg itself, where SQLAlchemy was not between."""
    state = getattr(original, "sqlstate", None)
    said = _first_line(original)
    if state is not None:
        trouble = Trouble.DISK_FULL if _out_of_room(address) and state.startswith(_UNREACHABLE_CLASSES) else _BY_STATE.get(state)
        if trouble is None and state.startswith(_UNREACHABLE_CLASSES):
            trouble = Trouble.DATABASE_UNREACHABLE
        return None if trouble is None else Problem(trouble, address=str(address), said=said, state=state)
    if _out_of_room(address):
        return Problem(Trouble.DISK_FULL, address=str(address), said=said)
    if isinstance(original, psycopg.OperationalError):
        return Problem(_trouble_of_refusal(original), address=str(address), said=said)
    return None


def _out_of_room(address: DatabaseAddress) -> bool:
    """Whether our own server has most likely gone for want of room: it ends itself when its log cannot grow by one file of 16 MB."""
    if not address.embedded or not address.is_socket:
        return False
    try:
        return shutil.disk_usage(address.host).free < _LOG_FILE
    except OSError:
        return False


def _trouble_of_refusal(error: psycopg.OperationalError) -> Trouble:
    text = str(error)
    if "certificate" in text or "server does not support SSL" in text or "SSL error" in text:
        return Trouble.DATABASE_NOT_SECURE
    if "FATAL" in text and ("does not exist" in text or "no such database" in text) and "database" in text:  # or PgBouncer's words
        return Trouble.DATABASE_MISSING
    connection = error.pgconn
    asked = connection is not None and bool(connection.needs_password or connection.used_password)
    if (
        ("FATAL" in text and ("authentication" in text or "pg_hba.conf" in text))
        or (asked and ("no password supplied" in text or ("FATAL" not in text and "password" in text)))
        or (asked and not any(word in text for word in ("database", "timeout", "closed")))
    ):
        return Trouble.DATABASE_REFUSED_PASSWORD
    if "permission denied for database" in text:
        return Trouble.DATABASE_WITHOUT_RIGHTS
    return Trouble.DATABASE_UNREACHABLE


def passes_by_itself(error: BaseException) -> bool:
    """Whether the same unit of work may succeed when it is done again, from its beginning."""
    if isinstance(error, Problem):
        cause = error.__cause__
        return cause is not None and passes_by_itself(cause)
    if not isinstance(error, DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return state in _PASSING
    if isinstance(error.orig, psycopg.OperationalError):
        return error.connection_invalidated or _trouble_of_refusal(error.orig) is Trouble.DATABASE_UNREACHABLE
    return error.connection_invalidated


def _first_line(error: BaseException | None) -> str:
    lines = str(error).strip().splitlines() if error is not None else []
    return lines[0][:300] if lines else ""

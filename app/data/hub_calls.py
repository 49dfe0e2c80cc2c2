"""The functions of a hub, called over PostgreSQL: by a device that reaches the database itself, and by the gateway for all others.

A call is one statement outside any transaction of ours and so one round trip; nothing is prepared or kept between two calls, which is
what PgBouncer in transaction mode allows. Bodies are passed on as the text they came in: neither side pays for reading them twice.
Parameters go beside the statement, never in it, so that no secret stands in `pg_stat_activity`.
"""

import queue
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, LiteralString
from uuid import UUID

import psycopg

from app.data.address import DatabaseAddress
from app.data.certificates import authorities
from app.data.faults import problem_of_driver
from app.learning.problems import Problem, Trouble

_CALLS: Mapping[str, LiteralString] = {
    "enrol": "SELECT sync_api.enrol(%s, %s::jsonb)::text",
    "hello": "SELECT sync_api.hello(%s, %s::jsonb)::text",
    "push": "SELECT sync_api.push(%s, %s::jsonb)::text",
    "pull": "SELECT sync_api.pull(%s, %s::jsonb)::text",
    "digest": "SELECT sync_api.digest(%s, %s::jsonb)::text",
    "admin": "SELECT sync_api.admin(%s, %s::jsonb)::text",
}
FUNCTIONS = frozenset(_CALLS)
_LATER = frozenset({"40001", "40P01", "55P03", "57014", "53300", "53400"})  # conflicts, locks, statement timeout, too many connections
_NO_HUB = frozenset({"3F000", "42883", "3D000"})  # no such schema, function, database
_TROUBLES = {
    Trouble.DATABASE_UNREACHABLE: Trouble.HUB_UNREACHABLE,
    Trouble.DATABASE_NOT_SECURE: Trouble.HUB_NOT_TRUSTED,
    Trouble.DATABASE_MISSING: Trouble.HUB_WRONG,
    Trouble.DATABASE_WITHOUT_RIGHTS: Trouble.HUB_WITHOUT_RIGHTS,
    Trouble.DISK_FULL: Trouble.HUB_FULL,  # its disk, not ours
}


class HubSaidNo(Exception):
    """A function of the hub refused: `state` is its SQLSTATE, PTnnn, `message` plain words for a log, `detail` a JSON object or None."""

    def __init__(self, state: str, message: str, detail: str | None = None) -> None:
        super().__init__(state, message)
        self.state = state
        self.message = message
        self.detail = detail


class HubCalls:
    """A hub by its database address, with at most `connections` to it. Safe to use from several threads."""

    def __init__(self, address: DatabaseAddress, connections: int = 1) -> None:
        self.address = address
        self._idle: queue.LifoQueue[psycopg.Connection] = queue.LifoQueue()
        self._free = threading.Semaphore(connections)

    def call(self, function: str, space: UUID, body: str) -> str:
        """What a function of the hub answers for a space; `body` and the answer are JSON.

        Raises HubSaidNo; Problem HUB_UNREACHABLE, HUB_NOT_TRUSTED, HUB_WRONG, HUB_WITHOUT_RIGHTS, HUB_BUSY, HUB_FULL,
        DATABASE_REFUSED_PASSWORD.
        """
        rows = self._rows(_CALLS[function], (space, body), again=function != "enrol")  # an invite is good for one use
        return str(rows[0][0])

    def heads(self, spaces: Sequence[UUID]) -> dict[UUID, int]:
        """The head of each of these spaces that the hub has. Only the gateway's account may ask. Raises Problem as `call` does."""
        return dict(self._rows("SELECT space_id, head FROM sync_api.heads(%s)", (list(spaces),), again=True))

    def space_of_code(self, code: str) -> UUID | None:
        """The space of an invite by its code; None when there is none. Raises Problem as `call` does."""
        found: UUID | None = self._rows("SELECT sync_api.space_of_code(%s)", (code,), again=True)[0][0]
        return found

    def close(self) -> None:
        """Close every connection that is not in use."""
        with suppress(queue.Empty):
            while True:
                self._idle.get_nowait().close()

    def _rows(self, statement: LiteralString, values: Sequence[object], *, again: bool) -> list[tuple[Any, ...]]:
        """What a statement gives. A connection that died while it was idle is met by asking `again` on the next one."""
        with self._free:
            while True:
                connection, fresh = self._connection()
                try:
                    return connection.execute(statement, values).fetchall()
                except psycopg.Error as error:
                    if not (connection.broken and again and not fresh):
                        raise self._problem(error) from None  # the driver's own text could quote a parameter
                finally:
                    if connection.closed:
                        connection.close()
                    else:
                        self._idle.put(connection)

    def _connection(self) -> tuple[psycopg.Connection, bool]:
        """A connection, and whether it is a new one."""
        with suppress(queue.Empty):
            return self._idle.get_nowait(), False
        try:
            return self._connect(), True
        except psycopg.Error as error:
            raise self._problem(error) from None

    def _connect(self) -> psycopg.Connection:
        arguments: dict[str, Any] = {
            "connect_timeout": 10,
            "application_name": "lettergrove",
            "keepalives_idle": 30,
            "tcp_user_timeout": 30_000,  # ms
            **self.address.connect_arguments(),
        }
        arguments |= authorities(arguments)
        return psycopg.connect(**arguments, autocommit=True, prepare_threshold=None, client_encoding="utf8")

    def _problem(self, error: psycopg.Error) -> Problem | HubSaidNo:
        state = error.sqlstate or ""
        diagnosis = error.diag
        host = self.address.host
        if state.startswith("PT"):
            return HubSaidNo(state, diagnosis.message_primary or "", diagnosis.message_detail)
        if state in _LATER:
            return Problem(Trouble.HUB_BUSY, host=host, state=state)
        if state in _NO_HUB:
            return Problem(Trouble.HUB_WRONG, host=host, state=state)
        if state.startswith(("22", "54")):  # a value that is none, or one that is too deep
            return HubSaidNo("PT400", "the body cannot be read")
        known = problem_of_driver(error, self.address)
        if known is not None:
            return Problem(_TROUBLES.get(known.trouble, known.trouble), **{**known.facts, "host": host})
        return Problem(Trouble.HUB_FAILED, host=host, said=f"{type(error).__name__} {state}".strip())

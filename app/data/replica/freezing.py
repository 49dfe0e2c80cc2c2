"""Freezing a batch: what waits, as one text that is sent, byte for byte, until it is answered.

PostgreSQL builds the text. Marks are chosen by one statement and rows read by the next, so that a row is never older than its mark: an edit
that comes in between is in the batch, and is marked anew as well.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from sqlalchemy import Connection, delete, select, update

from app.data.contract import TABLES, Kind, SyncedTable
from app.data.replica.tables import batches
from app.learning.ids import SpaceId


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch that was frozen and is not answered yet. `changes` is JSON text; `tries` counts how often it was sent in vain.

    `tickets` are those of its marks, by table, as PostgreSQL's text of an array.
    """

    id: UUID
    changes: str
    rows: int
    tickets: Mapping[str, str]
    tries: int = 0


def unanswered(connection: Connection, space: SpaceId) -> Batch | None:
    """The batch that was sent, or was to be sent, and is not answered."""
    row = connection.execute(select(batches).where(batches.c.space_id == space)).one_or_none()
    return None if row is None else Batch(row.id, row.changes, row.rows, row.tickets, row.tries)


def freeze(connection: Connection, space: SpaceId, batch: UUID, names: Collection[str], most: int, most_bytes: int) -> Batch:
    """Freeze up to `most` rows of these tables, less where their text would be longer than `most_bytes`. READ COMMITTED.

    Parents come before children, across batches too, as long as nobody writes while they are chosen.
    """
    frozen = _Frozen()
    for table in TABLES:
        if table.name in names and frozen.rows < most and not _freeze_table(connection, space, table, most - frozen.rows, frozen):
            break  # what belongs to its rows has to wait for them
    changes = frozen.text()
    if len(changes.encode()) > most_bytes and frozen.rows > 1:
        return freeze(connection, space, batch, names, max(1, frozen.rows // 2), most_bytes)
    row = {"space": space, "id": batch, "changes": changes, "tickets": json.dumps(frozen.tickets), "rows": frozen.rows}
    connection.exec_driver_sql(_KEPT, row)
    return Batch(batch, changes, frozen.rows, frozen.tickets)


def thaw(connection: Connection, space: SpaceId) -> None:
    """Give the unanswered batch up: what was in it waits again."""
    connection.execute(delete(batches).where(batches.c.space_id == space))


def note_try(connection: Connection, space: SpaceId, said: str) -> None:
    """The batch was sent in vain, and why."""
    connection.execute(update(batches).where(batches.c.space_id == space).values(tries=batches.c.tries + 1, said=said))


class _Frozen:
    """What is chosen so far: texts of JSON by table, and the tickets of the marks as PostgreSQL's text of an array."""

    def __init__(self) -> None:
        self.rows = 0
        self.tickets: dict[str, str] = {}
        self.parts: dict[Kind, list[str]] = {Kind.RECORD: [], Kind.FACT: []}

    def text(self) -> str:
        records, facts = (", ".join(self.parts[kind]) for kind in (Kind.RECORD, Kind.FACT))
        return f'{{"records": {{{records}}}, "facts": {{{facts}}}}}'


_KEPT = (
    "INSERT INTO sync.batches (space_id, id, changes, tickets, rows) VALUES (%(space)s, %(id)s, %(changes)s, %(tickets)s::jsonb, %(rows)s)"
)
# Each also sees to it that times are written in UTC by the statement after it.
_CHOSEN = {
    Kind.RECORD: (
        "SELECT coalesce(array_agg(ticket), '{}')::text AS tickets, coalesce(array_agg(ids[1]), '{}')::text AS ids,"
        " count(*) = %(most)s AS more, set_config('TimeZone', 'UTC', true) FROM ("
        "SELECT ticket, ids FROM sync.outbox WHERE space_id = %(space)s AND name = %(name)s AND kind = 'record'"
        " ORDER BY ticket LIMIT %(most)s) AS m"
    ),
    Kind.FACT: (
        "WITH first AS (SELECT ticket, ids, sum(cardinality(ids)) OVER (ORDER BY ticket) AS total FROM ("
        "SELECT ticket, ids FROM sync.outbox WHERE space_id = %(space)s AND name = %(name)s ORDER BY ticket LIMIT %(most)s) AS m)"
        ", fit AS MATERIALIZED (SELECT ticket, ids FROM first WHERE total <= %(most)s)"
        "SELECT (SELECT coalesce(array_agg(ticket), '{}') FROM fit)::text AS tickets,"
        " (SELECT coalesce(array_agg(id), '{}') FROM fit, unnest(ids) AS id)::text AS ids,"
        " EXISTS (SELECT FROM first WHERE total > %(most)s) OR (SELECT count(*) FROM first) = %(most)s AS more,"
        " set_config('TimeZone', 'UTC', true)"
    ),
}
# A mark that names more facts than one batch may have is cut into pieces of that size.
_CUT = (
    "WITH met AS (DELETE FROM sync.outbox WHERE space_id = %(space)s AND name = %(name)s AND kind = 'fact' AND ticket ="
    " (SELECT min(ticket) FROM sync.outbox WHERE space_id = %(space)s AND name = %(name)s AND kind = 'fact') RETURNING ids)"
    " INSERT INTO sync.outbox (space_id, kind, name, ids) SELECT %(space)s, 'fact', %(name)s, array_agg(id ORDER BY place)"
    " FROM met, unnest(ids) WITH ORDINALITY AS id (id, place) GROUP BY (place - 1) / %(most)s"
)


def _freeze_table(connection: Connection, space: SpaceId, table: SyncedTable, most: int, frozen: _Frozen) -> bool:
    """Add up to `most` rows of a table; whether that is all that waits of it."""
    wanted = {"space": space, "name": table.name, "most": most}
    chosen = connection.exec_driver_sql(_CHOSEN[table.kind], wanted).one()
    if chosen.tickets == "{}" and table.kind is Kind.FACT and not frozen.rows:
        connection.exec_driver_sql(_CUT, wanted)
        chosen = connection.exec_driver_sql(_CHOSEN[table.kind], wanted).one()
    if chosen.tickets == "{}":
        return not chosen.more
    frozen.tickets[table.name] = chosen.tickets
    found = connection.exec_driver_sql(_built(table), {"space": space, "ids": chosen.ids}).one()
    frozen.rows += found.n
    if found.n:
        frozen.parts[table.kind].append(f'"{table.name}": {found.body}')
    return not chosen.more


@cache
def _built(table: SyncedTable) -> str:
    """The statement that gives the chosen rows in the wire's form: (n, body: JSON text)."""
    source = f"{table.name} AS t JOIN unnest(%(ids)s::uuid[]) AS chosen (id) ON t.{table.key} = chosen.id WHERE t.space_id = %(space)s"
    if table.kind is Kind.FACT:
        columns = ", ".join(f"'{name}', array_agg(t.{name})::text" for name in ("id", *(column.name for column in table.columns)))
        body = f"json_build_object('n', count(*), 'columns', json_build_object({columns}))"
        return f"SELECT count(*) AS n, {body}::text AS body FROM {source}"
    pairs = ", ".join(f"'{column.name}', t.{column.name}" for column in table.columns)
    row = f"json_build_object('id', t.{table.key}, {pairs}, 'sync_stamp', t.sync_stamp, 'sync_columns', t.sync_columns, 'sync_was', m.was)"
    source = source.replace(" WHERE ", f" {_mark_of(table)} WHERE ")
    return f"SELECT count(*) AS n, json_agg({row})::text AS body FROM {source}"


def _mark_of(table: SyncedTable) -> str:
    return (
        f"JOIN sync.outbox AS m ON m.space_id = t.space_id AND m.name = '{table.name}' AND m.kind = 'record' AND m.ids[1] = t.{table.key}"
    )

"""The rows of a space in the wire's form, page by page, to be carried to another computer in a file."""

import json
from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import Connection, text

from app.data.contract import TABLES, Kind, SyncedTable
from app.learning.ids import SpaceId

_AT_ONCE = 5_000  # rows of a page


def pages(connection: Connection, space: SpaceId, *, waiting_only: bool) -> Iterator[tuple[str, int]]:
    """Pages of `{"records": {table: ...}}` or `{"facts": {table: ...}}` as JSON text with their number of rows; parents come first.

    `waiting_only`: the rows that the hub has not acknowledged. The transaction sees one state all the time (`Database.reading`).
    """
    connection.execute(text("SET LOCAL TIME ZONE 'UTC'"))
    for table in TABLES:
        after = UUID(int=0)
        while True:
            wanted = {"space": space, "after": after, "most": _AT_ONCE, "name": table.name}
            row = connection.execute(text(_page(table, waiting_only)), wanted).one()
            if not row.n:
                break
            group = "records" if table.kind is Kind.RECORD else "facts"
            yield f'{{"{group}": {{{json.dumps(table.name)}: {row.body}}}}}', row.n
            after = row.last


def _page(table: SyncedTable, waiting_only: bool) -> str:
    """The statement of one page: (n, body: JSON text, last: the id to go on after)."""
    waits = (
        "AND t.{key} IN (SELECT unnest(m.ids) FROM sync.outbox AS m"
        " WHERE m.space_id = :space AND m.name = :name AND m.kind <> 'erasure')"
    ).replace("{key}", table.key)
    chosen = (
        f"SELECT * FROM {table.name} AS t WHERE t.space_id = :space AND t.{table.key} > :after {waits if waiting_only else ''}"
        f" ORDER BY t.{table.key} LIMIT :most"
    )
    last = f"(array_agg(t.{table.key} ORDER BY t.{table.key} DESC))[1] AS last"
    if table.kind is Kind.FACT:
        columns = ", ".join(f"'{name}', array_agg(t.{name})::text" for name in ("id", *(column.name for column in table.columns)))
        body = f"json_build_object('n', count(*), 'columns', json_build_object({columns}))::text"
    else:
        pairs = ", ".join(f"'{column.name}', t.{column.name}" for column in table.columns)
        row = f"json_build_object('id', t.{table.key}, {pairs}, 'sync_stamp', t.sync_stamp, 'sync_columns', t.sync_columns)"
        body = f"json_agg({row})::text"
    return f"SELECT count(*) AS n, {body} AS body, {last} FROM ({chosen}) AS t"

"""Marks in the outbox: what waits to be sent."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import Connection, delete, func, select, text

from app.data.contract import TABLES, Kind, SyncedTable
from app.data.replica.tables import outbox
from app.learning.ids import SpaceId

_AT_ONCE = 500  # facts in one mark, as in sync_outbox.sql
_AGAIN = "ON CONFLICT (space_id, name, (ids[1])) WHERE kind = 'record' DO UPDATE SET ticket = DEFAULT"


def waiting(connection: Connection, space: SpaceId) -> int:
    """How many rows wait to be sent, erasures among them."""
    wanted = select(func.coalesce(func.sum(func.cardinality(outbox.c.ids)), 0)).where(outbox.c.space_id == space)
    return int(connection.execute(wanted).scalar_one())


def mark_everything(connection: Connection, space: SpaceId) -> None:
    """Put every row of a space into the outbox, and who was erased."""
    connection.execute(delete(outbox).where(outbox.c.space_id == space, outbox.c.kind == Kind.FACT.value))
    for table in TABLES:
        connection.execute(text(_marking(table, "true")), {"space": space})
    mark_erasures(connection, space)


def mark_rows(connection: Connection, space: SpaceId, rows: Mapping[str, Collection[UUID]]) -> None:
    """Put some rows, by table, into the outbox once more; ids that are not there are passed over."""
    for table in TABLES:
        ids = list(rows.get(table.name, ()))
        if ids:
            connection.execute(text(_marking(table, f"{table.key} = ANY (:ids)")), {"space": space, "ids": ids})


def mark_erasures(connection: Connection, space: SpaceId) -> None:
    """Put everyone who is known to be erased into the outbox, to be erased on the hub (once more)."""
    connection.execute(delete(outbox).where(outbox.c.space_id == space, outbox.c.kind == "erasure"))
    connection.execute(text(_ERASURES), {"space": space})


_ERASURES = (
    "INSERT INTO sync.outbox (space_id, kind, name, ids) SELECT space_id, 'erasure', name, array_agg(id ORDER BY id) FROM sync.erased"
    " WHERE space_id = :space GROUP BY space_id, name"
)


def erasures(connection: Connection, space: SpaceId) -> Sequence[tuple[str, UUID]]:
    """The people who were erased here and are still to be erased on the hub: table and id."""
    wanted = select(outbox.c.name, func.unnest(outbox.c.ids).label("id"))
    found = connection.execute(wanted.where(outbox.c.space_id == space, outbox.c.kind == "erasure").order_by(outbox.c.ticket))
    return [(row.name, row.id) for row in found]


def erased(connection: Connection, space: SpaceId, table: str, row: UUID) -> None:
    """The hub has erased a row: its mark goes."""
    gone = text(
        "WITH met AS (DELETE FROM sync.outbox"
        " WHERE space_id = :space AND name = :table AND kind = 'erasure' AND :row = ANY (ids) RETURNING ids)"
        " INSERT INTO sync.outbox (space_id, kind, name, ids)"
        " SELECT :space, 'erasure', :table, array_remove(ids, :row) FROM met WHERE cardinality(ids) > 1"
    )
    connection.execute(gone, {"space": space, "table": table, "row": row})


def _marking(table: SyncedTable, which: str) -> str:
    """The statement that marks the rows of a table for which `which` holds."""
    if table.kind is Kind.RECORD:
        return (
            f"INSERT INTO sync.outbox (space_id, kind, name, ids) SELECT space_id, 'record', '{table.name}', ARRAY[{table.key}]"
            f" FROM {table.name} WHERE space_id = :space AND {which} ORDER BY {table.key} {_AGAIN}"
        )
    return (
        f"INSERT INTO sync.outbox (space_id, kind, name, ids) SELECT space_id, 'fact', '{table.name}', array_agg(id) FROM"
        f" (SELECT space_id, id, (row_number() OVER (ORDER BY id) - 1) / {_AT_ONCE} AS part FROM {table.name}"
        f" WHERE space_id = :space AND {which}) AS rows GROUP BY space_id, part ORDER BY part"
    )

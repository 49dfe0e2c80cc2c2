"""Rows that one side did not take, with the reason: nothing is dropped in silence, and no bad row holds up another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, select, text
from sqlalchemy.dialects.postgresql import insert

from app.data.contract import SyncedTable
from app.data.replica import marks
from app.data.replica.tables import quarantine
from app.learning.ids import SpaceId

ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that was not taken: by the hub (`outward`) or by this database. `row` is what it holds here, where it is known."""

    table: str
    id: UUID
    outward: bool
    why: str
    state: str | None
    message: str | None
    row: Mapping[str, Any] | None
    at: datetime


def list_all(connection: Connection, space: SpaceId) -> tuple[SetAside, ...]:
    """Everything that is set aside, the newest first."""
    wanted = select(quarantine).where(quarantine.c.space_id == space).order_by(quarantine.c.happened_at.desc(), quarantine.c.id)
    return tuple(
        SetAside(row.name, row.id, row.outward, row.why, row.state, row.message, row.row, row.happened_at)
        for row in connection.execute(wanted)
    )


def count(connection: Connection, space: SpaceId) -> int:
    """How many rows are set aside."""
    return connection.execute(select(func.count()).select_from(quarantine).where(quarantine.c.space_id == space)).scalar_one()


def keep_outward(connection: Connection, space: SpaceId, table: SyncedTable, refused: Sequence[Mapping[str, Any]]) -> None:
    """Set rows aside that the hub refused: `{"id", "why", "state", "message"}` each."""
    if not refused:
        return
    held = text(
        f"SELECT {table.key} AS id, to_jsonb(t) - 'sync_stamp' - 'sync_columns' AS row FROM {table.name} AS t"
        f" WHERE space_id = :space AND {table.key} = ANY (:ids)"
    )
    ids = [UUID(one["id"]) for one in refused]
    rows = {row.id: row.row for row in connection.execute(held, {"space": space, "ids": ids})}
    for one, row_id in zip(refused, ids, strict=True):
        said = {"why": one["why"], "state": one.get("state"), "message": one.get("message"), "row": rows.get(row_id)}
        _keep(connection, space, table, row_id, outward=True, said=said)


def keep_inward(connection: Connection, space: SpaceId, table: SyncedTable, row: UUID, state: str, message: str) -> None:
    """Set a row of the hub's aside that this database does not take."""
    why = ORPHAN if state == "23503" else "type" if state.startswith("22") else "check"
    _keep(connection, space, table, row, outward=False, said={"why": why, "state": state, "message": message, "row": None})


def take_back(connection: Connection, space: SpaceId, batch: UUID) -> None:
    """Rows of a batch that is being answered are no longer set aside; those that are refused again will be."""
    connection.execute(_TAKEN_BACK, {"space": space, "batch": batch})


def retry(connection: Connection, space: SpaceId, why: str) -> int:
    """Put rows that the hub refused for this reason into the outbox once more; how many."""
    met = delete(quarantine).where(quarantine.c.space_id == space, quarantine.c.outward, quarantine.c.why == why)
    rows: dict[str, list[UUID]] = {}
    for row in connection.execute(met.returning(quarantine.c.name, quarantine.c.id)):
        rows.setdefault(row.name, []).append(row.id)
    marks.mark_rows(connection, space, rows)
    return sum(map(len, rows.values()))


def let_in(connection: Connection, space: SpaceId) -> None:
    """All rows of the hub are about to be put in once more: none is set aside until it is refused again."""
    connection.execute(delete(quarantine).where(quarantine.c.space_id == space, ~quarantine.c.outward))


def _keep(connection: Connection, space: SpaceId, table: SyncedTable, row: UUID, *, outward: bool, said: dict[str, Any]) -> None:
    key = {"space_id": space, "name": table.name, "id": row, "outward": outward}
    new = insert(quarantine).values(key | said)
    connection.execute(new.on_conflict_do_update(index_elements=list(key), set_=said | {"happened_at": func.now()}))


_TAKEN_BACK = text(
    "DELETE FROM sync.quarantine AS q USING sync.batches AS b"
    " WHERE q.space_id = :space AND q.outward AND b.space_id = :space AND b.id = :batch AND (q.name, q.id) IN ("
    "SELECT key, CAST(row ->> 'id' AS uuid)"
    " FROM jsonb_each(CAST(b.changes AS jsonb) -> 'records') AS t, jsonb_array_elements(t.value) AS row"
    " UNION ALL SELECT key, id FROM jsonb_each(CAST(b.changes AS jsonb) -> 'facts') AS t,"
    " unnest(CAST(t.value -> 'columns' ->> 'id' AS uuid[])) AS id)"
)

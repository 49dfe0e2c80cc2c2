"""Acknowledging a batch by what the hub answered: marks go, what was refused is set aside with its reason, losing values are kept."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, select, text

from app.data.contract import TABLE, TABLES, Kind
from app.data.replica import applying, conflicts, erasing, quarantine
from app.data.replica.freezing import Batch
from app.data.replica.tables import batches
from app.learning.ids import SpaceId

# Marks that a writer is changing just now are passed over: they get a new ticket, or, where the writer gives up, are sent once more.
_GONE = text(
    "DELETE FROM sync.outbox WHERE (space_id, name, ticket) IN (SELECT space_id, name, ticket FROM sync.outbox"
    " WHERE space_id = :space AND name = :name AND ticket = ANY (CAST(:tickets AS bigint[])) FOR UPDATE SKIP LOCKED)"
)
# Rows edited again since they were frozen: what they were then is now what the hub has seen.
_SEEN = text(
    "UPDATE sync.outbox AS mark SET was = (SELECT jsonb_object_agg(key, coalesce(r.row -> 'sync_columns' ->> key, r.row ->> 'sync_stamp'))"
    " FROM jsonb_object_keys(mark.was) AS key)"
    " FROM (SELECT row FROM sync.batches AS b, jsonb_array_elements(CAST(b.changes AS jsonb) -> 'records' -> CAST(:name AS text)) AS row"
    " WHERE b.space_id = :space) AS r"
    " WHERE mark.space_id = :space AND mark.name = :name AND mark.kind = 'record' AND mark.ids[1] = CAST(r.row ->> 'id' AS uuid)"
    " AND mark.was IS NOT NULL"
)


def acknowledge(connection: Connection, space: SpaceId, batch: Batch, answer: Mapping[str, Any]) -> int:
    """Take the unanswered batch out of the outbox, as `answer` says. How many of its rows the hub refused."""
    tickets = connection.execute(select(batches.c.tickets).where(batches.c.space_id == space, batches.c.id == batch.id)).scalar_one()
    for name, some in tickets.items():
        connection.execute(_GONE, {"space": space, "name": name, "tickets": some})
        if TABLE[name].kind is Kind.RECORD:
            connection.execute(_SEEN, {"space": space, "name": name})
    quarantine.take_back(connection, space, batch.id)
    connection.execute(delete(batches).where(batches.c.space_id == space))
    refused = answer.get("refused", ())
    if refused:
        _set_aside(connection, space, refused)
    conflicts.keep(connection, space, answer.get("conflicts", ()))
    return len(refused)


def set_aside_alone(connection: Connection, space: SpaceId, batch: Batch, why: str, state: str, message: str) -> None:
    """Quarantine the one row of a batch that the hub refuses as a whole, and go on without it."""
    row = connection.execute(text(_ONLY_ROW), {"space": space}).one()
    acknowledge(connection, space, batch, {"refused": [{"table": row.name, "id": row.id, "why": why, "state": state, "message": message}]})


_ONLY_ROW = (
    "SELECT part.name, part.id FROM sync.batches AS b,"
    " LATERAL (SELECT key AS name, value -> 0 ->> 'id' AS id FROM jsonb_each(CAST(b.changes AS jsonb) -> 'records')"
    " UNION ALL SELECT key, trim(BOTH '{}' FROM value -> 'columns' ->> 'id') FROM jsonb_each(CAST(b.changes AS jsonb) -> 'facts')) AS part"
    " (name, id) WHERE b.space_id = :space"
)


def _set_aside(connection: Connection, space: SpaceId, refused: Sequence[Mapping[str, Any]]) -> None:
    """Keep what was refused with its reason; take the hub's rows where it gave them; erase what was erased there."""
    applying.begin(connection)
    for table in TABLES:
        of_table = [one for one in refused if one["table"] == table.name]
        gone = [UUID(one["id"]) for one in of_table if one["why"] == "erased"]
        quarantine.keep_outward(connection, space, table, [one for one in of_table if one["why"] != "erased"])
        theirs = [one["row"] for one in of_table if one["why"] != "erased" and one.get("row")]
        if theirs and table.kind is Kind.RECORD:
            applying.take(connection, space, table, json.dumps(theirs))
        if gone:
            erasing.erase(connection, space, table, gone)

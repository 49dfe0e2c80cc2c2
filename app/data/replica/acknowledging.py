"""Acknowledging a batch by what the hub answered: marks go, what was refused is set aside with its reason, losing values are kept."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from app.data.contract import TABLE, TABLES, Kind
from app.data.replica import applying, conflicts, erasing, quarantine
from app.data.replica.freezing import Batch
from app.learning.ids import SpaceId

# Marks that a writer is changing just now are passed over: they get a new ticket, or, where the writer gives up, are sent once more.
# The commit does not wait for the disk: what is lost with the power is sent again, and answered as it was.
_GONE = (
    "WITH gone AS (DELETE FROM sync.outbox WHERE (space_id, name, ticket) IN ("
    "SELECT mark.space_id, mark.name, mark.ticket"
    " FROM jsonb_each_text(%(tickets)s::jsonb) AS of_table (name, tickets), unnest(of_table.tickets::bigint[]) AS named (ticket),"
    " sync.outbox AS mark"
    " WHERE mark.space_id = %(space)s AND mark.name = of_table.name AND mark.ticket = named.ticket FOR UPDATE OF mark SKIP LOCKED)"
    " RETURNING ticket) SELECT set_config('synchronous_commit', 'off', true),"
    " (SELECT count(*) FROM sync.outbox WHERE space_id = %(space)s) > (SELECT count(*) FROM gone) AS more,"
    " EXISTS (SELECT FROM sync.quarantine WHERE space_id = %(space)s AND outward) AS aside"
)
# Rows edited again since they were frozen: what they were then is now what the hub has seen.
_SEEN = (
    "UPDATE sync.outbox AS mark SET was = (SELECT jsonb_object_agg(key, coalesce(r.row -> 'sync_columns' ->> key, r.row ->> 'sync_stamp'))"
    " FROM jsonb_object_keys(mark.was) AS key)"
    " FROM (SELECT row FROM sync.batches AS b, jsonb_array_elements(b.changes::jsonb -> 'records' -> %(name)s::text) AS row"
    " WHERE b.space_id = %(space)s) AS r"
    " WHERE mark.space_id = %(space)s AND mark.name = %(name)s AND mark.kind = 'record' AND mark.ids[1] = (r.row ->> 'id')::uuid"
    " AND mark.was IS NOT NULL"
)
_ANSWERED = "DELETE FROM sync.batches WHERE space_id = %(space)s AND id = %(batch)s"


def acknowledge(connection: Connection, space: SpaceId, batch: Batch, answer: Mapping[str, Any]) -> bool:
    """Take the unanswered batch out of the outbox, as `answer` says; whether nothing at all is left. Done twice, it is done once."""
    met = connection.exec_driver_sql(_GONE, {"space": space, "tickets": json.dumps(dict(batch.tickets))}).one()
    for name in batch.tickets:
        if TABLE[name].kind is Kind.RECORD:
            connection.exec_driver_sql(_SEEN, {"space": space, "name": name})
    if met.aside:
        quarantine.take_back(connection, space, batch.id)
    connection.exec_driver_sql(
        "DELETE FROM sync.batches WHERE space_id = %(space)s AND id = %(batch)s", {"space": space, "batch": batch.id}
    )
    refused = answer.get("refused", ())
    if refused:
        _set_aside(connection, space, refused)
    conflicts.keep(connection, space, answer.get("conflicts", ()))
    return not (met.more or met.aside or refused)


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

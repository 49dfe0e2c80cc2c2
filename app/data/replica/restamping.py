"""Stamps and times that lie ahead of the hub's clock, made anew: a computer whose clock says 2036 must not win for ten years.

Only what waits to be sent is touched: nobody else has seen it.
"""

from sqlalchemy import Connection, text

from app.data.contract import TABLES, Kind, SyncedTable
from app.data.replica import applying
from app.learning.ids import SpaceId

_AHEAD_MS = 240_000  # a hub refuses five minutes; what follows a stamp of now must still fit


def restamp(connection: Connection, space: SpaceId, hub_ms: int) -> None:
    """Bring what waits back to the hub's time `hub_ms` (milliseconds since 1970): stamps in their order, answers with their distances."""
    applying.begin(connection)
    limits = {"space": space, "now": hub_ms, "limit": hub_ms + _AHEAD_MS}
    for table in TABLES:
        if table.kind is Kind.RECORD:
            connection.execute(text(_restamped(table)), limits)
        else:
            connection.execute(text(_set_back(table)), limits)


def _restamped(table: SyncedTable) -> str:
    return f"""
        WITH found AS (
            SELECT t.{table.key} AS id, s.stamp, sync.ms_of(s.stamp) AS ms
            FROM sync.outbox AS m JOIN {table.name} AS t ON t.space_id = m.space_id AND t.{table.key} = m.ids[1]
            CROSS JOIN LATERAL (SELECT t.sync_stamp UNION SELECT CAST(value AS uuid) FROM jsonb_each_text(t.sync_columns)) AS s (stamp)
            WHERE m.space_id = :space AND m.name = '{table.name}' AND m.kind = 'record'
        ), based AS (
            SELECT *, greatest(:now, max(ms) FILTER (WHERE ms <= :limit) OVER (PARTITION BY id)) AS base FROM found
        ), made AS (
            SELECT id, stamp, sync.stamp_of(
                base + 1, CAST(row_number() OVER (PARTITION BY id ORDER BY stamp) AS integer), (SELECT node FROM sync.node)
            ) AS anew
            FROM based WHERE ms > :limit
        )
        UPDATE {table.name} AS t SET
            sync_stamp = coalesce((SELECT anew FROM made WHERE id = t.{table.key} AND stamp = t.sync_stamp), t.sync_stamp),
            sync_columns = (
                SELECT coalesce(jsonb_object_agg(c.key, coalesce(CAST(m.anew AS text), c.value)), '{{}}')
                FROM jsonb_each_text(t.sync_columns) AS c LEFT JOIN made AS m ON m.id = t.{table.key} AND m.stamp = CAST(c.value AS uuid)
            )
        WHERE t.space_id = :space AND t.{table.key} IN (SELECT id FROM made)"""


def _set_back(table: SyncedTable) -> str:
    """Facts that lie ahead, all by as much as brings the last of them to the hub's time; the local day goes with them."""
    day = ", local_day = CAST(local_day - by AS date)" if any(column.name == "local_day" for column in table.columns) else ""
    fold = (
        ", noted AS (INSERT INTO sync.refolds SELECT DISTINCT space_id, child_id, skill_id, CAST('-infinity' AS timestamptz) FROM changed"
        " ON CONFLICT (space_id, child_id, skill_id) DO UPDATE SET since = excluded.since)"
        if table.name == "attempts"
        else ""
    )
    returned = "t.space_id, t.child_id, t.skill_id" if fold else "1"
    return f"""
        WITH ahead AS (
            SELECT t.id, max(t.{table.when}) OVER () - to_timestamp(:now / 1000.0) AS by
            FROM sync.outbox AS m CROSS JOIN LATERAL unnest(m.ids) AS marked (id)
            JOIN {table.name} AS t ON t.space_id = m.space_id AND t.id = marked.id
            WHERE m.space_id = :space AND m.name = '{table.name}' AND m.kind = 'fact' AND t.{table.when} > to_timestamp(:limit / 1000.0)
        ), changed AS (
            UPDATE {table.name} AS t SET {table.when} = t.{table.when} - by{day} FROM ahead WHERE t.space_id = :space AND t.id = ahead.id
            RETURNING {returned}
        ){fold}
        SELECT count(*) FROM changed"""

"""Putting changes from elsewhere into the tables, in one transaction: parents before children, each statement a whole page.

A page that a rule of a table refuses is halved until the row is found; that row is set aside with the reason, the others go in. It may not
hold up the rest: a newer program elsewhere can have what this one does not allow. Rows of
somebody who is known to be erased are passed over.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text
from sqlalchemy.exc import DataError, IntegrityError

from app.data.contract import TABLES, Kind, SyncedTable
from app.data.merging import Setting, add_facts, merge_records, settle_facts
from app.data.replica import conflicts, erased, quarantine, staging
from app.data.tables.attempts import GAME_OF
from app.learning.ids import SpaceId

_PATIENCE = "400ms"  # less than the second after which PostgreSQL ends one of two that wait for one another: we give way, not the window


@dataclass(slots=True)
class Applied:
    """What came of putting changes in: rows that changed something here, rows set aside, edits made apart.

    `gone`: who is known to be erased, once that was read; `erased` people of whom a carried file said so.
    """

    stored: int = 0
    set_aside: int = 0
    conflicts: int = 0
    tables: set[str] = field(default_factory=set)
    gone: erased.Gone | None = None
    erased: int = 0


def begin(connection: Connection) -> None:
    """Let this transaction put in what comes from elsewhere: unmarked, with the stamps it has, giving way to other writers.

    Its commit does not wait for the disk: what is lost with the power is asked for again, since the place in the history is lost with it.
    """
    connection.execute(_BEGUN)


_BEGUN = text(
    "SELECT set_config('lettergrove.applying', 'on', true), set_config('TimeZone', 'UTC', true),"
    f" set_config('synchronous_commit', 'off', true), set_config('lock_timeout', '{_PATIENCE}', true)"
)


def apply_stage(connection: Connection, space: SpaceId) -> Applied:
    """Merge everything staged of a space. The transaction has begun with `begin`."""
    applied = Applied()
    staged = staging.tables_in(connection, space)
    for table in TABLES:
        if table.name in staged:
            for page in staging.pages(connection, space, table.name):
                put_in(connection, space, table, page, applied)
    staging.clear(connection, space)
    return applied


def apply_parts(connection: Connection, space: SpaceId, parts: Mapping[str, str]) -> Applied:
    """Merge what one answer brought, by table. The transaction has begun with `begin`."""
    applied = Applied()
    for table in TABLES:
        if table.name in parts:
            put_in(connection, space, table, parts[table.name], applied)
    return applied


def put_in(connection: Connection, space: SpaceId, table: SyncedTable, page: str, applied: Applied) -> None:
    """Merge one page of a table (JSON text: an array of records, or the columns of facts)."""
    merge = _records if table.kind is Kind.RECORD else _facts
    before = applied.stored
    if applied.gone is None:
        applied.gone = erased.known(connection, space)
    skip = erased.rows_of_gone(connection, table, page, applied.gone) if applied.gone else ()
    _some(connection, space, table, page, applied, merge, skip)
    if applied.stored > before:
        applied.tables.add(table.name)


def take(connection: Connection, space: SpaceId, table: SyncedTable, rows: str) -> None:
    """Take records of the hub (a JSON array) as they are, whatever stands here."""
    connection.exec_driver_sql(_taken(table), {"space": space, "rows": rows})


_Merge = Callable[[Connection, SpaceId, SyncedTable, dict[str, Any], Applied], None]


def _some(
    connection: Connection, space: SpaceId, table: SyncedTable, page: str, applied: Applied, merge: _Merge, skip: Sequence[UUID]
) -> None:
    """Merge the rows of a page but those to skip; what is refused, half by half."""
    try:
        with connection.begin_nested():
            gone = [one for ids in (applied.gone or {}).values() for one in ids]
            merge(connection, space, table, {"space": space, "rows": page, "skip": list(skip), "gone": gone}, applied)
            return
    except (IntegrityError, DataError) as error:
        ids = [one for one in _ids(connection, table, page) if one not in set(skip)]
        refusal = error
    if len(ids) > 1:
        half = len(ids) // 2
        _some(connection, space, table, page, applied, merge, (*skip, *ids[half:]))
        _some(connection, space, table, page, applied, merge, (*skip, *ids[:half]))
    elif ids:
        state, message = getattr(refusal.orig, "sqlstate", None) or "", str(refusal.orig).splitlines()[0][:300]
        quarantine.keep_inward(connection, space, table, ids[0], state, message)
        applied.set_aside += 1


def _records(connection: Connection, space: SpaceId, table: SyncedTable, given: dict[str, Any], applied: Applied) -> None:
    row = connection.exec_driver_sql(_merging(table), given).one()
    applied.stored += row.stored
    applied.conflicts += conflicts.keep(connection, space, row.conflicts)


def _facts(connection: Connection, _space: SpaceId, table: SyncedTable, given: dict[str, Any], applied: Applied) -> None:
    adding, settling = _adding(table)
    row = connection.exec_driver_sql(adding, given).one()
    stored = row.stored
    if row.stored < row.given:
        stored += connection.exec_driver_sql(settling, given).one().stored
    applied.stored += stored
    if stored and table.name in _FOLDED:
        connection.exec_driver_sql(_FOLDED[table.name], given | {"games": list(GAME_OF)})


def _ids(connection: Connection, table: SyncedTable, page: str) -> list[UUID]:
    """The ids of a page's rows."""
    if table.kind is Kind.RECORD:
        wanted = "SELECT CAST(row ->> 'id' AS uuid) FROM jsonb_array_elements(CAST(:page AS jsonb)) AS row"
    else:
        wanted = "SELECT unnest(CAST(CAST(:page AS jsonb) ->> 'id' AS uuid[]))"
    return list(dict.fromkeys(connection.execute(text(wanted), {"page": page}).scalars()))


# Whose standings are to be folded: with these attempts, or, where badges say that a skill has bloomed, anew.
_OF_BADGES = (
    "INSERT INTO sync.refolds (space_id, child_id, skill_id, since)"
    " SELECT DISTINCT %(space)s::uuid, child, skill, '-infinity'::timestamptz"
    " FROM unnest((%(rows)s::jsonb ->> 'id')::uuid[], (%(rows)s::jsonb ->> 'child_id')::uuid[], (%(rows)s::jsonb ->> 'skill_id')::uuid[])"
    " AS fact (id, child, skill) WHERE skill IS NOT NULL AND id <> ALL (%(skip)s::uuid[])"
    " ON CONFLICT (space_id, child_id, skill_id) DO UPDATE SET since = excluded.since"
)
# Of attempts also whose game this program does not know: they are folded when it does.
_OF_ATTEMPTS = (
    "WITH given AS MATERIALIZED (SELECT %(rows)s::jsonb AS r), fact AS MATERIALIZED ("  # read once: megabytes
    "SELECT fact.* FROM given, unnest((r ->> 'id')::uuid[], (r ->> 'child_id')::uuid[], (r ->> 'skill_id')::uuid[],"
    " (r ->> 'occurred_at')::timestamptz[], (r ->> 'game')::smallint[]) AS fact (id, child, skill, at, game)"
    " WHERE id <> ALL (%(skip)s::uuid[]))"
    ", aside AS (INSERT INTO sync.left_out SELECT DISTINCT %(space)s::uuid, child, skill, game FROM fact"
    " WHERE game <> ALL (%(games)s::smallint[]) ON CONFLICT DO NOTHING)"
    " INSERT INTO sync.refolds AS known (space_id, child_id, skill_id, since) SELECT %(space)s::uuid, child, skill, min(at)"
    " FROM fact GROUP BY child, skill"
    " ON CONFLICT (space_id, child_id, skill_id) DO UPDATE SET since = least(known.since, excluded.since)"
)
_FOLDED = {
    "attempts": _OF_ATTEMPTS,
    "badges": _OF_BADGES,
}


def _setting(table: SyncedTable) -> Setting:
    marks = f"SELECT ids[1] AS id, was FROM sync.outbox WHERE space_id = %(space)s::uuid AND name = '{table.name}' AND was IS NOT NULL"
    return Setting("public", "%(space)s::uuid", "%(rows)s::jsonb", "%(gone)s::uuid[]", "%(skip)s::uuid[]", marks=marks)


@cache
def _merging(table: SyncedTable) -> str:
    return merge_records(table, _setting(table))


@cache
def _adding(table: SyncedTable) -> tuple[str, str]:
    return add_facts(table, _setting(table)), settle_facts(table, _setting(table))


@cache
def _taken(table: SyncedTable) -> str:
    columns = [*(column.name for column in table.columns), "sync_stamp", "sync_columns"]
    typed = ", ".join(f"{column.name} {column.type}" for column in table.columns)
    return (
        f"UPDATE {table.name} AS t SET {', '.join(f'{name} = r.{name}' for name in columns)}, updated_at = now()"
        f" FROM jsonb_to_recordset(%(rows)s::jsonb) AS r (id uuid, {typed}, sync_stamp uuid, sync_columns jsonb)"
        f" WHERE t.space_id = %(space)s::uuid AND t.{table.key} = r.id"
    )

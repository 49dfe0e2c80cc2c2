"""Putting changes from elsewhere into the tables, in one transaction: parents before children, each statement a whole page.

A page that a rule of a table refuses is halved until the row is found; that row is set aside with the reason, the others go in. It may not
hold up the rest: a newer program elsewhere can have what this one does not allow. Rows of
somebody who is known to be erased are passed over.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text
from sqlalchemy.exc import DataError, IntegrityError

from app.data.contract import TABLES, Kind, SyncedTable
from app.data.merging import Setting, add_facts, fact_types, merge_records, settle_facts
from app.data.replica import conflicts, erased, quarantine, staging, wholesale
from app.data.replica.staging import Fetched, Part
from app.data.tables.attempts import GAME_OF
from app.learning.ids import SpaceId

_PATIENCE = "400ms"  # less than the second after which PostgreSQL ends one of two that wait for one another: we give way, not the window


@dataclass(slots=True)
class Applied:
    """What came of putting changes in: rows that changed something here, rows set aside, edits made apart.

    `wholesale`: whether this database lets us put answers in so, `gone`: who is known to be erased; None: not asked yet. `erased` people of
    whom a carried file said so.
    """

    stored: int = 0
    set_aside: int = 0
    conflicts: int = 0
    tables: set[str] = field(default_factory=set)
    wholesale: bool | None = None
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


def apply(connection: Connection, space: SpaceId, fetched: Fetched) -> Applied:
    """Merge everything that was fetched. The transaction has begun with `begin`."""
    applied = Applied()
    staged = staging.tables_in(connection, space) if fetched.staged else frozenset()
    for table in TABLES:
        if table.name in staged:
            for part in staging.pages(connection, space, table.name):
                put_in(connection, space, table, part, applied)
        for page in fetched.held:
            if table.name in page:
                put_in(connection, space, table, page[table.name], applied)
    if fetched.staged or len(fetched.held) > 1:  # an earlier pull that was ended may have left something
        staging.clear(connection, space)
    return applied


def put_in(connection: Connection, space: SpaceId, table: SyncedTable, part: Part, applied: Applied) -> None:
    """Merge one page of a table."""
    before = applied.stored
    if applied.gone is None:
        applied.gone = erased.known(connection, space)
    given: _Given = {"space": space, "gone": [one for ids in applied.gone.values() for one in ids], "games": list(GAME_OF)}
    given |= {"rows": part} if isinstance(part, str) else {name: part.get(name) for name, _ in fact_types(table)}
    given["skip"] = erased.rows_of_gone(connection, table, given, applied.gone) if applied.gone else []
    if isinstance(part, str):
        _some(connection, space, table, given, applied, _records)
    elif not _all_at_once(connection, table, given, applied):
        _some(connection, space, table, given, applied, _facts)
    if applied.stored > before:
        applied.tables.add(table.name)


def take(connection: Connection, space: SpaceId, table: SyncedTable, rows: str) -> None:
    """Take records of the hub (a JSON array) as they are, whatever stands here."""
    connection.exec_driver_sql(_taken(table), {"space": space, "rows": rows})


_Given = dict[str, Any]
_Merge = Callable[[Connection, SpaceId, SyncedTable, _Given, Applied], None]


def _all_at_once(connection: Connection, table: SyncedTable, given: _Given, applied: Applied) -> bool:
    """Put in a page of many answers as a whole; False where that may not be, or something in it needs a closer look."""
    if not wholesale.is_for(table, given):
        return False
    if applied.wholesale is None:
        applied.wholesale = wholesale.is_allowed(connection)
    if not applied.wholesale:
        return False
    try:
        with connection.begin_nested():
            done = wholesale.add(connection, table, given)
            if done is not None:
                _added(connection, table, given, applied, done)
    except (IntegrityError, DataError):
        return False
    return done is not None


def _some(connection: Connection, space: SpaceId, table: SyncedTable, given: _Given, applied: Applied, merge: _Merge) -> None:
    """Merge the rows of a page but those to skip; what is refused, half by half."""
    try:
        with connection.begin_nested():
            merge(connection, space, table, given, applied)
            return
    except (IntegrityError, DataError) as error:
        skip = given["skip"]
        ids = [one for one in _ids(connection, table, given) if one not in set(skip)]
        refusal = error
    if len(ids) > 1:
        half = len(ids) // 2
        for others in (ids[half:], ids[:half]):
            _some(connection, space, table, given | {"skip": [*skip, *others]}, applied, merge)
    elif ids:
        state, message = getattr(refusal.orig, "sqlstate", None) or "", str(refusal.orig).splitlines()[0][:300]
        quarantine.keep_inward(connection, space, table, ids[0], state, message)
        applied.set_aside += 1


def _records(connection: Connection, space: SpaceId, table: SyncedTable, given: _Given, applied: Applied) -> None:
    row = connection.exec_driver_sql(_merging(table), given).one()
    applied.stored += row.stored
    applied.conflicts += conflicts.keep(connection, space, row.conflicts)


def _facts(connection: Connection, _space: SpaceId, table: SyncedTable, given: _Given, applied: Applied) -> None:
    row = connection.exec_driver_sql(_adding(table)[0], given).one()
    _added(connection, table, given, applied, wholesale.Done(row.given, row.stored, noted=False))


def _added(connection: Connection, table: SyncedTable, given: _Given, applied: Applied, done: wholesale.Done) -> None:
    """After what was new is in: facts made apart are settled, and what is to be folded is noted."""
    settled = 0
    if done.stored < done.given:
        settled = connection.exec_driver_sql(_adding(table)[1], given).one().stored
    applied.stored += done.stored + settled
    if table.name in _FOLDED and (settled or (done.stored and not done.noted)):
        connection.exec_driver_sql(_FOLDED[table.name], given)


def _ids(connection: Connection, table: SyncedTable, given: _Given) -> list[UUID]:
    """The ids of a page's rows."""
    if table.kind is Kind.RECORD:
        wanted = "SELECT CAST(row ->> 'id' AS uuid) FROM jsonb_array_elements(CAST(:rows AS jsonb)) AS row"
    else:
        wanted = "SELECT unnest(CAST(:id AS uuid[]))"
    return list(dict.fromkeys(connection.execute(text(wanted), given).scalars()))


# Whose standings are to be folded: with these attempts, or, where badges say that a skill has bloomed, anew.
_OF_BADGES = (
    "INSERT INTO sync.refolds (space_id, child_id, skill_id, since)"
    " SELECT DISTINCT %(space)s::uuid, child, skill, '-infinity'::timestamptz"
    " FROM unnest(%(id)s::uuid[], %(child_id)s::uuid[], %(skill_id)s::uuid[]) AS fact (id, child, skill)"
    " WHERE skill IS NOT NULL AND id <> ALL (%(skip)s::uuid[])"
    " ON CONFLICT (space_id, child_id, skill_id) DO UPDATE SET since = excluded.since"
)
# Of attempts also whose game this program does not know: they are folded when it does.
_OF_ATTEMPTS = (
    "WITH fact AS MATERIALIZED (SELECT * FROM unnest(%(id)s::uuid[], %(child_id)s::uuid[], %(skill_id)s::uuid[],"
    " %(occurred_at)s::timestamptz[], %(game)s::smallint[]) AS fact (id, child, skill, at, game) WHERE id <> ALL (%(skip)s::uuid[]))"
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
    return Setting("public", "%(space)s::uuid", "%(rows)s::jsonb", "%(gone)s::uuid[]", "%(skip)s::uuid[]", marks=marks, column="%({name})s")


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

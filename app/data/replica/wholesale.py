"""Answers by the thousand, put in without a trigger for every row: half of a download's time otherwise.

The parents of a page's rows are looked for and locked together, where the keys' triggers would do so row by row; the days of practice are
counted, and what is to be folded is noted, by the statement that adds the rows. It comes to the same as the ordinary way, which takes
every page that is not as it should be (a parent is missing, a rule is broken), and all of them where the server does not let us.
"""

from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.data.contract import SyncedTable
from app.data.merging import fact_types

_MANY = 200  # rows; fewer are not worth the statements


class Done(NamedTuple):
    """How many rows there were, how many were new, and whether it is noted that they are to be folded."""

    given: int
    stored: int
    noted: bool


def is_for(table: SyncedTable, given: dict[str, Any]) -> bool:
    """Whether a page (its columns, as `applying` has them) is one of many answers."""
    return table.name == "attempts" and (given["id"] or "").count(",") >= _MANY


def is_allowed(connection: Connection) -> bool:
    """Whether this database lets us do without triggers: our own cluster does, a server's keeper has seldom allowed it."""
    return bool(connection.exec_driver_sql("SELECT has_parameter_privilege('session_replication_role', 'SET')").scalar_one())


def add(connection: Connection, table: SyncedTable, given: dict[str, Any]) -> Done | None:
    """Add the answers that are not there yet; None where a parent is missing, with nothing added.

    Within a savepoint of the caller's: with what it raises (IntegrityError, DataError) triggers are switched on again by its end.
    """
    if not _has_parents(connection, table, given):
        return None
    connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
    row = connection.exec_driver_sql(_adding(table), given).one()
    connection.exec_driver_sql("SET LOCAL session_replication_role = origin")
    return Done(row.given, row.stored, noted=row.stored > 0)


def _has_parents(connection: Connection, table: SyncedTable, given: dict[str, Any]) -> bool:
    """Whether all parents are there; they stay until the transaction ends, as a key's trigger would see to."""
    return bool(connection.exec_driver_sql(_looking(table), given).scalar_one())


@cache
def _looking(table: SyncedTable) -> str:
    found = " AND ".join(
        f"""(
    WITH named AS MATERIALIZED (SELECT DISTINCT id FROM unnest(%({parent.column})s::uuid[]) AS u (id)), found AS MATERIALIZED (
        SELECT FROM {parent.table} WHERE space_id = %(space)s::uuid AND id = ANY (ARRAY(SELECT id FROM named)) FOR KEY SHARE
    )
    SELECT (SELECT count(id) FROM named) = (SELECT count(*) FROM found)
)"""
        for parent in table.parents
    )
    return f"SELECT {found}"


@cache
def _adding(table: SyncedTable) -> str:
    types = fact_types(table)
    arrays = ", ".join(f"%({name})s::{kind}[]" for name, kind in types)
    defaults = {column.name: f"coalesce(u.{column.name}, {column.default}::{column.type})" for column in table.columns if column.default}
    values = ", ".join(f"{defaults.get(name, f'u.{name}')} AS {name}" for name, _ in types if name != "extra")
    names = ", ".join(name for name, _ in types if name != "extra")
    return f"""
WITH given AS MATERIALIZED (
    SELECT {values} FROM unnest({arrays}) AS u ({", ".join(name for name, _ in types)})
), added AS (
    INSERT INTO {table.name} (space_id, {names}) SELECT %(space)s::uuid, {names} FROM given
    ON CONFLICT (space_id, id) DO NOTHING
    RETURNING child_id, local_day, took_ms, correct, aided, try_number
), days AS (
    INSERT INTO practice_days AS day (space_id, child_id, local_day, attempts, correct, first_tries, first_tries_right, played_ms)
    SELECT %(space)s::uuid, child_id, local_day, count(*), count(*) FILTER (WHERE correct), count(*) FILTER (WHERE try_number = 1),
        count(*) FILTER (WHERE try_number = 1 AND correct AND NOT aided), sum(took_ms)
    FROM added GROUP BY child_id, local_day ORDER BY child_id, local_day
    ON CONFLICT (space_id, child_id, local_day) DO UPDATE SET
        attempts = day.attempts + excluded.attempts,
        correct = day.correct + excluded.correct,
        first_tries = day.first_tries + excluded.first_tries,
        first_tries_right = day.first_tries_right + excluded.first_tries_right,
        played_ms = day.played_ms + excluded.played_ms
), noted AS (
    INSERT INTO sync.refolds AS known (space_id, child_id, skill_id, since)
    SELECT %(space)s::uuid, child_id, skill_id, min(occurred_at) FROM given WHERE EXISTS (SELECT FROM added) GROUP BY child_id, skill_id
    ON CONFLICT (space_id, child_id, skill_id) DO UPDATE SET since = least(known.since, excluded.since)
)
SELECT (SELECT count(*) FROM given) AS given, (SELECT count(*) FROM added) AS stored"""

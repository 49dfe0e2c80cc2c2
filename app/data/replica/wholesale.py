"""Answers by the thousand, put in without a trigger for every row: half of a download's time otherwise.

The statement that adds the rows looks for their parents and locks them together, where the keys' triggers would do so row by row; it counts
the days of practice and notes what is to be folded. It comes to the same as the ordinary way, which takes every page that is not as it
should be (a parent is missing, a rule is broken), and all of them where the server does not let us.
"""

from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.data.contract import SyncedTable
from app.data.merging import fact_types

MANY = 200  # rows; fewer are not worth the statements


class Done(NamedTuple):
    """How many rows there were, how many were new, and whether it is noted that they are to be folded."""

    given: int
    stored: int
    noted: bool


def is_for(table: SyncedTable, given: dict[str, Any]) -> bool:
    """Whether a page (its columns, as `applying` has them) is one of many answers, all to be put in, with nothing beside their columns."""
    return table.name == "attempts" and not given["skip"] and not given.get("extra") and (given["id"] or "").count(",") >= MANY


def is_allowed(connection: Connection) -> bool:
    """Whether this database lets us do without triggers: our own cluster does, a server's keeper has seldom allowed it."""
    return bool(connection.exec_driver_sql("SELECT has_parameter_privilege('session_replication_role', 'SET')").scalar_one())


def add(connection: Connection, table: SyncedTable, given: dict[str, Any]) -> Done | None:
    """Add the answers that are not there yet; None where a parent is missing, with nothing added.

    Within a savepoint of the caller's: with what it raises (IntegrityError, DataError) triggers are switched on again by its end.
    """
    connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
    row = connection.exec_driver_sql(_adding(table), given).one()
    connection.exec_driver_sql("SET LOCAL session_replication_role = origin")
    return Done(row.given, row.stored, noted=row.stored > 0) if row.whole else None


def _parents(table: SyncedTable) -> str:
    """Whether all parents are there. They are locked: they stay until the transaction ends, as a key's trigger would see to."""
    return " AND ".join(
        f"(SELECT count({parent.column}) FROM (SELECT DISTINCT {parent.column} FROM given) AS named) = (SELECT count(*) FROM ("
        f"SELECT FROM {parent.table} WHERE space_id = %(space)s::uuid AND id = ANY (ARRAY(SELECT DISTINCT {parent.column} FROM given))"
        " FOR KEY SHARE) AS found)"
        for parent in table.parents
    )


@cache
def _adding(table: SyncedTable) -> str:
    """The statement of `add`.

    Columns are taken apart in a select list, which keeps no copy of them; each row is looked up before it is added: half the time of ON
    CONFLICT.
    """
    columns = [(name, kind) for name, kind in fact_types(table) if name != "extra"]
    taken_apart = ", ".join(f"unnest(%({name})s::{kind}[]) AS {name}" for name, kind in columns)
    defaults = {column.name: f"coalesce(given.{column.name}, {column.default})" for column in table.columns if column.default}
    return f"""
WITH given AS MATERIALIZED (
    SELECT {taken_apart}
), there AS MATERIALIZED (
    SELECT {_parents(table)} AS whole
), added AS (
    INSERT INTO {table.name} (space_id, {", ".join(name for name, _ in columns)})
    SELECT %(space)s::uuid, {", ".join(defaults.get(name, f"given.{name}") for name, _ in columns)} FROM given
    WHERE (SELECT whole FROM there)
        AND (SELECT true FROM {table.name} AS known WHERE known.space_id = %(space)s::uuid AND known.id = given.id LIMIT 1) IS NULL
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
), aside AS (
    INSERT INTO sync.left_out (space_id, child_id, skill_id, game)
    SELECT DISTINCT %(space)s::uuid, child_id, skill_id, game FROM given
    WHERE game <> ALL (%(games)s::smallint[]) AND EXISTS (SELECT FROM added)
    ON CONFLICT DO NOTHING
), noted AS (
    INSERT INTO sync.refolds AS known (space_id, child_id, skill_id, since)
    SELECT %(space)s::uuid, child_id, skill_id, min(occurred_at) FROM given WHERE EXISTS (SELECT FROM added) GROUP BY child_id, skill_id
    ON CONFLICT (space_id, child_id, skill_id) DO UPDATE SET since = least(known.since, excluded.since)
)
SELECT (SELECT whole FROM there) AS whole, (SELECT count(*) FROM given) AS given, (SELECT count(*) FROM added) AS stored"""

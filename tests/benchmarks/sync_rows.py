"""Attempts made inside a database, as quick as rows can come, so that what is measured is what follows: on a device in transactions of
1,000, as if played there, or on a hub in one, as if a device had sent them; or not at all, as the body of a push.
"""

from __future__ import annotations

import secrets

from sqlalchemy import text

from app.data.database import Database
from tests.support.database import command
from tests.support.rows import Household

IN_ONE = 1000

_COLUMNS = (
    "space_id, id, child_id, play_session_id, skill_id, game, turn, try_number, asked, answered, choices, prompt,"
    " correct, aided, took_ms, occurred_at, local_day"
)
_ROWS = r"""
    SELECT p.space_id, CAST(lpad(to_hex(1790000000000 + n), 12, '0') || '7' || substr(md5(n\:\:text), 1, 3) || '8' || substr(md5(n\:\:text), 4, 15) AS uuid),
           p.child_id, p.id, s.id, 1 + n % 2, n % 1000, 1, 'm', 'm', 'a' || chr(31) || 'm' || chr(31) || 's', 'moon', n % 5 <> 0, false,
           1500 + n % 9000, p.started_at + n * interval '9 seconds', CAST(p.started_at + n * interval '9 seconds' AS date){more}
    FROM generate_series(CAST(:first AS integer), CAST(:last AS integer)) AS n
    JOIN {schema}.play_sessions AS p ON p.space_id = :space
    JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM {schema}.skills WHERE space_id = :space) AS s ON s.place = n % 4
"""  # noqa: E501 (a line of SQL)
_PLAYED = text(f"INSERT INTO attempts ({_COLUMNS})" + _ROWS.format(schema="public", more=""))
_SENT = text(
    f"INSERT INTO shared.attempts ({_COLUMNS}, seq)"
    + _ROWS.format(schema="shared", more=", (SELECT seq FROM sync.heads WHERE space_id = :space) + n + 1")
)
_SPOKEN = text(
    "SELECT jsonb_build_object("
    + ", ".join(f"'{each}', array_agg({each} ORDER BY id)::text" for each in _COLUMNS.split(", ") if each != "space_id")
    + ") FROM ("
    + _ROWS.format(schema="public", more="")
    + f") AS a ({_COLUMNS})"
)
_HEAD = text("UPDATE sync.heads SET seq = seq + :size, chain = :chain WHERE space_id = :space")
_CHECKPOINT = text("INSERT INTO sync.checkpoints SELECT space_id, seq, chain, now() FROM sync.heads WHERE space_id = :space")


def write(database: Database, home: Household, start: int, size: int) -> None:
    """Attempts number `start` and following of the household's child."""
    for first in range(start, start + size, IN_ONE):
        with database.transaction() as connection:
            connection.execute(_PLAYED, {"space": home.space, "first": first, "last": min(first + IN_ONE, start + size) - 1})


def send(hub: Database, home: Household, size: int) -> None:
    """Attempts of the household's child straight into a hub that has the household, with their place in its history."""
    with hub.transaction() as connection:
        connection.execute(_SENT, {"space": home.space, "first": 0, "last": size - 1})
        connection.execute(_HEAD, {"space": home.space, "size": size, "chain": secrets.token_hex(32)})
        connection.execute(_CHECKPOINT, {"space": home.space})
    command(hub.address, "VACUUM ANALYZE shared.attempts")  # as a hub does by itself while rows come


def spoken(database: Database, home: Household, start: int, size: int) -> dict[str, str]:
    """Attempts number `start` and following as the columns of a push; nothing is written. `database` has the household."""
    with database.transaction() as connection:
        connection.execute(text("SET LOCAL TIME ZONE 'UTC'"))
        columns: dict[str, str] = connection.execute(_SPOKEN, {"space": home.space, "first": start, "last": start + size - 1}).scalar_one()
    return columns

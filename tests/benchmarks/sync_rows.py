"""Attempts made inside a database, in transactions of 1,000: as quick as rows can come, so that what is measured is what follows."""

from __future__ import annotations

from sqlalchemy import text

from app.data.database import Database
from tests.support.rows import Household

IN_ONE = 1000

_MADE = text(r"""
    INSERT INTO attempts (space_id, id, child_id, play_session_id, skill_id, game, turn, try_number, asked, answered, choices, prompt,
                          correct, aided, took_ms, occurred_at, local_day)
    SELECT p.space_id, CAST(lpad(to_hex(1790000000000 + n), 12, '0') || '7' || substr(md5(n\:\:text), 1, 3) || '8' || substr(md5(n\:\:text), 4, 15) AS uuid),
           p.child_id, p.id, s.id, 1 + n % 2, n % 1000, 1, 'm', 'm', 'a' || chr(31) || 'm' || chr(31) || 's', 'moon', n % 5 <> 0, false,
           1500 + n % 9000, p.started_at + n * interval '9 seconds', CAST(p.started_at + n * interval '9 seconds' AS date)
    FROM generate_series(CAST(:first AS integer), CAST(:last AS integer)) AS n
    JOIN play_sessions AS p ON p.space_id = :space
    JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM skills WHERE space_id = :space) AS s ON s.place = n % 4
""")  # noqa: E501 (a line of SQL)


def write(database: Database, home: Household, start: int, size: int) -> None:
    """Attempts number `start` and following of the household's child."""
    for first in range(start, start + size, IN_ONE):
        with database.transaction() as connection:
            connection.execute(_MADE, {"space": home.space, "first": first, "last": min(first + IN_ONE, start + size) - 1})

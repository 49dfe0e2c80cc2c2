"""Rows at size: one record by key and a child's year, at as many attempts as `LETTERGROVE_BENCH_ROWS` says (1,000,000 without it).

The rows are made inside the database: children of a space with the ordinary shape of an attempt over two years, triggers and all.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import text

from app.data.queries import attempts, practice_days
from app.learning.ids import AttemptId, ChildId
from app.services import children, looking, spaces
from app.services.children import NewChild
from app.services.desk import Desk
from app.services.opening import at_desk
from app.services.place import Place
from app.system.paths import Paths
from tests.benchmarks.figures import Figure, percentile, spread
from tests.benchmarks.home import empty_home, found

_CHILDREN = 40
_TIMES = 300
_MAKE = text("""
    INSERT INTO attempts (space_id, id, child_id, play_session_id, skill_id, game, turn, try_number, asked, answered, choices, prompt,
                          correct, aided, took_ms, occurred_at, local_day)
    SELECT p.space_id, gen_random_uuid(), p.child_id, p.id,
           (SELECT s.id FROM skills s WHERE s.space_id = p.space_id ORDER BY s.id OFFSET n LIMIT 1), 1 + n % 2, n, 1, 'm', 'm',
           'a' || chr(31) || 'm' || chr(31) || 's', 'moon', n % 5 <> 0, false, 1500 + n * 90,
           p.started_at + n * interval '9 seconds', p.local_day
    FROM play_sessions p, generate_series(0, 9) AS n
    WHERE p.space_id = :space AND p.child_id = :child AND NOT EXISTS (
        SELECT 1 FROM attempts a WHERE a.space_id = p.space_id AND a.play_session_id = p.id)
""")
_SESSIONS = text("""
    INSERT INTO play_sessions (space_id, id, child_id, game, language, turns, seed, started_at, ended_at, local_day)
    SELECT :space, gen_random_uuid(), :child, 1, 'en', 10, n, at, at + interval '90 seconds', at::date
    FROM (SELECT n, :now - n * interval '730 days' / :count AS at FROM generate_series(1, :count) AS n) AS made
""")


def measure() -> list[Figure]:
    """95th percentiles in milliseconds."""
    size = int(os.environ.get("LETTERGROVE_BENCH_ROWS", "1000000"))
    with empty_home() as home:
        found(home)
        with at_desk(Place(Paths(home))) as desk:
            space = spaces.current_space(desk)
            if space is None:
                raise RuntimeError("no space")
            seated = replace(desk, space=space.id)
            keys, who = _fill(seated, size)
            return _measure(seated, keys, who, size)


def _fill(desk: Desk, size: int) -> tuple[list[AttemptId], list[ChildId]]:
    who = [one.id for one in children.list_children(desk)]
    with desk.database.transaction() as connection:
        owner = connection.execute(text("SELECT id FROM grown_ups LIMIT 1")).scalar_one()
    desk = replace(desk, grown_up=owner)
    who += [children.add_child(desk, NewChild(f"Child {number}")).value.id for number in range(_CHILDREN - len(who))]
    sessions = max(1, size // len(who) // 10)
    for child in who:
        with desk.database.transaction() as connection:
            connection.execute(_SESSIONS, {"space": desk.space, "child": child, "now": desk.now(), "count": sessions})
            connection.execute(_MAKE, {"space": desk.space, "child": child})
    with desk.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
        keys = [AttemptId(row[0]) for row in connection.execute(text("SELECT id FROM attempts TABLESAMPLE SYSTEM (1) LIMIT 2000"))]
    return keys, who


def _measure(desk: Desk, keys: list[AttemptId], who: list[ChildId], size: int) -> list[Figure]:
    dice, space, today = random.Random(1), desk.space, desk.now().date()
    if space is None:
        raise RuntimeError("no space")
    with desk.database.reading() as connection:
        by_key = _timed(lambda: attempts.find(connection, space, dice.choice(keys)))
        year = _timed(lambda: practice_days.of_child(connection, space, dice.choice(who), today.replace(year=today.year - 1), today))
    sessions = _timed(lambda: looking.recent_sessions(desk, dice.choice(who)))
    grid = _timed(lambda: looking.letter_grid(desk, dice.choice(who)), 60)
    at = f"{size:,} attempts"
    return [
        Figure(f"one record by key, p95, at {at}", percentile(by_key, 0.95), "ms", 2, spread(by_key)),
        Figure(f"a child's year, p95, at {at}", percentile(year, 0.95), "ms", 20, spread(year)),
        Figure(f"last play sessions with their numbers, p95, at {at}", percentile(sessions, 0.95), "ms", None, spread(sessions)),
        Figure(f"a child's letters, p95, at {at}", percentile(grid, 0.95), "ms", None, spread(grid)),
    ]


def _timed(work: Callable[[], object], times: int = _TIMES) -> list[float]:
    work()
    waits = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        waits.append((time.perf_counter() - began) * 1000)
    return waits

"""The rollup of practice days is the sum of the attempts, whatever is done to them and by how many at once."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from app.data.database import Database
from app.data.queries import attempts, practice_days
from app.learning.ids import AttemptId
from app.learning.mastery import Attempt
from app.learning.practice import PracticeDay
from app.system.ids import new_id
from tests.support.proofs import practice_day_differences
from tests.support.rows import NOON, Household, household, new_attempt

ANY_DAY = (date(2000, 1, 1), date(2100, 1, 1))


@pytest.fixture
def home(connection: Connection) -> Household:
    return household(connection)


def made(home: Household, day: int, try_number: int, correct: bool, aided: bool) -> Attempt:
    attempt = new_attempt(home, at=NOON + timedelta(days=day), correct=correct)
    return replace(attempt, try_number=try_number, aided=aided, took_ms=100 * day + try_number)


def summed(attempts_made: list[Attempt]) -> list[PracticeDay]:
    """What the rollup should say."""
    days = sorted({attempt.local_day for attempt in attempts_made})
    return [_day([attempt for attempt in attempts_made if attempt.local_day == day]) for day in days]


def _day(of_day: list[Attempt]) -> PracticeDay:
    firsts = [attempt for attempt in of_day if attempt.try_number == 1]
    return PracticeDay(
        child=of_day[0].child,
        day=of_day[0].local_day,
        attempts=len(of_day),
        correct=sum(attempt.correct for attempt in of_day),
        first_tries=len(firsts),
        first_tries_right=sum(attempt.correct and not attempt.aided for attempt in firsts),
        played=timedelta(milliseconds=sum(attempt.took_ms for attempt in of_day)),
    )


FACTS = st.tuples(st.integers(0, 3), st.integers(1, 3), st.booleans(), st.booleans())
KINDS = st.sampled_from(["add", "add many", "again", "correct", "move", "delete"])
STEPS = st.lists(st.tuples(KINDS, FACTS, st.integers(0, 50)), max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_the_rollup_always_equals_the_sum(connection: Connection, steps: list[tuple[str, tuple[int, int, bool, bool], int]]) -> None:
    home = household(connection)
    kept: list[Attempt] = []
    for step, facts, place in steps:
        new = made(home, *facts)
        chosen = kept[place % len(kept)] if kept else None
        if step == "add":
            attempts.add(connection, home.space, new)
            kept.append(new)
        elif step == "add many":
            more = [replace(new, id=AttemptId(new_id()), local_day=new.local_day + timedelta(days=n % 2)) for n in range(place % 5)]
            attempts.add_many(connection, home.space, more)
            kept += more
        elif chosen is not None:
            kept = _change(connection, home, kept, chosen, new, step)
        days = practice_days.of_child(connection, home.space, home.child.id, *ANY_DAY)
        assert list(days) == summed(kept)
        assert practice_day_differences(connection, home.space) == []


def _change(connection: Connection, home: Household, kept: list[Attempt], chosen: Attempt, new: Attempt, step: str) -> list[Attempt]:
    key = {"space": home.space, "id": chosen.id}
    rest = [attempt for attempt in kept if attempt.id != chosen.id]
    if step == "again":
        attempts.add(connection, home.space, chosen)
        return kept
    if step == "correct":
        connection.execute(text("UPDATE attempts SET correct = NOT correct WHERE space_id = :space AND id = :id"), key)
        return [*rest, replace(chosen, correct=not chosen.correct)]
    if step == "move":
        moved = text("UPDATE attempts SET local_day = :day WHERE space_id = :space AND id = :id")
        connection.execute(moved, key | {"day": new.local_day})
        return [*rest, replace(chosen, local_day=new.local_day)]
    connection.execute(text("DELETE FROM attempts WHERE space_id = :space AND id = :id"), key)
    return rest


def test_a_rollup_that_was_tampered_with_is_found(connection: Connection, home: Household) -> None:
    attempts.add_many(connection, home.space, [made(home, day, 1, True, False) for day in range(3)])
    connection.execute(text("UPDATE practice_days SET correct = 0 WHERE local_day = :day"), {"day": NOON.date()})
    connection.execute(text("DELETE FROM practice_days WHERE local_day = :day"), {"day": NOON.date() + timedelta(days=2)})
    found = practice_day_differences(connection, home.space)
    assert [(side, day - NOON.date(), count) for side, day, count in found] == [
        ("rolled up", timedelta(0), 1),
        ("summed", timedelta(0), 1),
        ("summed", timedelta(days=2), 1),
    ]


def test_writers_at_once_lose_nothing_and_count_nothing_twice(fresh_database: Database) -> None:
    with fresh_database.transaction() as connection:
        home = household(connection)
        first = [made(home, day, 1, True, False) for day in range(3)]
        attempts.add_many(connection, home.space, first)
    together = threading.Barrier(4)
    errors: list[BaseException] = []

    def add() -> None:
        for turn in range(40):
            with fresh_database.transaction() as connection:
                attempts.add(connection, home.space, made(home, turn % 3, 1 + turn % 2, True, False))

    def add_many() -> None:
        for turn in range(20):
            with fresh_database.transaction() as connection:
                attempts.add_many(connection, home.space, [made(home, (turn + n) % 3, 2, False, True) for n in range(4)])

    def correct() -> None:
        for turn in range(40):
            with fresh_database.transaction() as connection:
                key = {"space": home.space, "id": first[turn % 3].id}
                connection.execute(text("UPDATE attempts SET correct = NOT correct WHERE space_id = :space AND id = :id"), key)

    def noted(work: Callable[[], None]) -> None:
        try:
            together.wait(20)
            work()
        except BaseException as error:  # noqa: BLE001 (told below, in the test's own thread)
            errors.append(error)

    threads = [threading.Thread(target=noted, args=(work,)) for work in (add, add, add_many, correct)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    with fresh_database.reading() as connection:
        days = practice_days.of_child(connection, home.space, home.child.id, *ANY_DAY)
        assert sum(day.attempts for day in days) == 3 + 40 + 40 + 80
        assert practice_day_differences(connection, home.space) == []

"""Queries of play sessions, attempts, standings, practice days and badges."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from app.data.queries import attempts, badges, children, mastery, play_sessions, practice_days
from app.learning.badges import Award, Badge
from app.learning.ids import AttemptId, PlaySessionId, SkillId
from app.learning.mastery import Game
from app.learning.play_sessions import PlayedSession
from app.learning.skills import Status
from app.system.ids import new_id
from tests.support.database import Queries
from tests.support.rows import NOON, Household, household, new_attempt, new_child, new_play_session, new_standing

TODAY = NOON.date()


@pytest.fixture
def home(connection: Connection) -> Household:
    return household(connection)


def test_a_play_session_comes_back_as_it_was_begun(connection: Connection, home: Household) -> None:
    sitting = replace(home.play_session, id=PlaySessionId(new_id()), game=Game.PICTURE_TO_LETTER, seed=2**63 - 1)
    play_sessions.add(connection, home.space, sitting)
    play_sessions.add(connection, home.space, replace(sitting, turns=3))
    assert play_sessions.find(connection, home.space, sitting.id) == sitting


def test_what_can_be_resumed_is_the_newest_of_the_day_that_has_not_ended(connection: Connection, home: Household) -> None:
    child, later = home.child.id, NOON + timedelta(hours=1)
    newer = new_play_session(child, later, Game.PICTURE_TO_LETTER)
    play_sessions.add(connection, home.space, newer)
    assert play_sessions.unfinished(connection, home.space, child, TODAY) == newer
    assert play_sessions.unfinished(connection, home.space, child, TODAY, Game.LISTEN_AND_FIND) == home.play_session
    assert play_sessions.unfinished(connection, home.space, child, TODAY + timedelta(days=1)) is None
    assert play_sessions.end(connection, home.space, newer.id, later)
    assert not play_sessions.end(connection, home.space, newer.id, later)
    assert play_sessions.unfinished(connection, home.space, child, TODAY) == home.play_session


def test_a_sitting_ends_even_when_the_clock_was_set_back(connection: Connection, home: Household) -> None:
    assert play_sessions.end(connection, home.space, home.play_session.id, NOON - timedelta(days=400))


def test_the_last_sittings_come_with_their_numbers_in_one_query(connection: Connection, home: Household, queries: Queries) -> None:
    older, empty = new_play_session(home.child.id, NOON - timedelta(days=1)), new_play_session(home.child.id)
    for sitting in (older, empty):
        play_sessions.add(connection, home.space, sitting)
    right, wrong = new_attempt(home, turn=0), new_attempt(home, turn=1, correct=False)
    again = replace(new_attempt(home, turn=1), id=AttemptId(new_id()), try_number=2, occurred_at=wrong.occurred_at + timedelta(seconds=5))
    aided = replace(new_attempt(home, turn=2), aided=True)
    before = replace(new_attempt(home, at=older.started_at), play_session=older.id)
    attempts.add_many(connection, home.space, [right, wrong, again, aided, before])
    newest = PlayedSession(home.play_session, attempts=4, turns=3, right=1, last_at=aided.occurred_at)
    with queries.at_most(1):
        found = play_sessions.recent(connection, home.space, home.child.id, 10)
    assert found == (newest, PlayedSession(older, 1, 1, 1, before.occurred_at))
    assert play_sessions.recent(connection, home.space, home.child.id, 1) == (newest,)
    assert play_sessions.played(connection, home.space, home.play_session.id) == newest
    assert play_sessions.played(connection, home.space, empty.id) is None


def test_an_attempt_comes_back_as_it_happened_and_counts_once(connection: Connection, home: Household) -> None:
    attempt = replace(new_attempt(home), asked="ज्ञ", answered="क्ष", choices=("ज्ञ", "क्ष", "a b"), prompt="")
    assert attempts.add(connection, home.space, attempt)
    assert not attempts.add(connection, home.space, replace(attempt, correct=False))
    attempts.add_many(connection, home.space, [attempt])
    attempts.add_many(connection, home.space, [])
    assert attempts.find(connection, home.space, attempt.id) == attempt
    assert attempts.find(connection, home.space, AttemptId(new_id())) is None
    assert [day.attempts for day in practice_days.of_child(connection, home.space, home.child.id, TODAY, TODAY)] == [1]


def test_attempts_come_in_fold_order_by_sitting_child_moment_and_skill(connection: Connection, home: Household) -> None:
    made = [new_attempt(home, turn=turn) for turn in (3, 1, 2, 0)]
    twin = replace(made[0], id=AttemptId(new_id()))
    elsewhere = replace(made[1], id=AttemptId(new_id()), skill=home.tree.skills[1].id)
    attempts.add_many(connection, home.space, [*made, twin, elsewhere])
    ordered = tuple(sorted([*made, twin, elsewhere], key=lambda attempt: (attempt.occurred_at, attempt.id)))
    assert attempts.of_play_session(connection, home.space, home.play_session.id) == ordered
    assert attempts.of_child(connection, home.space, home.child.id) == ordered
    assert attempts.of_child(connection, home.space, home.child.id, made[2].occurred_at) == ordered[3:]
    of_first = tuple(a for a in ordered if a != elsewhere)
    assert attempts.of_skill(connection, home.space, home.child.id, home.skill) == of_first
    both = dict(attempts.skill_by_skill(connection, home.space, home.child.id, {home.skill, elsewhere.skill}))
    assert both == {home.skill: of_first, elsewhere.skill: (elsewhere,)}
    later = dict(attempts.skill_by_skill(connection, home.space, home.child.id, [home.skill], made[2].occurred_at))
    assert later == {home.skill: tuple(a for a in of_first if a.occurred_at >= made[2].occurred_at)}
    assert not list(attempts.skill_by_skill(connection, home.space, home.child.id, []))


@pytest.mark.parametrize("broken", [{"try_number": 0}, {"turn": -1}, {"took_ms": -1}, {"asked": ""}, {"prompt": "x" * 201}])
def test_an_attempt_that_cannot_have_happened_is_refused(connection: Connection, home: Household, broken: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match=f"attempts_{next(iter(broken))}_check"):
        attempts.add(connection, home.space, replace(new_attempt(home), **broken))  # type: ignore[arg-type]  # names of its fields


def test_an_attempt_cannot_point_into_another_space(connection: Connection, home: Household) -> None:
    other = household(connection)
    with pytest.raises(IntegrityError, match="fkey"):
        attempts.add(connection, home.space, replace(new_attempt(home), child=other.child.id))


def test_standings_come_back_as_they_were_kept(connection: Connection, home: Household, queries: Queries) -> None:
    first = new_standing(home, Status.BLOOMED)
    second = replace(new_standing(home), skill=home.tree.skills[1].id, due=NOON, last_at=None, last_id=None, memory={})
    mastery.keep(connection, home.space, [])
    with queries.at_most(1):
        mastery.keep(connection, home.space, [second, first])
    assert mastery.of_child(connection, home.space, home.child.id) == {first.skill: first, second.skill: second}
    assert mastery.of_skill(connection, home.space, home.child.id, first.skill) == first
    assert mastery.of_skill(connection, home.space, home.child.id, SkillId(new_id())) is None
    assert mastery.of_space(connection, home.space) == {home.child.id: {first.skill: first, second.skill: second}}
    children.set_removed(connection, home.space, home.child.id, NOON)
    assert mastery.of_space(connection, home.space) == {}


def test_practice_days_of_all_children_come_in_one_query(connection: Connection, home: Household, queries: Queries) -> None:
    idle = new_child()
    children.add(connection, home.space, idle)
    attempts.add_many(connection, home.space, [new_attempt(home, at=NOON + timedelta(days=day)) for day in range(5)])
    of_child = practice_days.of_child(connection, home.space, home.child.id, TODAY + timedelta(days=1), TODAY + timedelta(days=3))
    assert [day.day - TODAY for day in of_child] == [timedelta(1), timedelta(2), timedelta(3)]
    with queries.at_most(2):
        assert practice_days.of_space(connection, home.space, TODAY + timedelta(days=1), TODAY + timedelta(days=3)) == of_child
        assert practice_days.last_days(connection, home.space) == {home.child.id: TODAY + timedelta(days=4)}


def test_a_badge_is_earned_once_and_outlives_its_attempt(connection: Connection, home: Household) -> None:
    attempt = new_attempt(home)
    attempts.add(connection, home.space, attempt)
    bloom = Badge("bloom", Award.BLOOM, attempt.id, NOON, home.skill, "en")
    other_bloom = replace(bloom, skill=home.tree.skills[1].id, earned_at=NOON + timedelta(seconds=1))
    days = Badge("days-3", Award.DAYS, attempt.id, NOON + timedelta(seconds=2), count=3)
    assert badges.add(connection, home.space, home.child.id, [bloom, days]) == (bloom, days)
    again = replace(bloom, earned_at=NOON + timedelta(days=9))
    assert badges.add(connection, home.space, home.child.id, [again, other_bloom]) == (other_bloom,)
    assert badges.add(connection, home.space, home.child.id, []) == ()
    assert badges.of_child(connection, home.space, home.child.id) == (bloom, other_bloom, days)
    assert badges.of_play_session(connection, home.space, home.play_session.id) == (bloom, other_bloom, days)
    assert badges.kinds_of(connection, home.space, home.child.id) == {"days-3"}
    connection.execute(text("DELETE FROM attempts WHERE id = :id"), {"id": attempt.id})
    assert badges.of_child(connection, home.space, home.child.id)[0] == replace(bloom, attempt=None)


def test_what_a_newer_program_calls_a_game_is_kept_and_left_out_until_this_one_knows_it(connection: Connection, home: Household) -> None:
    known, later = new_attempt(home), new_attempt(home, turn=1)
    attempts.add_many(connection, home.space, [known, later])
    connection.execute(text("UPDATE attempts SET game = 99 WHERE id = :id"), {"id": later.id})
    assert attempts.of_skill(connection, home.space, home.child.id, home.skill) == (known,)
    assert attempts.of_play_session(connection, home.space, home.play_session.id) == (known,)
    connection.execute(text("UPDATE play_sessions SET game = 99"))
    assert play_sessions.find(connection, home.space, home.play_session.id) is None
    assert play_sessions.recent(connection, home.space, home.child.id, 5) == ()
    assert connection.execute(text("SELECT count(*) FROM attempts")).scalar_one() == 2

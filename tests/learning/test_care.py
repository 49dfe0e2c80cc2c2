"""Session care: what a sitting is, what is enough, and that neither a restart nor a clock that jumps does a child wrong."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.learning.care import REST, Care, Due, Limits, Played, care

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
QUARTER = Limits(timedelta(minutes=15), None)
ENOUGH = Limits(None, timedelta(minutes=30))


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def answers(begin: datetime, count: int, every: float = 0.5, took: float = 0.4) -> list[Played]:
    """An answer each half minute."""
    return [Played(begin + minutes(i * every), minutes(took), (begin + minutes(i * every)).date()) for i in range(count)]


def end(played: list[Played]) -> datetime:
    return played[-1].at


def test_a_child_that_has_not_played_may() -> None:
    assert care([], QUARTER, NOON) == Care(timedelta(), timedelta())


def test_after_a_sitting_it_is_time_for_a_rest_and_after_the_rest_for_play() -> None:
    played = answers(NOON, 32)
    assert care(played[:28], QUARTER, end(played[:28])).due is None
    resting = care(played, QUARTER, end(played) + minutes(1))
    assert (resting.due, resting.again_at) == (Due.REST, end(played) + REST)
    assert care(played, QUARTER, end(played) + REST).due is None


def test_what_was_played_before_a_rest_is_another_sitting() -> None:
    played = answers(NOON, 28) + answers(NOON + minutes(50), 4)
    now = care(played, QUARTER, end(played))
    assert now.due is None
    assert now.sitting < minutes(3)
    assert now.today > minutes(14)


def test_a_child_that_looks_at_the_grove_between_two_answers_is_not_playing_all_the_time() -> None:
    assert care(answers(NOON, 6, every=10.0), QUARTER, NOON + minutes(51)).sitting == minutes(0.4 + 5 * 2)


def test_enough_for_a_day_is_enough_until_tomorrow() -> None:
    played = answers(NOON, 40) + answers(NOON + minutes(60), 40)
    later = care(played, ENOUGH, end(played) + minutes(200))
    assert (later.due, later.again_at) == (Due.TOMORROW, None)
    assert care(played, ENOUGH, NOON + timedelta(days=1)).due is None


def test_without_limits_nothing_is_ever_due() -> None:
    assert care(answers(NOON, 600), Limits(None, None), NOON + minutes(300)).due is None


def test_a_grown_up_lets_a_child_go_on_for_one_sitting_more() -> None:
    played = answers(NOON, 32)
    let_on = end(played) + minutes(1)
    assert care(played, QUARTER, let_on, let_on).due is None
    more = played + answers(let_on + minutes(0.5), 32)
    assert care(more[:50], QUARTER, end(more[:50]), let_on).due is None
    assert care(more, QUARTER, end(more), let_on).due is Due.REST


def test_a_grown_up_lets_a_child_go_on_beyond_what_is_enough_for_a_day_but_not_for_ever() -> None:
    played = answers(NOON, 62)
    let_on = end(played) + minutes(1)
    assert care(played, ENOUGH, let_on, let_on).due is None
    more = played + answers(let_on + minutes(0.5), 34)
    assert care(more, ENOUGH, end(more), let_on).due is Due.TOMORROW


def test_what_leaves_no_answers_counts_too() -> None:
    assert care([], QUARTER, NOON, besides=minutes(16)).due is Due.REST
    assert care(answers(NOON, 20), QUARTER, NOON + minutes(10), besides=minutes(6)).due is Due.REST


@pytest.mark.parametrize("jump", [-3, -0.4, 0.4, 5, 24 * 40])
def test_a_clock_that_jumps_costs_a_child_two_minutes_at_most(jump: float) -> None:
    before = answers(NOON, 10)
    after = answers(end(before) + timedelta(hours=jump) + minutes(0.5), 10)
    straight = care(answers(NOON, 20), QUARTER, NOON + minutes(10))
    jumped = care(sorted(before + after, key=lambda one: one.at), QUARTER, end(after))
    assert jumped.due is None
    assert jumped.sitting <= straight.sitting + minutes(2)


@given(
    st.lists(st.tuples(st.integers(-5_000, 5_000), st.integers(0, 120)), max_size=60),
    st.integers(-6_000, 6_000),
    st.none() | st.integers(-6_000, 6_000),
)
def test_play_never_counts_for_less_than_nothing_nor_for_more_than_two_minutes_an_answer(
    made: list[tuple[int, int]], now: int, let_on: int | None
) -> None:
    played = [Played(NOON + minutes(at), timedelta(seconds=took), (NOON + minutes(at)).date()) for at, took in sorted(made)]
    limits = Limits(minutes(15), minutes(30))
    stands = care(played, limits, NOON + minutes(now), None if let_on is None else NOON + minutes(let_on))
    for length in (stands.sitting, stands.today):
        assert timedelta() <= length <= minutes(2) * len(played)
    assert care([], limits, NOON + minutes(now)).due is None

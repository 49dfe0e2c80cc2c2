"""Small figures for grown-ups."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.learning.statistics import (
    Share,
    days_in_a_row,
    days_with_practice,
    first_tries,
    hardest,
    last_days,
    mistaken_for,
    time_played,
)
from tests.learning.sample import attempt

TODAY = date(2026, 3, 29)  # the day on which clocks go forward in Europe


def back(*days: int) -> list[date]:
    return [TODAY - timedelta(days=day) for day in days]


def test_only_unaided_first_tries_count_as_right_or_wrong() -> None:
    facts = [attempt(1), attempt(2, correct=False), attempt(3, aided=True), attempt(4, try_number=2), attempt(5)]
    assert first_tries(facts) == Share(2, 3)
    assert first_tries([]) == Share(0, 0)


@pytest.mark.parametrize(("right", "total", "percent"), [(0, 0, None), (0, 3, 0), (2, 3, 66), (199, 200, 99), (3, 3, 100)])
def test_a_hundred_per_cent_means_all(right: int, total: int, percent: int | None) -> None:
    assert Share(right, total).percent == percent


def test_time_is_that_of_the_answers_and_a_long_pause_is_not_play() -> None:
    assert time_played([attempt(1, took_ms=1500), attempt(2, took_ms=2_500)]) == timedelta(seconds=4)
    assert time_played([attempt(1, took_ms=3_600_000)]) == timedelta(minutes=2)
    assert time_played([]) == timedelta()


def test_the_last_days_end_with_today() -> None:
    assert last_days(TODAY, 3) == (date(2026, 3, 27), date(2026, 3, 28), TODAY)
    assert len(last_days(TODAY)) == 7


@pytest.mark.parametrize(("days", "row"), [((), 0), ((0,), 1), ((1,), 1), ((2,), 0), ((0, 1, 2, 4), 3), ((1, 2, 3), 3), ((0, 0, 1), 2)])
def test_days_in_a_row_go_up_to_today_or_yesterday(days: tuple[int, ...], row: int) -> None:
    assert days_in_a_row(back(*days), TODAY) == row


def test_days_with_practice_look_back_a_week() -> None:
    assert days_with_practice(back(0, 0, 3, 6, 7), TODAY) == 3


def test_the_hardest_letters_come_first_and_rarely_asked_ones_not_at_all() -> None:
    facts = [attempt(number, asked="b", correct=number % 2 == 0) for number in range(1, 7)]
    facts += [attempt(10 + number, asked="s") for number in range(5)] + [attempt(20, asked="q", correct=False)]
    assert hardest(facts) == (("b", Share(3, 6)), ("s", Share(5, 5)))


def test_what_was_pressed_for_what_is_counted_most_often_first() -> None:
    facts = [attempt(number, asked="b", answered=pressed, correct=False) for number, pressed in enumerate("dpd", 1)]
    assert mistaken_for([*facts, attempt(9)]) == (("b", "d", 2), ("b", "p", 1))


@given(st.lists(st.integers(0, 30)))
def test_a_row_of_days_is_never_longer_than_the_days_played(days: list[int]) -> None:
    assert days_in_a_row(back(*days), TODAY) <= len(set(days))

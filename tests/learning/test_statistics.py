"""Small figures for grown-ups."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.learning.statistics import (
    Share,
    days_in_a_row,
    first_tries,
    last_days,
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


def test_the_last_days_end_with_today() -> None:
    assert last_days(TODAY, 3) == (date(2026, 3, 27), date(2026, 3, 28), TODAY)
    assert len(last_days(TODAY)) == 7


@pytest.mark.parametrize(("days", "row"), [((), 0), ((0,), 1), ((1,), 1), ((2,), 0), ((0, 1, 2, 4), 3), ((1, 2, 3), 3), ((0, 0, 1), 2)])
def test_days_in_a_row_go_up_to_today_or_yesterday(days: tuple[int, ...], row: int) -> None:
    assert days_in_a_row(back(*days), TODAY) == row


@given(st.lists(st.integers(0, 30)))
def test_a_row_of_days_is_never_longer_than_the_days_played(days: list[int]) -> None:
    assert days_in_a_row(back(*days), TODAY) <= len(set(days))

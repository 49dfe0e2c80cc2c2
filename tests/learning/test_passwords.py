"""Rules for grown-ups' passwords."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.learning.passwords import check, locked_until, wait_after
from app.learning.problems import Problem, Trouble

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize("password", ["", "1234567", "   1234567   ", " " * 20, "x" * 1001])
def test_fewer_than_eight_characters_or_a_book_are_refused(password: str) -> None:
    with pytest.raises(Problem) as caught:
        check(password)
    assert caught.value.trouble is Trouble.PASSWORD_TOO_SHORT
    assert caught.value.facts == {"shortest": 8}


@pytest.mark.parametrize("password", ["12345678", "पासवर्ड हमारा", "a b c d e", "x" * 1000])
def test_eight_characters_of_any_kind_are_enough(password: str) -> None:
    check(password)


@pytest.mark.parametrize(("wrong", "minutes"), [
    (0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (9, 16), (10, 32), (11, 60), (12, 60), (10**9, 60),
])  # fmt: skip
def test_the_wait_begins_at_the_fifth_wrong_one_and_doubles_to_an_hour(wrong: int, minutes: int) -> None:
    assert wait_after(wrong) == timedelta(minutes=minutes)


def test_the_door_opens_when_the_wait_is_over() -> None:
    assert locked_until(4, NOW, NOW) is None
    assert locked_until(0, None, NOW) is None
    assert locked_until(9, None, NOW) is None
    assert locked_until(5, NOW, NOW) == NOW + timedelta(minutes=1)
    assert locked_until(5, NOW - timedelta(seconds=59), NOW) == NOW + timedelta(seconds=1)
    assert locked_until(5, NOW - timedelta(minutes=1), NOW) is None


def test_a_clock_that_was_set_back_does_not_shut_the_door_for_a_year() -> None:
    assert locked_until(5, NOW + timedelta(days=365), NOW) == NOW + timedelta(minutes=1)


@given(st.integers(0, 50), st.timedeltas(timedelta(days=-3), timedelta(days=3)))
def test_nobody_waits_longer_than_an_hour(wrong: int, ago: timedelta) -> None:
    until = locked_until(wrong, NOW - ago, NOW)
    assert until is None or NOW < until <= NOW + timedelta(hours=1)

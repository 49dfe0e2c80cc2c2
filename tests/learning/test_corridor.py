"""The corridor of guided tracing."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from app.learning.corridor import Corridor

DOWN = [(0.0, float(y)) for y in range(0, 101, 5)]
ACROSS = [(float(x), 50.0) for x in range(-40, 41, 5)]


def corridor() -> Corridor:
    return Corridor([DOWN, ACROSS], half=12, start=40)


def go(one: Corridor, *points: tuple[float, float]) -> None:
    one.press(*points[0])
    for point in points[1:]:
        one.move(*point)
    one.lift()


def test_a_letter_is_over_when_every_line_has_been_gone_along_in_any_order_and_direction() -> None:
    one = corridor()
    go(one, *reversed(ACROSS))
    assert (one.over, one.current) == (False, 0)
    go(one, *reversed(DOWN))
    assert (one.over, one.current, one.share) == (True, None, 1)


def test_the_pen_may_begin_within_the_start_and_not_further_off() -> None:
    one = corridor()
    assert one.press(35, -5) == DOWN[0]
    one.lift()
    assert corridor().press(45, -30) is None


def test_outside_nothing_grows_and_nothing_is_lost() -> None:
    one = corridor()
    go(one, *DOWN[:8])
    share = one.share
    one.press(*DOWN[7])
    assert not one.move(80, 80)
    assert one.share == share
    assert one.move(0, 45)
    assert one.share > share


def test_what_a_pen_jumped_over_outside_was_not_gone_along() -> None:
    one = Corridor([[(float(x), 0.0) for x in range(0, 400, 4)]], half=10, start=40)
    one.press(0, 0)
    one.move(390, 0)
    assert one.share < 0.2


def test_a_quick_pen_is_followed_between_two_of_its_points() -> None:
    one = Corridor([[(float(x), 0.0) for x in range(0, 101, 4)]], half=13, start=40)
    one.press(0, 0)
    one.move(100, 0)
    assert one.over


def test_lifting_keeps_what_is_done() -> None:
    one = corridor()
    go(one, *DOWN[:10])
    assert one.reached(0) >= 9
    go(one, *DOWN[10:])
    assert one.line_done(0)
    assert one.reached(0) == len(DOWN)


def test_a_pen_that_is_not_down_does_nothing() -> None:
    one = corridor()
    assert not one.move(0, 0)
    assert one.share == 0


def test_points_that_are_no_numbers_are_passed_over() -> None:
    one = corridor()
    assert one.press(math.nan, 0) is None
    assert one.press(0, math.inf) is None
    one.press(0, 0)
    assert not one.move(math.nan, math.nan)
    assert one.move(0, 5)


def test_a_letter_without_lines_is_over_and_cannot_be_begun() -> None:
    none = Corridor([[]], 5, 5)
    assert none.over
    assert none.share == 1
    assert none.press(0, 0) is None


@given(st.lists(st.tuples(st.booleans(), st.floats(-200, 200), st.floats(-200, 200)), max_size=60))
def test_whatever_the_pen_does_what_is_done_stays_done(moves: list[tuple[bool, float, float]]) -> None:
    one, before = corridor(), 0.0
    for down, x, y in moves:
        if down:
            one.press(x, y)
        else:
            one.move(x, y)
        assert one.share >= before
        before = one.share

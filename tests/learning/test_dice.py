"""Dice without luck."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from app.learning.dice import Dice


def test_throws_are_those_of_the_first_release_everywhere() -> None:
    dice = Dice(7, "tiles")
    assert [dice.below(100) for _ in range(5)] == [27, 55, 60, 46, 5]


def test_the_same_parts_throw_the_same_and_others_differ() -> None:
    assert [Dice(1, "a").below(1000), Dice(1, "a").below(1000)] == [Dice(1, "a").below(1000)] * 2
    assert len({Dice(seed, "a").below(10**9) for seed in range(100)}) == 100
    assert Dice(1, 23).below(10**9) != Dice(12, 3).below(10**9)


def test_every_side_comes_up_as_often() -> None:
    dice = Dice("fair")
    counts = Counter(dice.below(6) for _ in range(6000))
    assert all(850 < counts[side] < 1150 for side in range(6))


@given(st.lists(st.integers(), max_size=12), st.integers())
def test_shuffling_loses_nothing_and_leaves_what_it_was_given(things: list[int], seed: int) -> None:
    before = list(things)
    assert sorted(Dice(seed).shuffled(things)) == sorted(before)
    assert things == before


def test_one_of_some_things_is_one_of_them() -> None:
    assert {Dice(seed).one_of("abc") for seed in range(40)} == set("abc")

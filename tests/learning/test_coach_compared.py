"""The coach is better than choosing without it: the benchmark `coach` in small, and the children it is measured with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.learning.skills import Aspect
from tests.benchmarks.coach import run
from tests.benchmarks.pupils import KINDS, Clock, Pupil
from tests.benchmarks.teachers import taught
from tests.learning.sample import pack, tree

QUICK, CONFUSES = KINDS[0], KINDS[3]
THING = ("b", Aspect.SOUND.value)
ROUNDS = 640


def after(days: list[int], kind: int = 0) -> float:
    """What a child knows a week after practice on these days."""
    pupil, clock, day = Pupil(KINDS[kind], pack("en"), 1), Clock(), 0
    for next_day in days:
        clock.passes((next_day - day) * 86_400.0, playing=False)
        clock.passes(6.0, playing=True)
        day = next_day
        pupil.studies(THING, clock.now)
    return pupil.knows(THING, clock.now)


def test_practice_spread_over_days_is_kept_better_than_the_same_at_once() -> None:
    assert after(list(range(12))) > after([0] * 12) + 0.1


def test_the_slow_and_the_forgetful_keep_less_than_the_quick() -> None:
    days = list(range(12))
    assert after(days) > max(after(days, 1), after(days, 2))


def test_who_mixes_up_look_alikes_knows_less_of_them_when_both_are_new() -> None:
    def both(mixes: float, seed: int) -> float:
        pupil, clock = Pupil(replace(CONFUSES, mixes=mixes), pack("en"), seed), Clock()
        for _ in range(16):
            clock.passes(86_400.0, playing=False)
            for letter in "bd":
                pupil.studies((letter, Aspect.SOUND.value), clock.now)
        return sum(pupil.knows((letter, Aspect.SOUND.value), clock.now) for letter in "bd")

    assert sum(both(0.6, seed) for seed in range(20)) < sum(both(0.0, seed) for seed in range(20)) - 2


@pytest.mark.parametrize("kind", [QUICK, CONFUSES], ids=["quick", "confuses"])
def test_more_letters_are_truly_known_with_the_coach_than_with_any_other_way(kind: object) -> None:
    grown = taught(tree("en"), (Aspect.SOUND, Aspect.NAME, Aspect.FIRST_PICTURE))
    known = {way: run(way, kind, 1, grown, ROUNDS) for way in ("coach", "random", "batches", "leitner")}  # type: ignore[arg-type]  # pytest
    means = {way: sum(one.curve) / len(one.curve) for way, one in known.items()}
    assert all(means["coach"] > mean + 0.5 for way, mean in means.items() if way != "coach"), means

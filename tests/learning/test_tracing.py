"""How well strokes show a letter."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.learning.tracing import NOTHING, Model, Score, Thresholds, cleaned, judged, model_of, read, score
from app.learning.tracing_skeleton import SIDE, bits_of, mirrored, skeleton_of, stroke_width
from tests.learning.tracing_sample import BAR, BEE, CROSS, DEE, DOTTED, ELL, RING, raster

LETTERS = {"bar": BAR, "ell": ELL, "cross": CROSS, "ring": RING, "bee": BEE, "dee": DEE, "dotted": DOTTED}
POINTS = st.lists(st.lists(st.tuples(st.floats(), st.floats()), max_size=30), max_size=5)
SCRIBBLE = [[(step * 4.0 % 96, (step * 37.0) % 96) for step in range(160)]]


@cache
def model(name: str, *rivals: str) -> Model:
    found = model_of(raster(LETTERS[name]), {rival: raster(LETTERS[rival]) for rival in rivals})
    assert found is not None
    return found


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_drawn_along_its_own_lines_is_accepted(name: str) -> None:
    reading = read(LETTERS[name], model(name))
    assert reading.accepted
    assert reading.rival is None
    assert reading.score.value > 0.7


@pytest.mark.parametrize("name", LETTERS)
def test_place_size_order_and_direction_do_not_matter(name: str) -> None:
    moved = [[(x * 5 + 700, y * 5 - 90) for x, y in reversed(line)] for line in reversed(LETTERS[name])]
    there, here = score(moved, model(name).skeleton), score(LETTERS[name], model(name).skeleton)
    assert there.value == pytest.approx(here.value, abs=0.05)


def test_another_letter_a_half_and_a_scribble_are_not_accepted() -> None:
    assert not read(CROSS, model("ring")).accepted
    assert not read(RING, model("bee")).accepted
    assert not read([BEE[0]], model("bee")).accepted
    assert not read(SCRIBBLE, model("bee")).accepted


def test_a_dot_that_belongs_to_the_letter_must_be_there() -> None:
    dotted_ell = model_of(raster([*ELL, ((66, 20), (66, 21))]), {})
    assert dotted_ell is not None
    assert read([*ELL, ((66, 20), (66, 21))], dotted_ell).accepted
    assert not read(ELL, dotted_ell).accepted


def test_a_letter_in_the_mirror_is_known_as_its_look_alike() -> None:
    reading = read(DEE, model("bee", "dee"))
    assert (reading.accepted, reading.rival) == (False, "dee")


def test_a_letter_in_the_mirror_is_vetoed_without_a_look_alike() -> None:
    assert "" in model("ell").rivals
    reading = read([[(96 - x, y) for x, y in line] for line in ELL], model("ell"))
    assert (reading.accepted, reading.rival) == (False, "")


def test_a_letter_that_is_its_own_mirror_image_has_no_such_rival() -> None:
    for name in ("bar", "cross", "ring"):
        assert not model(name).rivals


def test_a_rival_that_looks_the_same_has_no_say() -> None:
    twin = model_of(raster(RING), {"zero": raster(RING)})
    assert twin is not None
    assert not twin.rivals


def test_more_ink_than_the_letter_has_costs() -> None:
    once, often = score(ELL, model("ell").skeleton), score(ELL * 5, model("ell").skeleton)
    assert often.ink == pytest.approx(once.ink * 5)
    assert often.value < once.value / 3


def test_the_worst_region_tells_what_is_missing() -> None:
    whole, half = score(CROSS, model("cross").skeleton), score([CROSS[0], ((34, 48), (48, 48))], model("cross").skeleton)
    assert whole.worst_region > 0.6
    assert half.worst_region < whole.worst_region


def test_nothing_drawn_scores_nothing() -> None:
    nothings: list[list[list[tuple[float, float]]]] = [[], [[]], [[(math.nan, 1.0)]], [[(math.inf, 0.0)], [(1e9, 1e9)]]]
    for nothing in nothings:
        assert score(nothing, model("bee").skeleton) == NOTHING
    assert not read([], model("bee")).accepted


def test_one_point_is_no_letter() -> None:
    assert not read([[(48, 48)]], model("bee")).accepted


def test_a_hundred_thousand_points_are_thinned_and_read() -> None:
    wild = [[(48 + 30 * math.cos(step / 9), 48 + 30 * math.sin(step / 7)) for step in range(100_000)]]
    lines = cleaned(wild)
    assert sum(map(len, lines)) <= 20_001
    assert not read(wild, model("bee")).accepted
    slow = [[(x0 + (x1 - x0) * step / 50_000, y0 + (y1 - y0) * step / 50_000) for step in range(50_001)]
            for (x0, y0), (x1, y1) in (((30, 12), (30, 84)), ((30, 84), (70, 84)))]  # fmt: skip
    assert read(slow, model("ell")).accepted


@given(POINTS)
@settings(max_examples=150, deadline=None)
def test_whatever_is_drawn_a_score_lies_between_nothing_and_all(strokes: list[list[tuple[float, float]]]) -> None:
    found = read(strokes, model("bee", "dee")).score
    assert all(0 <= part <= 1.001 for part in (found.value, found.precision, found.coverage, found.worst_region))
    assert found.ink >= 0
    assert math.isfinite(found.value)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_a_verdict_is_what_the_thresholds_say(value: float, region: float, rival: float) -> None:
    limits = Thresholds(0.5, 0.2, 0.05)
    reading = judged(Score(value, value, value, region, 1.0), {"d": rival}, limits)
    vetoed = rival >= 0.5 and rival >= value + 0.05
    assert reading.accepted == (value >= 0.5 and region >= 0.2 and not vetoed)
    assert reading.rival == ("d" if vetoed else None)


def test_an_empty_raster_has_no_model_and_a_wrong_one_is_refused() -> None:
    assert model_of(bytes(SIDE * SIDE), {}) is None
    with pytest.raises(ValueError, match="9216"):
        bits_of(b"too short")


def test_an_empty_rival_has_no_say() -> None:
    found = model_of(raster(ELL), {"none": bytes(SIDE * SIDE)})
    assert found is not None
    assert "none" not in found.rivals


def test_a_skeleton_is_one_px_wide_and_knows_its_directions() -> None:
    skeleton = skeleton_of(bits_of(raster(CROSS)))
    assert skeleton is not None
    upright = (np.abs(skeleton.places[:, 0] - 48) <= 1) & (skeleton.places[:, 1] < 30)
    level = (np.abs(skeleton.places[:, 1] - 48) <= 1) & (skeleton.places[:, 0] < 30)
    assert skeleton.length < 72 + 56 + 8
    assert np.allclose(skeleton.turns[upright].mean(axis=0), (-12, 0), atol=1)
    assert np.allclose(skeleton.turns[level].mean(axis=0), (12, 0), atol=1)
    assert set(np.unique(skeleton.regions)) == set(range(skeleton.count))
    assert stroke_width(bits_of(raster(CROSS)), skeleton) == pytest.approx(8, abs=1.5)


def test_twice_in_the_mirror_is_the_letter_again() -> None:
    skeleton = model("bee").skeleton
    again = mirrored(mirrored(skeleton))
    assert np.allclose(again.places, skeleton.places)
    assert np.allclose(again.turns, skeleton.turns)


def test_a_dot_has_no_direction() -> None:
    skeleton = model("dotted").skeleton
    dot = skeleton.places[:, 1] < 25
    assert dot.any()
    assert not skeleton.turns[dot].any()
    assert skeleton.turns[~dot].any(axis=1).all()

"""The way a letter is written, laid over its outline."""

from __future__ import annotations

import numpy as np
import pytest

from app.learning.tracing_guide import Guide, guide_of
from app.learning.tracing_skeleton import SIDE, bits_of
from tests.learning.tracing_sample import BEE, CROSS, DOTTED, ELL, RING, Line, raster


def guide(lines: list[Line], strokes: list[Line] | None = None, right_to_left: bool = False) -> Guide:
    found = guide_of(raster(lines), strokes, right_to_left)
    assert found is not None
    return found


@pytest.mark.parametrize("lines", [ELL, CROSS, BEE, DOTTED])
def test_strokes_that_fit_are_laid_over_in_their_order_and_direction(lines: list[Line]) -> None:
    strokes: list[Line] = [[(x * 3 + 5, y * 3) for x, y in line] for line in lines]
    found = guide(lines, strokes)
    assert found.ordered
    assert len(found.lines) == len(lines)
    for line, stroke in zip(found.lines, lines, strict=True):
        assert np.hypot(line[0][0] - stroke[0][0], line[0][1] - stroke[0][1]) < 9
        assert np.hypot(line[-1][0] - stroke[-1][0], line[-1][1] - stroke[-1][1]) < 9


def test_strokes_of_another_letter_are_not_shown_as_the_way_to_write() -> None:
    assert not guide(RING, CROSS).ordered
    assert not guide(BEE, [BEE[0]]).ordered
    assert not guide(BEE, [[]]).ordered


@pytest.mark.parametrize("lines", [ELL, CROSS, RING, BEE, DOTTED])
def test_without_strokes_the_middle_lines_cover_the_letter(lines: list[Line]) -> None:
    found = guide(lines)
    assert not found.ordered
    bits = bits_of(raster(lines))
    points = np.array([point for line in found.lines for point in line])
    rows, columns = np.nonzero(bits)
    inked = np.column_stack([columns, rows])
    away = np.hypot(*(inked[:, None, :] - points[None, :, :]).transpose(2, 0, 1)).min(axis=1)
    assert away.max() < 9
    assert all(bits[round(y), round(x)] for x, y in points)
    assert found.width == pytest.approx(8, abs=3.5)


def test_a_cross_without_strokes_is_two_or_three_straight_pieces_not_a_crumb() -> None:
    assert len(guide(CROSS).lines) in (2, 3)
    assert all(len(line) > 3 for line in guide(CROSS).lines)


def test_a_dot_stays_a_piece_of_its_own() -> None:
    assert len(guide(DOTTED).lines) == 2


def test_pieces_begin_at_the_side_where_reading_starts() -> None:
    bar: list[Line] = [((16, 40), (80, 40))]
    assert guide(bar).lines[0][0][0] < 30
    assert guide(bar, right_to_left=True).lines[0][0][0] > 60


def test_an_empty_raster_has_no_guide() -> None:
    assert guide_of(bytes(SIDE * SIDE), None) is None

"""Letters drawn for tests of tracing: thick lines on a raster, without a font."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from app.learning.tracing_skeleton import SIDE

Line = Sequence[tuple[float, float]]

BAR: list[Line] = [((48, 12), (48, 84))]
ELL: list[Line] = [((30, 12), (30, 84), (70, 84))]
CROSS: list[Line] = [((48, 12), (48, 84)), ((20, 48), (76, 48))]
RING: list[Line] = [((48, 14), (72, 24), (82, 48), (72, 72), (48, 82), (24, 72), (14, 48), (24, 24), (48, 14))]
# b, d: a stem with a bowl on its right or left
BEE: list[Line] = [((32, 12), (32, 84)), ((32, 52), (48, 44), (62, 52), (64, 66), (54, 80), (40, 82), (32, 76))]
DEE: list[Line] = [tuple((96 - x, y) for x, y in line) for line in BEE]
DOTTED: list[Line] = [((48, 36), (48, 84)), ((48, 14), (48, 15))]


def raster(lines: Sequence[Line], thick: float = 8.0) -> bytes:
    """The lines as a raster, as a pen of that width would leave them."""
    found = bytearray(SIDE * SIDE)
    for y in range(SIDE):
        for x in range(SIDE):
            if any(_away(x, y, *start, *end) <= thick / 2 for line in lines for start, end in pairwise(line)):
                found[y * SIDE + x] = 255
    return bytes(found)


def _away(x: float, y: float, x0: float, y0: float, x1: float, y1: float) -> float:
    far = (x1 - x0) ** 2 + (y1 - y0) ** 2
    share = max(0.0, min(1.0, ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / far)) if far else 0.0
    return hypot(x0 + share * (x1 - x0) - x, y0 + share * (y1 - y0) - y)

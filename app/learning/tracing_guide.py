"""The way a letter is written, laid over its outline: the strokes of schoolbooks where they fit it, else its middle lines, piece by piece.

Whether strokes fit is measured, not assumed: they are fitted into the letter's box and scored like a drawing, since fonts differ (a
single and a double a). Lines that are only the middle lines, cut where they fork, have no order that anybody writes in; `ordered` says
which it is. Imports numpy, as `tracing_skeleton` does.
"""

from dataclasses import dataclass

import numpy as np

from app.learning.corridor import Point
from app.learning.tracing import STEP, Strokes, cleaned, compared, drawn, fitted
from app.learning.tracing_skeleton import Bits, Floats, Skeleton, bits_of, skeleton_of, stroke_width

_FITS = 0.6  # the least score of strokes that are shown as the way to write
_COVERS, _NEAR = 0.93, 5.0  # the least share of the letter's lines that has such a stroke so near (px)
_PULL = 14.0  # px over which a stroke is pulled onto the letter's own line
_SMOOTH = 7  # points
_CRUMB = 5  # px: a branch so short is the corner of a fork


@dataclass(frozen=True, slots=True)
class Guide:
    """The lines to go along, in px of the raster. `ordered`: in the order and direction of writing. `width` is that of a stroke."""

    lines: tuple[tuple[Point, ...], ...]
    ordered: bool
    width: float


def guide_of(raster: bytes, strokes: Strokes | None, right_to_left: bool = False) -> Guide | None:
    """The guide of a letter from its raster and, where there are any, its strokes (in any scale); None for an empty raster."""
    bits = bits_of(raster)
    skeleton = skeleton_of(bits)
    if skeleton is None:
        return None
    lines = None if strokes is None else _laid_over(strokes, skeleton)
    found = _walked(skeleton, right_to_left) if lines is None else lines
    return Guide(tuple(tuple((float(x), float(y)) for x, y in line) for line in found), lines is not None, stroke_width(bits, skeleton))


def _laid_over(strokes: Strokes, skeleton: Skeleton) -> list[Floats] | None:
    """The strokes on the letter's own lines; None when they do not fit it."""
    lines = fitted(cleaned(strokes), skeleton)
    drawing = drawn(lines)
    if drawing is None or compared(drawing, skeleton).value < _FITS:
        return None
    pulled = [_pulled(line, skeleton) for line in lines]
    every = np.concatenate(pulled)
    near = np.hypot(*(skeleton.places[:, None, :] - every[None, :, :]).transpose(2, 0, 1)).min(axis=1) <= _NEAR
    return pulled if near.mean() >= _COVERS else None


def _pulled(line: Floats, skeleton: Skeleton) -> Floats:
    """A stroke drawn onto the letter's line, each point to the nearest px of its direction, and made smooth again."""
    drawing = drawn([line])
    if drawing is None or len(drawing.places) < 3:
        distance = np.hypot(*(skeleton.places - line.mean(axis=0)).T)
        return skeleton.places[[int(distance.argmin())]]
    squares = ((drawing.places[:, None, :] - skeleton.places[None, :, :]) ** 2).sum(axis=2)
    squares += ((drawing.turns[:, None, :] - skeleton.turns[None, :, :]) ** 2).sum(axis=2)
    nearest = squares.argmin(axis=1)
    close = squares[np.arange(len(nearest)), nearest] <= _PULL**2
    return _smoothed(np.where(close[:, None], skeleton.places[nearest], drawing.places))


def _smoothed(line: Floats) -> Floats:
    """Without the steps of pixels; the ends stay."""
    if len(line) <= _SMOOTH:
        return line
    half = _SMOOTH // 2
    padded = np.concatenate([2 * line[0] - line[half:0:-1], line, 2 * line[-1] - line[-2 : -half - 2 : -1]])
    kernel = np.full(_SMOOTH, 1 / _SMOOTH)
    return np.column_stack([np.convolve(padded[:, axis], kernel, "valid") for axis in (0, 1)])


def _walked(skeleton: Skeleton, right_to_left: bool) -> list[Floats]:
    """The middle lines as pieces to go along: each from a free end, straight on at forks; the upper start side first."""
    places = skeleton.places
    near: Bits = np.abs(places[:, None, :] - places[None, :, :]).max(axis=2) <= 1
    left: Bits = np.ones(len(places), np.bool_)
    side = -1.0 if right_to_left else 1.0
    order = places[:, 1] + 0.6 * side * places[:, 0]
    pieces: list[list[int]] = []
    while left.any():
        ends = left & ((near & left[None, :]).sum(axis=1) <= 2)
        start = int(np.where(ends if ends.any() else left, order, np.inf).argmin())
        pieces.append(_piece(places, near, left, start))
    kept = [piece for piece in pieces if len(piece) > _CRUMB or not _hangs_on(piece, near)]
    return [_smoothed(places[piece])[:: round(STEP)] for piece in kept]


def _hangs_on(piece: list[int], near: Bits) -> bool:
    """Whether a piece touches another; a dot does not."""
    around: Bits = np.logical_or.reduce(near[piece])
    around[piece] = False
    return bool(around.any())


def _piece(places: Floats, near: Bits, left: Bits, start: int) -> list[int]:
    """One piece from `start`, taken out of what is `left`."""
    piece = [start]
    left[start] = False
    while True:
        open_ = np.nonzero(near[piece[-1]] & left)[0]
        if not len(open_):
            return piece
        ahead = places[piece[-1]] - places[piece[max(0, len(piece) - 5)]]
        turn = (places[open_] - places[piece[-1]]) @ ahead
        best = int(open_[int(turn.argmax())])
        left[open_] = False  # the px beside the way belong to it ...
        beside: Bits = np.abs(places[open_] - places[best]).sum(axis=1) <= 1
        np.put(left, open_[~beside], True)  # but where the line forks, the other way is still to be gone
        piece.append(best)

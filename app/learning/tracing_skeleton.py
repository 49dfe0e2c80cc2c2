"""The middle lines of a letter: its raster thinned to lines one px wide, each px with the direction of the line there.

Thinning after Zhang and Suen (A fast parallel algorithm for thinning digital patterns, CACM 27, 1984), whole arrays at a time.
Imports numpy (100 ms): what starts the program imports this module only where it is used, never at the top.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SIDE = 96  # px of a raster
TURN = 12.0  # px that a right angle between two directions is worth, halved: see `points`
_REACH = 3  # px around a px that say which way its line runs
_DOT = 7  # a piece of line with so few px is a dot: it has no direction
_REGION = 20.0  # px of line in one region
_MOST_REGIONS = 12
_SHALLOW = 0.55  # a px of line so much nearer to the edge than most runs into a corner of the outline, which no pen does

Floats = NDArray[np.float64]
Bits = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Skeleton:
    """The lines of a letter. `places` is n x 2 px; `turns` n x 2: TURN x (cos 2t, sin 2t) of the direction t, or 0, 0 for a dot.

    Twice the angle, because a line has no front: up and down are one direction. `regions` is the region of each px, `count` how many.
    `low` and `high` are the corners of the box that a pen's middle stays in: that of the outline, less half a line all round.
    """

    places: Floats
    turns: Floats
    regions: NDArray[np.intp]
    count: int
    low: Floats
    high: Floats

    @property
    def length(self) -> float:
        """The ink of the letter, in px of middle line."""
        return float(len(self.places))


def bits_of(raster: bytes) -> Bits:
    """A raster of SIDE x SIDE bytes, row by row, 0 is paper. ValueError when it has another size."""
    if len(raster) != SIDE * SIDE:
        raise ValueError(f"a raster has {SIDE * SIDE} px, not {len(raster)}")
    return np.frombuffer(raster, np.uint8).reshape(SIDE, SIDE) > 127


def skeleton_of(bits: Bits) -> Skeleton | None:
    """The middle lines of what is drawn; None when nothing is. The edge of the raster must be paper."""
    lines = _thin(bits)
    if not lines.any():
        return None
    depth = _depth(bits)
    half = float(np.median(depth[lines]))
    rows, columns = np.nonzero(lines & (depth >= _SHALLOW * half))
    places = np.column_stack([columns, rows]).astype(np.float64)
    near = _near(places)
    turns = _turns(places, near)
    turns[_sizes(near) <= _DOT] = 0.0
    regions, count = _regions(places)
    return Skeleton(places, turns, regions, count, *_box(bits, half))


def stroke_width(bits: Bits, skeleton: Skeleton) -> float:
    """How wide a letter's strokes are, in px: its area for each px of middle line."""
    return float(bits.sum()) / skeleton.length


def mirrored(skeleton: Skeleton) -> Skeleton:
    """The letter as in a mirror, left and right exchanged."""
    places, turns = skeleton.places.copy(), skeleton.turns.copy()
    places[:, 0] = skeleton.low[0] + skeleton.high[0] - places[:, 0]
    turns[:, 1] *= -1
    return Skeleton(places, turns, skeleton.regions, skeleton.count, skeleton.low, skeleton.high)


def _box(bits: Bits, half: float) -> tuple[Floats, Floats]:
    """The corners of the outline, drawn in by half a line; a letter as thin as a line keeps its middle."""
    rows, columns = np.nonzero(bits)
    low = np.array([columns.min(), rows.min()], np.float64)
    high = np.array([columns.max(), rows.max()], np.float64)
    by = np.minimum(half - 0.5, (high - low) / 2)
    return low + by, high - by


def _depth(bits: Bits) -> NDArray[np.intp]:
    """How many px each px lies within the letter: 1 at its edge (by turns of four and eight neighbours, which is nearly round)."""
    depth = bits.astype(np.intp)
    inner = np.pad(bits, 1)
    corners = False
    while inner.any():
        held = inner.copy()
        for axis in (0, 1):
            held &= np.roll(inner, 1, axis) & np.roll(inner, -1, axis)
        if corners:
            for down in (1, -1):
                held &= np.roll(inner, (down, 1), (0, 1)) & np.roll(inner, (down, -1), (0, 1))
        inner, corners = held, not corners
        depth += inner[1:-1, 1:-1]
    return depth


def _thin(bits: Bits) -> Bits:
    """Peel px off both sides until only lines are left."""
    image = np.zeros((bits.shape[0] + 2, bits.shape[1] + 2), np.bool_)
    image[1:-1, 1:-1] = bits
    while True:
        before = image.sum()
        for first in (True, False):
            image[1:-1, 1:-1] &= ~_removable(image, first)
        if image.sum() == before:
            return image[1:-1, 1:-1]


def _removable(image: Bits, first: bool) -> Bits:
    """The px that one half of a pass takes away. Neighbours clockwise from above, as in the paper: p2 to p9."""
    p2, p3, p4 = image[:-2, 1:-1], image[:-2, 2:], image[1:-1, 2:]
    p5, p6, p7 = image[2:, 2:], image[2:, 1:-1], image[2:, :-2]
    p8, p9 = image[1:-1, :-2], image[:-2, :-2]
    ring = (p2, p3, p4, p5, p6, p7, p8, p9)
    around = sum((p.astype(np.int8) for p in ring[1:]), ring[0].astype(np.int8))
    steps = np.zeros(around.shape, np.int8)
    for one, following in zip(ring, (*ring[1:], ring[0]), strict=True):
        steps += ~one & following
    open_sides = ~(p2 & p4 & p6) & ~(p4 & p6 & p8) if first else ~(p2 & p4 & p8) & ~(p2 & p6 & p8)
    removable: Bits = image[1:-1, 1:-1] & (around >= 2) & (around <= 6) & (steps == 1) & open_sides
    return removable


def _near(places: Floats) -> Bits:
    """Which px lie in the small square around which."""
    near: Bits = np.abs(places[:, None, :] - places[None, :, :]).max(axis=2) <= _REACH
    return near


def _turns(places: Floats, near: Bits) -> Floats:
    """The direction at each px: the long axis of the px around it, as TURN x (cos 2t, sin 2t). Formula: tan 2t = 2 Sxy / (Sxx - Syy)."""
    share = near / near.sum(axis=1, keepdims=True)
    middle = share @ places
    squares = share @ np.column_stack([places**2, places[:, 0] * places[:, 1]])
    difference = (squares[:, 0] - middle[:, 0] ** 2) - (squares[:, 1] - middle[:, 1] ** 2)
    product = 2 * (squares[:, 2] - middle[:, 0] * middle[:, 1])
    size = np.hypot(difference, product)
    size[size < 1e-9] = np.inf  # a crossing or a lone px runs in no direction
    return TURN * np.column_stack([difference / size, product / size])


def _sizes(near: Bits) -> NDArray[np.intp]:
    """How many px hang together with each px."""
    label = np.arange(len(near))
    while True:
        lowest = np.where(near, label[None, :], len(near)).min(axis=1)
        if (lowest == label).all():
            return np.bincount(label, minlength=len(near))[label]
        label = lowest[lowest]


def _regions(places: Floats) -> tuple[NDArray[np.intp], int]:
    """Cut the lines into regions of like size (k-means from seeds that lie far apart, so that the same letter is always cut alike)."""
    count = int(np.clip(round(len(places) / _REGION), 2, _MOST_REGIONS))
    seeds = [int(np.argmin(places.sum(axis=1)))]
    far = np.hypot(*(places - places[seeds[0]]).T)
    while len(seeds) < count:
        seeds.append(int(np.argmax(far)))
        far = np.minimum(far, np.hypot(*(places - places[seeds[-1]]).T))
    middles = places[seeds]
    for _ in range(4):
        region = ((places[:, None, :] - middles[None, :, :]) ** 2).sum(axis=2).argmin(axis=1)
        middles = np.array([places[region == one].mean(axis=0) if (region == one).any() else middles[one] for one in range(count)])
    kept, region = np.unique(region, return_inverse=True)
    return region, len(kept)

"""How well strokes show a letter: a score that knows scribbles, halves and look-alikes from the letter itself.

A drawing is fitted into the box of the letter's middle lines, cut into points 1.5 px apart with their direction, and compared both ways
by nearest neighbour in (x, y, 12 cos 2t, 12 sin 2t): *precision* is how near the drawing keeps to the letter, *coverage* how much of the
letter was drawn, each point counting from 1 (on the line) down to 0 (17 off). The score is F1 of both, less for more ink than the letter
has. Two gates stand behind it: every region of the letter must be covered at least a little, and no rival (the look-alikes that the pack
declares, the letter in a mirror) may score better. The order and direction of strokes count for nothing. Where the figures come from, and
what they let through, is measured by `python -m tests.benchmarks tracing`.

Imports numpy, as `tracing_skeleton` does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.learning.tracing_skeleton import TURN, Floats, Skeleton, bits_of, mirrored, skeleton_of

STEP = 1.5  # px between two points of a drawing
SOFT = 17.0  # px, or turn, at which a point counts for nothing
_MOST_INK, _INK_WEIGHT = 1.8, 0.7
_STRETCH = 1.5  # how much more a drawing may be stretched one way than the other
_THIN = 0.22  # a letter that is so much longer than wide is fitted by its length alone
_TWINS, _MIRROR_TWINS = 0.88, 0.78  # rivals so much like the letter cannot be told from it, and have no say
_MOST_POINTS = 20_000  # of a drawing: beyond, only every so manieth is looked at
_MOST_SAMPLES = 640
_FAR = 1e6

Strokes = Sequence[Sequence[tuple[float, float]]]


@dataclass(frozen=True, slots=True)
class Score:
    """How well a drawing shows a letter, each 0 to 1. `ink` is the drawn length for 1 of the letter's."""

    value: float
    precision: float
    coverage: float
    worst_region: float
    ink: float


NOTHING = Score(0.0, 0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What a drawing must reach: the least score, the least coverage of its worst region, and by how much a rival may score better."""

    score: float = 0.50
    region: float = 0.15
    grace: float = 0.03


USUAL = Thresholds()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a drawing is taken for. `rival` is the look-alike that it shows better than the letter, if any; "" is the letter in a mirror."""

    accepted: bool
    score: Score
    rival: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A letter ready for scoring: its lines, and those of its rivals by their key ("" for the mirror)."""

    skeleton: Skeleton
    rivals: Mapping[str, Skeleton]


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """Points of a drawing with their direction, as a skeleton has them."""

    places: Floats
    turns: Floats
    length: float


def model_of(raster: bytes, rivals: Mapping[str, bytes]) -> Model | None:
    """The model of a letter and its declared look-alikes, from their rasters (`tracing_skeleton.bits_of`); None for an empty raster.

    A rival that cannot be told from the letter has no say: o is its own mirror image.
    """
    skeleton = skeleton_of(bits_of(raster))
    if skeleton is None:
        return None
    found = {key: skeleton_of(bits_of(one)) for key, one in rivals.items()}
    found[""] = mirrored(skeleton)
    known = {key: one for key, one in found.items() if one is not None}
    kept = {key: one for key, one in known.items() if _likeness(one, skeleton) < (_TWINS if key else _MIRROR_TWINS)}
    return Model(skeleton, kept)


def cleaned(strokes: Strokes) -> list[Floats]:
    """The strokes as arrays of points: without what is no number or further off than any screen, thinned when there are very many."""
    total = sum(map(len, strokes))
    every = max(1, -(-total // _MOST_POINTS))
    found = []
    for stroke in strokes:
        points = np.array([*stroke[:: every], stroke[-1]] if len(stroke) else [], dtype=np.float64).reshape(-1, 2)
        points = points[(np.abs(points) < _FAR).all(axis=1)]  # false for NaN too
        if len(points):
            found.append(points)
    return found


def score(strokes: Strokes, skeleton: Skeleton) -> Score:
    """How well strokes show a letter, wherever and however large they were drawn."""
    return _scored(cleaned(strokes), skeleton)


def weighed(strokes: Strokes, model: Model) -> tuple[Score, dict[str, float]]:
    """How well strokes show the letter of a model, and each of its rivals."""
    lines = cleaned(strokes)
    return _scored(lines, model.skeleton), {key: _scored(lines, rival).value for key, rival in model.rivals.items()}


def read(strokes: Strokes, model: Model) -> Reading:
    """Whether strokes show the letter of a model, and if not, whether they show a rival."""
    return judged(*weighed(strokes, model))


def judged(own: Score, rivals: Mapping[str, float], thresholds: Thresholds = USUAL) -> Reading:
    """The verdict on a drawing that was weighed."""
    best = max(rivals, key=lambda key: rivals[key], default=None)
    if best is not None and rivals[best] >= max(thresholds.score, own.value + thresholds.grace):
        return Reading(False, own, best)
    return Reading(own.value >= thresholds.score and own.worst_region >= thresholds.region, own)


def _scored(lines: Sequence[Floats], skeleton: Skeleton) -> Score:
    drawing = drawn(fitted(lines, skeleton))
    return NOTHING if drawing is None else compared(drawing, skeleton)


def fitted(lines: Sequence[Floats], skeleton: Skeleton) -> list[Floats]:
    """A drawing moved and scaled into the box of the letter; stretched at most 1.5 times more one way than the other."""
    if not lines:
        return []
    every = np.concatenate(lines)
    low, high = every.min(axis=0), every.max(axis=0)
    want, have = skeleton.high - skeleton.low, np.maximum(high - low, 1e-6)
    scale = want / have
    long = int(np.argmax(want))
    if want[1 - long] < _THIN * want[long]:
        scale = np.array([scale[long], scale[long]])
    middle = float(np.sqrt(scale[0] * scale[1])) if scale.all() else float(scale.max())
    scale = np.clip(scale, middle / np.sqrt(_STRETCH), middle * np.sqrt(_STRETCH))
    around = (skeleton.low + skeleton.high) / 2
    return [(line - (low + high) / 2) * scale + around for line in lines]


def drawn(lines: Sequence[Floats]) -> Drawing | None:
    """Strokes as points STEP apart with their direction; a stroke shorter than a dot has none. None when there is no stroke."""
    if not lines:
        return None
    lengths = [np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))]) for line in lines]
    total = float(sum(length[-1] for length in lengths))
    step = max(STEP, total / _MOST_SAMPLES)
    places, turns = [], []
    for line, length in zip(lines, lengths, strict=True):
        at = np.linspace(0.0, length[-1], max(1, round(length[-1] / step)) + 1) if length[-1] > 1e-9 else np.zeros(1)
        points = np.column_stack([np.interp(at, length, line[:, 0]), np.interp(at, length, line[:, 1])])
        places.append(points)
        turns.append(_directions(points, length[-1]))
    return Drawing(np.concatenate(places), np.concatenate(turns), total)


def _directions(points: Floats, length: float) -> Floats:
    """TURN x (cos 2t, sin 2t) along a stroke, from the points two before and two after."""
    if length < 2 * STEP * 2:
        return np.zeros_like(points)
    back = np.maximum(np.arange(len(points)) - 2, 0)
    ahead = np.minimum(np.arange(len(points)) + 2, len(points) - 1)
    along = points[ahead] - points[back]
    far = np.hypot(along[:, 0], along[:, 1])
    far[far < 1e-9] = np.inf
    x, y = along[:, 0] / far, along[:, 1] / far
    return TURN * np.column_stack([x * x - y * y, 2 * x * y])


def compared(drawing: Drawing, skeleton: Skeleton) -> Score:
    """The score of a drawing that lies on the letter already."""
    near = _nearness(drawing, skeleton)
    covered = near.max(axis=0)
    precision, coverage = float(near.max(axis=1).mean()), float(covered.mean())
    if precision + coverage <= 0:
        return NOTHING
    sums = np.bincount(skeleton.regions, weights=covered, minlength=skeleton.count)
    worst = float((sums / np.bincount(skeleton.regions, minlength=skeleton.count)).min())
    ink = drawing.length / skeleton.length
    value = 2 * precision * coverage / (precision + coverage) * float(np.exp(-_INK_WEIGHT * max(0.0, ink - _MOST_INK)))
    return Score(value, precision, coverage, worst, ink)


def _nearness(drawing: Drawing, skeleton: Skeleton) -> Floats:
    """How near each point of a drawing is to each px of a letter: 1 at the same place and direction, 0 at SOFT and beyond."""
    squares = _squared(drawing.places, skeleton.places)
    directed = np.outer(drawing.turns.any(axis=1), skeleton.turns.any(axis=1))
    squares += np.where(directed, _squared(drawing.turns, skeleton.turns), 0.0)
    return np.maximum(0.0, 1.0 - np.sqrt(np.maximum(squares, 0.0)) / SOFT)


def _squared(one: Floats, other: Floats) -> Floats:
    squares: Floats = (one**2).sum(axis=1)[:, None] + (other**2).sum(axis=1)[None, :] - 2 * one @ other.T
    return squares


def _likeness(one: Skeleton, other: Skeleton) -> float:
    """The score of one letter's own lines as a drawing of another."""
    ((places,),) = (fitted([one.places], other),)
    return compared(Drawing(places, one.turns, one.length), other).value

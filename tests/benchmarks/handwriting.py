"""Made-up handwriting: the strokes of schoolbooks, drawn by a hand that is not yet sure. None of it was drawn by a person.

A hand leans, stretches and turns the letter, bends it slowly, trembles, shifts whole strokes, stops short or goes too far, draws some
strokes backwards or in another order, and lifts the pen on the way. `unsteady` says how much: 1 is meant to be a child of five. Real
children will differ; `python -m tests.benchmarks tracing FOLDER` prints the same table for drawings that they made.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Lines = list[NDArray[np.float64]]
Dice = np.random.Generator
_DENSE = 2.0  # of 100: between two points of a drawing


def drawing(strokes: Lines, dice: Dice, unsteady: float = 1.0) -> Lines:
    """One drawing of a letter from its strokes (any scale)."""
    lines = [_dense(line) for line in _unit(strokes)]
    lines = [_overshot(line, dice, unsteady) for line in lines]
    lines = _bent(lines, dice, unsteady)
    lines = [line + dice.normal(0, 1.8 * unsteady, 2) + _tremble(line, dice, unsteady) for line in lines]
    lines = [line @ _lean(dice, unsteady) for line in lines]
    lines = [line[::-1] if dice.random() < 0.25 else line for line in lines]
    if dice.random() < 0.3:
        lines = [lines[place] for place in dice.permutation(len(lines))]
    return [part for line in lines for part in _lifted(line, dice)]


def partial(lines: Lines, share: float) -> Lines:
    """The first `share` of the ink of a drawing."""
    left = share * sum(map(length, lines))
    kept: Lines = []
    for line in lines:
        along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
        kept.append(line[along <= left])
        left -= along[-1]
        if left <= 0:
            break
    return [line for line in kept if len(line)]


def in_mirror(lines: Lines) -> Lines:
    """A drawing with left and right exchanged."""
    return [line * (-1, 1) for line in lines]


def scribble(dice: Dice) -> Lines:
    """What a child draws that does not try: a tangle, a zigzag, a spiral, loops, a dense cloud, a few dashes."""
    kind = dice.integers(6)
    t = np.linspace(0, 1, 160)
    if kind == 0:
        walk = np.cumsum(_smooth(dice.normal(0, 6, (260, 2)), 9), axis=0)
        return [walk]
    if kind == 1:
        turns = int(dice.integers(4, 14))
        return [np.column_stack([100 * t, 50 + 45 * np.sin(2 * np.pi * turns * t + dice.random() * 6)]) @ _turned(dice.random() * np.pi)]
    if kind == 2:
        angle = 2 * np.pi * dice.uniform(2, 6) * t
        return [np.column_stack([np.cos(angle), np.sin(angle)]) * (5 + 45 * t)[:, None] * (1, dice.uniform(0.5, 1.3))]
    if kind == 3:
        angle = 2 * np.pi * dice.uniform(3, 7) * t
        return [np.column_stack([60 * t + 18 * np.cos(angle), 25 * np.sin(angle)]) @ _turned(dice.random() * np.pi)]
    if kind == 4:
        return [_smooth(dice.uniform(0, 100, (90, 2)), 3)]
    starts = dice.uniform(0, 100, (int(dice.integers(3, 9)), 2))
    return [_dense(np.array([start, start + dice.normal(0, 35, 2)])) for start in starts]


def length(line: NDArray[np.float64]) -> float:
    """How long a stroke is."""
    return float(np.hypot(*np.diff(line, axis=0).T).sum()) if len(line) > 1 else 0.0


def _unit(strokes: Lines) -> Lines:
    """In a box of 100, the shape kept."""
    every = np.concatenate(strokes)
    low, high = every.min(axis=0), every.max(axis=0)
    return [(line - (low + high) / 2) * 100 / max(1e-6, float((high - low).max())) for line in strokes]


def _dense(line: NDArray[np.float64]) -> NDArray[np.float64]:
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))]) if len(line) > 1 else np.zeros(1)
    at = np.linspace(0, along[-1], max(2, int(along[-1] / _DENSE)))
    return _smooth(np.column_stack([np.interp(at, along, line[:, 0]), np.interp(at, along, line[:, 1])]), 3)


def _smooth(points: NDArray[np.float64], wide: int) -> NDArray[np.float64]:
    if len(points) <= wide:
        return points
    padded = np.concatenate([np.repeat(points[:1], wide // 2, axis=0), points, np.repeat(points[-1:], wide // 2, axis=0)])
    kernel = np.full(wide, 1 / wide)
    return np.column_stack([np.convolve(padded[:, axis], kernel, "valid") for axis in (0, 1)])[: len(points)]


def _overshot(line: NDArray[np.float64], dice: Dice, unsteady: float) -> NDArray[np.float64]:
    """Stops short of an end, or goes on beyond it."""
    if length(line) < 12:
        return line
    for _ in range(2):
        line = line[::-1]
        by = dice.normal(0, 4.0 * unsteady)
        if by < 0:
            cut = int(min(len(line) * 0.25, -by / _DENSE))
            line = line[cut:]
        else:
            away = line[0] - line[min(3, len(line) - 1)]
            line = np.concatenate([(line[0] + away / max(1e-6, float(np.hypot(*away))) * by)[None, :], line])
    return _dense(line)


def _bent(lines: Lines, dice: Dice, unsteady: float) -> Lines:
    """The whole letter bent by slow waves."""
    waves = [(dice.normal(0, 1, 2) * 0.03, dice.random() * 6.3, dice.normal(0, 2.6 * unsteady, 2)) for _ in range(4)]
    return [line + sum(np.sin(line @ way + start)[:, None] * by for way, start, by in waves) for line in lines]


def _tremble(line: NDArray[np.float64], dice: Dice, unsteady: float) -> NDArray[np.float64]:
    return _smooth(dice.normal(0, 2.4 * unsteady, line.shape), 5)


def _lean(dice: Dice, unsteady: float) -> NDArray[np.float64]:
    """Slant, stretch and turn."""
    slant, wide, tall = dice.normal(0, 0.14 * unsteady), np.exp(dice.normal(0, 0.16 * unsteady)), np.exp(dice.normal(0, 0.16 * unsteady))
    return np.array([[wide, 0], [slant, tall]]) @ _turned(dice.normal(0, 0.09 * unsteady))


def _turned(angle: float) -> NDArray[np.float64]:
    return np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])


def _lifted(line: NDArray[np.float64], dice: Dice) -> Lines:
    """Now and then the pen is lifted on the way."""
    if len(line) < 12 or dice.random() > 0.12:
        return [line]
    cut = int(dice.integers(4, len(line) - 4))
    return [line[: cut + 1], line[cut:]]

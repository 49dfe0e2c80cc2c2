"""The columns of a drawn tree: every node near the middle of its neighbours, a step or more apart, the order of the rows kept.

What a row would like is made to fit by the mean of pushing everything right and pushing everything left, which moves the worst
node as little as any order-keeping answer can (isotonic regression by the largest distance).
"""

from __future__ import annotations

import numpy as np

from app.learning.layout_rows import Flags, Floats, Ints, Layered

_STAND_IN = 0.4  # steps that a line needs on its way through a row
_SWEEPS = 10


def fitted(wanted: Floats) -> Floats:
    """The nearest values that do not fall, by the largest distance."""
    right = np.maximum.accumulate(wanted)
    left = np.minimum.accumulate(wanted[::-1])[::-1]
    return (right + left) / 2


def columns(graph: Layered, place: Ints) -> Floats:
    """The column of each node and stand-in, in steps."""
    at = np.empty(graph.size, np.int64)
    number = graph.start[graph.row] + place
    at[number] = np.arange(graph.size)
    stands = _tight(graph, np.where(graph.stand_in, _STAND_IN, 1.0)[at])
    low, high = number[graph.lower], number[graph.upper]
    own, other = np.concatenate((low, high)), np.concatenate((high, low))
    order = np.argsort(own, kind="stable")
    own, other = own[order], other[order]
    first = np.searchsorted(own, graph.start)
    column = stands.copy()
    rows = range(len(graph.start) - 1)
    for turn in range(_SWEEPS):
        for row in rows if turn % 2 == 0 else reversed(rows):
            begin, end = int(graph.start[row]), int(graph.start[row + 1])
            few = slice(first[row], first[row + 1])
            many = np.bincount(own[few] - begin, minlength=end - begin)
            mean = np.bincount(own[few] - begin, column[other[few]], end - begin) / np.maximum(many, 1)
            wanted = np.where(many > 0, mean, column[begin:end])
            column[begin:end] = fitted(wanted - stands[begin:end]) + stands[begin:end]
    return np.take(column, number)


def _tight(graph: Layered, wide: Floats) -> Floats:
    """Columns as near together as can be, each row around 0; `wide` in the order of the rows."""
    ends = np.cumsum(wide)
    before = np.concatenate(([0.0], ends))[graph.start[:-1]]
    after = ends[graph.start[1:] - 1]
    return ends - wide / 2 - ((before + after) / 2)[np.repeat(np.arange(len(before)), np.diff(graph.start))]


def settled(rows: Ints, wanted: Floats, stays: Flags, firm: Floats) -> Floats:
    """Columns at least a step apart within each row, as near to `wanted` as can be; nodes that stay are not moved.

    `firm` says who has the first right to its place where a row holds nodes that stay: finite before infinite.
    """
    column = wanted.copy()
    order = np.lexsort((wanted, rows))
    bounds = np.flatnonzero(np.diff(rows[order])) + 1
    for row in np.split(order, bounds):
        if stays[row].any():
            _fill(row, column, wanted, stays, firm)
        else:
            steps = np.arange(len(row))
            column[row] = fitted(wanted[row] - steps) + steps
    return column


def _fill(row: Ints, column: Floats, wanted: Floats, stays: Flags, firm: Floats) -> None:
    """Each node of a row in turn to the nearest free column; `column` is changed."""
    taken = np.sort(wanted[row[stays[row]]])
    waiting = row[~stays[row]]
    for node in waiting[np.argsort(np.isinf(firm[waiting]), kind="stable")]:
        want = wanted[node]
        choices = np.concatenate(([want], taken - 1, taken + 1))
        room = taken[np.minimum(np.searchsorted(taken, choices), len(taken) - 1)], taken[np.maximum(np.searchsorted(taken, choices) - 1, 0)]
        free = (np.abs(room[0] - choices) >= 1 - 1e-9) & (np.abs(room[1] - choices) >= 1 - 1e-9)
        column[node] = choices[free][np.argmin(np.abs(choices[free] - want))]
        taken = np.sort(np.append(taken, column[node]))

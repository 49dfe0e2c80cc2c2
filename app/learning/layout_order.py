"""The order within the rows of a drawn tree: as few crossings of edges as can be had in a few milliseconds.

The first order is the slowest wave in which the graph can swing sideways (a Fiedler vector with the mean of each row taken away): it sees
the whole tree at once, where sweeps of barycentres get stuck folded over (on 1,000 nodes 2,900 crossings against 7,000). Small trees
are then sifted: with all other rows held, each node goes to the best place of its row (Matuszewski, Schönfeld, Molitor 1999), the
gains of all moves from one product of matrices. Large ones exchange neighbours, all rows at once. Then one smoothing from both sides,
and once more; the best order stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from app.learning.layout_rows import Floats, Ints, Layered, inner

_SIFTED = 400_000  # sum of squares of row lengths up to which sifting stays under some 100 ms
_TRIED_OFTEN = 20_000  # the same, up to which three beginnings cost less than the eye sees
_MOVES = 30  # within a row, before its neighbours have their turn
_EXCHANGES = 16
_WEYL = 0.6180339887498949  # the golden section: multiples of it are spread evenly and in no order


@dataclass(frozen=True, slots=True)
class _Side:
    """The edges from the rows' nodes (`own`) to a row beside (`other`), sorted by `own`; those of node v are first[v] to first[v + 1]."""

    own: Ints
    other: Ints
    first: Ints


def ordered(graph: Layered) -> Ints:
    """The place of each node and stand-in within its row, from 0."""
    sides = (_side(graph, graph.upper, graph.lower), _side(graph, graph.lower, graph.upper))
    parts = _parts(graph)
    squares = int((np.diff(graph.start) ** 2).sum())
    better = _sifted if squares <= _SIFTED else _exchanged
    found: list[Ints] = []
    for rounds in (6, 3, 1) if squares <= _TRIED_OFTEN else (6,):  # a swing that is cut off earlier is another one
        found.append(better(graph, sides, _ranked(graph, parts, _swing(graph, parts, rounds))))
        found.append(better(graph, sides, _smoothed(graph, parts, found[-1])))
    return min(found, key=lambda one: crossings(graph, sides[0], one))


def _side(graph: Layered, own: Ints, other: Ints) -> _Side:
    order = np.argsort(own, kind="stable")
    return _Side(own[order], other[order], np.searchsorted(own[order], np.arange(graph.size + 1)))


def _parts(graph: Layered) -> Ints:
    """Which part of the graph each node belongs to, the largest first: parts stand beside one another and never cross."""
    label = np.arange(graph.size)
    while True:
        least = np.minimum(label[graph.lower], label[graph.upper])
        new = label.copy()
        np.minimum.at(new, graph.lower, least)
        np.minimum.at(new, graph.upper, least)
        new = new[new]
        if (new == label).all():
            break
        label = new
    _, number, sizes = np.unique(label, return_inverse=True, return_counts=True)
    rank = np.empty(len(sizes), np.int64)
    rank[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes))
    return rank[number]


def _swing(graph: Layered, parts: Ints, rounds: int, steps: int = 60) -> Floats:
    """The slowest sideways swing of each part: inverse iteration on the Laplacian, with the mean of each row of each part taken away."""
    size, low, high = graph.size, graph.lower, graph.upper
    cell = np.unique(parts * (len(graph.start) + 1) + graph.row, return_inverse=True)[1]
    many = np.bincount(cell)
    degree = np.bincount(np.concatenate((low, high)), np.ones(2 * len(low)), size)

    def sideways(values: Floats) -> Floats:
        return values - (np.bincount(cell, values) / many)[cell]

    def pulls(values: Floats) -> Floats:
        drawn = values[high] - values[low]
        return sideways(np.subtract(np.bincount(high, drawn, size), np.bincount(low, drawn, size), dtype=np.float64))

    swing = sideways(np.arange(1.0, size + 1) * _WEYL % 1.0)
    for _ in range(rounds):
        solved, rest = np.zeros(size), sideways(np.multiply(swing, degree))
        way, left = rest, inner(rest, rest)
        enough = 1e-10 * left
        for _ in range(steps):
            if left <= enough:
                break
            turned = pulls(way)
            along = left / inner(way, turned)
            solved = solved + along * way
            rest = rest - along * turned
            before, left = left, inner(rest, rest)
            way = rest + left / before * way
        most = float(np.abs(solved).max())
        if most == 0.0:
            break
        swing = solved / most
    return swing


def _ranked(graph: Layered, parts: Ints, key: Floats) -> Ints:
    order = np.lexsort((key, parts, graph.row))
    place = np.empty(graph.size, np.int64)
    place[order] = np.arange(graph.size) - graph.start[graph.row[order]]
    return place


def _smoothed(graph: Layered, parts: Ints, place: Ints) -> Ints:
    """Half way to the mean of the neighbours on both sides, six times."""
    long = np.diff(graph.start)[graph.row]
    degree = np.maximum(1, np.bincount(graph.lower, minlength=graph.size) + np.bincount(graph.upper, minlength=graph.size))
    for _ in range(6):
        at = (place + 0.5) / long
        drawn = np.bincount(graph.lower, at[graph.upper], graph.size) + np.bincount(graph.upper, at[graph.lower], graph.size)
        place = _ranked(graph, parts, 0.5 * at + 0.5 * drawn / degree)
    return place


def crossings(graph: Layered, below: _Side, place: Ints) -> int:
    """How many pairs of edges between neighbouring rows cross. O(edges of a row squared), in blocks."""
    total = 0
    bounds = below.first[graph.start]
    for begin, end in pairwise(bounds):
        own, other = place[below.own[begin:end]], place[below.other[begin:end]]
        other = other[np.lexsort((other, own))]
        for at in range(0, len(other), 512):
            block = other[at : at + 512]
            total += int(np.count_nonzero(np.triu(block[:, None] > block[None, :], 1)))
            total += int(np.count_nonzero(block[:, None] > other[None, at + 512 :]))
    return total


# small trees: every node to its best place


def _sifted(graph: Layered, sides: tuple[_Side, _Side], place: Ints) -> Ints:
    place = place.copy()
    rows = range(len(graph.start) - 1)
    for row in (*rows, *reversed(rows)):
        _sift(graph, sides, row, place)
    return place


def _sift(graph: Layered, sides: tuple[_Side, _Side], row: int, place: Ints) -> None:
    """Move one node after the other of a row, the one that gains most first; `place` is changed.

    `cost[u, v]` is how many more crossings there are with u before v than with v before u, in the order as it stands.
    """
    begin, end = int(graph.start[row]), int(graph.start[row + 1])
    count = end - begin
    if count < 2:
        return
    order = np.argsort(place[begin:end])
    cost = _costs(graph, sides, row, place)[np.ix_(order, order)]
    index = np.arange(count)
    later = index[None, :] > index[:, None]
    for _ in range(_MOVES):
        sums = np.cumsum(cost, axis=1)
        own = sums[index, index][:, None]
        gains = np.where(later, sums - own, sums - cost - own)
        gains[index, index] = 0
        taken, target = divmod(int(np.argmax(gains)), count)
        if gains[taken, target] <= 0:
            break
        moved = np.insert(np.delete(index, taken), target, taken)
        cost, order = cost[np.ix_(moved, moved)], order[moved]
    place[begin + order] = index


def _costs(graph: Layered, sides: tuple[_Side, _Side], row: int, place: Ints) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    begin, end = int(graph.start[row]), int(graph.start[row + 1])
    cost = np.zeros((end - begin, end - begin), np.float32)
    for side, beside in zip(sides, (row - 1, row + 1), strict=True):
        few = slice(side.first[begin], side.first[end])
        if few.start == few.stop:
            continue
        ties = np.zeros((end - begin, int(graph.start[beside + 1] - graph.start[beside])), np.float32)
        ties[side.own[few] - begin, place[side.other[few]]] = 1
        before = np.cumsum(ties, axis=1) - ties
        crossed = ties @ before.T  # [u, v]: pairs of a neighbour of u and one of v to its left
        cost += crossed - crossed.T
    return cost


# large trees: neighbours change places


def _exchanged(graph: Layered, sides: tuple[_Side, _Side], place: Ints) -> Ints:
    """Exchange neighbours wherever that saves crossings: every second row and every second pair at once, since they do not touch."""
    at = np.empty(graph.size, np.int64)  # who stands at each number, row by row
    number = graph.start[graph.row] + place
    at[number] = np.arange(graph.size)
    slots = np.flatnonzero(graph.row[:-1] == graph.row[1:])
    inside = slots - graph.start[graph.row[slots]]
    turns = [slots[(graph.row[slots] % 2 == even) & (inside % 2 == pair)] for even in (0, 1) for pair in (0, 1)]
    for _ in range(_EXCHANGES):
        changed = False
        for few in turns:
            left, right = at[few], at[few + 1]
            saved = _saved(sides[0], left, right, number) + _saved(sides[1], left, right, number)
            swap = saved > 0
            changed |= bool(swap.any())
            at[few[swap]], at[few[swap] + 1] = right[swap], left[swap]
            number[right[swap]], number[left[swap]] = few[swap], few[swap] + 1
        if not changed:
            break
    return number - graph.start[graph.row]


def _saved(side: _Side, left: Ints, right: Ints, number: Ints) -> Floats:
    """How many crossings each pair loses on one side when it changes places."""
    ours, theirs = side.first[left + 1] - side.first[left], side.first[right + 1] - side.first[right]
    many = ours * theirs
    pair = np.repeat(np.arange(len(left)), many)
    step = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
    one = number[side.other[side.first[left][pair] + step // theirs[pair]]]
    two = number[side.other[side.first[right][pair] + step % theirs[pair]]]
    return np.bincount(pair, np.sign(one - two).astype(np.float64), len(left)).astype(np.float64)

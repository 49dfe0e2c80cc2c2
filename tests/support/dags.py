"""Made-up trees of any size: layered as real ones are, the same for the same seed."""

from __future__ import annotations

import numpy as np

from app.learning.layout_rows import Floats, Ints


def layered_dag(count: int, seed: int = 7) -> Ints:
    """Edges (m, 2) of a layered graph: about count^0.45 layers, 1.5 edges a node, 15 % of them skip 2 to 4 layers, children near the
    column of their parents. Its nodes are numbered in no order."""
    dice = np.random.default_rng([count, seed])
    layers = max(2, round(count**0.45))
    layer = np.sort(np.concatenate((np.arange(layers), dice.integers(0, layers, count - layers))))
    start = np.searchsorted(layer, np.arange(layers + 1))
    edges: set[tuple[int, int]] = set()
    while len(edges) < int(1.5 * count):
        node = int(dice.integers(start[1], count))
        here = int(layer[node])
        below = here - (int(dice.integers(2, 5)) if dice.random() < 0.15 else 1)
        if below < 0:
            continue
        share = (node - start[here] + 0.5) / (start[here + 1] - start[here])
        wide = int(start[below + 1] - start[below])
        column = round(share * wide - 0.5 + float(dice.normal(0, max(1.0, 0.05 * wide))))
        edges.add((int(start[below]) + min(wide - 1, max(0, column)), node))
    return np.take(dice.permutation(count), np.array(sorted(edges)))


def straight_crossings(x: Floats, y: Floats, edges: Ints) -> int:
    """How many pairs of edges cross when each is one straight line; edges that share an end do not."""
    edges = edges[np.argsort(y[edges[:, 0]], kind="stable")]
    first, last = edges[:, 0], edges[:, 1]
    x0, y0, x1, y1 = x[first], y[first], x[last], y[last]

    def turn(line: int | slice, to: int | slice, far: bool) -> Floats:
        px, py = (x1[to], y1[to]) if far else (x0[to], y0[to])
        side: Floats = np.sign((x1[line] - x0[line]) * (py - y0[line]) - (y1[line] - y0[line]) * (px - x0[line]))
        return side

    total = 0
    for one in range(len(edges)):
        others = slice(one + 1, int(np.searchsorted(y0, y1[one], side="left")))
        if others.start < others.stop:
            split = turn(one, others, far=False) * turn(one, others, far=True) < 0
            splits = turn(others, one, far=False) * turn(others, one, far=True) < 0
            tied = np.isin(first[others], (first[one], last[one])) | np.isin(last[others], (first[one], last[one]))
            total += int(np.count_nonzero(split & splits & ~tied))
    return total

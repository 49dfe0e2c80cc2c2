"""Where the skills of a tree stand when it is drawn: rows from the ground up, and columns within them.

Layered drawing after Sugiyama, Tagawa and Toda (1981), on arrays: rows (`layout_rows`), the order within them (`layout_order`), columns
(`layout_columns`). Loads numpy: import it where a layout is made, never at the program's start. The same input gives the same drawing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.learning import layout_columns, layout_order, layout_rows
from app.learning.layout_rows import Flags, Floats, Ints, NotATree

__all__ = ["Layout", "NotATree", "lay_out"]

@dataclass(frozen=True, slots=True)
class Layout:
    """`column` and `row` of each node, in steps from node to node; two nodes of a row are at least 1 apart. Row 0 is the ground.

    Every edge leads to a higher row, but for those between nodes that are held where this cannot be. Hands may hold rows below the ground.
    """

    column: Floats
    row: Ints

    @property
    def rows(self) -> int:
        """How many rows there are from the lowest to the highest."""
        return int(np.ptp(self.row)) + 1 if len(self.row) else 0


def lay_out(count: int, edges: NDArray[np.integer], old: Floats | None = None, held: Flags | None = None) -> Layout:
    """Lay out `count` nodes with `edges` (m, 2) of (comes first, comes after), each a number below `count`. Doubles are harmless.

    `old` (count, 2) are the (column, row) of the last layout, NaN for nodes that are new: then what has a place keeps it, and its
    neighbours make as little room as they can for what is new. `held` are nodes that stay exactly at `old` whatever happens. With `held`
    but nothing else in `old`, all the others are laid out anew around them ("tidy").
    Raises NotATree for an edge from a node to itself and for a circle, ValueError for an edge to a node that is not there.
    """
    pairs = layout_rows.checked(count, edges)
    stays: Flags = np.zeros(count, np.bool_)
    if held is not None:
        stays[held] = True
    if old is None or not count:
        return _anew(count, pairs)
    known = np.isfinite(old[:, 0]) & np.isfinite(old[:, 1])
    np.logical_and(stays, known, out=stays)
    if (known & ~stays).any():
        return _kept(pairs, old, known, stays)
    fresh = _anew(count, pairs)
    if not stays.any():
        return fresh
    away = np.median(old[stays] - np.column_stack((fresh.column, fresh.row))[stays], axis=0)
    rows = fresh.row + round(float(away[1]))
    rows[stays] = np.rint(old[stays, 1]).astype(np.int64)
    wanted = fresh.column + away[0]
    wanted[stays] = old[stays, 0]
    rows = layout_rows.raised(pairs, layout_rows.lowered(pairs, rows, stays), stays)
    return Layout(layout_columns.settled(rows, wanted, stays, wanted), rows)


def _anew(count: int, edges: Ints) -> Layout:
    """All of it, from nothing. What has no edge stands at the end, in a block."""
    row, column = np.zeros(count, np.int64), np.zeros(count)
    tied = np.zeros(count, np.bool_)
    tied[edges.ravel()] = True
    some = np.flatnonzero(tied)
    if len(some):
        number = np.cumsum(tied) - 1
        inner = number[edges]
        levels = layout_rows.rows_of(len(some), inner)
        layered = layout_rows.layered(len(some), inner, levels)
        row[some] = levels
        column[some] = layout_columns.columns(layered, layout_order.ordered(layered))[layered.place_of]
    loose = np.flatnonzero(~tied)
    if len(loose):
        high = max(int(row.max()) + 1, round(len(loose) ** 0.5))
        row[loose] = np.arange(len(loose)) % high
        end = float(column[some].max()) + 1.5 if len(some) else 0.0
        column[loose] = end + np.arange(len(loose)) // high
    return Layout(column - (column.min() + column.max()) / 2 if count else column, row)


def _kept(edges: Ints, old: Floats, known: Flags, stays: Flags) -> Layout:
    """What is known where it was; what is new beside what it comes after."""
    ground = old[known, 1].min()
    rows = layout_rows.raised(edges, np.rint(np.where(known, old[:, 1], ground)).astype(np.int64), stays)
    wanted = np.where(known, old[:, 0], np.nan)
    for near, far in ((0, 1), (1, 0)):  # what it comes after, else what comes after it
        before = -1
        while before != (before := int(np.isnan(wanted).sum())):
            wanted = _beside(edges[:, near], edges[:, far], wanted)
    lost = np.isnan(wanted)
    wanted[lost] = float(old[known, 0].max()) + 1 + np.arange(int(lost.sum()))
    return Layout(layout_columns.settled(rows, wanted, stays, np.where(known, old[:, 0], np.inf)), rows)


def _beside(near: Ints, far: Ints, wanted: Floats) -> Floats:
    """Columns, those that are not known (NaN) from the mean of the known neighbours."""
    told = ~np.isnan(wanted[near])
    count = np.bincount(far[told], minlength=len(wanted))
    mean = np.bincount(far[told], wanted[near[told]], len(wanted)) / np.maximum(count, 1)
    return np.where(np.isnan(wanted) & (count > 0), mean, wanted)

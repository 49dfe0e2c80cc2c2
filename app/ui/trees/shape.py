"""A tree as it is drawn, as arrays: where every skill and line is, what state it is in, what is under a point and within a box.

Middles in px at 100 %, y downwards: what comes first stands lowest. Made off the GUI thread; nothing here paints.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.learning.child_on_tree import Choice, SkillState
from app.learning.people import Case
from app.learning.skills import Level, Status
from app.ui.trees.arranging import Places, places_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.learning.child_on_tree import TreeView
    from app.learning.ids import SkillId
    from app.learning.layout_rows import Floats, Ints

Box = tuple[float, float, float, float]  # left, top, right, bottom
MARGIN = 70.0  # paper around the whole
_GAP = 6.0  # px between a line and a tile that it passes
_PASSED = frozenset({Choice.SKIP, Choice.NOT_FOR_CHILD})


class TreeShape:
    """The drawing of one view of a tree; `mirrored` turns left and right over (windows that run from the right)."""

    def __init__(self, view: TreeView, mirrored: bool = False) -> None:
        self.view, self.mirrored = view, mirrored
        self.places: Places = places_of(view)
        self.paper = self.places.paper
        self.count = len(view.tree.skills)
        self.number: dict[SkillId, int] = {skill.id: place for place, skill in enumerate(view.tree.skills)}
        self.x = -self.places.x if mirrored else self.places.x
        self.y, self.row, self.edges = self.places.y, self.places.row, self.places.edges
        self.met = self._met()
        self.before: list[list[int]] = [[] for _ in range(self.count)]  # numbers of edges
        self.after: list[list[int]] = [[] for _ in range(self.count)]
        for place, (first, last) in enumerate(self.edges.tolist()):
            self.after[first].append(place)
            self.before[last].append(place)
        self._bends = self._passed_rows()
        self._line_boxes = self._boxes_of_lines()

    @property
    def states(self) -> tuple[SkillState, ...]:
        """Where the child stands on each skill."""
        return self.view.states

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return int(self.row.max()) + 1 if self.count else 0

    @property
    def bounds(self) -> Box:
        """All of it with some paper around."""
        if not self.count:
            return (-MARGIN, -MARGIN, MARGIN, MARGIN)
        half, high = self.paper.wide / 2 + MARGIN, self.paper.high / 2 + MARGIN
        return (float(self.x.min()) - half, float(self.y.min()) - high, float(self.x.max()) + half, float(self.y.max()) + high)

    def id_of(self, place: int) -> SkillId:
        """The id of a skill."""
        return self.view.tree.skills[place].id

    def box(self, place: int) -> Box:
        """The tile of a skill."""
        x, y, wide, high = float(self.x[place]), float(self.y[place]), self.paper.wide / 2, self.paper.high / 2
        return (x - wide, y - high, x + wide, y + high)

    def around(self, places: Iterable[int]) -> Box:
        """What some skills take together with paper around; all of it for none."""
        few = np.fromiter(places, np.int64)
        if not len(few):
            return self.bounds
        half, high = self.paper.wide / 2 + MARGIN, self.paper.high / 2 + MARGIN
        x, y = self.x[few], self.y[few]
        return (float(x.min()) - half, float(y.min()) - high, float(x.max()) + half, float(y.max()) + high)

    # what is where

    def skill_at(self, x: float, y: float) -> int | None:
        """The skill whose tile has this point."""
        hits = np.flatnonzero((np.abs(self.x - x) <= self.paper.wide / 2) & (np.abs(self.y - y) <= self.paper.high / 2))
        return int(hits[0]) if len(hits) else None

    def nearest(self, x: float, y: float) -> int | None:
        """The skill whose middle is nearest to a point."""
        return int(np.argmin(np.hypot(self.x - x, self.y - y))) if self.count else None

    def skills_in(self, box: Box, spare: float = 16.0) -> Ints:
        """The skills that show within a box; badges stand out by `spare` px."""
        wide, high = self.paper.wide / 2 + spare, self.paper.high / 2 + spare
        left, top, right, bottom = box
        inside = (self.x > left - wide) & (self.x < right + wide) & (self.y > top - high) & (self.y < bottom + high)
        return np.flatnonzero(inside)

    def lines_in(self, box: Box) -> Ints:
        """The lines that may show within a box."""
        left, top, right, bottom = box
        boxes = self._line_boxes
        return np.flatnonzero((boxes[:, 2] >= left) & (boxes[:, 0] <= right) & (boxes[:, 3] >= top) & (boxes[:, 1] <= bottom))

    def line(self, place: int) -> list[tuple[float, float]]:
        """The points of a line: from the top of the tile below through gaps between tiles to the foot of the one above."""
        first, last = self.edges[place]
        half = self.paper.high / 2
        down = 1.0 if self.y[last] < self.y[first] else -1.0
        start = (float(self.x[first]), float(self.y[first]) - down * half)
        end = (float(self.x[last]), float(self.y[last]) + down * half)
        return [start, *self._bends.get(place, ()), end]

    # neighbours, for keys

    def beside(self, place: int, right: bool) -> int | None:
        """The next skill of the same row."""
        way = self.x - self.x[place] if right else self.x[place] - self.x
        there = np.flatnonzero((self.row == self.row[place]) & (way > 0.5))
        return int(there[np.argmin(way[there])]) if len(there) else None

    def along(self, place: int, up: bool) -> int | None:
        """What this one opens (up), or what it needs (down): the one that stands nearest to straight."""
        edges = self.after[place] if up else self.before[place]
        ends = [int(self.edges[edge][1 if up else 0]) for edge in edges]
        return min(ends, key=lambda end: (abs(self.x[end] - self.x[place]), abs(self.y[end] - self.y[place]), end), default=None)

    def nexts(self) -> list[int]:
        """What is best learned now, then everything else that is open, in the order of teaching."""
        skills, child = self.view.tree.skills, self.view.child
        first = [self.number[skill] for skill in self.view.next_skills]
        open_now = {place for place in range(self.count) if self._is_open(place)}.difference(first)
        there = first + sorted(open_now, key=lambda place: (skills[place].position, place))
        if child is None or child.case is Case.BOTH:
            return there
        return sorted(there, key=lambda place: bool(skills[place].letter) and skills[place].case is not child.case)  # its own letters first

    def _is_open(self, place: int) -> bool:
        state = self.states[place]
        return state.status in (Status.READY, Status.GROWING) and not state.choices & _PASSED

    def lines_between(self, places: Sequence[int] | set[int]) -> list[int]:
        """The lines whose both ends are among some skills."""
        few = set(places)
        return [edge for place in few for edge in self.before[place] if int(self.edges[edge][0]) in few]

    # making

    def _met(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which lines are open: the child has come far enough below, or need not."""
        reached = np.array([_reached(state) for state in self.states], np.int64)
        least = np.array([edge.minimum for edge in self.view.tree.edges], np.int64)
        return reached[self.edges[:, 0]] >= least if len(least) else np.zeros(0, np.bool_)

    def _passed_rows(self) -> dict[int, list[tuple[float, float]]]:
        """For each line that passes rows: two points in a gap of each, lower and upper edge of the row."""
        if not self.count:
            return {}
        order = np.lexsort((self.x, self.row))
        starts = np.searchsorted(self.row[order], np.arange(self.rows + 1))
        row_y = np.zeros(self.rows)
        row_y[self.row] = self.y
        bends: dict[int, list[tuple[float, float]]] = {}
        low, high = self.row[self.edges[:, 0]], self.row[self.edges[:, 1]]
        half, keep = self.paper.high / 2 + _GAP, self.paper.wide / 2 + _GAP
        for edge in np.flatnonzero(high - low > 1).tolist():
            first, last = self.edges[edge]
            points = bends[edge] = []
            for row in range(int(low[edge]) + 1, int(high[edge])):
                straight = np.interp(row, (low[edge], high[edge]), (self.x[first], self.x[last]))
                x = _through(self.x[order[starts[row] : starts[row + 1]]], float(straight), keep)
                points += [(x, float(row_y[row]) + half), (x, float(row_y[row]) - half)]
        return bends

    def _boxes_of_lines(self) -> Floats:
        first, last = self.edges[:, 0], self.edges[:, 1]
        boxes = np.column_stack((
            np.minimum(self.x[first], self.x[last]), np.minimum(self.y[first], self.y[last]),
            np.maximum(self.x[first], self.x[last]), np.maximum(self.y[first], self.y[last]),
        ))  # fmt: skip
        for edge, points in self._bends.items():
            boxes[edge, 0] = min(boxes[edge, 0], *(x for x, _ in points))
            boxes[edge, 2] = max(boxes[edge, 2], *(x for x, _ in points))
        spare: Floats = np.add(boxes, (-4.0, -4.0, 4.0, 4.0))
        return spare


def _through(tiles: Floats, x: float, keep: float) -> float:
    """The place nearest to `x` at which a line passes between the tiles of a row; `tiles` are their middles in order."""
    after = int(np.searchsorted(tiles, x))
    left = float(tiles[after - 1]) + keep if after > 0 else -np.inf
    right = float(tiles[after]) - keep if after < len(tiles) else np.inf
    return (left + right) / 2 if left > right else min(max(x, left), right)


def _reached(state: SkillState) -> int:
    """How far the child has come, in the numbers of `Level`; 0: not even ready."""
    if state.choices & _PASSED:
        return Level.BLOOMED
    if state.level is not None:
        return int(state.level)
    return Level.READY if state.status is Status.READY else 0

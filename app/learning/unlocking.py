"""The statuses of a whole tree at once, with arrays made ready once per revision.

It gives what `app.learning.skills.statuses` gives, by the places of the skills: 10,000 skills take a fraction of a millisecond, so that a
slider can ask at every step. It loads numpy, so never at the start of the program, nor on the GUI thread the first time.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from app.learning.ids import SkillId
from app.learning.mastery import Standing
from app.learning.skills import Graph, Level, Status, level_of

LOCKED, READY, GROWING, BLOOMED = range(4)
STATUS_OF = (Status.LOCKED, Status.READY, Status.GROWING, Status.BLOOMED)
_NEVER = -1  # the score of who never tried, below every score that is asked
_FAR = date.max.toordinal()
_prepared: WeakKeyDictionary[Graph, Unlocking] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a child has come on each skill, by place: `levels` (0: never answered), `scores` (-1: none), `passed` over or not."""

    levels: NDArray[np.int8]
    scores: NDArray[np.int8]
    passed: NDArray[np.bool_]


def unlocking_of(graph: Graph) -> Unlocking:
    """The arrays of a graph, made once."""
    kept = _prepared.get(graph)
    if kept is None:
        kept = _prepared[graph] = Unlocking(graph)
    return kept


class Unlocking:
    """The edges of a tree as arrays, sorted by the group they belong to, and the groups by their skill."""

    def __init__(self, graph: Graph) -> None:
        self._places = graph.places  # not the graph, which keeps this as long as it lives
        kept = [(graph.places[edge.skill], edge.any_of, place) for place, edge in enumerate(graph.edges) if place not in graph.dag.aside]
        kept.sort()
        edges = [graph.edges[place] for _, _, place in kept]
        self._before = np.array([graph.places[edge.prerequisite] for edge in edges], dtype=np.int32)
        self._minimum = np.array([edge.minimum for edge in edges], dtype=np.int8)
        self._score = np.array([_NEVER if edge.score is None else edge.score for edge in edges], dtype=np.int8)
        starts = [n for n, (skill, group, _) in enumerate(kept) if not n or kept[n - 1][:2] != (skill, group)]
        owners = [kept[start][0] for start in starts]
        firsts = [n for n, owner in enumerate(owners) if not n or owners[n - 1] != owner]
        self._group_starts = np.array(starts, dtype=np.intp)
        self._skill_starts = np.array(firsts, dtype=np.intp)
        self._owners = np.array([owners[first] for first in firsts], dtype=np.int32)
        self._opens = np.array([skill.opens_on.toordinal() if skill.opens_on else 0 for skill in graph.tree.skills], dtype=np.int32)
        self._hands_on = (self._minimum == Level.READY) & (self._score == _NEVER)  # edges that are content with a skill that is ready

    def reached(self, standings: Mapping[SkillId, Standing], passed: Collection[SkillId] = ()) -> Reached:
        """The arrays of a child. Time grows with what the child has answered, not with the tree."""
        places = self._places
        count = len(places)
        levels, scores = np.zeros(count, dtype=np.int8), np.full(count, _NEVER, dtype=np.int8)
        over = np.zeros(count, dtype=np.bool_)
        for skill, standing in standings.items():
            place = places.get(skill)
            if place is not None:
                levels[place] = level_of(standing) or 0
                score = standing.score
                scores[place] = _NEVER if score is None else score
        for skill in passed:
            if skill in places:
                over[places[skill]] = True
        return Reached(levels, scores, over)

    def statuses(self, reached: Reached, today: date | None = None) -> NDArray[np.int8]:
        """The status of every skill by its place, as a place in `STATUS_OF`."""
        begun = reached.levels > 0
        come = self._opens <= (_FAR if today is None else today.toordinal())
        met = self._met(reached)
        opened = self._opened(met) & come
        while self._hands_on.any():  # once for each step that being ready is handed on
            wider = met | (self._hands_on & (opened | begun)[self._before])
            if np.array_equal(wider, met):
                break
            met = wider
            opened = self._opened(met) & come
        found = np.where(opened, READY, LOCKED).astype(np.int8)
        found[begun] = GROWING
        found[reached.levels == Level.BLOOMED] = BLOOMED
        return found

    def _met(self, reached: Reached) -> NDArray[np.bool_]:
        """Which edges are met without asking what is ready."""
        before = self._before
        scored = (self._score == _NEVER) | (reached.scores[before] >= self._score)
        enough = (reached.levels[before] >= self._minimum) & scored
        met: NDArray[np.bool_] = enough | reached.passed[before]
        return met

    def _opened(self, met: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which skills have a member met in every group."""
        opened = np.ones(len(self._opens), dtype=np.bool_)
        if met.size:
            groups = np.logical_or.reduceat(met, self._group_starts)
            opened[self._owners] = np.logical_and.reduceat(groups, self._skill_starts)
        return opened

"""What is next for a child on a tree, the way to a goal, and what keeps a skill locked.

Everything is told in places of `tree.skills`; who shows it turns them into names. Statuses are those of `unlocking` or `skills`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.learning.choices import Choices
from app.learning.ids import SkillId
from app.learning.mastery import Standing, tries_of
from app.learning.skills import Edge, Graph, Level, Status, has_come, is_met, level_of

NEXT = 3
_TRIES = 10  # right answers of the last ten are what a skill is secure by
_ENDLESS = 1 << 40  # ways that share skills are counted more than once: no estimate goes beyond


@dataclass(frozen=True, slots=True)
class Wanted:
    """One prerequisite that has not come far enough: `right` of the last `tries` (10) first tries were right, `score` is what is asked."""

    skill: SkillId
    minimum: Level
    level: Level | None
    right: int
    tries: int
    score: int | None = None


@dataclass(frozen=True, slots=True)
class Lock:
    """Why a skill is locked: every group needs one of its alternatives, and its day must have come (`opens_on`, None: it has)."""

    skill: SkillId
    groups: tuple[tuple[Wanted, ...], ...]
    opens_on: date | None


class ChildOnGraph:
    """A child's place on the graph of a tree; `statuses` stands beside `graph.tree.skills`."""

    def __init__(
        self,
        graph: Graph,
        standings: Mapping[SkillId, Standing],
        choices: Choices,
        statuses: Sequence[Status],
        today: date | None = None,
    ) -> None:
        self.graph, self.standings, self.choices, self.statuses, self.today = graph, standings, choices, statuses, today

    def next_skills(self, most: int = NEXT) -> tuple[SkillId, ...]:
        """What is best learned now, pins first, then what opens most of the way to a goal, then the teaching order."""
        skills, dag = self.graph.tree.skills, self.graph.dag
        wanted = self._missing_on_ways()
        passed = self.choices.passed
        open_now = [
            place
            for place, status in enumerate(self.statuses)
            if status in (Status.READY, Status.GROWING) and skills[place].id not in passed
        ]

        def key(place: int) -> tuple[object, ...]:
            weight = len(dag.later([place]) & wanted) + 1 if place in wanted else 0
            skill = skills[place]
            return (skill.id not in self.choices.pinned, -weight, skill.position, skill.id.int)

        on_way = [place for place in open_now if place in wanted or skills[place].id in self.choices.pinned]
        first = sorted(on_way, key=key)[:most]
        rest = sorted((place for place in open_now if place not in first), key=lambda place: (skills[place].position, skills[place].id.int))
        return tuple(skills[place].id for place in (*first, *rest)[:most])

    def path_to(self, goal: SkillId) -> tuple[SkillId, ...]:
        """What is still to be learned on the way to a goal, in an order that works, the goal last; empty once it has bloomed.

        Of alternatives the one with the shortest way is taken.
        """
        skills, places = self.graph.tree.skills, self.graph.places
        if goal not in places or self.statuses[places[goal]] is Status.BLOOMED:
            return ()
        cost = self._costs(self.graph.dag.earlier([places[goal]]) | {places[goal]})
        needed = {goal}
        waiting = [goal]
        while waiting:
            for step in self._steps(waiting.pop(), cost):
                if step not in needed:
                    needed.add(step)
                    waiting.append(step)
        return tuple(skills[place].id for place in self.graph.dag.order if skills[place].id in needed)

    def lock_of(self, skill: SkillId) -> Lock | None:
        """What keeps a skill locked, None when it is open."""
        if self.statuses[self.graph.places[skill]] is not Status.LOCKED:
            return None
        groups = self.graph.groups.get(skill, {})
        missing = [tuple(self._wanted(edge) for edge in groups[number]) for number in sorted(groups) if not self._is_met(groups[number])]
        one = self.graph.skills[skill]
        return Lock(skill, tuple(missing), None if has_come(one, self.today) else one.opens_on)

    def critical_path(self) -> tuple[SkillId, ...]:
        """The longest chain of skills that are still to be learned, each waiting for the one before."""
        skills, passed = self.graph.tree.skills, self.choices.passed
        left = {n for n, status in enumerate(self.statuses) if status is not Status.BLOOMED and skills[n].id not in passed}
        return tuple(skills[place].id for place in self.graph.dag.longest(left))

    def _missing_on_ways(self) -> set[int]:
        """What lies on the ways to the goals, and to what is pinned and still locked."""
        ends = [skill for skill in self.choices.goals | self.choices.pinned if skill in self.graph.places]
        return {self.graph.places[step] for end in ends for step in self.path_to(end)}

    def _costs(self, within: set[int]) -> dict[SkillId, int]:
        """How many steps each skill takes at most, itself counted."""
        skills = self.graph.tree.skills
        cost: dict[SkillId, int] = {}
        for place in self.graph.dag.order:
            if place in within:
                skill = skills[place].id
                cost[skill] = min(_ENDLESS, 1 + sum(cost[step] for step in self._steps(skill, cost)))
        return cost

    def _steps(self, skill: SkillId, cost: Mapping[SkillId, int]) -> list[SkillId]:
        """The prerequisites to be learned first: the cheapest of every group that is not met. None of a skill that is open already."""
        if self.statuses[self.graph.places[skill]] is not Status.LOCKED:
            return []
        unmet = [group for group in self.graph.groups.get(skill, {}).values() if not self._is_met(group)]
        cheapest = (min(group, key=lambda edge: (cost[edge.prerequisite], self._rank(edge))) for group in unmet)
        return list(dict.fromkeys(edge.prerequisite for edge in cheapest))

    def _rank(self, edge: Edge) -> tuple[int, int]:
        before = self.graph.skills[edge.prerequisite]
        return (before.position, before.id.int)

    def _is_met(self, group: Sequence[Edge]) -> bool:
        return any(self._edge_is_met(edge) for edge in group)

    def _edge_is_met(self, edge: Edge) -> bool:
        if edge.prerequisite in self.choices.passed:
            return True
        ready = self.statuses[self.graph.places[edge.prerequisite]] is Status.READY
        return is_met(edge, self.standings.get(edge.prerequisite), ready)

    def _wanted(self, edge: Edge) -> Wanted:
        standing = self.standings.get(edge.prerequisite)
        tries = () if standing is None else tries_of(standing)[-_TRIES:]
        return Wanted(edge.prerequisite, edge.minimum, level_of(standing), sum(one.right for one in tries), _TRIES, edge.score)

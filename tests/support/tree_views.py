"""Views of made-up trees, without a database: for benches and for tests of drawing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import numpy as np

from app.learning.child_on_tree import Choice, SkillState, TreeView
from app.learning.choices import Choices
from app.learning.ids import SkillId, TreeId
from app.learning.people import Case, Child
from app.learning.skills import Aspect, Edge, Level, Skill, SkillTree, Status
from app.services import tree_looking
from tests.support.dags import layered_dag

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def skill_id(place: int, tree: int = 1) -> SkillId:
    """The id of the skill with a number."""
    return SkillId(UUID(int=(tree << 64) + place + 1))


def tree_with(names: list[str], edges: list[tuple[int, int]], tree: int = 1, revision: int = 1) -> SkillTree:
    """A tree of skills with names and edges of (comes first, comes after)."""
    own = TreeId(UUID(int=tree))
    skills = tuple(Skill(skill_id(n, tree), own, name, "en", "", Case.LOWER, Aspect.NAME, n) for n, name in enumerate(names))
    made = tuple(Edge(skill_id(last, tree), skill_id(first, tree), number, Level.GROWING) for number, (first, last) in enumerate(edges))
    return SkillTree(own, "A tree", "en", None, 0, revision, skills, made)


def view_of(tree: SkillTree, child: Child | None = None) -> TreeView:
    """The view of a tree as nobody has begun it."""
    return tree_looking.seen(tree, child, {}, Choices(), {}, NOW)


def large_view(count: int, seed: int = 7, child: Child | None = None) -> TreeView:
    """A tree of `count` skills of which a child knows the lower rows; a goal far up, the way to it, and three that are next."""
    edges = layered_dag(count, seed)
    view = view_of(tree_with([f"Skill {n}" for n in range(count)], [(int(one), int(two)) for one, two in edges], tree=count), child)
    depth = np.array(view.on_graph.graph.dag.layers())
    known = int(depth.max()) // 2
    states = tuple(_state(int(depth[n]), known, n) for n in range(count))
    goal = int(np.argmax(depth))
    way = sorted(one for one in view.on_graph.graph.dag.earlier([goal]) | {goal} if states[one].status is not Status.BLOOMED)
    states = tuple(replace(one, choices=frozenset({Choice.GOAL})) if n == goal else one for n, one in enumerate(states))
    nexts = tuple(skill_id(n, count) for n in range(count) if states[n].status is Status.READY)[:3]
    path = tuple(skill_id(n, count) for n in sorted(way, key=lambda n: depth[n]))
    return replace(view, states=states, goal=skill_id(goal, count), path=path, next_skills=nexts)


def _state(depth: int, known: int, number: int) -> SkillState:
    last, took = NOW - timedelta(days=number % 60), timedelta(minutes=number % 45)
    if depth < known:
        thirsty = number % 9 == 0
        return SkillState(Status.BLOOMED, Level.BLOOMED, 3, thirsty, 19, 20, took, last, NOW + timedelta(days=5))
    if depth == known:
        return SkillState(Status.GROWING, Level.GROWING, 1 + number % 2, False, number % 10, 10, took, last)
    return SkillState(Status.READY if depth == known + 1 else Status.LOCKED)

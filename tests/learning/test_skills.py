"""Skill trees: what is open, what comes before, whether there is a cycle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.learning.ids import SkillId, TreeId
from app.learning.mastery import Standing
from app.learning.people import Case
from app.learning.skills import (
    Aspect,
    Edge,
    Level,
    Skill,
    SkillTree,
    Status,
    graph_of,
    level_of,
    statuses,
)
from tests.learning.sample import CHILD, LANGUAGES, START, tree
from tests.support.walks import cycle_in, prerequisites_of

TREE = TreeId(UUID(int=1))


def at(number: int) -> SkillId:
    return SkillId(UUID(int=number))


def small(count: int, *edges: tuple[int, int, int, Level]) -> SkillTree:
    """A tree of skills 0, 1, ... with edges (skill, prerequisite, group, minimum)."""
    skills = tuple(Skill(at(n), TREE, str(n), "en", str(n), Case.LOWER, Aspect.SOUND, n) for n in range(count))
    return SkillTree(TREE, "small", "en", None, 1, 1, skills, tuple(Edge(at(a), at(b), group, level) for a, b, group, level in edges))


def stood(number: int, status: Status = Status.GROWING, leaves: int = 0) -> Standing:
    return Standing(CHILD, at(number), status, leaves, 1, START if status is Status.BLOOMED else None, None, START, None, {})


def held(*standings: Standing) -> dict[SkillId, Standing]:
    return {one.skill: one for one in standings}


def read(one: SkillTree, standings: Mapping[SkillId, Standing]) -> str:
    """The statuses in the order of the skills, each by its first letter."""
    found = statuses(one, standings)
    return "".join(found[skill.id].value[0] for skill in one.skills)


def test_a_skill_without_edges_is_ready() -> None:
    assert read(small(2), {}) == "rr"


@pytest.mark.parametrize(("minimum", "standing", "status"), [
    (Level.READY, None, "r"),
    (Level.GROWING, None, "l"),
    (Level.GROWING, stood(0, Status.READY), "l"),
    (Level.GROWING, stood(0), "r"),
    (Level.SECURE, stood(0, leaves=2), "l"),
    (Level.SECURE, stood(0, leaves=3), "r"),
    (Level.BLOOMED, stood(0, leaves=3), "l"),
    (Level.BLOOMED, stood(0, Status.BLOOMED, 3), "r"),
    (Level.SECURE, stood(0, Status.BLOOMED, 3), "r"),
    (Level.READY, stood(0), "r"),
])  # fmt: skip
def test_an_edge_opens_at_its_minimum_level(minimum: Level, standing: Standing | None, status: str) -> None:
    assert read(small(2, (1, 0, 0, minimum)), held(standing) if standing else {})[1] == status


def test_groups_are_anded_and_alternatives_ored() -> None:
    one = small(4, (3, 0, 0, Level.GROWING), (3, 1, 0, Level.GROWING), (3, 2, 1, Level.GROWING))
    assert read(one, held(stood(0)))[3] == "l"
    assert read(one, held(stood(2)))[3] == "l"
    assert read(one, held(stood(1), stood(2)))[3] == "r"


def test_being_ready_is_handed_on_along_the_edges_that_ask_for_no_more() -> None:
    one = small(4, (3, 2, 0, Level.READY), (2, 1, 0, Level.READY), (1, 0, 0, Level.GROWING))
    assert read(one, {}) == "rlll"
    assert read(one, held(stood(0))) == "grrr"


def test_what_was_answered_or_has_bloomed_is_never_locked_again() -> None:
    one = small(3, (1, 0, 0, Level.BLOOMED), (2, 0, 0, Level.BLOOMED))
    assert read(one, held(stood(1), stood(2, Status.BLOOMED, 3))) == "rgb"


def test_an_edge_to_a_skill_that_is_no_more_locks_nothing() -> None:
    assert read(small(1, (0, 9, 0, Level.GROWING), (9, 0, 0, Level.GROWING)), {}) == "r"


def test_a_level_is_told_from_status_and_leaves() -> None:
    assert level_of(None) is None
    assert level_of(stood(0, Status.LOCKED)) is None
    assert [level_of(stood(0, leaves=leaves)) for leaves in (0, 2, 3)] == [Level.GROWING, Level.GROWING, Level.SECURE]


def test_what_comes_before_is_found_near_and_far() -> None:
    one = small(5, (1, 0, 0, Level.GROWING), (2, 1, 0, Level.GROWING), (3, 1, 1, Level.GROWING), (3, 2, 0, Level.GROWING))
    assert prerequisites_of(one, at(3)) == {at(0), at(1), at(2)}
    assert prerequisites_of(one, at(4)) == frozenset()


def test_a_cycle_is_told_as_the_path_that_goes_round() -> None:
    one = small(5, (1, 0, 0, Level.READY), (2, 1, 0, Level.READY), (3, 2, 0, Level.READY), (1, 3, 1, Level.READY), (4, 0, 0, Level.READY))
    path = cycle_in(one)
    assert path[0] == path[-1]
    assert set(path) == {at(1), at(2), at(3)}
    assert cycle_in(small(1, (0, 0, 0, Level.READY))) == (at(0), at(0))


def test_the_newest_edge_of_a_circle_is_set_aside_wherever_it_stands_in_the_list() -> None:
    circle = small(3, (1, 0, 0, Level.GROWING), (2, 1, 0, Level.GROWING), (0, 2, 0, Level.GROWING))
    for newest, status in ((0, "lrl"), (1, "llr"), (2, "rll")):
        edges = tuple(replace(edge, stamp="b" if place == newest else "a") for place, edge in enumerate(circle.edges))
        one = replace(circle, edges=edges)
        assert graph_of(one).dag.aside == {newest}
        assert read(one, {}) == status
        turned = replace(circle, edges=edges[::-1])
        assert [turned.edges[place] for place in graph_of(turned).dag.aside] == [edges[newest]]


def test_an_edge_that_asks_for_a_score_waits_for_it() -> None:
    one = small(2, (1, 0, 0, Level.GROWING))
    strict = replace(one, edges=(replace(one.edges[0], score=80),))
    tries = [["2026-03-02", "trace", 1, right] for right in (True, True, True, False)]
    weak = replace(stood(0), memory={"tries": tries})
    assert read(strict, held(weak)) == "gl"
    assert read(strict, held(replace(weak, memory={"tries": tries[:3]}))) == "gr"
    assert read(strict, held(stood(0))) == "gl"
    assert read(strict, {}) == "rl"


def test_a_skill_opens_on_its_day() -> None:
    one = small(1)
    later = replace(one, skills=(replace(one.skills[0], opens_on=date(2026, 3, 2)),))
    assert statuses(later, {}, today=date(2026, 3, 1))[at(0)] is Status.LOCKED
    assert statuses(later, {}, today=date(2026, 3, 2))[at(0)] is Status.READY
    assert statuses(later, held(stood(0)), today=date(2026, 3, 1))[at(0)] is Status.GROWING


def test_what_a_grown_up_passed_over_opens_what_depends_on_it() -> None:
    one = small(2, (1, 0, 0, Level.BLOOMED))
    assert statuses(one, {}, passed={at(0)}) == {at(0): Status.READY, at(1): Status.READY}


def test_the_graph_of_a_tree_is_made_once_and_the_oldest_is_let_go() -> None:
    first = small(1)
    kept = graph_of(first)
    assert graph_of(first) is kept
    others = [small(1) for _ in range(9)]
    assert [graph_of(other).tree for other in others] == others
    assert graph_of(first) is not kept


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_built_in_trees_have_no_cycle(language: str) -> None:
    assert cycle_in(tree(language)) == ()


PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(0, 2), st.sampled_from(list(Level))), max_size=16)
STANDINGS = st.lists(st.builds(stood, st.integers(0, 7), st.sampled_from([Status.GROWING, Status.BLOOMED]), st.integers(0, 3)), max_size=8)


@given(PAIRS)
@settings(max_examples=150, deadline=None)
def test_a_cycle_is_found_exactly_when_a_skill_comes_before_itself(edges: list[tuple[int, int, int, Level]]) -> None:
    one = small(8, *edges)
    path = cycle_in(one)
    assert bool(path) == any(at(n) in prerequisites_of(one, at(n)) for n in range(8))
    steps = {(edge.prerequisite, edge.skill) for edge in one.edges}
    assert all(step in steps for step in pairwise(path))


@given(PAIRS, STANDINGS)
@settings(max_examples=150, deadline=None)
def test_every_skill_has_a_status_and_what_was_answered_is_open(edges: list[tuple[int, int, int, Level]], now: list[Standing]) -> None:
    acyclic = [(max(a, b), min(a, b), group, level) for a, b, group, level in edges if a != b]
    one, standings = small(8, *acyclic), held(*now)
    found = statuses(one, standings)
    assert set(found) == {at(n) for n in range(8)}
    for skill, status in found.items():
        assert (status in (Status.GROWING, Status.BLOOMED)) == (skill in standings)


@given(PAIRS, STANDINGS, STANDINGS)
@settings(max_examples=100, deadline=None)
def test_more_progress_never_locks_anything(edges: list[tuple[int, int, int, Level]], now: list[Standing], later: list[Standing]) -> None:
    acyclic = small(8, *[(max(a, b), min(a, b), group, level) for a, b, group, level in edges if a != b])
    before = held(*now)

    def grown(one: Standing) -> bool:
        was = before.get(one.skill)
        return was is None or (was.leaves <= one.leaves and was.status is not Status.BLOOMED)

    after = before | {skill: one for skill, one in held(*later).items() if grown(one)}
    locked_before = {skill for skill, status in statuses(acyclic, before).items() if status is Status.LOCKED}
    locked_after = {skill for skill, status in statuses(acyclic, after).items() if status is Status.LOCKED}
    assert locked_after <= locked_before

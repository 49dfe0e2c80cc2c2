"""Changing a tree: what it becomes, how it is taken back, and what is refused with which circle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.learning.ids import SkillId
from app.learning.problems import Problem, Trouble
from app.learning.skills import Edge, Level, Skill, SkillTree
from app.learning.tree_edits import SPOT_MOST, About, Edit, applied, difference, inverse, key_of
from tests.learning.test_skills import at, small

CHAIN = small(3, (1, 0, 0, Level.GROWING), (2, 1, 0, Level.GROWING))


def edge(after: int, before: int, group: int = 0, level: Level = Level.GROWING) -> Edge:
    return Edge(at(after), at(before), group, level)


def skill(number: int, name: str = "new") -> Skill:
    return replace(small(number + 1).skills[number], name=name)


def same(one: SkillTree, other: SkillTree) -> bool:
    """Whether two trees hold the same; in which order edges are listed says nothing."""
    return replace(one, edges=()) == replace(other, edges=()) and {key_of(e): e for e in one.edges} == {key_of(e): e for e in other.edges}


def test_skills_come_change_and_go_with_their_edges() -> None:
    after = applied(CHAIN, Edit(skills=(skill(0, "first"), skill(3)), edges=(edge(3, 2),), gone_skills=frozenset({at(1)})))
    assert [one.name for one in after.skills] == ["first", "2", "new"]
    assert after.edges == (edge(3, 2),)


def test_an_edge_is_changed_in_its_place_and_taken_out_by_its_key() -> None:
    after = applied(CHAIN, Edit(edges=(edge(1, 0, 0, Level.BLOOMED),), gone_edges=frozenset({key_of(edge(2, 1))})))
    assert after.edges == (edge(1, 0, 0, Level.BLOOMED),)


def test_an_edge_that_closes_a_circle_is_refused_with_every_skill_of_it_named() -> None:
    with pytest.raises(Problem) as refused:
        applied(CHAIN, Edit(edges=(edge(0, 2),)))
    assert refused.value.trouble is Trouble.TREE_CLOSES_CIRCLE
    assert refused.value.facts["circle"] == "0 → 1 → 2 → 0"
    assert refused.value.facts["skills"] == (at(0), at(1), at(2))


def test_a_skill_cannot_wait_for_itself() -> None:
    with pytest.raises(Problem) as refused:
        applied(CHAIN, Edit(edges=(edge(1, 1),)))
    assert refused.value.facts["circle"] == "1 → 1"


def test_a_circle_that_two_devices_made_keeps_nobody_from_other_edits() -> None:
    circle = small(3, (1, 0, 0, Level.GROWING), (0, 1, 0, Level.GROWING))
    assert len(applied(circle, Edit(edges=(edge(2, 0),))).edges) == 3


@pytest.mark.parametrize(("wrong", "trouble"), [
    (Edit(edges=(edge(0, 9),)), Trouble.TREE_WRONG),
    (Edit(edges=(replace(edge(2, 0), score=0),)), Trouble.TREE_WRONG),
    (Edit(edges=(edge(2, 0, -1),)), Trouble.TREE_WRONG),
    (Edit(skills=(skill(0, " "),)), Trouble.NAME_EMPTY),
    (Edit(skills=(skill(0, "n" * 201),)), Trouble.NAME_TOO_LONG),
    (Edit(skills=(skill(0, "n" * 10_000),)), Trouble.NAME_TOO_LONG),
    (Edit(skills=(skill(0, "a\u202eb"),)), Trouble.NAME_NOT_TEXT),
    (Edit(skills=(replace(skill(0), description="x" * 10_001),)), Trouble.TREE_WRONG),
    (Edit(skills=(replace(skill(0), tags=("x" * 61,)),)), Trouble.TREE_WRONG),
    (Edit(skills=(replace(skill(0), spot=(SPOT_MOST + 1, 0)),)), Trouble.TREE_WRONG),
    (Edit(about=About("", "en")), Trouble.NAME_EMPTY),
    (Edit(about=About("x", "en", "d" * 10_001)), Trouble.TREE_WRONG),
])  # fmt: skip
def test_what_cannot_be_is_refused(wrong: Edit, trouble: Trouble) -> None:
    with pytest.raises(Problem) as refused:
        applied(CHAIN, wrong)
    assert refused.value.trouble is trouble


def test_names_in_any_script_are_kept_tidy() -> None:
    after = applied(CHAIN, Edit(skills=(skill(0, "  חיבור   עד עשר "), skill(1, "e\u0301lan"))))
    assert [one.name for one in after.skills[:2]] == ["חיבור עד עשר", "élan"]


def test_an_edit_of_nothing_is_nothing() -> None:
    assert difference(CHAIN, CHAIN).is_nothing
    assert not Edit(gone_skills=frozenset({at(0)})).is_nothing


def test_skills_that_were_only_put_elsewhere_are_told_apart_from_those_that_changed() -> None:
    after = applied(CHAIN, Edit(skills=(skill(0, "first"),), spots={at(1): (10, 20)}))
    told = difference(CHAIN, after)
    assert ([one.id for one in told.skills], dict(told.spots)) == ([at(0)], {at(1): (10, 20)})


NUMBERS = st.integers(0, 6)
SKILLS = st.builds(
    lambda number, name, spot, day, tags: replace(skill(number, name), spot=spot, opens_on=day, tags=tags),
    NUMBERS,
    st.sampled_from(["one", "two", "שלוש"]),
    st.none() | st.tuples(st.integers(-9, 9), st.integers(-9, 9)),
    st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 3)),
    st.sampled_from([(), ("tag",)]),
)
EDGES = st.builds(
    lambda a, b, group, level: edge(max(a, b) + 1, min(a, b), group, level),
    NUMBERS,
    NUMBERS,
    st.integers(0, 1),
    st.sampled_from(list(Level)),
)


@st.composite
def edits(draw: st.DrawFn, tree: SkillTree) -> Edit:
    put = {one.id: one for one in draw(st.lists(SKILLS, max_size=3))}
    gone = frozenset(draw(st.lists(st.sampled_from([one.id for one in tree.skills]), max_size=2)) if tree.skills else []) - put.keys()
    there: set[SkillId] = ({one.id for one in tree.skills} | put.keys()) - gone
    drawn = {key_of(one): one for one in draw(st.lists(EDGES, max_size=4)) if one.skill in there and one.prerequisite in there}
    lost = frozenset(key_of(one) for one in tree.edges if draw(st.booleans()) and key_of(one) not in drawn)
    spots = {one: (draw(st.integers(-9, 9)), 0) for one in sorted(there) if draw(st.booleans())}
    said = draw(st.none() | st.just(About("Named", "de", "why", "Ann")))
    return Edit(tuple(put.values()), tuple(drawn.values()), gone, lost, spots, said)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_every_edit_can_be_taken_back_and_told_from_its_outcome(data: st.DataObject) -> None:
    tree = small(5, (1, 0, 0, Level.GROWING), (2, 1, 0, Level.GROWING), (3, 1, 1, Level.READY), (4, 0, 0, Level.BLOOMED))
    for _ in range(2):
        edit = data.draw(edits(tree))
        after = applied(tree, edit)
        assert same(applied(after, inverse(tree, edit)), tree)
        assert same(applied(tree, difference(tree, after)), after)
        tree = after

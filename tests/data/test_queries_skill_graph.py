"""What comes before and after a skill, and what is open, asked of the database: the same as in memory, on whatever tree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from app.data.queries import mastery, skill_choices, skill_graph, skills, trees
from app.learning.choices import Choice
from app.learning.ids import SkillId, TreeId
from app.learning.mastery import Standing
from app.learning.skills import Edge, Level, SkillTree, Status, graph_of, statuses
from app.system.ids import new_id
from tests.support.rows import NOON, Household, household, new_skill

TODAY = date(2026, 3, 5)
SIZE = 8
EDGES = st.lists(
    st.tuples(
        st.integers(0, SIZE - 1),
        st.integers(0, SIZE - 1),
        st.integers(0, 2),
        st.sampled_from(list(Level)),
        st.sampled_from([None, None, 1, 50, 100]),
    ),
    max_size=20,
)
STOOD = st.dictionaries(
    st.integers(0, SIZE - 1),
    st.tuples(st.sampled_from(list(Status)), st.integers(0, 3), st.lists(st.booleans(), max_size=4), st.none() | st.integers(0, 100)),
    max_size=SIZE,
)
DAYS = st.lists(st.sampled_from([None, None, date(2026, 3, 1), date(2026, 3, 9)]), min_size=SIZE, max_size=SIZE)
quickly = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def home(connection: Connection) -> Household:
    return household(connection)


Drawn = list[tuple[int, int, int, Level, int | None]]


def stored(connection: Connection, home: Household, edges: Drawn, days: list[date | None]) -> SkillTree:
    """A tree of its own with these edges (those that would close a circle the other way round), kept."""
    tree = TreeId(new_id())
    made = tuple(replace(new_skill(tree, place), opens_on=day) for place, day in enumerate(days))
    drawn: dict[tuple[int, int, int], Edge] = {}
    for first, second, group, level, score in edges:
        before, after = sorted((first, second))
        if before != after:
            drawn[after, before, group] = Edge(made[after].id, made[before].id, group, level, score)
    skills.add_tree(connection, home.space, SkillTree(tree, "Random", "en", None, 0, 1, made, tuple(drawn.values())))
    kept = skills.find_tree(connection, home.space, tree)
    assert kept is not None
    return kept


def standing(home: Household, skill: SkillId, stood: tuple[Status, int, list[bool], int | None]) -> Standing:
    status, leaves, tries, score = stood
    memory = {"tries": [["2026-03-02", "trace", 1, right] for right in tries]} | ({} if score is None else {"score": score})
    bloomed = NOON if status is Status.BLOOMED else None
    return Standing(home.child.id, skill, status, leaves, 1, bloomed, None, NOON, None, memory)


@given(edges=EDGES, stood=STOOD, days=DAYS, passed=st.dictionaries(st.integers(0, SIZE - 1), st.sampled_from(list(Choice)), max_size=3))
@quickly
def test_what_is_open_in_the_database_is_what_is_open_in_memory(
    connection: Connection,
    home: Household,
    edges: Drawn,
    stood: dict[int, tuple[Status, int, list[bool], int | None]],
    days: list[date | None],
    passed: dict[int, Choice],
) -> None:
    tree = stored(connection, home, edges, days)
    now = {tree.skills[place].id: standing(home, tree.skills[place].id, of) for place, of in stood.items()}
    mastery.keep(connection, home.space, list(now.values()))
    for place, choice in passed.items():
        skill_choices.put(connection, home.space, home.child.id, tree.skills[place].id, choice, home.owner.id, NOON)
    choices = skill_choices.of_child(connection, home.space, home.child.id)
    found = statuses(tree, now, choices.passed, TODAY)
    begun = {skill for skill, status in found.items() if status in (Status.GROWING, Status.BLOOMED)}
    opened = skill_graph.open_skills(connection, home.space, tree.id, home.child.id, TODAY)
    assert opened - begun == {skill for skill, status in found.items() if status is Status.READY}


@given(edges=EDGES, gone=st.sets(st.integers(0, SIZE - 1), max_size=2))
@quickly
def test_what_comes_before_and_after_in_the_database_is_what_does_in_memory(
    connection: Connection, home: Household, edges: Drawn, gone: set[int]
) -> None:
    whole = stored(connection, home, edges, [None] * SIZE)
    trees.take_out_skills(connection, home.space, [whole.skills[place].id for place in gone], NOON)
    tree = skills.find_tree(connection, home.space, whole.id)
    assert tree is not None
    graph = graph_of(tree)
    for place, skill in enumerate(tree.skills):
        before = {tree.skills[one].id for one in graph.dag.earlier([place])}
        after = {tree.skills[one].id for one in graph.dag.later([place])}
        assert skill_graph.earlier(connection, home.space, skill.id) == before
        assert skill_graph.later(connection, home.space, skill.id) == after


def test_a_tree_that_two_devices_closed_to_a_circle_loses_its_newest_edge_when_it_is_read(connection: Connection, home: Household) -> None:
    tree = home.tree
    for guard in ("guard_added_edges", "guard_changed_edges"):  # as while changes from elsewhere are applied
        connection.exec_driver_sql(f"ALTER TABLE skill_edges DISABLE TRIGGER {guard}")
    closing = Edge(tree.skills[0].id, tree.skills[-1].id, 0, Level.GROWING)
    trees.put_edges(connection, home.space, [closing])
    connection.exec_driver_sql("UPDATE skill_edges SET updated_at = now() - interval '1 day' WHERE skill_id <> %s", (tree.skills[0].id,))
    read = skills.find_tree(connection, home.space, tree.id)
    assert read is not None
    assert [graph_of(read).edges[place] for place in graph_of(read).dag.aside] == [closing]
    others = {tree.skills[place].id for place in (0, 2, 3)}
    assert skill_graph.earlier(connection, home.space, tree.skills[1].id) == others, "the walk ends on a circle"

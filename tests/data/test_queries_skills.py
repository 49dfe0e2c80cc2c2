"""Queries of skill trees."""

from dataclasses import replace

import pytest
from sqlalchemy import Connection, text, update

from app.data.queries import skills
from app.data.tables import skills as skill_rows
from app.learning.ids import TreeId
from app.learning.skills import Level, SkillTree
from app.system.ids import new_id
from tests.support.database import Queries
from tests.support.rows import Household, household, new_edge, new_skill


@pytest.fixture
def home(connection: Connection) -> Household:
    return household(connection)


def load(connection: Connection, home: Household) -> SkillTree:
    tree = skills.find_tree(connection, home.space, home.tree.id)
    assert tree is not None
    return tree


def test_a_tree_comes_back_as_it_was_copied_in(connection: Connection, home: Household, queries: Queries) -> None:
    with queries.at_most(3):
        tree = load(connection, home)
    assert replace(tree, revision=1) == home.tree
    assert skills.find_tree(connection, home.space, TreeId(new_id())) is None
    assert skills.revision_of(connection, home.space, tree.id) == tree.revision
    assert skills.revision_of(connection, home.space, TreeId(new_id())) is None


def test_two_edges_between_the_same_skills_in_two_groups_are_both_kept(connection: Connection, home: Household) -> None:
    both = (new_edge(home.tree.skills, 1, 0), replace(new_edge(home.tree.skills, 1, 0), any_of=2, minimum=Level.SECURE))
    tree = replace(home.tree, edges=both)
    skills.add_tree(connection, home.space, tree)
    assert set(both) <= set(load(connection, home).edges)


def test_a_newer_pack_adds_what_is_new_and_keeps_what_a_grown_up_edited(connection: Connection, home: Household) -> None:
    edited, removed = home.tree.skills[0], home.tree.skills[3]
    connection.execute(update(skill_rows).where(skill_rows.c.id == edited.id).values(name="our own words"))
    connection.execute(update(skill_rows).where(skill_rows.c.id == removed.id).values(deleted_at=text("now()")))
    new = new_skill(home.tree.id, 9)
    all_skills = (*home.tree.skills, new)
    newer = replace(home.tree, pack_version=2, skills=all_skills, edges=(*home.tree.edges, new_edge(all_skills, 4, 2)))
    skills.add_tree(connection, home.space, newer)
    tree = load(connection, home)
    assert tree.pack_version == 2
    assert [skill.name for skill in tree.skills] == ["our own words", "skill 1", "skill 2", "skill 9"]
    assert len(tree.edges) == 3, "the edge to the removed skill is set aside, the new one is there"
    skills.add_tree(connection, home.space, home.tree)
    assert load(connection, home).pack_version == 2

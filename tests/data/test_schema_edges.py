"""The guard of edges: one tree, no circle, whoever writes them and how many at once; and the revision that counts changes."""

import threading
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.data.database import Database
from app.data.queries import skills
from app.data.tables import skill_edges
from app.data.tables import skills as skill_rows
from app.learning.ids import SpaceId, TreeId
from app.learning.skills import SkillTree
from app.system.ids import new_id
from tests.support.database import Queries
from tests.support.rows import Household, chain, household, new_skill, only_edges
from tests.support.walks import cycle_in

Pair = tuple[int, int]
PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] != pair[1]), max_size=24, unique=True)


@pytest.fixture
def home(connection: Connection) -> Household:
    return household(connection)


def bare(length: int) -> SkillTree:
    """Skills without edges."""
    return replace(chain(length), edges=())


def name_of(refused: "pytest.ExceptionInfo[IntegrityError]") -> str:
    return str(refused.value.orig.diag.constraint_name)  # type: ignore[union-attr]  # psycopg's error


def edge(space: SpaceId, tree: SkillTree, pair: Pair) -> dict[str, object]:
    """The row of an edge."""
    after, before = (tree.skills[place].id for place in pair)
    return {"space_id": space, "id": new_id(), "skill_id": after, "prerequisite_id": before, "minimum_level": 2}


def try_to_add(connection: Connection, space: SpaceId, tree: SkillTree, pairs: Sequence[Pair]) -> bool:
    """Whether these edges were let in, all with one statement."""
    try:
        with connection.begin_nested():
            skills.add_tree(connection, space, only_edges(tree, pairs))
    except IntegrityError as error:
        if error.orig.diag.constraint_name != "skill_edges_no_cycle_check":  # type: ignore[union-attr]  # psycopg's error
            raise
        return False
    return True


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=PAIRS)
def test_a_whole_tree_is_let_in_exactly_when_it_has_no_circle(connection: Connection, home: Household, pairs: list[Pair]) -> None:
    tree = bare(8)
    few = try_to_add(connection, home.space, tree, pairs)
    assert few == (not cycle_in(only_edges(tree, pairs)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=PAIRS)
def test_both_ways_to_look_for_a_circle_agree(connection: Connection, home: Household, pairs: list[Pair]) -> None:
    tree = bare(8)
    skills.add_tree(connection, home.space, tree)
    connection.execute(text("ALTER TABLE skill_edges DISABLE TRIGGER guard_added_edges"))
    skills.add_tree(connection, home.space, only_edges(tree, pairs))
    connection.execute(text("ALTER TABLE skill_edges ENABLE TRIGGER guard_added_edges"))
    ends = {"space": home.space, "after": [tree.skills[a].id for a, _ in pairs], "before": [tree.skills[b].id for _, b in pairs]}
    whole = connection.execute(text("SELECT skill_tree_has_cycle(:space, :tree)"), {"space": home.space, "tree": tree.id}).scalar()
    single = connection.execute(text("SELECT edges_close_circle(:space, :after, :before)"), ends).scalar()
    assert whole == single == bool(cycle_in(only_edges(tree, pairs)))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=PAIRS)
def test_edges_added_one_by_one_never_close_a_circle(connection: Connection, home: Household, pairs: list[Pair]) -> None:
    tree = bare(8)
    skills.add_tree(connection, home.space, tree)
    kept: list[Pair] = []
    for pair in pairs:
        if try_to_add(connection, home.space, tree, [pair]):
            kept.append(pair)
        assert not cycle_in(only_edges(tree, kept))
    stored = skills.find_tree(connection, home.space, tree.id)
    assert stored is not None
    assert len(stored.edges) == len(kept)


def test_an_edge_to_itself_is_refused(connection: Connection, home: Household) -> None:
    with pytest.raises(IntegrityError) as refused:
        skills.add_tree(connection, home.space, only_edges(home.tree, [(1, 1)]))
    assert name_of(refused) == "skill_edges_not_itself_check"


def test_an_edge_between_two_trees_is_refused(connection: Connection, home: Household) -> None:
    other = bare(2)
    skills.add_tree(connection, home.space, other)
    both = replace(home.tree, skills=(home.tree.skills[0], other.skills[0]))
    with pytest.raises(IntegrityError) as refused:
        skills.add_tree(connection, home.space, only_edges(both, [(0, 1)]))
    assert name_of(refused) == "skill_edges_one_tree_check"


def test_a_skill_cannot_be_carried_into_another_tree(connection: Connection, home: Household) -> None:
    other = bare(1)
    skills.add_tree(connection, home.space, other)
    with pytest.raises(IntegrityError) as refused:
        connection.execute(update(skill_rows).where(skill_rows.c.id == home.skill).values(tree_id=other.id))
    assert name_of(refused) == "skills_tree_id_check"


def test_an_edge_that_was_removed_counts_no_more_and_may_not_come_back_where_it_would_close_a_circle(
    connection: Connection, home: Household
) -> None:
    forth = skill_edges.c.skill_id == home.tree.skills[1].id
    connection.execute(update(skill_edges).where(forth).values(deleted_at=text("now()")))
    assert try_to_add(connection, home.space, home.tree, [(0, 1)])
    with pytest.raises(IntegrityError) as refused:
        connection.execute(update(skill_edges).where(forth).values(deleted_at=None))
    assert name_of(refused) == "skill_edges_no_cycle_check"


def test_every_change_of_skills_or_edges_counts_the_revision_of_its_own_tree_up(connection: Connection, home: Household) -> None:
    other = bare(1)
    skills.add_tree(connection, home.space, other)
    still = skills.revision_of(connection, home.space, other.id)

    def revision() -> int:
        found = skills.revision_of(connection, home.space, home.tree.id)
        assert found is not None
        return found

    seen = [revision()]
    in_space = (skill_edges.c.space_id == home.space, skill_rows.c.space_id == home.space)
    for statement in (
        update(skill_rows).where(in_space[1], skill_rows.c.id == home.skill).values(name="another"),
        update(skill_edges).where(in_space[0]).values(any_of=1),
        skill_edges.delete().where(in_space[0]),
        skill_rows.delete().where(in_space[1], skill_rows.c.id == home.tree.skills[3].id),
    ):
        connection.execute(statement)
        seen.append(revision())
    skills.add_tree(connection, home.space, replace(home.tree, skills=(new_skill(home.tree.id, 9),), edges=()))
    seen.append(revision())
    assert seen == sorted(set(seen))
    assert skills.revision_of(connection, home.space, other.id) == still


def test_copying_a_tree_again_changes_nothing_not_even_its_revision(connection: Connection, home: Household) -> None:
    before = skills.find_tree(connection, home.space, home.tree.id)
    skills.add_tree(connection, home.space, home.tree)
    assert skills.find_tree(connection, home.space, home.tree.id) == before


@pytest.mark.parametrize("isolation", ["READ COMMITTED", "REPEATABLE READ"])
def test_of_two_opposite_edges_at_the_same_instant_one_is_refused(fresh_database: Database, isolation: str) -> None:
    with fresh_database.transaction() as connection:
        home = household(connection)
        trees = [bare(2) for _ in range(20)]
        for tree in trees:
            skills.add_tree(connection, home.space, tree)
    together = threading.Barrier(2)

    def add(pair: Pair, outcomes: list[bool]) -> None:
        for tree in trees:
            with fresh_database.engine.connect() as own:
                steady = own.execution_options(isolation_level=isolation)
                steady.execute(text("SELECT 1"))  # a snapshot from before the other's edge
                together.wait(20)
                try:
                    steady.execute(insert(skill_edges).values(edge(home.space, tree, pair)))
                    steady.commit()
                    outcomes.append(True)
                except DBAPIError:
                    outcomes.append(False)

    forth: list[bool] = []
    back: list[bool] = []
    threads = [threading.Thread(target=add, args=((0, 1), forth)), threading.Thread(target=add, args=((1, 0), back))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [a != b for a, b in zip(forth, back, strict=True)] == [True] * len(trees)
    with fresh_database.reading() as connection:
        for tree in trees:
            stored = skills.find_tree(connection, home.space, TreeId(tree.id))
            assert stored is not None
            assert len(stored.edges) == 1


def test_a_tree_of_two_thousand_skills_is_copied_in_quickly(connection: Connection, home: Household, queries: Queries) -> None:
    length = 2000
    pairs = [(after, before) for after in range(length) for before in range(max(0, after - 3), after)]
    tree = only_edges(bare(length), pairs)
    with queries.at_most(3):
        skills.add_tree(connection, home.space, tree)
    with queries.at_most(3):
        stored = skills.find_tree(connection, home.space, tree.id)
    assert stored is not None
    assert len(stored.edges) == len(pairs)
    with pytest.raises(IntegrityError):
        skills.add_tree(connection, home.space, only_edges(tree, [(0, length - 1)]))

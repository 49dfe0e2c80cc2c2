"""The layout of a tree: above what it needs, beside nothing, the same each time, and still where it was."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.learning.layout import Layout, NotATree, lay_out
from app.learning.layout_rows import Ints
from tests.support.dags import layered_dag, straight_crossings

_NEAR = 1 - 1e-6


@st.composite
def trees(draw: st.DrawFn) -> tuple[int, Ints]:
    """Any acyclic graph of up to forty nodes, in any order."""
    count = draw(st.integers(1, 40))
    numbers = draw(st.permutations(range(count)))
    pairs = draw(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=80))
    edges = [(numbers[min(pair)], numbers[max(pair)]) for pair in pairs if pair[0] != pair[1]]
    return count, np.array(edges, np.int64).reshape(-1, 2)


def nothing_overlaps(made: Layout) -> bool:
    order = np.lexsort((made.column, made.row))
    return bool((np.diff(made.column[order])[np.diff(made.row[order]) == 0] >= _NEAR).all())


def leads_up(made: Layout, edges: Ints) -> bool:
    return bool((made.row[edges[:, 1]] > made.row[edges[:, 0]]).all())


@given(trees())
@settings(max_examples=150, deadline=None)
def test_every_edge_leads_up_nothing_overlaps_and_the_same_tree_is_drawn_the_same(tree: tuple[int, Ints]) -> None:
    count, edges = tree
    made, again = lay_out(count, edges), lay_out(count, edges[::-1])
    assert leads_up(made, edges)
    assert nothing_overlaps(made)
    assert made.row.min() == 0
    assert len(np.unique(made.row)) == made.rows
    assert (made.column == again.column).all()
    assert (made.row == again.row).all()


@given(trees(), st.data())
@settings(max_examples=100, deadline=None)
def test_what_is_held_stays_exactly_and_the_others_make_room(tree: tuple[int, Ints], data: st.DataObject) -> None:
    count, edges = tree
    held = np.array(data.draw(st.lists(st.booleans(), min_size=count, max_size=count)))
    spots = data.draw(st.lists(st.tuples(st.integers(-20, 20), st.integers(-3, 9)), min_size=count, max_size=count, unique=True))
    old = np.where(held[:, None], np.array(spots, np.float64), np.nan)
    made = lay_out(count, edges, old, held)
    assert (made.column[held] == old[held, 0]).all()
    assert (made.row[held] == old[held, 1]).all()
    assert nothing_overlaps(made)
    free = edges[~held[edges[:, 1]]]
    assert leads_up(made, free)


@given(trees(), st.data())
@settings(max_examples=100, deadline=None)
def test_what_is_added_finds_a_place_and_edges_still_lead_up(tree: tuple[int, Ints], data: st.DataObject) -> None:
    count, edges = tree
    before = lay_out(count, edges)
    more = data.draw(st.integers(1, 5))
    old = np.vstack((np.column_stack((before.column, before.row)), np.full((more, 2), np.nan)))
    after = [(data.draw(st.integers(0, count - 1)), count + one) for one in range(more)]
    edges = np.vstack((edges, np.array(after)))
    made = lay_out(count + more, edges, old)
    assert leads_up(made, edges)
    assert nothing_overlaps(made)


def test_nothing_moves_where_nothing_was_added() -> None:
    edges = layered_dag(300)
    before = lay_out(300, edges)
    after = lay_out(300, edges, np.column_stack((before.column, before.row)).astype(np.float64))
    assert np.abs(after.column - before.column).max() < 1e-9
    assert (after.row == before.row).all()


def test_one_more_leaf_moves_few_of_a_thousand() -> None:
    edges = layered_dag(1000)
    before = lay_out(1000, edges)
    old = np.vstack((np.column_stack((before.column, before.row)), [np.nan, np.nan]))
    after = lay_out(1001, np.vstack((edges, [[123, 1000]])), old)
    moved = np.hypot(after.column[:-1] - before.column, after.row[:-1] - before.row) > 1e-6
    assert moved.mean() < 0.1
    assert abs(after.column[1000] - before.column[123]) < 12
    assert after.row[1000] == before.row[123] + 1


def test_a_drawing_has_about_as_few_crossings_as_graphviz_would_make() -> None:
    edges = layered_dag(1000)
    made = lay_out(1000, edges)
    assert straight_crossings(made.column, made.row.astype(np.float64), edges) < 1.15 * 2200  # dot 2.43 on this very graph: see the bench
    assert np.ptp(made.column) < 120


def test_skills_without_an_edge_stand_in_a_block_and_nothing_gives_nothing() -> None:
    made = lay_out(100, np.zeros((0, 2), np.int64))
    assert made.rows == 10
    assert np.ptp(made.column) == 9
    assert lay_out(0, np.zeros((0, 2), np.int64)).rows == 0


@pytest.mark.parametrize(
    ("edges", "blamed"),
    [([(0, 0)], {0}), ([(0, 1), (1, 2), (2, 0)], {0, 1, 2}), ([(3, 0), (0, 1), (1, 0), (1, 2)], {0, 1, 2})],
)
def test_a_circle_is_refused_and_named(edges: list[tuple[int, int]], blamed: set[int]) -> None:
    with pytest.raises(NotATree) as refused:
        lay_out(4, np.array(edges))
    assert set(refused.value.nodes) == blamed


@pytest.mark.parametrize("edge", [(0, 4), (-1, 0)])
def test_an_edge_to_nowhere_is_refused(edge: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="not there"):
        lay_out(4, np.array([edge]))

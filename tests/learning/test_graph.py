"""The graph of places: order, circles, what comes before and after, the longest chain."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.learning.graph import Dag, Pair

CHAIN = [(0, 1), (1, 2), (2, 3)]
PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20)


def test_an_edge_that_would_close_a_circle_names_the_whole_circle() -> None:
    chain = Dag(5, CHAIN)
    assert chain.circle_with(3, 0) == (0, 1, 2, 3)
    assert chain.circle_with(2, 2) == (2,)
    assert chain.circle_with(4, 0) == ()
    assert chain.circle_with(0, 3) == ()


def test_the_shortest_way_is_found() -> None:
    assert Dag(5, [*CHAIN, (0, 4), (4, 3)]).way(0, 3) in ((0, 1, 2, 3), (0, 4, 3))
    assert Dag(5, [*CHAIN, (0, 3)]).way(0, 3) == (0, 3)


def test_a_layer_is_the_longest_way_from_the_ground() -> None:
    assert Dag(5, [*CHAIN, (0, 3)]).layers() == [0, 1, 2, 3, 0]


def test_the_longest_chain_counts_only_what_it_is_asked_for() -> None:
    graph = Dag(6, [*CHAIN, (4, 5), (5, 3)])
    assert graph.longest(set(range(6))) == (0, 1, 2, 3)
    assert graph.longest({3, 4, 5}) == (4, 5, 3)
    assert graph.longest({0, 3}) == (0, 3)
    assert graph.longest(set()) == ()


def test_of_two_circles_each_loses_the_edge_that_came_last() -> None:
    pairs = [(0, 1), (1, 0), (2, 3), (3, 2), (1, 2)]
    assert Dag(4, pairs, ["2", "1", "3", "4", "5"]).aside == {0, 3}


def test_edges_of_one_moment_are_told_apart_by_their_ends_and_not_by_their_places() -> None:
    for pairs in ([(0, 1), (1, 0)], [(1, 0), (0, 1)]):
        graph = Dag(2, pairs, ["", ""])
        assert {pairs[place] for place in graph.aside} == {(1, 0)}


def test_a_graph_with_a_circle_through_ten_thousand_nodes_is_ready_soon() -> None:
    count = 10_000
    graph = Dag(count, [(node, (node + 1) % count) for node in range(count)], [f"{node:06}" for node in range(count)])
    assert graph.aside == {count - 1}


@given(PAIRS)
@settings(max_examples=200, deadline=None)
def test_what_is_set_aside_is_what_closes_a_circle_with_older_edges(pairs: list[Pair]) -> None:
    expected, kept = set(), list[Pair]()
    for place in sorted(range(len(pairs)), key=lambda place: (f"{place % 5}", pairs[place], place)):
        before, after = pairs[place]
        if Dag(8, kept).circle_with(before, after):
            expected.add(place)
        else:
            kept.append(pairs[place])
    assert Dag(8, pairs, [f"{place % 5}" for place in range(len(pairs))]).aside == expected


@given(PAIRS, st.integers(0, 7))
@settings(max_examples=200, deadline=None)
def test_earlier_and_later_are_each_other_seen_from_the_other_side(pairs: list[Pair], node: int) -> None:
    graph = Dag(8, pairs)
    assert all((node in graph.later([other])) == (other in graph.earlier([node])) for other in range(8))
    ranks = {one: place for place, one in enumerate(graph.order)}
    assert len(ranks) == 8
    assert all(ranks[one] < ranks[node] for one in graph.earlier([node]))


@given(PAIRS)
@settings(max_examples=200, deadline=None)
def test_a_longest_chain_has_a_node_of_every_layer(pairs: list[Pair]) -> None:
    graph = Dag(8, pairs)
    chain = graph.longest(set(range(8)))
    assert len(chain) == max(graph.layers()) + 1
    assert all(later in graph.after[earlier] for earlier, later in pairwise(chain))


@pytest.mark.parametrize("count", [0, 1])
def test_an_empty_graph_has_nothing_to_walk(count: int) -> None:
    graph = Dag(count, [])
    assert (graph.order, graph.layers(), graph.aside) == (list(range(count)), [0] * count, frozenset())

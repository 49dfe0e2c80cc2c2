"""What is next, the way to a goal, what keeps a skill locked, the longest chain."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from app.learning.choices import Choices
from app.learning.ids import SkillId
from app.learning.mastery import Standing
from app.learning.skills import Level, SkillTree, Status, graph_of, statuses
from app.learning.ways import ChildOnGraph, Lock, Wanted
from tests.learning.test_skills import at, held, small, stood

GROWING, SECURE, BLOOMED = Level.GROWING, Level.SECURE, Level.BLOOMED
CHAIN = [(1, 0, 0, BLOOMED), (2, 1, 0, BLOOMED), (3, 2, 0, BLOOMED)]


def on(tree: SkillTree, *standings: Standing, choices: Choices | None = None, today: date | None = None) -> ChildOnGraph:
    chosen, now = choices or Choices(), held(*standings)
    found = statuses(tree, now, chosen.passed, today)
    return ChildOnGraph(graph_of(tree), now, chosen, [found[skill.id] for skill in tree.skills], today)


def places(*numbers: int) -> tuple[SkillId, ...]:
    return tuple(at(number) for number in numbers)


Numbers = tuple[int, ...]


def chosen(*, skipped: Numbers = (), pinned: Numbers = (), goals: Numbers = (), aside: Numbers = ()) -> Choices:
    return Choices(*(frozenset(places(*numbers)) for numbers in (skipped, pinned, goals, aside)))


def test_the_way_to_a_goal_is_what_is_left_in_an_order_that_works() -> None:
    assert on(small(5, *CHAIN)).path_to(at(3)) == places(0, 1, 2, 3)
    assert on(small(5, *CHAIN), stood(0, Status.BLOOMED, 3)).path_to(at(3)) == places(1, 2, 3)
    assert on(small(5, *CHAIN), stood(3, Status.BLOOMED, 3)).path_to(at(3)) == ()
    assert on(small(5, *CHAIN)).path_to(at(99)) == ()


def test_a_skill_that_was_passed_over_is_no_step_of_the_way() -> None:
    assert on(small(4, *CHAIN), choices=chosen(skipped=(1,))).path_to(at(3)) == places(2, 3)
    assert on(small(4, *CHAIN), choices=chosen(aside=(2,))).path_to(at(3)) == places(3)


def test_of_alternatives_the_shortest_way_is_taken() -> None:
    tree = small(6, (5, 2, 0, BLOOMED), (5, 3, 0, BLOOMED), (2, 1, 0, BLOOMED), (1, 0, 0, BLOOMED))
    assert on(tree).path_to(at(5)) == places(3, 5)
    begun = [stood(0, Status.BLOOMED, 3), stood(1, Status.BLOOMED, 3), stood(2, Status.BLOOMED, 3)]
    assert on(tree, *begun).path_to(at(5)) == places(5)


def test_a_prerequisite_that_has_begun_is_a_step_until_it_has_come_far_enough() -> None:
    tree = small(2, (1, 0, 0, SECURE))
    assert on(tree, stood(0, leaves=1)).path_to(at(1)) == places(0, 1)
    assert on(tree, stood(0, leaves=3)).path_to(at(1)) == places(1)


def test_next_come_pins_then_what_opens_most_of_the_way_to_the_goal_then_the_order() -> None:
    tree = small(8, (4, 1, 0, BLOOMED), (5, 4, 0, BLOOMED), (5, 2, 1, BLOOMED))  # 5 waits for 1 > 4 and for 2; 0, 3, 6, 7 are open
    assert on(tree).next_skills() == places(0, 1, 2)
    assert on(tree, choices=chosen(goals=(5,))).next_skills() == places(1, 2, 0)
    assert on(tree, choices=chosen(goals=(5,), pinned=(7,))).next_skills() == places(7, 1, 2)
    assert on(tree, choices=chosen(skipped=(0, 1))).next_skills() == places(2, 3, 4)


def test_a_pin_on_a_locked_skill_calls_for_what_opens_it() -> None:
    assert on(small(4, (3, 2, 0, BLOOMED)), choices=chosen(pinned=(3,))).next_skills() == places(2, 0, 1)


def test_what_has_bloomed_is_not_next() -> None:
    assert on(small(3), stood(0, Status.BLOOMED, 3), stood(1)).next_skills() == places(1, 2)


def test_a_lock_says_what_is_missing_and_how_far_it_has_come() -> None:
    tree = small(5, (4, 0, 0, SECURE), (4, 1, 0, GROWING), (4, 2, 1, SECURE), (4, 3, 2, GROWING))
    tries = [["2026-03-02", "trace", 1, number % 2 == 0] for number in range(12)]
    met, half = stood(3), replace(stood(2, leaves=1), memory={"tries": tries})
    lock = on(tree, met, half).lock_of(at(4))
    assert lock == Lock(
        at(4),
        (
            (Wanted(at(0), SECURE, None, 0, 10), Wanted(at(1), GROWING, None, 0, 10)),
            (Wanted(at(2), SECURE, GROWING, 5, 10),),
        ),
        None,
    )
    assert on(tree, met, half).lock_of(at(3)) is None


def test_a_lock_names_the_day_only_while_it_is_to_come() -> None:
    one = small(1)
    tree = replace(one, skills=(replace(one.skills[0], opens_on=date(2026, 3, 2)),))
    assert on(tree, today=date(2026, 3, 1)).lock_of(at(0)) == Lock(at(0), (), date(2026, 3, 2))
    assert on(tree, today=date(2026, 3, 2)).lock_of(at(0)) is None


def test_the_critical_path_is_the_longest_chain_still_to_be_learned() -> None:
    tree = small(6, *CHAIN, (5, 4, 0, BLOOMED))
    assert on(tree).critical_path() == places(0, 1, 2, 3)
    done = [stood(number, Status.BLOOMED, 3) for number in (0, 1, 2)]
    assert on(tree, *done).critical_path() == places(4, 5)
    assert on(tree, choices=chosen(skipped=(1, 2), aside=(0,))).critical_path() == places(4, 5)


EDGES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 2), st.sampled_from(list(Level))), max_size=24)


@given(EDGES, st.integers(0, 9))
@settings(max_examples=200, deadline=None)
def test_who_learns_the_steps_of_a_way_in_order_never_meets_a_lock(edges: list[tuple[int, int, int, Level]], goal: int) -> None:
    tree = small(10, *edges)
    done: list[Standing] = []
    steps = on(tree).path_to(at(goal))
    assert steps[-1] == at(goal)
    for step in steps:
        assert statuses(tree, held(*done))[step] is not Status.LOCKED
        done.append(stood(step.int, Status.BLOOMED, 3))

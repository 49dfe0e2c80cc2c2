"""The statuses of a whole tree by arrays: the same as by walking, and quick."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from app.learning.mastery import Standing
from app.learning.skills import Edge, Level, SkillTree, Status, graph_of, statuses
from app.learning.unlocking import STATUS_OF, Unlocking
from tests.learning.test_skills import at, held, small, stood

SCORES = st.sampled_from([None, None, 1, 50, 100])
EDGES = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 2), st.sampled_from(list(Level)), SCORES),
    max_size=24,
)
TRIES = st.lists(st.booleans(), max_size=4).map(lambda tries: {"tries": [["2026-03-02", "trace", 1, right] for right in tries]})
STANDINGS = st.lists(
    st.builds(
        lambda one, memory: replace(one, memory=memory),
        st.builds(stood, st.integers(0, 11), st.sampled_from(list(Status)), st.integers(0, 3)),
        TRIES,
    ),
    max_size=10,
)
DAYS = st.lists(st.sampled_from([None, None, date(2026, 3, 1), date(2026, 3, 9)]), min_size=10, max_size=10)


def grown(edges: list[tuple[int, int, int, Level, int | None]], days: list[date | None]) -> SkillTree:
    blank = small(len(days))
    return replace(
        blank,
        skills=tuple(replace(skill, opens_on=day) for skill, day in zip(blank.skills, days, strict=True)),
        edges=tuple(Edge(at(a), at(b), group, level, score) for a, b, group, level, score in edges),
    )


@given(EDGES, STANDINGS, DAYS, st.sets(st.integers(0, 11), max_size=3), st.sampled_from([None, date(2026, 3, 5)]))
@settings(max_examples=300, deadline=None)
def test_arrays_find_what_walking_finds(
    edges: list[tuple[int, int, int, Level, int | None]],
    standings: list[Standing],
    days: list[date | None],
    over: set[int],
    today: date | None,
) -> None:
    tree, now, passed = grown(edges, days), held(*standings), {at(n) for n in over}
    unlocking = Unlocking(graph_of(tree))
    found = unlocking.statuses(unlocking.reached(now, passed), today)
    walked = statuses(tree, now, passed, today)
    assert [STATUS_OF[code] for code in found] == [walked[skill.id] for skill in tree.skills]


def test_an_empty_tree_and_one_without_edges_have_statuses_too() -> None:
    for count in (0, 3):
        unlocking = Unlocking(graph_of(small(count)))
        assert list(unlocking.statuses(unlocking.reached({}))) == [1] * count

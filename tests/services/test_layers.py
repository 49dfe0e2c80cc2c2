"""A tree is laid out from the ground up."""

from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from app.learning.ids import SkillId, TreeId
from app.learning.people import Case
from app.learning.skills import Aspect, Edge, Level, Skill, SkillTree
from app.services.layers import places

TREE = TreeId(UUID(int=1))


def _id(number: int) -> SkillId:
    return SkillId(UUID(int=100 + number))


def _tree(count: int, edges: list[tuple[int, int]]) -> SkillTree:
    skills = tuple(Skill(_id(n), TREE, str(n), "en", str(n), Case.LOWER, Aspect.NAME, n) for n in range(count))
    return SkillTree(TREE, "t", "en", None, 1, 1, skills, tuple(Edge(_id(up), _id(low), 0, Level.GROWING) for low, up in edges))


def test_every_skill_stands_above_all_it_grows_from() -> None:
    placed = places(_tree(4, [(0, 1), (1, 2), (0, 2), (0, 3)]))
    assert [placed[_id(n)][0] for n in range(4)] == [0, 1, 2, 1]


def test_a_circle_is_laid_out_like_anything_else() -> None:
    assert set(places(_tree(3, [(0, 1), (1, 2), (2, 1)]))) == {_id(0), _id(1), _id(2)}


def test_a_skill_stands_near_what_it_grows_from() -> None:
    placed = places(_tree(5, [(0, 4), (1, 3)]))
    assert placed[_id(4)] == (1, 0)
    assert placed[_id(3)] == (1, 1)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=40))
def test_edges_lead_up_and_no_two_skills_share_a_place(pairs: list[tuple[int, int]]) -> None:
    edges = [(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]
    placed = places(_tree(12, edges))
    assert len(set(placed.values())) == 12
    assert all(placed[_id(low)][0] < placed[_id(up)][0] for low, up in edges)

"""What a newer pack makes of a tree that people have edited."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from app.learning.ids import SkillId, TreeId
from app.learning.pack_trees import as_of_pack, renewed
from app.learning.people import Case
from app.learning.skills import Aspect, Edge, Edition, Level, Skill, SkillTree
from app.learning.tree_edits import difference

TREE = TreeId(UUID(int=1))


def skill(number: int, name: str) -> Skill:
    return Skill(SkillId(UUID(int=number)), TREE, name, "en", "", Case.BOTH, Aspect.ABILITY, number)


def edge(after: int, before: int, minimum: Level = Level.GROWING) -> Edge:
    return Edge(SkillId(UUID(int=after)), SkillId(UUID(int=before)), 0, minimum)


def tree(*skills: Skill, edges: tuple[Edge, ...] = (), name: str = "Numbers") -> SkillTree:
    return SkillTree(TREE, name, "en", None, 0, 0, skills, edges)


def test_ids_are_the_same_in_every_version_and_others_in_every_pack() -> None:
    file = replace(tree(skill(11, "one")), edition=Edition.DRAFT, replaces=TREE)
    one, two, other = as_of_pack(file, "a", 1), as_of_pack(file, "a", 2), as_of_pack(file, "b", 1)
    assert (one.id, one.skills) == (two.id, two.skills)
    assert not {one.id, one.skills[0].id} & {other.id, other.skills[0].id, file.id, file.skills[0].id}
    assert (one.edition, one.replaces, one.pack, two.pack_version) == (Edition.PUBLISHED, None, "packs/a", 2)


def test_edits_of_people_win_and_the_rest_is_as_the_newer_pack_has_it() -> None:
    before = tree(skill(11, "one"), skill(12, "two"), skill(13, "three"), edges=(edge(12, 11),))
    now = replace(before, name="Our numbers", skills=(replace(before.skills[0], name="uno"), before.skills[1]))
    newer = replace(
        before,
        name="Counting",
        description="new",
        skills=(
            replace(before.skills[0], name="One!", description="a"),
            replace(before.skills[1], name="Two!"),
            *before.skills[2:],
            skill(14, "four"),
        ),
        edges=(edge(12, 11, Level.BLOOMED), edge(14, 12)),
    )
    after = renewed(now, before, newer, ())
    assert [(one.name, one.description) for one in after.skills] == [("uno", "a"), ("Two!", ""), ("four", "")]
    assert (after.name, after.description) == ("Our numbers", "new")
    assert after.edges == newer.edges
    assert difference(after, renewed(after, newer, newer, ())).is_nothing


def test_what_the_pack_has_no_longer_goes_unless_it_is_begun_or_edited() -> None:
    before = tree(skill(11, "one"), skill(12, "two"), skill(13, "three"), edges=(edge(12, 11), edge(13, 12)))
    now = replace(before, skills=(before.skills[0], replace(before.skills[1], name="dos"), before.skills[2]))
    assert [one.name for one in renewed(now, before, tree(), ()).skills] == ["dos"]
    assert [one.name for one in renewed(now, before, tree(), {before.skills[2].id}).skills] == ["dos", "three"]


def test_an_arrow_that_would_close_a_circle_with_those_of_people_is_left_out_and_one_that_was_turned_is_not() -> None:
    before = tree(skill(11, "one"), skill(12, "two"))
    drawn = replace(before, edges=(edge(12, 11),))
    turned = replace(before, edges=(edge(11, 12),))
    assert renewed(drawn, before, turned, ()).edges == drawn.edges
    assert renewed(drawn, drawn, turned, ()).edges == turned.edges

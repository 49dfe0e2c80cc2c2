"""A child's grove."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.learning.coach import Preferences
from app.learning.grove import GLADE_MOST, GroveTree, child_order, glade_sizes, trees_in_grove
from app.learning.ids import SkillId
from app.learning.mastery import Standing
from app.learning.people import Case
from app.learning.skills import Aspect, Status
from tests.learning.sample import CHILD, LANGUAGES, START, pack, skill, tree


def stood(skill_id: SkillId, status: Status = Status.GROWING, leaves: int = 0, due_in: int | None = None) -> Standing:
    due = None if due_in is None else START + timedelta(days=due_in)
    return Standing(CHILD, skill_id, status, leaves, 1, START if status is Status.BLOOMED else None, due, START, None, {})


def grove(language: str = "en", *standings: Standing, **preferences: object) -> dict[str, GroveTree]:
    chosen = Preferences(**preferences)  # type: ignore[arg-type]  # the fields are named by each test
    trees = trees_in_grove(pack(language), tree(language), {one.skill: one for one in standings}, chosen, START)
    assert len({one.letter for one in trees}) == len(trees)
    return {one.letter: one for one in trees}


def of(letter: str, status: Status, leaves: int) -> list[Standing]:
    return [stood(skill("en", letter, aspect).id, status, leaves) for aspect in (Aspect.SOUND, Aspect.NAME, Aspect.FIRST_PICTURE)]


@pytest.mark.parametrize(("count", "sizes"), [
    (0, ()), (1, (1,)), (11, (11,)), (12, (6, 6)), (26, (9, 9, 8)), (27, (9, 9, 9)), (47, (10, 10, 9, 9, 9)),
])  # fmt: skip
def test_glades_are_few_and_even(count: int, sizes: tuple[int, ...]) -> None:
    assert glade_sizes(count) == sizes


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_stands_in_one_glade_and_no_glade_has_more_than_eleven(language: str) -> None:
    trees = list(grove(language).values())
    assert {one.letter for one in trees} == set(pack(language).keys)
    glades = [one.glade for one in trees]
    assert glades == sorted(glades)
    assert all(glades.count(glade) <= GLADE_MOST for glade in glades)


def test_at_first_one_letter_is_next_and_the_others_sleep() -> None:
    trees = grove()
    assert [(one.letter, one.status) for one in trees.values() if one.is_next] == [("s", Status.READY)]
    assert {one.status for letter, one in trees.items() if letter != "s"} == {Status.LOCKED}
    assert all(one.leaves == 0 and not one.needs_water for one in trees.values())


def test_the_own_name_stands_first_and_its_first_letter_is_next_though_the_tree_would_lock_it() -> None:
    trees = list(grove(own_name="Zoë", order="alphabet").values())
    assert [one.letter for one in trees[:5]] == ["z", "o", "e", "a", "b"]
    assert child_order(pack("en"), Preferences(own_name="Zoë", order="alphabet"))[:4] == ("z", "o", "e", "a")
    chosen = list(grove(own_name="Zoë").values())
    assert [one.letter for one in chosen if one.is_next] == ["z"]
    assert chosen[0].status is Status.READY


def test_the_next_letter_is_the_first_that_is_open_and_not_begun() -> None:
    trees = grove("en", *of("s", Status.GROWING, 1))
    assert trees["s"].status is Status.GROWING
    assert [letter for letter, one in trees.items() if one.is_next] == ["a"]


def test_when_nothing_is_open_the_next_letter_is_the_first_that_grows_and_when_all_bloomed_there_is_none() -> None:
    bloomed = [stood(one.id, Status.BLOOMED, 3) for one in tree("en").skills]
    assert not any(one.is_next for one in grove("en", *bloomed).values())
    last = [one if one.skill != skill("en", "q").id else stood(one.skill, leaves=1) for one in bloomed]
    assert [letter for letter, one in grove("en", *last).items() if one.is_next] == ["q"]


def test_a_tree_stands_as_its_lead_skill_does_and_a_later_aspect_takes_no_bloom_away() -> None:
    assert grove("en", stood(skill("en", "s").id, Status.BLOOMED, 3))["s"].status is Status.BLOOMED
    later = [stood(skill("en", "s").id, Status.BLOOMED, 3), stood(skill("en", "s", Aspect.FIRST_PICTURE).id)]
    assert (grove("en", *later)["s"].status, grove("en", *later)["s"].leaves) == (Status.BLOOMED, 3)
    assert grove("en", stood(skill("en", "s").id, leaves=2))["s"].leaves == 2
    assert grove("en", stood(skill("en", "s").id))["s"].leaves == 0
    other = grove("en", stood(skill("en", "s", Aspect.FIRST_PICTURE).id, Status.BLOOMED, 3))["s"]
    assert (other.status, other.leaves) == (Status.GROWING, 0)


def test_with_both_cases_a_tree_blooms_when_its_lead_skill_has_in_both() -> None:
    small, capital = (stood(skill("en", "s", case=case).id, Status.BLOOMED, 3) for case in (Case.LOWER, Case.UPPER))
    assert grove("en", small, case=Case.BOTH)["s"].status is Status.GROWING
    assert grove("en", small, capital, case=Case.BOTH)["s"].status is Status.BLOOMED


def test_the_lead_is_the_aspect_learned_first_and_the_sound_where_a_letter_has_none_of_it() -> None:
    by_name = grove("en", stood(skill("en", "s", Aspect.NAME).id, Status.BLOOMED, 3), first=Aspect.NAME)
    assert by_name["s"].status is Status.BLOOMED
    hindi = grove("hi", stood(skill("hi", "क").id, Status.BLOOMED, 3), first=Aspect.NAME)
    assert hindi["क"].status is Status.BLOOMED


def test_a_tree_asks_for_water_when_one_of_its_skills_does() -> None:
    assert grove("en", stood(skill("en", "s").id, Status.BLOOMED, 3, due_in=-1))["s"].needs_water
    assert not grove("en", stood(skill("en", "s").id, Status.BLOOMED, 3, due_in=1))["s"].needs_water


def test_trees_carry_the_childs_case_and_the_skills_of_that_case() -> None:
    assert grove(case=Case.UPPER)["s"].text == "S"
    assert grove(case=Case.BOTH)["s"].text == "Ss"
    assert grove("hi", case=Case.UPPER)["क"].text == "क"
    assert (len(grove()["s"].skills), len(grove(case=Case.BOTH)["s"].skills), len(grove("hi", case=Case.BOTH)["क"].skills)) == (5, 10, 4)
    capital = stood(skill("en", "s", case=Case.UPPER).id, leaves=2)
    assert grove("en", capital)["s"].leaves == 0
    assert grove("en", capital, case=Case.UPPER)["s"].leaves == 2


def test_writing_neither_holds_up_a_bloom_nor_takes_leaves_but_asks_for_water() -> None:
    sound, trace = stood(skill("en", "s").id, Status.BLOOMED, 3), skill("en", "s", Aspect.TRACE).id
    begun = grove("en", sound, stood(trace))["s"]
    assert (begun.status, begun.leaves) == (Status.BLOOMED, 3)
    assert trace in begun.skills
    assert trace not in begun.leads
    assert grove("en", sound, stood(trace, Status.BLOOMED, 3, due_in=-1))["s"].needs_water


def test_a_tree_in_bloom_stays_so_when_there_is_more_to_learn_of_its_letter() -> None:
    shape = stood(skill("en", "s", Aspect.SHAPE).id, leaves=1)
    assert grove("en", *of("s", Status.BLOOMED, 3))["s"].status is Status.BLOOMED
    begun = grove("en", *of("s", Status.BLOOMED, 3), shape)["s"]
    assert (begun.status, begun.leaves) == (Status.BLOOMED, 3)


def test_a_shape_asks_for_water_on_the_tree_of_its_letter() -> None:
    shape = stood(skill("en", "s", Aspect.SHAPE).id, Status.BLOOMED, 3, due_in=-1)
    assert grove("en", *of("s", Status.BLOOMED, 3), shape)["s"].needs_water


def test_where_a_grown_up_has_left_nothing_else_the_shape_makes_the_tree_grow() -> None:
    only = replace(tree("en"), skills=tuple(one for one in tree("en").skills if one.aspect is Aspect.SHAPE))
    shape = stood(skill("en", "s", Aspect.SHAPE).id, leaves=2)
    trees = {one.letter: one for one in trees_in_grove(pack("en"), only, {shape.skill: shape}, Preferences(), START)}
    assert (trees["s"].status, trees["s"].leaves, trees["s"].skills) == (Status.GROWING, 2, (shape.skill,))

"""The trees that grow from letter packs."""

from uuid import UUID

import pytest

from app.learning.ids import SpaceId
from app.learning.people import Case
from app.learning.skills import Aspect, Level, Status, statuses
from app.learning.trees import ASPECT_GROUP, ORDER_GROUP, aspects_of, pack_key, tree_of, version_of
from tests.learning.sample import LANGUAGES, SPACE, pack, skill, tree

FURTHER = {Aspect.SHAPE, Aspect.TRACE}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_two_devices_grow_the_same_tree_and_two_spaces_different_ones(language: str) -> None:
    assert tree_of(SPACE, pack(language)) == tree(language)
    other = tree_of(SpaceId(UUID(int=9)), pack(language))
    assert other.id != tree(language).id
    assert not {one.id for one in other.skills} & {one.id for one in tree(language).skills}


def test_the_ids_are_those_of_the_first_release() -> None:
    assert str(tree("en").id) == "21738244-961a-568a-a505-d647e1059efb"
    assert str(skill("hi", "क्ष").id) == "65c0fcac-23ff-5412-8dad-98af5e4fc218"


def test_every_letter_has_its_aspects_in_every_case(language: str) -> None:
    found = {(one.letter, one.case, one.aspect) for one in tree(language).skills}
    letters = pack(language)
    assert found == {(letter.key, case, aspect) for letter in letters.letters for case in letters.cases for aspect in aspects_of(letter)}
    assert len(found) == len(tree(language).skills)


def test_a_letter_has_a_name_only_where_that_is_not_its_sound_and_pictures_only_where_words_begin_with_it() -> None:
    assert set(aspects_of(pack("en").letter("s"))) - FURTHER == {Aspect.SOUND, Aspect.NAME, Aspect.FIRST_PICTURE}
    assert set(aspects_of(pack("en").letter("x"))) - FURTHER == {Aspect.SOUND, Aspect.NAME}
    assert set(aspects_of(pack("es").letter("a"))) - FURTHER == {Aspect.SOUND, Aspect.FIRST_PICTURE}
    assert set(aspects_of(pack("hi").letter("ङ"))) - FURTHER == {Aspect.SOUND}


def test_every_letter_has_a_shape_to_be_known_among_others_after_its_own_sound(language: str) -> None:
    for letter in pack(language).keys:
        shape, sound = skill(language, letter, Aspect.SHAPE), skill(language, letter)
        mine = [edge for edge in tree(language).edges if edge.skill == shape.id]
        assert {edge.prerequisite for edge in mine if edge.any_of == ASPECT_GROUP} == {sound.id}
        assert not [edge for edge in mine if edge.any_of == ORDER_GROUP]


def test_what_stood_in_the_first_trees_keeps_its_place_and_what_came_later_stands_behind_it() -> None:
    assert (skill("en", "s").position, skill("en", "a", Aspect.NAME).position, skill("en", "s", case=Case.UPPER).position) == (0, 4, 78)
    assert skill("en", "s", Aspect.SHAPE).position == 156
    assert skill("en", "s", Aspect.TRACE).position == 208


def test_positions_follow_the_usual_order_small_letters_first(language: str) -> None:
    sounds = sorted((one for one in tree(language).skills if one.aspect is Aspect.SOUND), key=lambda one: one.position)
    assert [one.letter for one in sounds] == [*pack(language).usual_order] * len(pack(language).cases)
    assert len({one.position for one in tree(language).skills}) == len(tree(language).skills)


def test_at_first_the_first_letter_is_open_and_nothing_else(language: str) -> None:
    first = pack(language).usual_order[0]
    opened = {one.letter for one in tree(language).skills if statuses(tree(language), {})[one.id] is Status.READY}
    assert opened == {first}


def test_a_letter_opens_after_one_of_the_three_before_it() -> None:
    edges = [edge for edge in tree("en").edges if edge.skill == skill("en", "i").id and edge.any_of == ORDER_GROUP]
    assert {edge.prerequisite for edge in edges} == {skill("en", letter).id for letter in "atp"}
    assert {edge.minimum for edge in edges} == {Level.GROWING}


def test_pictures_open_after_the_own_sound() -> None:
    edges = [edge for edge in tree("en").edges if edge.skill == skill("en", "t", Aspect.FIRST_PICTURE).id]
    assert {edge.prerequisite for edge in edges if edge.any_of == ASPECT_GROUP} == {skill("en", "t").id}


def test_each_look_alike_that_is_taught_earlier_must_be_secure_first(language: str) -> None:
    letters = pack(language)
    sounds = {(one.letter, one.case): one.id for one in tree(language).skills if one.aspect is Aspect.SOUND}
    for one in tree(language).skills:
        earlier = letters.usual_order[: letters.usual_order.index(one.letter)]
        alike = {sounds[key, one.case] for key in earlier if key in letters.letter(one.letter).confusables}
        edges = [edge for edge in tree(language).edges if edge.skill == one.id and edge.minimum is Level.SECURE]
        assert {edge.prerequisite for edge in edges} == alike
        assert len({edge.any_of for edge in edges}) == len(edges), "each in a group of its own: all of them are asked for"


def test_a_tree_knows_the_pack_it_came_from(language: str) -> None:
    assert (tree(language).pack, tree(language).pack_version) == (pack_key(pack(language)), version_of(pack(language)))
    assert version_of(pack(language)) > pack(language).version, "spaces with a first tree take over what was added"
    assert all(one.case in (Case.LOWER, Case.UPPER) for one in tree(language).skills)

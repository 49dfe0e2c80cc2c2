"""A round and its course."""

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.learning.games.rounds import Course, Outcome, Round, Tile, places_pressed
from app.learning.ids import SkillId
from app.learning.letters import Spoken
from app.learning.mastery import Attempt, Game
from tests.learning.sample import attempt


def question(tiles: str = "satp", right: int = 1) -> Round:
    shown = tuple(Tile(letter, letter.upper()) for letter in tiles)
    return Round(Game.LISTEN_AND_FIND, SkillId(UUID(int=1)), 0, (Spoken("a"),), None, shown, right)


def test_a_round_tells_what_its_attempts_keep() -> None:
    assert (question().asked, question().choices) == ("A", ("S", "A", "T", "P"))


def test_the_right_tile_at_once_ends_the_turn_unaided() -> None:
    course = Course(question())
    assert course.press(1) is Outcome.RIGHT
    assert (course.over, course.aided, course.try_number, course.resting) == (True, False, 1, ())


def test_a_wrong_tile_rests_and_cannot_be_pressed_again() -> None:
    course = Course(question())
    assert course.press(0) is Outcome.NOT_THIS
    assert course.press(0) is Outcome.NOTHING
    assert (course.resting, course.try_number, course.hinted) == ((0,), 2, False)
    assert course.staying == {0, 1, 2, 3}


def test_after_two_wrong_answers_there_is_a_hint_and_after_three_only_two_tiles_stay() -> None:
    course = Course(question())
    course.press(3)
    course.press(0)
    assert (course.hinted, course.aided, len(course.staying)) == (True, True, 4)
    course.press(2)
    assert course.staying == {1, 2}
    assert course.press(1) is Outcome.RIGHT


def test_a_hint_that_is_asked_for_makes_the_turn_aided() -> None:
    course = Course(question())
    course.hint()
    assert (course.hinted, course.aided, course.try_number) == (True, True, 1)


def test_nothing_happens_when_the_turn_is_over() -> None:
    course = Course(question())
    course.press(1)
    assert course.press(0) is Outcome.NOTHING
    assert course.resting == ()


@pytest.mark.parametrize("place", [-1, 4, 99])
def test_a_place_without_a_tile_is_a_mistake_of_the_page(place: int) -> None:
    with pytest.raises(IndexError):
        Course(question()).press(place)


def given_answer(number: int, text: str, aided: bool = False) -> Attempt:
    return attempt(number, try_number=number, answered=text, aided=aided, correct=text == "A")


def test_a_turn_that_was_left_is_as_it_was() -> None:
    left = [given_answer(2, "T", aided=True), given_answer(1, "S")]
    course = Course.resumed(question(), left)
    assert (course.resting, course.hinted, course.over, course.try_number) == ((0, 2), True, False, 3)
    assert Course.resumed(question(), []).resting == ()


def test_an_answer_that_is_on_no_tile_any_more_is_passed_over() -> None:
    assert Course.resumed(question(), [given_answer(1, "Ñ")]).resting == ()


def test_a_place_is_told_only_of_answers_that_stand_on_a_tile() -> None:
    assert places_pressed([given_answer(2, "Ñ"), given_answer(1, "t")]) == (2,)


def test_a_hint_asked_for_before_the_first_answer_is_remembered() -> None:
    assert Course.resumed(question(), [given_answer(1, "S", aided=True)]).hinted


@given(st.integers(2, 6), st.data())
@settings(max_examples=100, deadline=None)
def test_the_right_tile_always_stays_and_can_be_pressed_until_it_was(count: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, count - 1))
    course = Course(question("satpin"[:count], right))
    hinted = False
    for place in data.draw(st.lists(st.integers(0, count - 1), max_size=8)):
        rested = course.resting
        outcome = course.press(place)
        assert right in course.staying
        assert right not in course.resting
        assert len(course.staying) in (2, count)
        assert course.hinted >= hinted
        hinted = course.hinted
        if outcome is Outcome.RIGHT:
            assert place == right
            assert course.over
        elif outcome is Outcome.NOT_THIS:
            assert course.resting == (*rested, place)
    if not course.over:
        assert course.press(right) is Outcome.RIGHT

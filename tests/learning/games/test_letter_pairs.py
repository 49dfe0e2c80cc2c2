"""Letter pairs: a board, what is an answer on it, and how it goes on."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.learning.games import letter_pairs
from app.learning.games.letter_pairs import Board, PairsCourse, next_board, said, turns_of_sitting
from app.learning.games.rounds import Choice, Outcome
from app.learning.ids import AttemptId, SkillId
from app.learning.letters import Spoken
from app.learning.mastery import Attempt, Game, Standing, fold, folded_by, rules_for
from app.learning.people import Case
from app.learning.sittings import Preferences, Sitting
from app.learning.skills import Aspect, Status
from tests.learning.sample import CHILD, START, attempt, pack, tree

EASY = Preferences()


def known(language: str, count: int = 10) -> dict[SkillId, Standing]:
    """Standings of a child that is secure in the sounds and pictures of its first letters."""
    first = pack(language).usual_order[:count]
    ids = [
        one.id
        for one in tree(language).skills
        if one.letter in first and one.case is Case.LOWER and one.aspect in (Aspect.SOUND, Aspect.FIRST_PICTURE)
    ]
    return {one: Standing(CHILD, one, Status.GROWING, 3, 12, None, None, START, attempt().id, {}) for one in ids}


def sitting(*attempts: Attempt, turns: int = 8) -> Sitting:
    return Sitting(attempt().play_session, Game.LETTER_PAIRS, turns, attempts, START)


def board(language: str = "en", *attempts: Attempt, standings: dict[SkillId, Standing] | None = None, turns: int = 8) -> Board:
    held = known(language) if standings is None else standings
    found = next_board(pack(language), tree(language), held, sitting(*attempts, turns=turns), EASY, START, 11)
    assert found is not None
    return found


def given_answer(choice: Choice, number: int, course: PairsCourse) -> Attempt:
    asked = choice.question
    return attempt(
        number, id=AttemptId(UUID(int=number)), skill=asked.skill, game=Game.LETTER_PAIRS, turn=asked.turn, try_number=course.try_number,
        asked=asked.asked, answered=asked.choices[choice.pressed], choices=asked.choices, correct=choice.pressed == asked.right,
        aided=course.aided, prompt="" if asked.word is None else asked.word.text,
    )  # fmt: skip


def test_a_pair_is_a_capital_and_its_small_form() -> None:
    cards = board().cards
    assert len(cards) == 8
    for card in cards:
        letter = pack("en").letter(card.letter)
        assert sorted(one.text for one in cards if one.letter == card.letter) == sorted([letter.upper or "", letter.lower])
        assert said(card, pack("en")) == (letter.sound,)


def test_without_case_a_pair_is_a_letter_and_a_picture_that_it_begins() -> None:
    there = board("hi")
    for card in there.cards:
        if card.picture:
            word = there.words[card.letter]
            assert (word.text, word.picture, word.first) == (card.text, card.picture, card.letter)
            assert said(card, pack("hi")) == (Spoken(card.text),)
    assert sum(bool(card.picture) for card in there.cards) == 4


def test_no_two_letters_that_look_alike_lie_on_one_board_before_one_is_secure() -> None:
    held = {one: replace(standing, leaves=1) for one, standing in known("en", 26).items()}
    for seed in range(12):
        there = next_board(pack("en"), tree("en"), held, sitting(turns=12), EASY, START, seed)
        assert there is not None
        letters = {card.letter for card in there.cards}
        assert not any(pack("en").letter(one).confusables & letters for one in letters)


def test_a_sitting_has_two_boards_of_three_to_six_pairs_as_more_letters_are_known() -> None:
    counts = [turns_of_sitting(pack("en"), tree("en"), known("en", count), EASY) for count in (0, 4, 8, 11, 26)]
    assert counts == sorted(counts)
    assert (counts[0], counts[-1]) == (6, 12)
    assert turns_of_sitting(pack("en"), tree("en"), known("en", 26), Preferences(calm=True)) == 8


def test_turning_cards_over_to_see_them_answers_nothing() -> None:
    course = PairsCourse(board())
    first, partner = 0, course.board.partner(0)
    other = next(place for place in course.hidden() if place not in (first, partner))
    assert course.asks(first) is None
    assert course.press(first) is Outcome.OPENED
    assert course.asks(other) is None, "its partner has never been seen"
    assert course.press(other) is Outcome.NOT_THIS
    assert (course.open, course.wrong, course.try_number) == ((first, other), 0, 1)
    third = next(place for place in course.hidden() if place != partner)
    assert course.press(third) is Outcome.OPENED, "the two turn back"
    assert course.open == (third,)


def test_a_pair_found_by_luck_is_kept_without_a_choice() -> None:
    course = PairsCourse(board())
    course.press(0)
    choice = course.asks(course.board.partner(0))
    assert choice is not None
    assert (len(choice.question.tiles), choice.pressed, choice.question.right) == (1, 0, 0)
    assert course.press(course.board.partner(0)) is Outcome.RIGHT
    assert course.found == {course.board.cards[0].letter}
    lucky = given_answer(choice, 1, course)
    skill = next(one for one in tree("en").skills if one.id == lucky.skill)
    rules = rules_for(skill, pack("en"))
    after = fold(None, lucky, rules)
    assert (after.attempts, after.leaves, after.memory) == (1, 0, {"by": folded_by(rules)}), "kept, and no evidence"


def seen_all(course: PairsCourse) -> PairsCourse:
    course.seen = set(range(len(course.board.cards)))
    return course


def test_with_its_partner_seen_the_second_card_is_an_answer_among_all_that_lie_face_down() -> None:
    course = seen_all(PairsCourse(board()))
    course.press(0)
    wrong = next(place for place in course.hidden() if place != course.board.partner(0))
    choice = course.asks(wrong)
    assert choice is not None
    assert len(choice.question.tiles) == 7
    assert choice.question.choices[choice.pressed] == course.board.cards[wrong].text
    assert choice.question.asked == course.board.cards[course.board.partner(0)].text
    assert choice.question.skill == course.board.skills[course.board.cards[0].letter]
    assert course.press(wrong) is Outcome.NOT_THIS
    assert (course.wrong, course.try_number, course.hinted) == (1, 2, False)


def test_after_two_wrong_answers_the_partner_is_shown_and_help_can_be_asked_before() -> None:
    course = seen_all(PairsCourse(board()))
    for _ in range(2):
        course.press(0)
        course.press(next(place for place in course.hidden() if place != course.board.partner(0)))
    assert course.aided
    course.press(0)
    assert course.shows == course.board.partner(0)
    fresh = PairsCourse(board())
    assert not fresh.aided
    fresh.hint()
    assert fresh.shows == 0
    fresh.press(3)
    assert fresh.shows == fresh.board.partner(3)
    assert fresh.asks(fresh.board.partner(3)) is not None


@pytest.mark.parametrize("place", [-1, 8])
def test_a_place_without_a_card_is_a_mistake_of_the_page(place: int) -> None:
    with pytest.raises(IndexError):
        PairsCourse(board()).press(place)


def test_a_found_pair_and_the_open_card_cannot_be_pressed() -> None:
    course = PairsCourse(board())
    course.press(0)
    assert course.press(0) is Outcome.NOTHING
    course.press(course.board.partner(0))
    assert course.press(0) is Outcome.NOTHING


@given(st.integers(0, 2**31), st.sampled_from(["en", "hi"]), st.lists(st.integers(0, 30), max_size=60))
@settings(max_examples=25, deadline=None)
def test_a_board_is_told_again_from_its_answers_whenever_it_was_left(seed: int, language: str, presses: list[int]) -> None:
    held, letters, skills = known(language), pack(language), tree(language)
    attempts: list[Attempt] = []
    there = next_board(letters, skills, held, sitting(), EASY, START, seed)
    assert there is not None
    course = PairsCourse(there)
    for press in presses:
        place = press % len(there.cards)
        choice = course.asks(place)
        if choice is not None:
            answer = given_answer(choice, len(attempts) + 1, course)
            attempts.append(answer)
            rules = rules_for(next(one for one in skills.skills if one.id == answer.skill), letters)
            held[answer.skill] = fold(held.get(answer.skill), answer, rules)
        if course.press(place) is not Outcome.RIGHT:
            continue
        told = next_board(letters, skills, held, sitting(*attempts), EASY, START, seed)
        if len(course.found) == len(there.skills):
            assert told is not None
            assert (told.turn, told.found, told.seen) == (4, frozenset(), frozenset()), "the second board"
            return
        assert told is not None
        assert (told.cards, told.found, told.turn, told.wrong) == (there.cards, frozenset(course.found), len(attempts and course.found), 0)
        assert told.seen <= course.seen
        course.onto(told)


def test_answers_of_a_turn_that_was_left_count_on() -> None:
    course = seen_all(PairsCourse(board()))
    course.press(0)
    wrong = next(place for place in course.hidden() if place != course.board.partner(0))
    choice = course.asks(wrong)
    assert choice is not None
    answer = given_answer(choice, 1, course)
    told = board("en", answer)
    assert (told.cards, told.wrong, told.aided) == (course.board.cards, 1, False)
    assert {0, wrong, course.board.partner(0)} <= told.seen
    again = PairsCourse(told)
    assert again.try_number == 2


def test_a_sitting_is_over_after_its_pairs_or_when_too_few_letters_are_left() -> None:
    assert next_board(pack("en"), tree("en"), {}, sitting(), EASY, START, 1) is None
    pair = attempt(1, correct=True, turn=0)
    all_found = [replace(pair, id=AttemptId(UUID(int=n + 1)), turn=n) for n in range(8)]
    assert next_board(pack("en"), tree("en"), known("en"), sitting(*all_found), EASY, START, 1) is None
    few = known("en", 2)
    both = board(standings=few)
    assert len(both.cards) == 4
    found: list[Attempt] = []
    course = PairsCourse(both)
    for letter in ("s", "a"):
        place = next(place for place, card in enumerate(both.cards) if card.letter == letter)
        course.press(place)
        choice = course.asks(both.partner(place))
        assert choice is not None
        found.append(replace(given_answer(choice, len(found) + 1, course), turn=len(found)))
        course.press(both.partner(place))
    assert next_board(pack("en"), tree("en"), few, sitting(*found), EASY, START, 11) is None


def test_only_letters_that_have_been_met_lie_there() -> None:
    met = set(pack("en").usual_order[:10])
    assert {card.letter for seed in range(6) for card in _cards(seed)} <= met


def _cards(seed: int) -> tuple[letter_pairs.Card, ...]:
    there = next_board(pack("en"), tree("en"), known("en"), sitting(), EASY, START, seed)
    assert there is not None
    return there.cards


def test_what_wants_water_lies_on_the_board_first() -> None:
    held = known("en")
    shapes = [one for one in tree("en").skills if one.aspect is Aspect.SHAPE and one.case is Case.LOWER and one.letter in "satp"]
    for one in shapes:
        held[one.id] = Standing(CHILD, one.id, Status.BLOOMED, 3, 12, START, START, START, attempt().id, {})
    assert {card.letter for card in board(standings=held).cards} == set("satp")

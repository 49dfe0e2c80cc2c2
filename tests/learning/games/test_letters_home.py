"""Letters home, and what games share that are played by carrying."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.learning.games import letters_home
from app.learning.games.letters_home import Door, next_spread
from app.learning.games.rounds import Outcome, Tile
from app.learning.games.spreads import ROOM, Spread, SpreadCourse, last_spread
from app.learning.ids import SkillId
from app.learning.likeness import sounds_right
from app.learning.mastery import Attempt, Game, Standing, options
from app.learning.people import Case
from app.learning.sittings import Preferences, Sitting
from app.learning.skills import Aspect, Status, graph_of
from tests.learning.sample import CHILD, PACKS, SKILL, START, attempt, pack, tree


def known(language: str, count: int = 14, leaves: int = 1, case: Case = Case.LOWER) -> dict[SkillId, Standing]:
    """Secure sounds, and other aspects with so many leaves."""
    first = pack(language).usual_order[:count]
    grown = {Aspect.SOUND: 3}
    return {
        one.id: Standing(CHILD, one.id, Status.GROWING, grown.get(one.aspect, leaves), 12, None, None, START, attempt().id, {})
        for one in tree(language).skills
        if one.letter in first and one.case is case and one.aspect is not Aspect.TRACE
    }


def answer(course: SpreadCourse, move: int, number: int) -> Attempt:
    """The attempt that a move makes, as the services make it."""
    choice = course.asks(move)
    assert choice is not None
    turn = choice.question
    return attempt(
        number, skill=turn.skill, game=turn.game, turn=turn.turn, try_number=choice.try_number, asked=turn.asked,
        answered=turn.tiles[choice.pressed].text, choices=turn.choices, correct=choice.pressed in turn.rights, aided=choice.aided,
        prompt=turn.word.text if turn.word else "",
    )  # fmt: skip


def play(language: str, standings: dict[SkillId, Standing], seed: int, slips: float = 0.0, **wishes: object) -> list[Spread]:
    """A whole sitting; the spreads as they were laid."""
    preferences = Preferences(**wishes)  # type: ignore[arg-type]  # fields of the preferences
    dice, letters, skills = random.Random(seed), pack(language), tree(language)
    turns = letters_home.spreads_of_sitting(letters, skills, standings, preferences)
    sitting, laid = Sitting(attempt().play_session, Game.LETTERS_HOME, turns, (), START), []
    while (spread := next_spread(letters, skills, standings, sitting, preferences, START, seed)) is not None:
        laid.append(spread)
        course = SpreadCourse(spread)
        while not course.over:
            question = dice.choice(course.open)
            right = dice.random() >= slips
            moves = [course.move(question, each) for each in course.free]
            moves = [one for one in moves if course.asks(one) is not None and (not right or course.fits(*divmod(one, len(spread.among))))]
            move = dice.choice(moves)
            sitting = replace(sitting, attempts=(*sitting.attempts, answer(course, move, len(sitting.attempts) + 1)))
            course.press(move)
        assert len(laid) <= turns
    return laid


@pytest.mark.parametrize("language", PACKS)
def test_in_every_language_each_letter_has_one_house_and_a_sitting_is_played_to_its_end(language: str) -> None:
    laid = play(language, known(language), 3)
    assert len(laid) in (2, 3)
    for spread in laid:
        texts = [tile.text for tile in spread.asked]
        assert sorted(texts) == sorted(tile.text for tile in spread.among)
        assert 3 <= len(set(texts)) == len(texts) <= letters_home.MOST


@pytest.mark.parametrize("language", ["hi", "ar", "ko", "ja", "he"])
def test_without_case_every_second_spread_has_pictures_that_begin_with_one_of_its_letters_only(language: str) -> None:
    laid = play(language, known(language), 5)
    assert {tile.look for tile in laid[0].among} == {Door.OUTLINE}
    assert {tile.look for tile in laid[1].among} == {Door.PICTURE}
    for tile, word in zip(laid[1].asked, laid[1].words, strict=True):
        assert word is not None
        others = [pack(language).letter(other.letter) for other in laid[1].asked if other != tile]
        assert not any(sounds_right(other, pack(language).letter(tile.letter), Aspect.SOUND, word) for other in others)


def test_a_house_shows_the_outline_first_and_the_partner_from_the_second_leaf_on_but_not_in_calm_play() -> None:
    assert {tile.look for tile in play("en", known("en", leaves=1), 1)[0].among} == {Door.OUTLINE}
    later = play("en", known("en", leaves=2), 1)[0]
    assert {(tile.text.upper(), tile.look) for tile in later.among} == {(tile.shown, Door.PARTNER) for tile in later.among}
    calm = play("en", known("en", leaves=3), 1, calm=True)
    assert {tile.look for spread in calm for tile in spread.among} == {Door.OUTLINE}
    assert {len(spread.asked) for spread in calm} == {3}
    capitals = play("en", known("en", leaves=2, case=Case.UPPER), 1, case=Case.UPPER)[0]
    assert {tile.shown for tile in capitals.among} == {tile.text.lower() for tile in capitals.among}


@pytest.mark.parametrize("seed", range(5))
def test_no_two_letters_of_a_spread_are_taken_for_one_another_before_one_of_them_is_secure(seed: int) -> None:
    unsure = {key: replace(one, leaves=1) for key, one in known("en", 26).items()}
    for spread in play("en", unsure, seed):
        letters = [pack("en").letter(tile.letter) for tile in spread.asked]
        assert not any(one.key in other.confusables for one in letters for other in letters)


@given(st.integers(0, 999), st.integers(0, 40), st.sampled_from(["en", "hi", "ar"]))
@settings(max_examples=60, deadline=None)
def test_a_sitting_that_is_left_at_any_answer_always_goes_on_where_it_was(seed: int, stop: int, language: str) -> None:
    standings, letters, skills, preferences = known(language), pack(language), tree(language), Preferences()
    dice = random.Random(seed)
    sitting = Sitting(attempt().play_session, Game.LETTERS_HOME, 2, (), START)
    spread = next_spread(letters, skills, standings, sitting, preferences, START, seed)
    for number in range(stop):
        if spread is None:
            return
        course = SpreadCourse(spread)
        moves = [move for move in range(len(spread.asked) * len(spread.among)) if course.asks(move) is not None]
        move = dice.choice(moves)
        sitting = replace(sitting, attempts=(*sitting.attempts, answer(course, move, number + 1)))
        course.press(move)
        again = next_spread(letters, skills, standings, sitting, preferences, START, seed)
        if course.over:
            assert again is None or again.number == spread.number + 1
        else:
            assert again is not None
            assert (again.asked, again.among) == (spread.asked, spread.among)
            told = SpreadCourse(again)
            assert (told.settled, told.shows) == (course.settled, course.shows)
            assert [told.asks(one) for one in range(len(moves))] == [course.asks(one) for one in range(len(moves))]
        spread = again


def spread_of(*texts: str, number: int = 0) -> Spread:
    tiles = tuple(Tile(text, text) for text in texts)
    return Spread(Game.LETTERS_HOME, number, tiles, (SKILL,) * len(tiles), tiles, (None,) * len(tiles))


def test_each_letter_has_a_turn_of_its_own_and_its_choices_are_the_houses_that_are_open() -> None:
    course = SpreadCourse(spread_of("a", "b", "c", number=2))
    wrong = course.asks(course.move(1, 0))
    assert wrong is not None
    assert (wrong.question.turn, wrong.question.asked, wrong.question.choices, wrong.try_number) == (2 * ROOM, "b", ("a", "b", "c"), 1)
    assert course.press(course.move(1, 0)) is Outcome.NOT_THIS
    assert course.asks(course.move(1, 0)) is None, "the same wrong house answers nothing"
    other = course.asks(course.move(2, 2))
    assert other is not None
    assert (other.question.turn, other.try_number) == (2 * ROOM + 1, 1)
    assert course.press(course.move(2, 2)) is Outcome.FOUND
    second = course.asks(course.move(1, 1))
    assert second is not None
    assert (second.question.turn, second.try_number, second.question.choices) == (2 * ROOM, 2, ("a", "b"))
    assert course.press(course.move(1, 1)) is Outcome.FOUND
    last = course.asks(course.move(0, 0))
    assert last is not None
    assert options(attempt(1, asked="a", choices=last.question.choices)) == 1, "what is left says nothing of the child"
    assert course.press(course.move(0, 0)) is Outcome.RIGHT
    assert course.over


def test_help_comes_by_wish_and_after_two_wrong_houses_and_makes_only_its_own_letter_an_aided_one() -> None:
    course = SpreadCourse(spread_of("a", "b", "c", "d"))
    course.attended = 3
    course.hint()
    assert course.shows == (3, 3)
    for house in (1, 2):
        course.press(course.move(0, house))
    course.attended = 0
    assert course.shows == (0, 0)
    aided = [choice.aided for question in range(4) if (choice := course.asks(course.move(question, question))) is not None]
    assert aided == [True, False, False, True]


def test_a_move_that_is_none_is_refused_and_a_settled_one_does_nothing() -> None:
    course = SpreadCourse(spread_of("a", "b"))
    for move in (-1, 4):
        with pytest.raises(IndexError):
            course.asks(move)
    course.press(0)
    assert course.press(0) is Outcome.NOTHING
    assert course.press(course.move(1, 0)) is Outcome.NOTHING, "that house is taken"


def test_the_spread_that_was_played_last_is_told_by_its_turns() -> None:
    assert last_spread(()) == (0, ())
    first, second = attempt(1, turn=1), attempt(2, turn=ROOM)
    assert last_spread((second, first)) == (1, (second,))


def test_what_went_wrong_comes_back_on_the_next_spread() -> None:
    standings = known("en")
    sitting = Sitting(attempt().play_session, Game.LETTERS_HOME, 2, (), START)
    spread = next_spread(pack("en"), tree("en"), standings, sitting, Preferences(), START, 9)
    assert spread is not None
    course = SpreadCourse(spread)
    wrong = next(each for each in course.free if not course.fits(0, each))
    moves = [course.move(0, wrong), *(course.move(q, c) for q in course.open for c in course.free if course.fits(q, c))]
    for number, move in enumerate(moves):
        sitting = replace(sitting, attempts=(*sitting.attempts, answer(course, move, number + 1)))
        course.press(move)
    again = next_spread(pack("en"), tree("en"), standings, sitting, Preferences(), START, 9)
    assert again is not None
    assert spread.skills[0] in again.skills
    assert graph_of(tree("en")).skills[spread.skills[0]].letter in {tile.letter for tile in again.asked}

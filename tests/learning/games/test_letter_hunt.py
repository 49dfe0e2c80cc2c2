"""Letter hunt: a letter among others in many looks, and in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.learning.coach import Preferences, next_round
from app.learning.dice import Dice
from app.learning.games import letter_hunt
from app.learning.games.letter_hunt import Hunter
from app.learning.games.rounds import Course, Outcome
from app.learning.ids import SkillId
from app.learning.letters import Word
from app.learning.mastery import Game, Standing, options
from app.learning.people import Case
from app.learning.sittings import Sitting
from app.learning.skills import Aspect, Level, Status
from app.learning.spelling import speller_of
from tests.learning.sample import CHILD, PACKS, START, SimulatedChild, attempt, pack, tree

ALL_SECURE = {key: Level.SECURE for language in PACKS for key in pack(language).keys}


def known(language: str, leaves: int = 3, count: int = 14) -> dict[SkillId, Standing]:
    first = pack(language).usual_order[:count]
    return {
        one.id: Standing(CHILD, one.id, Status.GROWING, leaves, 12, None, None, START, attempt().id, {})
        for one in tree(language).skills
        if one.letter in first and one.case is Case.LOWER and one.aspect in (Aspect.SOUND, Aspect.SHAPE)
    }


@given(st.sampled_from(PACKS), st.integers(0, 9), st.integers(0, 3), st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_every_letter_of_a_hunt_stands_there_as_often_as_the_others_so_that_a_blind_guess_is_one_in_as_many(
    language: str, place: int, ease: int, seed: int
) -> None:
    letters = pack(language)
    letter = letters.letter(letters.usual_order[place])
    tiles = letter_hunt.among(letter, Hunter(letters, Case.LOWER, {}, {}), ease, Dice(seed))
    texts = [tile.text for tile in tiles]
    kinds = set(texts)
    assert len(kinds) == (4 if ease >= 2 else 3)
    assert {texts.count(text) for text in kinds} == {3 if ease >= 2 else 2}
    assert options(attempt(1, asked=letter.lower, choices=tuple(texts))) == len(kinds)
    assert sorted(tile.look for tile in tiles if tile.letter == letter.key) == list(range(len(texts) // len(kinds)))


@pytest.mark.parametrize("language", PACKS)
def test_in_every_language_there_is_a_whole_sitting_with_words_in_it_and_what_is_right_holds_the_letter(language: str) -> None:
    child = SimulatedChild(language, 0.9, 0.98)
    child.standings |= known(language)
    child.sit(1, 0, Game.LETTER_HUNT)
    child.sit(2, 0, Game.LETTER_HUNT)
    assert len(child.played) == 16
    for each in (one for one in child.played if one.round.word is not None):
        turn, word = each.round, each.round.word
        assert word is not None
        pieces = speller_of(pack(language)).spelled(word.text)
        assert [place for place, piece in enumerate(pieces) if each.skill.letter in piece.letters] == list(turn.rights)
        assert {turn.tiles[place].text for place in turn.rights} == {turn.asked}
        assert "".join(tile.shown for tile in turn.tiles).casefold() == "".join(piece.text for piece in pieces).casefold()
    assert any(one.round.word is not None for one in child.played)


def test_a_letter_is_shown_in_its_other_case_only_where_the_child_has_met_that() -> None:
    letters = pack("en")
    small = Hunter(letters, Case.LOWER, ALL_SECURE, {})
    both = Hunter(letters, Case.LOWER, ALL_SECURE, {"m": Level.GROWING, "s": Level.GROWING})
    assert [tile.shown for tile in letter_hunt.looked_at(["m", "s", "m", "o", "o", "s"], letters.letter("m"), small) or ()] == [""] * 6
    found = letter_hunt.looked_at(["m", "s", "m", "o", "o", "s"], letters.letter("m"), both)
    assert found is not None
    assert [tile.shown for tile in found] == ["", "", "M", "", "", "S"]
    alike = letter_hunt.looked_at(["b", "d", "b", "d"], letters.letter("b"), Hunter(letters, Case.LOWER, ALL_SECURE, ALL_SECURE))
    assert alike is not None
    assert {tile.shown for tile in alike} == {""}, "l and I would be the same in many fonts"


def test_a_word_shows_no_letter_that_is_taken_for_the_wanted_one_before_one_of_them_is_secure() -> None:
    letters = pack("en")
    unsure, sure = ({"b": Level.GROWING, "d": Level.GROWING}, {"b": Level.SECURE, "d": Level.GROWING})
    in_both = Word("bread", "🍞", "b", contains=True)
    d = replace(letters.letter("d"), words=(in_both,))
    assert letter_hunt.words_for(d, Hunter(letters, Case.LOWER, unsure, {})) == ()
    assert letter_hunt.words_for(d, Hunter(letters, Case.LOWER, sure, {})) == (in_both,)


def test_the_first_letter_decides_and_the_others_are_found_without_an_answer() -> None:
    child = SimulatedChild("en", 1, 1)
    child.standings |= known("en")
    question = child.asked(Sitting(attempt().play_session, Game.LETTER_HUNT, 8, (), START))
    assert question is not None
    course = Course(question)
    first, second, *_ = question.rights
    assert course.asks(first) is not None
    assert course.press(first) is Outcome.FOUND
    assert course.asks(second) is None
    wrong = next(place for place in range(len(question.tiles)) if place not in question.rights)
    assert course.press(wrong) is Outcome.NOT_THIS
    assert course.press(wrong) is Outcome.NOTHING
    assert course.shows == second
    assert [course.press(place) for place in question.rights[1:]][-1] is Outcome.RIGHT
    assert course.over


@pytest.mark.parametrize("language", ["en", "hi", "ko", "ar"])
def test_a_hunt_that_was_left_comes_back_as_it_was(language: str) -> None:
    standings = known(language)
    for turn in (0, 1):
        before = tuple(
            attempt(number, turn=number, game=Game.LETTER_HUNT, skill=one, play_session=attempt().play_session)
            for number, one in zip(range(turn), standings, strict=False)
        )
        fresh = Sitting(attempt().play_session, Game.LETTER_HUNT, 8, before, START)
        question = next_round(pack(language), tree(language), standings, fresh, Preferences(), START, 3)
        assert question is not None
        assert (question.word is not None) == (turn == 1)
        wrong = next(place for place in range(len(question.tiles)) if place not in question.rights)
        given = attempt(9, turn=turn, skill=question.skill, game=Game.LETTER_HUNT, asked=question.asked,
                        answered=question.tiles[wrong].text, choices=question.choices, correct=False,
                        prompt=question.word.text if question.word else "")  # fmt: skip
        left = Sitting(attempt().play_session, Game.LETTER_HUNT, 8, (*before, given), START)
        assert next_round(pack(language), tree(language), standings, left, Preferences(), START, 3) == question

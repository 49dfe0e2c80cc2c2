"""Build the word: only what the child knows, piece by piece."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.learning.choosing import can_build
from app.learning.games import build_word
from app.learning.games.build_word import next_spread
from app.learning.games.spreads import Spread, SpreadCourse
from app.learning.ids import SkillId
from app.learning.mastery import Game, Standing, options
from app.learning.next_game import suitable
from app.learning.people import Case
from app.learning.sittings import Preferences, Sitting
from app.learning.skills import Aspect, graph_of
from app.learning.words import in_case, spelt_words
from tests.learning.games.test_letters_home import answer, known
from tests.learning.sample import PACKS, START, attempt, pack, skill, tree

LATE = {"am": 120, "cs": 20, "pl": 20}  # letters after which there are words enough, where that takes long


def first(language: str, standings: dict[SkillId, Standing], seed: int = 1, **wishes: object) -> Spread | None:
    preferences = Preferences(**wishes)  # type: ignore[arg-type]  # fields of the preferences
    sitting = Sitting(attempt().play_session, Game.BUILD_WORD, 4, (), START)
    return next_spread(pack(language), tree(language), standings, sitting, preferences, START, seed)


@pytest.mark.parametrize("language", PACKS)
def test_in_every_language_a_whole_sitting_is_built_of_letters_that_the_child_knows(language: str) -> None:
    standings = known(language, LATE.get(language, 14), leaves=3)
    assert Game.BUILD_WORD in suitable(pack(language), tree(language), standings, Preferences())
    sitting = Sitting(attempt().play_session, Game.BUILD_WORD, 4, (), START)
    skills, built = graph_of(tree(language)).skills, []
    while (spread := next_spread(pack(language), tree(language), standings, sitting, Preferences(), START, 2)) is not None:
        course, word = SpreadCourse(spread), spread.words[0]
        assert word is not None
        built.append(word.text)
        assert {skills[one].aspect for one in spread.skills} == {Aspect.SOUND}
        assert {tile.letter for tile in (*spread.asked, *spread.among)} <= {skills[one].letter for one in standings}
        assert 3 <= len(spread.among) <= 7
        while not course.over:
            question = course.open[0]
            move = course.move(question, next(each for each in course.free if course.fits(question, each)))
            sitting = replace(sitting, attempts=(*sitting.attempts, answer(course, move, len(sitting.attempts) + 1)))
            course.press(move)
    assert len(set(built)) == len(built) == 4


@given(st.sampled_from(PACKS), st.integers(0, 30), st.integers(0, 99))
@settings(max_examples=40, deadline=None)
def test_no_word_ever_has_a_letter_that_is_not_known(language: str, count: int, seed: int) -> None:
    standings = known(language, count)
    letters = {one.letter for one in tree(language).skills if one.id in standings}
    for spelt in can_build(pack(language), tree(language), standings, Preferences()):
        assert {key for piece in spelt.pieces for key in piece.letters} <= letters
    spread = first(language, standings, seed)
    assert (spread is None) == (not can_build(pack(language), tree(language), standings, Preferences()))


def test_a_child_with_few_letters_is_not_offered_the_game() -> None:
    few = known("en", 5)
    assert Game.BUILD_WORD not in suitable(pack("en"), tree("en"), few, Preferences())
    no_leaf = {key: replace(one, leaves=0) for key, one in known("en", 20).items()}
    assert can_build(pack("en"), tree("en"), no_leaf, Preferences()) == ()
    assert first("en", no_leaf) is None


def test_a_word_with_two_letters_that_are_taken_for_one_another_waits_until_one_is_secure() -> None:
    standings = known("en", 26)
    bandaged = [spelt for spelt in spelt_words(pack("en")) if {"n", "u"} <= {piece.letters[0] for piece in spelt.pieces}]
    assert bandaged, "nuts, sun"
    unsure = {key: replace(one, leaves=1) for key, one in standings.items()}
    now = can_build(pack("en"), tree("en"), unsure, Preferences())
    assert not set(bandaged) & set(now) or "u" not in pack("en").letter("n").confusables
    assert set(bandaged) <= set(can_build(pack("en"), tree("en"), standings, Preferences()))


@pytest.mark.parametrize(("language", "word"), [
    ("en", "sheep"), ("en", "nine"), ("fr", "loup"), ("de", "Schaf"), ("fr", "dé"), ("it", "gnomo"),
])  # fmt: skip
def test_words_that_are_not_said_as_their_letters_are_left_out(language: str, word: str) -> None:
    assert word not in {spelt.word.text for spelt in spelt_words(pack(language))}


@pytest.mark.parametrize(("language", "word", "pieces"), [
    ("hu", "csiga", ("cs", "i", "g", "a")), ("hi", "बकरी", ("ब", "क", "री")), ("he", "דָּג", ("דָּ", "ג")),
    ("ar", "بَاب", ("بَ", "ا", "ب")), ("sw", "chupa", ("ch", "u", "p", "a")), ("tr", "iki", ("i", "k", "i")),
    ("ko", "나비", ("ㄴ", "ㅏ", "ㅂ", "ㅣ")), ("de", "Affe", ("a", "f", "f", "e")),
])  # fmt: skip
def test_a_word_is_built_of_whole_letters_clusters_and_parts_of_syllables(language: str, word: str, pieces: tuple[str, ...]) -> None:
    spelt = next(one for one in spelt_words(pack(language)) if one.word.text == word)
    assert tuple(piece.text for piece in in_case(spelt, pack(language), Case.LOWER, {})) == pieces


def test_capitals_are_built_of_capitals() -> None:
    spread = first("tr", known("tr", 29, case=Case.UPPER), case=Case.UPPER)
    assert spread is not None
    capitals = {letter.upper for letter in pack("tr").letters}
    assert {tile.text for tile in spread.among} <= capitals


def test_letters_that_do_not_belong_come_with_the_leaves_and_never_in_calm_play() -> None:
    counts = {}
    for leaves, calm in ((1, False), (2, False), (3, False), (3, True)):
        grown = {key: replace(one, leaves=leaves) for key, one in known("es", 20).items()}
        found = [first("es", grown, seed, calm=calm) for seed in range(12)]
        counts[leaves, calm] = max(len(one.among) - len(one.asked) for one in found if one is not None and len(one.asked) > 2)
    assert counts == {(1, False): 0, (2, False): 1, (3, False): 2, (3, True): 0}


def test_what_an_answer_says_is_the_sound_of_its_place_among_what_still_lies_there() -> None:
    spread = first("es", known("es", 14, leaves=3))
    assert spread is not None
    course = SpreadCourse(spread)
    choice = course.asks(course.move(0, next(each for each in course.free if course.fits(0, each))))
    assert choice is not None
    assert choice.question.skill == skill("es", spread.asked[0].letter).id
    alike = choice.question.choices.count(choice.question.asked)
    assert options(attempt(1, asked=choice.question.asked, choices=choice.question.choices)) == len(spread.among) // alike


@given(st.integers(0, 999), st.sampled_from(["en", "hi", "ko", "ar", "fi"]))
@settings(max_examples=30, deadline=None)
def test_a_word_that_is_left_at_any_answer_always_goes_on_as_it_was(seed: int, language: str) -> None:
    standings, dice = known(language, leaves=3), random.Random(seed)
    sitting = Sitting(attempt().play_session, Game.BUILD_WORD, 4, (), START)
    spread = next_spread(pack(language), tree(language), standings, sitting, Preferences(), START, seed)
    for number in range(14):
        if spread is None:
            return
        course = SpreadCourse(spread)
        moves = [move for move in range(len(spread.asked) * len(spread.among)) if course.asks(move) is not None]
        move = dice.choice(moves)
        sitting = replace(sitting, attempts=(*sitting.attempts, answer(course, move, number + 1)))
        course.press(move)
        again = next_spread(pack(language), tree(language), standings, sitting, Preferences(), START, seed)
        if not course.over:
            assert again is not None
            assert (again.asked, again.among) == (spread.asked, spread.among)
            told = SpreadCourse(again)
            both = [sorted(spread.asked[place].text for place in one.settled) for one in (told, course)]
            assert both[0] == both[1]
        spread = again


def test_a_sitting_has_four_words_and_in_calm_play_three() -> None:
    assert build_word.spreads_of_sitting(pack("en"), tree("en"), {}, Preferences()) == 4
    assert build_word.spreads_of_sitting(pack("en"), tree("en"), {}, Preferences(calm=True)) == 3

"""Which games suit a child, and which comes next."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.learning.ids import SkillId
from app.learning.mastery import Game, Standing
from app.learning.next_game import FIRST_GAMES, next_game, suitable
from app.learning.people import Case
from app.learning.sittings import Preferences
from app.learning.skills import Aspect, Status
from tests.learning.sample import CHILD, LANGUAGES, START, SimulatedChild, attempt, pack, skill, tree

EASY = Preferences()


def known(language: str, count: int) -> dict[SkillId, Standing]:
    first = pack(language).usual_order[:count]
    return {
        one.id: Standing(CHILD, one.id, Status.GROWING, 3, 12, None, None, START, attempt().id, {})
        for one in tree(language).skills
        if one.letter in first and one.case is Case.LOWER and one.aspect not in (Aspect.SHAPE, Aspect.TRACE)
    }


def following(standings: dict[SkillId, Standing], *recent: Game, language: str = "en") -> Game:
    return next_game(pack(language), tree(language), standings, EASY, recent, START)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_child_has_the_games_that_bring_letters_and_with_letters_come_all(language: str) -> None:
    letters, skills = pack(language), tree(language)
    assert suitable(letters, skills, {}, EASY) == FIRST_GAMES
    counts = [len(suitable(letters, skills, known(language, count), EASY)) for count in range(0, 14, 2)]
    assert counts == sorted(counts)
    assert suitable(letters, skills, known(language, 14), EASY) == tuple(Game)


def test_a_game_that_suits_has_enough_for_a_whole_sitting() -> None:
    for language in LANGUAGES:
        child = SimulatedChild(language, 0.7, 0.98)
        child.standings |= known(language, 14)
        for number, game in enumerate(game for game in Game if game not in {Game.LETTER_PAIRS, Game.LETTERS_HOME, Game.BUILD_WORD}):
            before = len(child.played)
            child.sit(1, number, game)
            assert len(child.played) == before + 8, game


def test_a_new_child_listens_first_and_then_the_two_take_turns() -> None:
    assert following({}) is Game.LISTEN_AND_FIND
    assert following({}, Game.LISTEN_AND_FIND) is Game.PICTURE_TO_LETTER
    assert following({}, Game.PICTURE_TO_LETTER, Game.LISTEN_AND_FIND) is Game.LISTEN_AND_FIND


def test_later_a_game_that_brings_letters_and_one_of_the_others_take_turns_until_all_were_played() -> None:
    held, recent = known("en", 14), list[Game]()
    for _ in range(2 * len(Game) - 3):
        recent.insert(0, following(held, *recent))
    recent.reverse()
    assert recent[:2] == [*FIRST_GAMES], "these two are met first"
    recent.pop(0)
    assert all((one in FIRST_GAMES) != (other in FIRST_GAMES) for one, other in itertools.pairwise(recent))
    assert set(recent) == set(Game)
    assert [game for game in recent if game in FIRST_GAMES] == ([*reversed(FIRST_GAMES)] * len(Game))[: len(Game) - 2]


def test_the_game_that_can_water_what_is_thirsty_comes_first_among_the_others() -> None:
    held = known("en", 14)
    thirsty = skill("en", "s", Aspect.NAME).id
    held[thirsty] = Standing(CHILD, thirsty, Status.BLOOMED, 3, 12, START, START - timedelta(days=1), START, attempt().id, {})
    recent = (Game.LISTEN_AND_FIND, Game.ALPHABET_TRAIN, Game.PICTURE_TO_LETTER)
    assert following(held, *recent) is Game.ALPHABET_TRAIN
    assert following(known("en", 14), *recent) is not Game.ALPHABET_TRAIN


@given(st.integers(0, 26), st.lists(st.sampled_from(list(Game)), max_size=8), st.sampled_from(LANGUAGES))
@settings(max_examples=40, deadline=None)
def test_a_game_is_never_the_one_before_and_always_one_that_suits(count: int, recent: list[Game], language: str) -> None:
    held = known(language, count)
    found = following(held, *recent, language=language)
    assert found in suitable(pack(language), tree(language), held, EASY)
    assert not recent or found is not recent[0]

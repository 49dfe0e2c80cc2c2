"""Alphabet train: which letter rides in the empty waggon."""

from __future__ import annotations

import pytest

from app.learning.coach import Preferences, next_round
from app.learning.dice import Dice
from app.learning.games import alphabet_train
from app.learning.ids import SkillId
from app.learning.mastery import Game, Standing
from app.learning.people import Case
from app.learning.sittings import Sitting
from app.learning.skills import Aspect, Level, Status
from tests.learning.sample import CHILD, LANGUAGES, START, SimulatedChild, attempt, pack, skill, tree


def known(language: str, count: int = 12, leaves: int = 1) -> dict[SkillId, Standing]:
    """Standings of a child that is secure in its first sounds and has met their names."""
    met = {}
    for one in tree(language).skills:
        if one.case is Case.LOWER and one.letter in pack(language).usual_order[:count] and one.aspect in (Aspect.SOUND, Aspect.NAME):
            grown = 3 if one.aspect is Aspect.SOUND and len({Aspect.NAME} & aspects(language, one.letter)) else leaves
            met[one.id] = Standing(CHILD, one.id, Status.GROWING, grown, 12, None, None, START, attempt().id, {})
    return met


def aspects(language: str, letter: str) -> set[Aspect]:
    return {one.aspect for one in tree(language).skills if one.letter == letter}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_train_runs_in_alphabetical_order_with_the_wanted_letter_left_out(language: str) -> None:
    keys = list(pack(language).keys)
    child = SimulatedChild(language, 0.7, 0.98)
    child.standings |= known(language)
    child.practise(6, games=(Game.ALPHABET_TRAIN,))
    assert len(child.played) == 6 * 2 * 8
    for each in child.played:
        row, right = each.round.row, each.skill.letter
        texts = [text or each.round.asked for text in row]
        places = [keys.index(next(one.key for one in pack(language).letters if one.lower == text)) for text in texts]
        assert (len(row), row.count("")) == (4, 1)
        assert places == list(range(places[0], places[0] + 4))
        assert right not in row
        assert not set(each.round.choices) & set(row), "what rides already is not to be chosen"
        names = [pack(language).letters[place].name for place in places if keys[place] != right]
        assert list(each.round.say) == names
        assert each.skill.id in each.before, "it begins nothing"


def test_the_last_waggon_is_empty_at_first_and_a_middle_one_later_and_at_the_ends_what_there_is() -> None:
    letters = pack("en")
    assert alphabet_train.row(letters.letter("d"), letters, Case.LOWER, 0) == ("a", "b", "c", "")
    assert alphabet_train.row(letters.letter("k"), letters, Case.UPPER, 2) == ("I", "J", "", "L")
    assert alphabet_train.row(letters.letter("a"), letters, Case.LOWER, 0) == ("", "b", "c", "d")
    assert alphabet_train.row(letters.letter("z"), letters, Case.LOWER, 3) == ("w", "x", "y", "")


def test_a_letter_waits_while_one_that_it_is_taken_for_is_unsure_on_its_train() -> None:
    letters, name = pack("en"), skill("en", "d", Aspect.NAME)
    standing = {name.id: Standing(CHILD, name.id, Status.GROWING, 1, 3, None, None, START, attempt().id, {})}
    assert not alphabet_train.may_ask(name, letters, {"d": Level.GROWING, "b": Level.GROWING}, standing)
    assert alphabet_train.may_ask(name, letters, {"d": Level.SECURE, "b": Level.SECURE}, standing)
    assert not alphabet_train.may_ask(name, letters, {"d": Level.SECURE}, {}), "nothing is met by it"


def test_tiles_prefer_letters_that_look_like_none_on_the_train() -> None:
    letters = pack("en")
    for seed in range(10):
        tiles = alphabet_train.tiles(letters.letter("n"), letters, {}, Case.LOWER, 3, 0, Dice(seed))
        assert len({tile.letter for tile in tiles}) == 4
        riding = {letters.letter(key) for key in "klm"}
        assert not any(one.key in letters.letter(tile.letter).confusables for one in riding for tile in tiles if tile.letter != "n")


def test_a_turn_that_was_left_comes_back_with_its_train() -> None:
    standings = known("en", leaves=2)
    fresh = Sitting(attempt().play_session, Game.ALPHABET_TRAIN, 8, (), START)
    question = next_round(pack("en"), tree("en"), standings, fresh, Preferences(), START, 3)
    assert question is not None
    missed = next(place for place in range(len(question.tiles)) if place != question.right)
    given = attempt(1, skill=question.skill, game=Game.ALPHABET_TRAIN, asked=question.asked, answered=question.choices[missed],
                    choices=question.choices, correct=False, prompt="")  # fmt: skip
    left = Sitting(attempt().play_session, Game.ALPHABET_TRAIN, 8, (given,), START)
    assert next_round(pack("en"), tree("en"), standings, left, Preferences(), START, 3) == question
    assert next_round(pack("en"), tree("en"), {}, left, Preferences(), START, 3) is not None

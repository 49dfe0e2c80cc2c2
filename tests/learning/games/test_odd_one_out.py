"""Odd one out: one tile of another letter among tiles that are alike."""

from __future__ import annotations

from collections import Counter

import pytest

from app.learning.coach import Preferences, next_round
from app.learning.dice import Dice
from app.learning.games import odd_one_out
from app.learning.games.rounds import Course, Outcome, Round, places_pressed
from app.learning.ids import SkillId
from app.learning.mastery import Game, Standing, fold, rules_for
from app.learning.people import Case
from app.learning.sittings import Sitting
from app.learning.skills import Aspect, Level, Status
from tests.learning.sample import CHILD, LANGUAGES, START, SimulatedChild, attempt, pack, skill, small, tree


def known(language: str, count: int = 10) -> dict[SkillId, Standing]:
    """Standings of a child that is secure in the sound of its first letters."""
    ids = [skill(language, letter).id for letter in pack(language).usual_order[:count]]
    return {one: Standing(CHILD, one, Status.GROWING, 3, 12, None, None, START, attempt().id, {}) for one in ids}


def played(language: str, days: int = 12, preferences: Preferences | None = None) -> SimulatedChild:
    one = SimulatedChild(language, 0.7, 0.98, preferences=preferences or Preferences())
    one.standings |= known(language)
    one.practise(days, games=(Game.ODD_ONE_OUT,))
    return one


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_tiles_but_one_are_alike_and_the_odd_one_is_asked(language: str) -> None:
    rounds = [each.round for each in played(language).played]
    assert len(rounds) == 12 * 2 * 8
    for one in rounds:
        counts = Counter(one.choices)
        assert sorted(counts.values()) in ([1, 3], [1, 4])
        assert counts[one.asked] == 1
        assert (one.word, one.row) == (None, ())
    assert {sum(one.choices.count(text) for text in set(one.choices)) for one in rounds} == {4, 5}, "one more when two leaves have grown"


def test_it_asks_shapes_of_letters_whose_sound_has_begun_and_says_both_sounds() -> None:
    for each in played("en").played:
        assert each.skill.aspect is Aspect.SHAPE
        assert each.before[skill("en", each.skill.letter, case=each.skill.case).id].attempts
        alike = next(tile.letter for tile in each.round.tiles if tile.letter != each.skill.letter)
        assert each.round.say == (pack("en").letter(alike).sound, pack("en").letter(each.skill.letter).sound)


def test_a_shape_that_is_known_comes_among_its_look_alikes_and_calm_play_never_does_that() -> None:
    letters = pack("en")
    both = dict.fromkeys("bd", Level.SECURE)
    rounds = [odd_one_out.tiles(letters.letter("b"), letters, both, Case.LOWER, 2, Dice(seed)) for seed in range(4)]
    assert all({tile.letter for tile in tiles} == {"b", "d"} and len(tiles) == 5 for tiles in rounds)
    easy = [odd_one_out.tiles(letters.letter("b"), letters, both, Case.LOWER, 0, Dice(seed)) for seed in range(8)]
    assert all("d" not in {tile.letter for tile in tiles} and len(tiles) == 4 for tiles in easy)
    assert all(len(each.round.tiles) == 4 for each in played("en", 6, Preferences(calm=True)).played)


def test_where_every_other_letter_looks_alike_one_of_them_is_taken() -> None:
    letters = small(confusable=["a b c d e"])
    tiles = odd_one_out.tiles(letters.letter("a"), letters, {}, Case.LOWER, 0, Dice(1))
    assert len({tile.letter for tile in tiles}) == 2


def asked() -> Round:
    sitting = Sitting(attempt().play_session, Game.ODD_ONE_OUT, 8, (), START)
    one = next_round(pack("en"), tree("en"), known("en"), sitting, Preferences(), START, 5)
    assert one is not None
    return one


def test_wrong_tiles_of_one_letter_rest_one_by_one_also_after_a_restart() -> None:
    question = asked()
    course = Course(question)
    wrong = [place for place in range(4) if place != question.right]
    given = [attempt(number + 1, turn=0, try_number=number + 1, skill=question.skill, game=Game.ODD_ONE_OUT, asked=question.asked,
                     answered=question.choices[place], choices=question.choices, correct=False, aided=False)
             for number, place in enumerate(wrong[:2])]  # fmt: skip
    assert [course.press(place) for place in wrong[:2]] == [Outcome.NOT_THIS] * 2
    assert course.hinted
    assert Course.resumed(question, given).resting == tuple(wrong[:2])
    assert places_pressed(given) == tuple(wrong[:2])
    left = Sitting(attempt().play_session, Game.ODD_ONE_OUT, 8, tuple(given), START)
    assert next_round(pack("en"), tree("en"), known("en"), left, Preferences(), START, 5) == question


def test_shapes_grow_by_the_answers_and_need_no_other_game() -> None:
    question = asked()
    rules = rules_for(next(one for one in tree("en").skills if one.id == question.skill), pack("en"))
    assert rules.games == 1
    given = attempt(1, skill=question.skill, game=Game.ODD_ONE_OUT, asked=question.asked, answered=question.asked, choices=question.choices)
    assert fold(None, given, rules).memory["tries"][0][2:] == [4, True], "of four tiles one is right: a guess is right once in four"

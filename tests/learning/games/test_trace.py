"""The turns of writing: guided first, then free."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import pairwise

import pytest

from app.learning.coach import Sitting
from app.learning.games import trace
from app.learning.games.rounds import Course, Outcome, Round
from app.learning.mastery import Game, corrected, games_for, refold, rules_for, tries_of
from app.learning.skills import Aspect, Status
from tests.learning.sample import LANGUAGES, SimulatedChild, attempt, pack, skill

B = skill("en", "b", Aspect.TRACE)


def question(guided: bool = False) -> Round:
    return trace.round_of(pack("en").letter("b"), pack("en"), B, 3, guided)


@cache
def writer(language: str, days: int = 30) -> SimulatedChild:
    """A child that listens and looks in the morning, and writes in the afternoon."""
    one = SimulatedChild(language, 0.75, 0.97)
    for day in range(days):
        one.sit(day, 0, (Game.LISTEN_AND_FIND, Game.PICTURE_TO_LETTER)[day % 2])
        one.sit(day, 1, Game.TRACE)
    return one


def test_a_round_keeps_the_letter_alone_as_its_choice_and_knows_its_look_alikes() -> None:
    one = question()
    assert (one.asked, one.choices, one.turn, one.drawn, one.right) == ("b", ("b",), 3, True, trace.OWN_PLACE)
    assert one.tiles[trace.UNREAD_PLACE].text == trace.UNREAD
    assert {tile.letter for tile in one.tiles[2:]} == pack("en").letter("b").confusables
    assert one.say == (pack("en").letter("b").sound,)


def test_a_drawing_is_read_as_the_letter_a_look_alike_or_nothing_known() -> None:
    one = question()
    assert trace.place_read(one, accepted=True, rival=None) == trace.OWN_PLACE
    assert one.tiles[trace.place_read(one, accepted=False, rival="d")].letter == "d"
    for rival in (None, "", "z"):
        assert trace.place_read(one, accepted=False, rival=rival) == trace.UNREAD_PLACE


def test_a_drawing_may_be_read_wrong_in_the_same_way_again_and_after_two_comes_help() -> None:
    course = Course(question())
    for number in (1, 2):
        assert (course.try_number, course.hinted) == (number, False)
        assert course.press(trace.UNREAD_PLACE) is Outcome.NOT_THIS
    assert (course.resting, course.hinted, course.try_number) == ((), True, 3)
    assert course.press(trace.OWN_PLACE) is Outcome.RIGHT


def test_a_guided_turn_is_a_helped_one_from_the_beginning() -> None:
    assert Course(question(guided=True)).aided
    assert not Course(question()).aided


def test_a_turn_that_was_left_is_told_again_from_its_attempts() -> None:
    given = [attempt(number, try_number=number, answered=text, choices=("b",), correct=False) for number, text in ((1, "?"), (2, "d"))]
    course = Course.resumed(question(), given)
    assert (course.misses, course.hinted, course.over) == (2, True, False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_turn_of_a_letter_is_guided_and_the_next_one_in_the_sitting_is_free(language: str) -> None:
    played = [one for one in writer(language).played if one.round.game is Game.TRACE]
    assert len(played) > 100
    first = {one.skill.id: one for one in reversed(played)}
    assert all(one.round.guided for one in first.values())
    assert any(not one.round.guided for one in played)
    for number, one in enumerate(played):
        again = next((other for other in played[number + 1 :] if (other.session, other.skill.id) == (one.session, one.skill.id)), None)
        if again is not None and one.round.guided:
            assert not again.round.guided


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_letters_that_have_been_heard_are_written_and_never_the_same_twice_running(language: str) -> None:
    played = [one for one in writer(language).played if one.round.game is Game.TRACE]
    for one in played:
        assert skill(language, one.skill.letter, Aspect.SOUND, one.skill.case).id in one.before
    for one, other in pairwise(played):
        assert one.session != other.session or one.round.skill != other.round.skill


def test_a_free_turn_that_went_wrong_comes_back_guided() -> None:
    played = [one for one in writer("en").played if one.round.game is Game.TRACE]
    missed = [number for number, one in enumerate(played) if not one.round.guided and one.skill.id in one.before]
    for number in missed:
        one = played[number]
        tries = [given for given in writer("en").attempts if (given.play_session.int, given.turn) == (one.session, one.round.turn)]
        again = next((other for other in played[number + 1 :] if (other.session, other.skill.id) == (one.session, one.skill.id)), None)
        if again is not None:
            assert again.round.guided == (not tries[0].correct)


def test_writing_blooms_by_free_turns_in_its_one_game_and_not_by_guided_ones() -> None:
    rules = rules_for(B, pack("en"))
    assert games_for(B, pack("en")) == (Game.TRACE,)
    assert (rules.games, rules.choices) == (1, 1)
    free = [attempt(number, day=number // 2, game=Game.TRACE, skill=B.id, choices=("b",)) for number in range(1, 40)]
    bloomed = refold(free, rules)
    assert bloomed is not None
    assert bloomed.status is Status.BLOOMED
    assert bloomed.due is not None
    guided = refold([replace(one, aided=True) for one in free], rules)
    assert guided is not None
    assert (guided.status, guided.leaves) == (Status.GROWING, 0)


def test_nothing_is_taken_off_for_chance_where_there_is_no_choice() -> None:
    held = refold([attempt(n, day=n, game=Game.TRACE, choices=("b",), correct=n != 1) for n in range(1, 11)], rules_for(B, pack("en")))
    assert held is not None
    assert corrected(tries_of(held)) == pytest.approx(0.9)


def test_many_days_of_writing_bring_letters_to_bloom() -> None:
    one = writer("en", 60)
    bloomed = [held for key, held in one.standings.items() if held.status is Status.BLOOMED and one._skills[key].aspect is Aspect.TRACE]
    assert len(bloomed) >= 3


def test_a_sitting_of_writing_that_was_left_goes_on_in_the_same_turn() -> None:
    one = SimulatedChild("en", 1.0, 1.0)
    for day in range(3):
        one.sit(day, 0, Game.LISTEN_AND_FIND)
    began = one.played[-1]
    sitting = Sitting(attempt(1).play_session, Game.TRACE, 8, (), one.attempts[-1].occurred_at + timedelta(days=1))
    asked = one.asked(sitting)
    assert asked is not None
    assert began.round.game is Game.LISTEN_AND_FIND
    one.played.append(replace(began, round=asked))
    sitting = one.press(sitting, Course(asked), trace.UNREAD_PLACE)
    assert one.asked(sitting) == replace(asked, guided=True)

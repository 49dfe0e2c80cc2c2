"""What a grown-up wishes of the coach is followed: whose letters first, in which order, name or sound, which case."""

from __future__ import annotations

from dataclasses import replace

from app.learning.coach import Preferences, next_round
from app.learning.mastery import Game
from app.learning.people import Case
from app.learning.sittings import Pace
from app.learning.skills import Aspect, Edge, Level
from tests.learning.sample import START, pack, skill, tree
from tests.learning.test_coach import QUICK, ask, child, sitting


def test_letters_of_the_own_name_come_first_and_look_alikes_still_wait() -> None:
    one = child("en", QUICK, 2, Preferences(own_name="Zoë B."))
    first = list(dict.fromkeys(played.skill.letter for played in one.played))
    assert set(first[:4]) == {"z", "o", "e", "b"}
    asked = {played.skill.letter for played in one.played}
    assert not asked & {"d", "p", "q", "c"}


def test_a_chosen_order_is_followed_although_the_tree_grew_in_another() -> None:
    alphabet = child("en", QUICK, 2, Preferences(order="alphabet"))
    usual = child("en", QUICK, 2)
    assert list(dict.fromkeys(played.skill.letter for played in alphabet.played))[:4] == ["a", "b", "c", "f"]  # d looks like b, e like c
    assert list(dict.fromkeys(played.skill.letter for played in usual.played))[:4] == ["s", "a", "t", "p"]


def test_name_or_sound_comes_first_as_chosen() -> None:
    for first in (Aspect.NAME, Aspect.SOUND):
        question = ask("en", sitting(), first=first)
        assert question is not None
        assert skill("en", "s", first).id == question.skill


def test_an_own_order_does_not_open_what_a_grown_up_has_locked() -> None:
    held_back = skill("en", "a")
    guard = Edge(held_back.id, skill("en", "s", Aspect.NAME).id, 7, Level.BLOOMED)
    closed = replace(tree("en"), edges=(*tree("en").edges, guard))
    one = sitting()
    for preferences in (Preferences(order="alphabet"), Preferences(own_name="a")):
        question = next_round(pack("en"), closed, {}, one, preferences, START, seed=1)
        assert question is not None
        assert question.skill != held_back.id


def test_within_a_letter_the_pictures_wait_for_the_sound_even_for_the_own_name() -> None:
    question = ask("en", sitting(Game.PICTURE_TO_LETTER), own_name="Mia")
    assert question is not None
    assert question.skill == skill("en", "m").id


def test_the_capital_comes_first_where_it_is_taught_first_and_the_other_case_when_the_first_is_secure() -> None:
    upper = ask("en", sitting(), case=Case.UPPER)
    assert upper is not None
    assert upper.asked == "S"
    played = child("en", QUICK, 40)
    lower = [one for one in tree("en").skills if one.case is Case.LOWER and one.id in played.standings]
    small = {one.letter for one in lower if played.standings[one.id].leaves == 3}
    assert {one.skill.letter for one in played.played if one.skill.case is Case.UPPER} <= small


def test_a_gentle_pace_brings_fewer_letters_and_a_brisk_one_more() -> None:
    met = {pace: len(child("en", QUICK, 12, Preferences(pace=pace, rounds=12)).standings) for pace in Pace}
    assert met[Pace.GENTLE] < met[Pace.USUAL] < met[Pace.BRISK]


def test_both_cases_are_taught_side_by_side_where_that_is_wished() -> None:
    played = child("en", QUICK, 4, Preferences(case=Case.BOTH)).played
    assert {one.skill.case for one in played} == {Case.LOWER, Case.UPPER}
    assert {one.skill.case for one in child("en", QUICK, 4).played} == {Case.LOWER}

"""Which round comes next."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.learning.choosing import beginnings
from app.learning.coach import Preferences, Sitting, next_round
from app.learning.games.rounds import Course, Round
from app.learning.ids import PlaySessionId, SkillId
from app.learning.mastery import Game, Standing
from app.learning.next_game import FIRST_GAMES
from app.learning.skills import Aspect, Status
from tests.learning.sample import LANGUAGES, START, PlayedRound, SimulatedChild, attempt, pack, skill, tree

QUICK = (0.7, 0.98)
FORGETFUL = (0.4, 0.88)
USUAL = Preferences()


@cache
def child(language: str, kind: tuple[float, float], days: int, preferences: Preferences = USUAL) -> SimulatedChild:
    one = SimulatedChild(language, *kind, preferences=preferences)
    one.practise(days)
    return one


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[QUICK, FORGETFUL], ids=["quick", "forgetful"])
def practised(request: pytest.FixtureRequest, language: str) -> SimulatedChild:
    return child(language, request.param, 40)


def by_session(one: SimulatedChild) -> dict[int, list[PlayedRound]]:
    held: dict[int, list[PlayedRound]] = {}
    for played in one.played:
        held.setdefault(played.session, []).append(played)
    return held


def sitting(game: Game = Game.LISTEN_AND_FIND, turns: int = 8, number: int = 1) -> Sitting:
    return Sitting(PlaySessionId(UUID(int=number)), game, turns, (), START)


def ask(language: str, one: Sitting, standings: Mapping[SkillId, Standing] | None = None, **preferences: object) -> Round | None:
    chosen = Preferences(**preferences)  # type: ignore[arg-type]  # the fields are named by each test
    return next_round(pack(language), tree(language), standings or {}, one, chosen, START, seed=7)


def standing(skill_id: SkillId, leaves: int = 0, status: Status = Status.GROWING, due_in: int | None = None, tries: int = 5) -> Standing:
    """A standing as the coach reads it: secure since today when it has three leaves."""
    last = attempt(900, at=START - timedelta(days=1))
    memory = {"secure": START.date().isoformat()} if leaves == 3 else {}
    due = None if due_in is None else START + timedelta(days=due_in)
    bloom = START if status is Status.BLOOMED else None
    return Standing(last.child, skill_id, status, leaves, tries, bloom, due, last.occurred_at, last.id, memory)


def test_every_sitting_has_its_eight_turns_to_the_end(practised: SimulatedChild) -> None:
    assert {len(rounds) for rounds in by_session(practised).values()} == {8}


def test_the_same_skill_never_comes_twice_running(practised: SimulatedChild) -> None:
    for rounds in by_session(practised).values():
        assert all(one.round.skill != other.round.skill for one, other in pairwise(rounds))


def test_there_are_three_or_four_tiles_all_different_with_the_right_one_among_them(practised: SimulatedChild) -> None:
    for played in practised.played:
        tiles = played.round.tiles
        assert len(tiles) in (3, 4)
        assert len({tile.letter for tile in tiles}) == len({tile.text for tile in tiles}) == len(tiles)
        assert tiles[played.round.right].letter == played.skill.letter
        held = played.before.get(played.skill.id)
        assert len(tiles) == (4 if held is not None and held.leaves >= 2 else 3)


def test_the_right_tile_stands_anywhere(practised: SimulatedChild) -> None:
    places = [played.round.right for played in practised.played]
    assert all(places.count(place) > len(places) / 6 for place in range(3))


def secure_letters(played: PlayedRound, language: str) -> tuple[set[str], set[str]]:
    """The letters met, and those met whose sound is secure, in the case of a round."""
    met, secure = set(), set()
    for one in tree(language).skills:
        held = played.before.get(one.id)
        if one.case is played.skill.case and held is not None:
            met.add(one.letter)
            if one.aspect is Aspect.SOUND and held.leaves == 3:
                secure.add(one.letter)
    return met, secure


def test_no_letter_is_begun_while_one_that_looks_like_it_is_unsure(practised: SimulatedChild) -> None:
    letters = pack(practised.language)
    for played in practised.played:
        met, secure = secure_letters(played, practised.language)
        if played.skill.id not in played.before:
            assert not (letters.letter(played.skill.letter).confusables & met) - secure


def test_no_look_alike_stands_among_the_tiles_before_its_partner_is_secure(practised: SimulatedChild) -> None:
    letters = pack(practised.language)
    for played in practised.played:
        met, secure = secure_letters(played, practised.language)
        keys = [tile.letter for tile in played.round.tiles]
        for one in keys:
            for other in letters.letter(one).confusables & set(keys):
                assert {one, other} & secure, (one, other)
                assert {one, other} <= met


def test_look_alikes_do_come_together_once_they_may() -> None:
    played = child("en", QUICK, 40).played
    letters = pack("en")
    assert any(letters.letter(one.skill.letter).confusables & {tile.letter for tile in one.round.tiles} for one in played)


def test_no_wrong_tile_would_be_right(practised: SimulatedChild) -> None:
    letters = pack(practised.language)
    for played in practised.played:
        right = letters.letter(played.skill.letter)
        others = [letters.letter(tile.letter) for tile in played.round.tiles if tile.letter != right.key]
        if played.skill.aspect is Aspect.NAME:
            assert all(other.name != right.name for other in others)
        else:
            assert not right.alike & {other.key for other in others}
            assert all(other.sound != right.sound for other in others)
        if played.round.game is Game.PICTURE_TO_LETTER:
            assert played.round.word is not None
            assert played.round.word.first == right.key
            assert not any(played.round.word.text.startswith(other.key) for other in others)


def test_a_first_try_that_failed_comes_back_after_two_or_three_other_rounds(practised: SimulatedChild) -> None:
    seen = 0
    for rounds in by_session(practised).values():
        due: dict[SkillId, int] = {}
        for place, played in enumerate(rounds):
            if played.round.skill in due:
                gap = place - due.pop(played.round.skill) - 1
                assert gap >= 2
                assert gap <= 3 + len(due), "only others that wait to come back may go before it"
                seen += 1
            if not played.first_right:
                due[played.round.skill] = place
        assert all(len(rounds) - place <= 4 + len(due) for place in due.values())
    assert seen > 10


def new_of(rounds: list[PlayedRound]) -> set[SkillId]:
    before = rounds[0].before
    return {played.round.skill for played in rounds if played.round.skill not in before}


def test_a_sitting_brings_two_new_skills_in_eight_turns_once_some_are_known(language: str) -> None:
    sessions = by_session(child(language, QUICK, 40))
    counts = [len(new_of(rounds)) for rounds in sessions.values()]
    assert max(counts) <= 4
    assert all(2 <= count <= 4 for count in counts[:8]), counts
    assert sum(counts[8:40]) >= 16, counts


@pytest.mark.parametrize(("turns", "least"), [(8, 0.7), (10, 0.7), (12, 0.7)])
def test_seven_to_eight_turns_of_ten_ask_what_is_known(turns: int, least: float) -> None:
    one = child("en", (0.95, 1.0), 16, Preferences(rounds=turns))
    shares = []
    for rounds in list(by_session(one).values())[4:24]:
        fresh = new_of(rounds)
        if fresh:
            shares.append(sum(played.round.skill not in fresh for played in rounds) / len(rounds))
    assert least <= sum(shares) / len(shares) <= 0.85


def test_the_first_sitting_plays_with_four_skills_of_letters_that_look_and_sound_apart(language: str) -> None:
    rounds = by_session(child(language, QUICK, 40))[1]
    assert len(new_of(rounds)) == 4
    assert len(rounds) == 8


def test_nothing_new_is_begun_while_too_much_is_unsure() -> None:
    overwhelmed = SimulatedChild("en", 0.2, 0.3)
    overwhelmed.practise(30)
    unsure = [one for one in overwhelmed.standings.values() if one.leaves < 2]
    assert 16 < len(unsure) <= 26  # sixteen in each game, most of them in both


@pytest.mark.parametrize(("language", "kind", "most"), [
    ("en", QUICK, 44), ("en", FORGETFUL, 60), ("es", QUICK, 44), ("es", FORGETFUL, 60), ("hi", QUICK, 44), ("hi", FORGETFUL, 60),
])  # fmt: skip
def test_the_first_six_letters_bloom_within_so_many_sittings(language: str, kind: tuple[float, float], most: int) -> None:
    one = SimulatedChild(language, *kind)
    wanted = {skill(language, letter).id for letter in pack(language).usual_order[:6]}
    for day in range(most // 2):
        one.practise(1, first_day=day)
        if all(held in one.standings and one.standings[held].status is Status.BLOOMED for held in wanted):
            break
    blooms = {pack_skill.letter for pack_skill in tree(language).skills if pack_skill.id in wanted}
    assert all(one.standings[held].status is Status.BLOOMED for held in wanted), blooms
    assert one.sittings <= most


def test_what_asks_for_water_comes_before_what_awaits_its_check_and_before_what_grows() -> None:
    thirsty, checked, growing = skill("en", "s"), skill("en", "a"), skill("en", "t")
    held = {
        thirsty.id: standing(thirsty.id, 3, Status.BLOOMED, due_in=-1),
        checked.id: replace(standing(checked.id, 3), memory={"secure": (START - timedelta(days=7)).date().isoformat()}),
        growing.id: standing(growing.id, 1),
        skill("en", "i").id: standing(skill("en", "i").id, 3, Status.BLOOMED, due_in=5),
        skill("en", "k").id: standing(skill("en", "k").id, 3),
    }
    asked = []
    one = sitting()
    for _ in range(2):
        question = ask("en", one, held)
        assert question is not None
        asked.append(question.skill)
        one = replace(one, attempts=(*one.attempts, attempt(len(asked), skill=question.skill, turn=question.turn)))
    assert asked == [thirsty.id, checked.id]


def test_a_sitting_ends_after_its_turns_and_when_nothing_can_be_asked() -> None:
    over = replace(sitting(turns=1), attempts=(attempt(1, turn=0),))
    assert ask("en", over) is None
    alone = skill("en", "s")
    only = replace(tree("en"), skills=(alone,), edges=())
    once = replace(sitting(), attempts=(attempt(1, skill=alone.id),))
    assert next_round(pack("en"), only, {alone.id: standing(alone.id)}, once, Preferences(), START, 1) is None
    assert next_round(pack("en"), replace(only, skills=()), {}, sitting(), Preferences(), START, 1) is None


def test_two_skills_alone_take_turns_even_when_one_waits_to_come_back() -> None:
    pair = (skill("en", "s"), skill("en", "a"))
    only = replace(tree("en"), skills=pair, edges=())
    held = {one.id: standing(one.id) for one in pair}
    wrong, then_right = attempt(1, skill=pair[0].id, correct=False), attempt(2, skill=pair[0].id, try_number=2)
    once = replace(sitting(), attempts=(wrong, then_right, attempt(3, skill=pair[1].id, turn=1)))
    question = next_round(pack("en"), only, held, once, Preferences(), START, 1)
    assert question is not None
    assert question.skill == pair[0].id


def test_the_word_is_another_than_last_time() -> None:
    alone = skill("en", "s", Aspect.FIRST_PICTURE)
    words = [word.text for word in pack("en").letter("s").words]
    heard = tuple(attempt(number, skill=alone.id, turn=number, prompt=word) for number, word in enumerate((*words, words[0])))
    other = skill("en", "a", Aspect.FIRST_PICTURE)
    between = attempt(90, skill=other.id, turn=len(heard), prompt="ant")
    only = replace(tree("en"), skills=(alone, other), edges=())
    held = {one.id: standing(one.id) for one in (alone, other)}
    played = replace(sitting(Game.PICTURE_TO_LETTER, 12), attempts=(*heard, between))
    question = next_round(pack("en"), only, held, played, Preferences(), START, 1)
    assert question is not None
    assert question.word is not None
    assert question.word.text != words[0]


def test_calm_play_has_three_tiles_eight_turns_and_no_look_alikes() -> None:
    calm = Preferences(calm=True, rounds=12)
    one = child("en", QUICK, 30, calm)
    letters = pack("en")
    assert calm.turns == 8
    assert {len(played.round.tiles) for played in one.played} == {3}
    for played in one.played:
        assert not letters.letter(played.skill.letter).confusables & {tile.letter for tile in played.round.tiles}


@pytest.mark.parametrize(("wished", "turns"), [(0, 8), (8, 8), (11, 11), (99, 12)])
def test_a_sitting_has_eight_to_twelve_turns(wished: int, turns: int) -> None:
    assert Preferences(rounds=wished).turns == turns


def test_while_a_skill_has_unheard_words_in_a_sitting_it_shows_one(practised: SimulatedChild) -> None:
    for rounds in by_session(practised).values():
        heard: dict[SkillId, list[str]] = {}
        for played in rounds:
            if played.round.word is not None:
                words = heard.setdefault(played.round.skill, [])
                enough = min(2, len(pack(practised.language).letter(played.skill.letter).first_words))
                assert played.round.word.text not in words or len(words) >= enough, words
                words.append(played.round.word.text)


def test_what_is_due_is_decided_when_the_sitting_begins() -> None:
    thirsty, growing = skill("en", "s"), skill("en", "a")
    held = {thirsty.id: standing(thirsty.id, 3, Status.BLOOMED, due_in=5), growing.id: standing(growing.id, 1)}
    only = replace(tree("en"), skills=(thirsty, growing), edges=())
    later = START + timedelta(days=9)
    for began, first in ((START, growing.id), (None, thirsty.id)):
        question = next_round(pack("en"), only, held, replace(sitting(), began=began), Preferences(), later, 1)
        assert question is not None
        assert question.skill == first


def test_pictures_of_an_own_letter_can_not_be_begun_before_its_sound() -> None:
    open_now = beginnings(pack("en"), tree("en"), {}, Preferences(own_name="Mia"), START)
    assert skill("en", "m") in open_now
    assert skill("en", "m", Aspect.FIRST_PICTURE) not in open_now


@given(st.integers(0, 2**63), st.sampled_from(LANGUAGES), st.sampled_from(FIRST_GAMES), st.integers(0, 39))
@settings(max_examples=25, deadline=None)
def test_the_same_facts_and_seed_ask_the_same_round(seed: int, language: str, game: Game, day: int) -> None:
    held = child(language, QUICK, 40).played
    before = next(played.before for played in held if played.day >= day)
    one = replace(sitting(game), began=START + timedelta(days=day))
    letters, skills = pack(language), tree(language)
    first, again = (next_round(letters, skills, before, one, Preferences(), START + timedelta(days=when), seed) for when in (40, 90))
    assert first == again
    assert first is not None


def test_a_sitting_that_was_left_goes_on_exactly_wherever_it_was_left() -> None:
    one = SimulatedChild("en", *FORGETFUL, seed=8)
    one.practise(10)
    started = len(one.attempts)
    before = dict(one.standings)
    one.sit(11, 0, Game.LISTEN_AND_FIND)
    whole, rounds = one.attempts[started:], {played.round.turn: played.round for played in one.played[-8:]}
    again = SimulatedChild("en", *FORGETFUL, seed=8, standings=before, attempts=one.attempts[:started], sittings=one.sittings)
    left = Sitting(PlaySessionId(UUID(int=one.sittings)), Game.LISTEN_AND_FIND, 8, (), START + timedelta(days=11))
    assert any(fact.try_number > 1 for fact in whole)
    again.played = [PlayedRound(11, 0, rounds[0], skill("en", "s"), {})]
    for fact in whole:
        question = again.asked(left)
        assert question == rounds[fact.turn]
        assert question is not None
        course = Course.resumed(question, [given for given in left.attempts if given.turn == fact.turn])
        assert (course.try_number, course.aided) == (fact.try_number, fact.aided)
        left = again.press(left, course, question.choices.index(fact.answered))
    assert again.asked(left) is None


def test_a_turn_left_in_the_middle_is_skipped_when_its_letters_are_no_more() -> None:
    gone = attempt(1, skill=SkillId(UUID(int=77)), correct=False)
    question = ask("en", replace(sitting(), attempts=(gone,)))
    assert question is not None
    assert question.turn == 1
    renamed = attempt(1, skill=skill("en", "s").id, correct=False, choices=("ſ", "a", "t"), asked="ſ")
    again = ask("en", replace(sitting(), attempts=(renamed,)), {skill("en", "s").id: standing(skill("en", "s").id)})
    assert again is not None
    assert again.turn == 1


def test_a_look_alike_that_lost_its_security_makes_the_later_letter_wait() -> None:
    first, later = skill("en", "p"), skill("en", "d")
    other = skill("en", "s")
    held = {first.id: standing(first.id, 2), later.id: standing(later.id, 1), other.id: standing(other.id, 3, Status.BLOOMED, due_in=9)}
    only = replace(tree("en"), skills=(first, later, other), edges=())
    one, asked = sitting(turns=12), set()
    for number in range(8):
        question = next_round(pack("en"), only, held, one, Preferences(), START, 3)
        assert question is not None
        asked.add(question.skill)
        one = replace(one, attempts=(*one.attempts, attempt(number + 1, skill=question.skill, turn=question.turn)))
    assert asked == {first.id, other.id}


def test_a_choice_takes_less_than_five_milliseconds_with_three_years_of_history() -> None:
    held = child("en", QUICK, 40)
    full = {one.id: held.standings.get(one.id, standing(one.id, 3, Status.BLOOMED, due_in=-1, tries=900)) for one in tree("en").skills}
    given_now = tuple(attempt(number + 1, skill=skill("en", letter).id, turn=number) for number, letter in enumerate("satpink"))
    one = replace(sitting(turns=12), attempts=given_now)
    best = 1.0
    for seed in range(20):
        begun = time.perf_counter()
        assert next_round(pack("en"), tree("en"), full, one, Preferences(own_name="Amelia"), START, seed) is not None
        best = min(best, time.perf_counter() - begun)
    assert best < 0.005

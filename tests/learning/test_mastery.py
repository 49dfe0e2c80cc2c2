"""Where a child stands on a skill."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.learning import mastery
from app.learning.ids import AttemptId
from app.learning.mastery import (
    Attempt,
    Game,
    Rules,
    Standing,
    Try,
    corrected,
    fold,
    games_for,
    is_in_order,
    is_secure,
    options,
    refold,
    rules_for,
    tries_of,
)
from app.learning.skills import Aspect, Status
from tests.learning.sample import START, attempt, day_of, pack, skill

RULES = Rules()


def folded(attempts: list[Attempt], rules: Rules = RULES) -> Standing:
    standing = None
    for one in attempts:
        standing = fold(standing, one, rules)
    assert standing is not None
    return standing


def secure_attempts() -> list[Attempt]:
    """Ten right first tries over three days in two games."""
    return [attempt(number, day=number // 4) for number in range(1, 11)]


def bloomed() -> Standing:
    return folded([*secure_attempts(), attempt(20, day=9)])


def test_the_first_attempt_makes_a_skill_grow_without_a_leaf() -> None:
    standing = folded([attempt()])
    assert (standing.status, standing.leaves, standing.attempts, standing.due) == (Status.GROWING, 0, 1, None)


def test_ten_right_answers_over_three_days_in_two_games_are_three_leaves() -> None:
    standing = folded(secure_attempts())
    assert (standing.status, standing.leaves, standing.secure_since) == (Status.GROWING, 3, day_of(2))


@pytest.mark.parametrize(
    "spoiled",
    [
        [attempt(number, day=number // 4) for number in range(1, 10)],  # nine
        [attempt(number, day=number // 6) for number in range(1, 11)],  # two days
        [attempt(2 * number, day=number // 4) for number in range(1, 11)],  # one game
        [attempt(number, day=number // 4, correct=number != 7) for number in range(1, 11)],  # nine of ten is not ninety after correction
        [attempt(number, day=number // 4, aided=number == 7) for number in range(1, 11)],
        [attempt(number, day=number // 4, try_number=1 + (number == 7)) for number in range(1, 11)],
        [attempt(number, day=number // 4, choices=("s", "a") if number == 7 else ("s", "a", "t")) for number in range(1, 11)],
    ],
)
def test_one_thing_missing_keeps_the_third_leaf_away(spoiled: list[Attempt]) -> None:
    standing = folded(spoiled)
    assert standing.leaves < 3
    assert standing.secure_since is None


def test_one_slip_is_forgiven_once_fourteen_tries_speak_for_the_child() -> None:
    attempts = [attempt(number, day=number // 4, correct=number != 1) for number in range(1, 14)]
    assert not is_secure(tries_of(folded(attempts[:10])), RULES)
    slip_late = [attempt(number, day=number // 4, correct=number != 13) for number in range(1, 15)]
    assert folded(slip_late[:13]).leaves == 2
    assert folded(slip_late).leaves == 3


def test_blind_guessing_is_worth_nothing_and_all_right_is_worth_one() -> None:
    blind = [Try(day_of(0), Game.LISTEN_AND_FIND, 4, number % 4 == 0) for number in range(20)]
    assert corrected(blind) == pytest.approx(0)
    assert corrected([replace(one, right=True) for one in blind]) == pytest.approx(1)


def test_it_blooms_when_it_is_right_again_after_a_week_and_not_a_day_sooner() -> None:
    secure = folded(secure_attempts())
    assert not secure.awaits_check(day_of(8), RULES)
    assert fold(secure, attempt(20, day=8), RULES).status is Status.GROWING
    assert secure.awaits_check(day_of(9), RULES)
    standing = fold(secure, attempt(20, day=9), RULES)
    assert standing.status is Status.BLOOMED
    assert standing.bloomed_at == attempt(20, day=9).occurred_at
    assert standing.due is not None
    assert standing.due > attempt(20, day=9).occurred_at


def test_a_check_that_goes_wrong_begins_the_week_again() -> None:
    long_known = folded([attempt(number, day=number // 5) for number in range(1, 20)])
    failed = fold(long_known, attempt(30, day=20, correct=False), RULES)
    assert (failed.status, failed.leaves, failed.secure_since) == (Status.GROWING, 3, day_of(20))
    assert fold(failed, attempt(31, day=26), RULES).status is Status.GROWING
    assert fold(failed, attempt(31, day=27), RULES).status is Status.BLOOMED


def test_a_check_that_breaks_the_ninety_per_cent_takes_the_third_leaf_until_it_is_earned_again() -> None:
    failed = fold(folded(secure_attempts()), attempt(30, day=20, correct=False), RULES)
    assert (failed.status, failed.leaves, failed.secure_since) == (Status.GROWING, 2, None)


def test_the_first_two_leaves_stay_once_they_are_there() -> None:
    standing = folded([attempt(number, day=number // 4) for number in range(1, 8)])
    assert standing.leaves == 2
    for number in range(30, 55):
        standing = fold(standing, attempt(number, day=3, correct=False), RULES)
    assert standing.leaves == 2


def test_a_bloom_asks_for_water_and_never_for_longer_than_three_weeks() -> None:
    standing, day = bloomed(), 9
    for number in range(30, 40):
        assert standing.due is not None
        assert not standing.needs_water(standing.due - timedelta(minutes=1))
        assert standing.needs_water(standing.due)
        wait = (standing.due - (START + timedelta(days=day))).total_seconds() / 86_400
        assert 0 < wait <= 21
        day += int(wait) + 1
        standing = fold(standing, attempt(number, day=day), RULES)
        assert standing.status is Status.BLOOMED


def test_a_wrong_review_keeps_the_bloom_and_asks_again_soon() -> None:
    standing = fold(bloomed(), attempt(30, day=30, correct=False), RULES)
    assert (standing.status, standing.leaves) == (Status.BLOOMED, 3)
    assert standing.due is not None
    assert standing.due < attempt(31, day=33).occurred_at
    assert standing.due > attempt(30, day=30).occurred_at


def test_only_the_first_try_of_a_day_moves_the_review_date() -> None:
    once = fold(bloomed(), attempt(30, day=30), RULES)
    twice = fold(once, attempt(31, day=30, correct=False), RULES)
    assert (twice.due, twice.attempts) == (once.due, once.attempts + 1)
    assert fold(once, attempt(31, day=30, try_number=2), RULES).due == once.due


def test_an_aided_answer_puts_the_review_off_less_than_an_unaided_one() -> None:
    unaided, aided = (fold(bloomed(), attempt(30, day=30, aided=aided), RULES).due for aided in (False, True))
    assert unaided is not None
    assert aided is not None
    assert aided < unaided


def test_a_growing_skill_never_asks_for_water() -> None:
    assert not folded(secure_attempts()).needs_water(START + timedelta(days=400))


def test_days_are_local_days_whatever_utc_says() -> None:
    evening = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    same = [attempt(number, at=evening + timedelta(minutes=10 * number), local_day=day_of(0)) for number in range(1, 11)]
    assert folded(same).secure_since is None


def test_an_attempt_that_is_not_later_is_told_and_refused() -> None:
    standing = folded([attempt(5, day=2)])
    assert is_in_order(None, attempt(5))
    assert is_in_order(standing, attempt(6, day=2))
    assert not is_in_order(standing, attempt(5, day=2))
    assert not is_in_order(standing, attempt(6, day=1))
    assert is_in_order(replace(standing, last_at=None), attempt(6, day=1))
    with pytest.raises(ValueError, match="refold"):
        fold(standing, attempt(6, day=1), RULES)


def test_attempts_of_one_moment_are_folded_by_id() -> None:
    first, second = attempt(1, at=START), attempt(2, at=START)
    assert is_in_order(folded([first]), second)
    assert not is_in_order(folded([second]), first)


def test_what_bloomed_stays_bloomed_when_late_facts_speak_against_it() -> None:
    told = bloomed().bloomed_at
    wrong = [attempt(100 + number, day=1, correct=False) for number in range(10)]
    late = refold([*secure_attempts(), *wrong, attempt(20, day=9)], RULES, told)
    assert late is not None
    assert (late.status, late.leaves, late.bloomed_at) == (Status.BLOOMED, 3, told)
    assert late.due is not None


def test_the_earlier_of_two_first_blooms_is_kept() -> None:
    told = START + timedelta(days=5)
    again = refold([*secure_attempts(), attempt(20, day=9)], RULES, told)
    assert again is not None
    assert again.bloomed_at == told


def test_a_refold_of_nothing_is_nothing_and_of_a_second_try_alone_knows_no_due_date() -> None:
    assert refold([], RULES, START) is None
    alone = refold([attempt(try_number=2)], RULES, START)
    assert alone is not None
    assert (alone.status, alone.due) == (Status.BLOOMED, None)


def test_a_skill_that_one_game_practises_needs_one_game() -> None:
    english = pack("en")
    assert rules_for(skill("en", "s"), english).games == 2
    assert rules_for(skill("en", "s", Aspect.NAME), english).games == 1
    assert rules_for(skill("en", "s", Aspect.FIRST_PICTURE), english).games == 1
    assert rules_for(skill("en", "x"), english).games == 1  # no English word begins with its sound
    assert rules_for(replace(skill("en", "x"), letter="þ"), english).games == 1  # a letter that a grown-up added


def test_a_skill_of_one_game_is_secure_in_that_game() -> None:
    attempts = [attempt(2 * number, day=number // 4) for number in range(1, 11)]
    assert folded(attempts, Rules(games=1)).leaves == 3


MOMENTS = st.integers(0, 40)
FACTS = st.builds(
    lambda number, day, correct, aided, tries, choices, second: attempt(
        number,
        at=START + timedelta(days=day, seconds=second),
        local_day=day_of(day),
        correct=correct,
        aided=aided,
        try_number=tries,
        choices=("s", "a", "t", "p")[:choices],
    ),
    st.integers(1, 10_000),
    MOMENTS,
    st.sampled_from((True, True, True, True, False)),
    st.sampled_from((False, False, False, True)),
    st.sampled_from((1, 1, 1, 2)),
    st.sampled_from((2, 3, 4, 4)),
    st.integers(0, 5),
)
MANY = st.lists(FACTS, max_size=40, unique_by=lambda one: one.id)


@given(MANY, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_any_order_of_arrival_and_any_repetition_give_the_same_standing(attempts: list[Attempt], dice: Any) -> None:
    shuffled = attempts + attempts[: len(attempts) // 2]
    dice.shuffle(shuffled)
    assert refold(shuffled, RULES) == refold(attempts, RULES)


@given(MANY)
@settings(max_examples=60, deadline=None)
def test_folding_one_by_one_is_refolding_and_survives_storage(attempts: list[Attempt]) -> None:
    standing: Standing | None = None
    for one in sorted(attempts, key=lambda one: (one.occurred_at, one.id)):
        assert is_in_order(standing, one)
        before = standing
        standing = fold(standing, one, RULES)
        standing = replace(standing, memory=json.loads(json.dumps(standing.memory)))
        assert before is None or before.status is not Status.BLOOMED or standing.status is Status.BLOOMED
        assert before is None or standing.leaves >= min(before.leaves, 2)
        assert standing.leaves in range(4)
        assert (standing.leaves == 3) == (standing.status is Status.BLOOMED or standing.secure_since is not None)
        assert len(json.dumps(standing.memory)) < 2_000
    assert standing == refold(attempts, RULES)


@given(MANY, st.integers(0, 40))
@settings(max_examples=40, deadline=None)
def test_a_told_bloom_is_never_taken_back(attempts: list[Attempt], day: int) -> None:
    told = START + timedelta(days=day)
    standing = refold(attempts, RULES, told)
    assert standing is None or (standing.status is Status.BLOOMED and standing.bloomed_at is not None and standing.bloomed_at <= told)


def test_a_standing_remembers_twenty_tries_however_many_there_were() -> None:
    standing = folded([attempt(number, day=number // 3, correct=number % 5 != 0) for number in range(1, 400)])
    assert len(tries_of(standing)) == 20
    assert standing.attempts == 399


def test_a_fold_does_not_change_the_standing_it_is_given() -> None:
    before = folded(secure_attempts()[:5])
    memory = json.dumps(before.memory)
    fold(before, attempt(50, day=6), RULES)
    assert json.dumps(before.memory) == memory


def test_the_version_of_the_rules_is_kept_with_every_fold() -> None:
    old = replace(folded([attempt()]), rules=0)
    assert fold(old, attempt(9, day=1), RULES).rules == mastery.RULES_VERSION


def test_a_local_day_that_goes_back_by_travel_does_no_harm() -> None:
    standing = fold(bloomed(), attempt(60, day=30), RULES)
    west = attempt(61, at=START + timedelta(days=30, hours=9), local_day=day_of(29), id=AttemptId(UUID(int=61)))
    after = fold(standing, west, RULES)
    assert after.due is not None
    assert after.due > west.occurred_at - timedelta(hours=8)


def test_an_answer_without_a_choice_is_kept_and_says_nothing() -> None:
    before = folded(secure_attempts()[:5])
    after = fold(before, attempt(90, day=1, choices=("s",)), RULES)
    assert (after.attempts, after.leaves, after.memory) == (before.attempts + 1, before.leaves, before.memory)


@pytest.mark.parametrize(("choices", "counted"), [(("s", "a", "t", "p") * 3, 4), (("s", "s", "a"), 1), (("s", "a"), 2), (("a",), 1)])
def test_of_several_right_tiles_each_makes_a_blind_guess_easier(choices: tuple[str, ...], counted: int) -> None:
    assert options(attempt(1, choices=choices)) == counted
    after = fold(None, attempt(1, choices=choices), RULES)
    assert [one.choices for one in tries_of(after)] == ([counted] if counted >= RULES.choices else [])


@pytest.mark.parametrize(("language", "letter", "aspect", "games"), [
    ("en", "s", Aspect.SOUND, 2), ("en", "x", Aspect.SOUND, 1), ("en", "s", Aspect.NAME, 1), ("en", "s", Aspect.FIRST_PICTURE, 1),
    ("hi", "क", Aspect.SOUND, 2), ("hi", "ङ", Aspect.SOUND, 1), ("hi", "क", Aspect.FIRST_PICTURE, 1), ("en", "s", Aspect.SHAPE, 1),
])  # fmt: skip
def test_no_skill_waits_for_a_game_that_came_later(language: str, letter: str, aspect: Aspect, games: int) -> None:
    assert rules_for(skill(language, letter, aspect), pack(language)).games == games


@pytest.mark.parametrize(("language", "aspect", "games"), [
    ("en", Aspect.SHAPE, {Game.ODD_ONE_OUT, Game.LETTER_PAIRS, Game.LETTER_HUNT, Game.LETTERS_HOME}),
    ("hi", Aspect.SHAPE, {Game.ODD_ONE_OUT, Game.LETTER_HUNT, Game.LETTERS_HOME}),
    ("en", Aspect.NAME, {Game.LISTEN_AND_FIND, Game.ALPHABET_TRAIN}), ("en", Aspect.FIRST_PICTURE, {Game.PICTURE_TO_LETTER}),
    ("hi", Aspect.FIRST_PICTURE, {Game.PICTURE_TO_LETTER, Game.LETTER_PAIRS, Game.LETTERS_HOME}),
    ("hi", Aspect.SOUND, {Game.LISTEN_AND_FIND, Game.PICTURE_TO_LETTER, Game.ALPHABET_TRAIN, Game.BUILD_WORD}),
    ("en", Aspect.SOUND, {Game.LISTEN_AND_FIND, Game.PICTURE_TO_LETTER, Game.BUILD_WORD}),
])  # fmt: skip
def test_a_game_practises_what_its_letters_allow(language: str, aspect: Aspect, games: set[Game]) -> None:
    assert set(games_for(skill(language, "s" if language == "en" else "क", aspect), pack(language))) == games

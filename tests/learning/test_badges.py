"""Badges and what earns them."""

import re
from datetime import timedelta

from app.learning.badges import Award, Badge, earned, letters_known
from app.learning.mastery import Standing
from app.learning.people import Case
from app.learning.skills import Aspect, Status
from tests.learning.sample import CHILD, START, attempt, day_of, pack, skill, tree


def bloomed(letters: str, language: str = "en", case: Case = Case.LOWER, status: Status = Status.BLOOMED) -> dict[object, Standing]:
    found = [skill(language, letter, Aspect.SOUND, case).id for letter in letters]
    return {one: Standing(CHILD, one, status, 3, 20, START, None, START, None, {}) for one in found}


def kinds(
    letters: str = "", own_name: str = "", days: int = 1, held: tuple[str, ...] = (), bloom: bool = False, language: str = "en"
) -> list[str]:
    return [badge.kind for badge in given(letters, own_name, days, held, bloom, language)]


def given(letters: str, own_name: str, days: int, held: tuple[str, ...], bloom: bool, language: str) -> tuple[Badge, ...]:
    played = [day_of(number) for number in range(days)]
    fact = attempt(skill=skill(language, pack(language).usual_order[0]).id)
    return earned(pack(language), tree(language), bloomed(letters, language), played, own_name, fact, bloom, held)  # type: ignore[arg-type]  # ids of skills


def test_an_ordinary_answer_earns_nothing() -> None:
    assert kinds() == []


def test_a_first_bloom_is_a_badge_of_its_skill_and_of_the_attempt() -> None:
    (bloom, first) = given("s", "", 1, (), True, "en")
    assert (bloom.award, bloom.kind, bloom.skill, bloom.language) == (Award.BLOOM, "bloom", skill("en", "s").id, "en")
    assert (bloom.attempt, bloom.earned_at) == (attempt().id, attempt().occurred_at)
    assert (first.award, first.kind, first.count, first.skill) == (Award.LETTERS, "letters-1-en", 1, None)


def test_letters_count_whatever_their_case_and_only_once() -> None:
    known = bloomed("satp") | bloomed("s", case=Case.UPPER) | bloomed("i", status=Status.GROWING)
    assert letters_known(tree("en"), known) == set("satp")  # type: ignore[arg-type]  # ids of skills
    assert kinds("satpi") == ["letters-1-en", "letters-5-en"]
    assert kinds("satpi", held=("letters-1-en",)) == ["letters-5-en"]


def test_the_own_name_is_complete_when_all_its_letters_are_known() -> None:
    assert "own-name-en" not in kinds("an", "Zoë")
    assert "own-name-en" in kinds("zoe", "Zoë")
    assert "own-name-en" not in kinds("zoe", "किरण")
    assert "own-name-hi" in kinds("करण", "किरण", language="hi")
    assert "own-name-en" not in kinds("zoe", "Zoë", held=("own-name-en",))


def test_all_letters_of_a_language_are_a_badge() -> None:
    assert "all-letters-en" in kinds("abcdefghijklmnopqrstuvwxyz")
    assert "all-letters-en" not in kinds("abcdefghijklmnopqrstuvwxy")


def test_days_count_in_a_row_or_not_and_the_same_day_once() -> None:
    assert kinds(days=2) == []
    assert kinds(days=3) == ["days-3"]
    assert kinds(days=10, held=("days-3",)) == ["days-10"]
    scattered = [START.date() + timedelta(days=40 * number) for number in range(3)]
    fact = attempt(skill=skill("en", "s").id)
    assert [one.kind for one in earned(pack("en"), tree("en"), {}, scattered, "", fact, False, ())] == ["days-3"]
    assert earned(pack("en"), tree("en"), {}, [START.date()] * 9, "", fact, False, ()) == ()


def test_every_kind_can_be_stored() -> None:
    everything = kinds("abcdefghijklmnopqrstuvwxyz", "Mia", 100, bloom=True)
    assert len(everything) == 1 + 4 + 1 + 1 + 4
    assert all(re.fullmatch(r"[a-z0-9-]{1,60}", kind) for kind in everything)

"""Session care from the facts: chosen per child and space, the same after a restart, let on by a grown-up, and said in every language."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.data.queries import settings as queries
from app.learning.care import Due
from app.services import care, children, settings
from app.services.children import NewChild
from app.services.desk import space_of
from app.services.settings import SettingKey
from app.system import resources
from tests.services.conftest import Home
from tests.services.playing import play_for
from tests.support.database import Queries


def test_after_a_quarter_of_an_hour_it_is_time_for_a_rest_unless_another_length_is_chosen(home: Home) -> None:
    play_for(home.desk, home.child.id, 16, home.clock())
    assert care.standing(home.desk, home.child.id).due is Due.REST
    settings.change(home.desk, None, SettingKey.MINUTES, 30)
    assert care.standing(home.desk, home.child.id).due is None
    settings.change(home.desk, home.child.id, SettingKey.MINUTES, 10)
    assert care.standing(home.desk, home.child.id).due is Due.REST
    settings.change(home.desk, home.child.id, SettingKey.MINUTES, 0)
    assert care.standing(home.desk, home.child.id).due is None


def test_what_one_child_played_does_not_tire_another(home: Home) -> None:
    other = children.add_child(home.desk, NewChild("Leo", languages=("en",))).value
    play_for(home.desk, home.child.id, 16, home.clock())
    assert care.standing(home.desk, other.id).due is None


def test_the_rest_is_over_after_twenty_minutes_and_what_is_enough_for_a_day_tomorrow(home: Home) -> None:
    settings.change(home.desk, None, SettingKey.DAILY, 30)
    play_for(home.desk, home.child.id, 16, home.clock())
    home.clock.pass_(minutes=21)
    assert care.standing(home.desk, home.child.id).due is None
    home.clock.pass_(minutes=30)
    play_for(home.desk, home.child.id, 16, home.clock())
    home.clock.pass_(minutes=60)
    assert care.standing(home.desk, home.child.id).due is Due.TOMORROW
    home.clock.pass_(days=1)
    assert care.standing(home.desk, home.child.id).due is None


def test_a_grown_up_at_the_gate_lets_a_child_go_on_and_nobody_has_to_sign_in(home: Home) -> None:
    play_for(home.desk, home.child.id, 16, home.clock())
    home.clock.pass_(minutes=1)
    care.let_go_on(home.child_side, home.child.id)
    assert care.standing(home.desk, home.child.id).due is None
    home.clock.pass_(minutes=17)
    play_for(home.desk, home.child.id, 16, home.clock())
    assert care.standing(home.desk, home.child.id).due is Due.REST


def test_a_clock_set_back_while_a_child_rests_lets_it_play(home: Home) -> None:
    play_for(home.desk, home.child.id, 16, home.clock())
    home.clock.pass_(hours=-3)
    assert care.standing(home.desk, home.child.id).due is None


@pytest.mark.parametrize("note", ["nonsense", "2026-01-01", 7, {"a": 1}])
def test_a_note_that_nobody_understands_counts_as_none(home: Home, note: object) -> None:
    play_for(home.desk, home.child.id, 16, home.clock())
    with home.desk.database.transaction() as connection:
        queries.put(connection, space_of(home.desk), "let-on-at", note, home.child.id)
    assert care.standing(home.desk, home.child.id).due is Due.REST


def test_it_asks_as_often_however_much_was_played(home: Home, queries: Queries) -> None:
    play_for(home.desk, home.child.id, 30, home.clock())
    with queries.at_most(8):
        care.standing(replace(home.desk, grown_up=None), home.child.id, timedelta(minutes=1))


@pytest.mark.parametrize("language", resources.languages())
def test_goodbye_is_said_in_every_language_that_comes_with_the_program(language: str) -> None:
    said = [care.saying(language, due) for due in Due]
    assert all(one is not None and one.text.strip() for one in said)
    assert said[0] != said[1]


def test_a_language_from_elsewhere_has_pictures_alone() -> None:
    assert care.saying("tlh", Due.REST) is None

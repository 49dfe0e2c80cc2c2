"""A child's own setting wins over its space's, which wins over the default."""

import pytest

from app.learning.mastery import Game
from app.learning.people import SpaceKind
from app.learning.problems import Problem, Trouble
from app.learning.skills import Aspect
from app.services import play, settings
from app.services.settings import SettingKey
from tests.services.conftest import Clock, Home, found_home
from tests.support.database import Queries, RolledBack


def test_nothing_is_set_at_first(home: Home) -> None:
    found = settings.read(home.desk, home.child.id)
    assert (found.order, found.first, found.rounds, found.calm, found.own) == ("", Aspect.SOUND, 8, False, frozenset())


def test_the_own_value_wins_and_can_be_taken_away(home: Home) -> None:
    settings.change(home.desk, None, SettingKey.ROUNDS, 10)
    assert settings.read(home.desk, home.child.id).rounds == 10
    assert settings.read(home.desk, home.child.id).own == frozenset()
    assert settings.change(home.desk, home.child.id, SettingKey.ROUNDS, 12).value.own == {SettingKey.ROUNDS}
    assert settings.read(home.desk, home.child.id).rounds == 12
    settings.change(home.desk, home.child.id, SettingKey.ROUNDS, None)
    assert settings.read(home.desk, home.child.id).rounds == 10


def test_a_change_can_be_taken_back_to_a_value_or_to_none(home: Home) -> None:
    first = settings.change(home.desk, home.child.id, SettingKey.FIRST, Aspect.NAME)
    second = settings.change(home.desk, home.child.id, SettingKey.FIRST, Aspect.SOUND)
    assert second.undo is not None
    second.undo(home.desk)
    assert settings.read(home.desk, home.child.id).first is Aspect.NAME
    assert first.undo is not None
    first.undo(home.desk)
    assert settings.read(home.desk, home.child.id).own == frozenset()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (SettingKey.ROUNDS, 7), (SettingKey.ROUNDS, 13), (SettingKey.ROUNDS, True), (SettingKey.ROUNDS, "8"), (SettingKey.MINUTES, -1),
        (SettingKey.CALM, 1), (SettingKey.FIRST, Aspect.TRACE), (SettingKey.FIRST, []), (SettingKey.ORDER, "a" * 61),
        (SettingKey.ORDER, "a\x00"), (SettingKey.SECRETS, True),
    ],
)  # fmt: skip
def test_values_that_a_setting_does_not_take_are_refused(home: Home, key: SettingKey, value: object) -> None:
    with pytest.raises(Problem) as raised:
        settings.change(home.desk, home.child.id, key, value)
    assert raised.value.trouble is Trouble.SETTING_WRONG
    assert settings.read(home.desk, home.child.id).own == frozenset()


def test_a_stored_value_that_nobody_understands_counts_as_not_set(home: Home, database: RolledBack) -> None:
    settings.change(home.desk, None, SettingKey.ROUNDS, 10)
    with database.transaction() as connection:
        connection.exec_driver_sql("""UPDATE settings SET value = '{"a": 1}'""")
    assert settings.read(home.desk).rounds == 8


def test_a_classroom_asks_for_picture_passwords_from_the_start(home: Home, database: RolledBack, clock: Clock) -> None:
    classroom = found_home(database, clock, SpaceKind.CLASSROOM)
    assert settings.read(classroom.desk).secrets
    assert not settings.read(home.desk).secrets
    assert settings.change(home.desk, None, SettingKey.SECRETS, True).value.secrets


def test_the_child_side_sets_nothing(home: Home) -> None:
    with pytest.raises(Problem) as raised:
        settings.change(home.child_side, None, SettingKey.ROUNDS, 10)
    assert raised.value.trouble is Trouble.NOT_ALLOWED


def test_a_sitting_has_as_many_turns_as_was_set(home: Home) -> None:
    settings.change(home.desk, home.child.id, SettingKey.ROUNDS, 11)
    assert play.begin(home.child_side, home.child.id, Game.LISTEN_AND_FIND).value.turns == 11


def test_reading_takes_four_queries_at_most(home: Home, queries: Queries) -> None:
    with queries.at_most(4):
        settings.read(home.desk, home.child.id)

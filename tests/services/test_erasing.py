"""What was removed can be brought back for 30 days; then it is deleted for good, with all that belongs to it, and nothing else is."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from app.learning.mastery import Game
from app.learning.problems import Problem
from app.services import children, erasing, play, settings
from app.services.children import NewChild
from app.services.setting_kinds import SettingKey
from tests.services.conftest import Home
from tests.services.playing import play_all

TABLES = ("child_languages", "play_sessions", "attempts", "mastery", "practice_days", "badges", "settings")


def rows_of_child(home: Home, child: object) -> dict[str, int]:
    with home.desk.database.reading() as connection:
        return {
            table: connection.execute(text(f"SELECT count(*) FROM {table} WHERE child_id = :child"), {"child": child}).scalar_one()
            for table in TABLES
        }


def test_a_child_removed_for_more_than_thirty_days_is_erased_with_all_that_belongs_to_it(home: Home) -> None:
    oto = children.add_child(home.desk, NewChild("Oto", languages=("en",))).value
    settings.change(home.desk, oto.id, SettingKey.CALM, value=True)
    for child in (oto.id, home.child.id):
        play_all(home.child_side, play.begin(home.child_side, child, Game.LISTEN_AND_FIND).value.play_session)
    of_the_other = rows_of_child(home, home.child.id)
    assert all(count for table, count in rows_of_child(home, oto.id).items() if table != "badges")
    children.remove_child(home.desk, oto.id)
    home.clock.pass_(days=23)
    assert erasing.erase_overdue(home.child_side).value.children == ()
    home.clock.pass_(minutes=1)
    assert erasing.erase_overdue(home.child_side).value.children == ()  # this start notices it
    home.clock.pass_(days=6, hours=23, minutes=58)
    assert erasing.erase_overdue(home.child_side).value.children == ()
    home.clock.pass_(minutes=3)
    erased = erasing.erase_overdue(home.child_side)
    assert erased.value.children == (oto.id,)
    assert erased.undo is None
    assert set(rows_of_child(home, oto.id).values()) == {0}
    assert rows_of_child(home, home.child.id) == of_the_other
    with pytest.raises(Problem):
        children.restore_child(home.desk, oto.id)
    assert erasing.erase_overdue(home.child_side).value.children == ()


def test_a_clock_that_is_wrong_for_once_by_years_erases_nobody(home: Home) -> None:
    children.remove_child(home.desk, home.child.id)
    home.clock.pass_(days=3650)
    for _ in range(2):
        assert erasing.erase_overdue(home.child_side).value.children == ()
    home.clock.pass_(days=-3649)
    assert erasing.erase_overdue(home.child_side).value.children == ()
    assert children.restore_child(home.desk, home.child.id).value.id == home.child.id


def test_what_was_noticed_before_a_child_was_brought_back_does_not_count_for_the_next_time(home: Home) -> None:
    children.remove_child(home.desk, home.child.id)
    home.clock.pass_(days=25)
    erasing.erase_overdue(home.child_side)
    children.restore_child(home.desk, home.child.id)
    home.clock.pass_(minutes=1)
    children.remove_child(home.desk, home.child.id)
    home.clock.pass_(days=31)
    assert erasing.erase_overdue(home.child_side).value.children == ()


def test_a_child_that_was_brought_back_in_time_stays(home: Home) -> None:
    children.remove_child(home.desk, home.child.id)
    home.clock.pass_(days=29)
    children.restore_child(home.desk, home.child.id)
    home.clock.pass_(days=40)
    assert erasing.erase_overdue(home.child_side).value.children == ()


def test_the_audit_log_keeps_that_a_child_was_erased_and_no_name(home: Home) -> None:
    children.remove_child(home.desk, home.child.id)
    home.clock.pass_(days=25)
    erasing.erase_overdue(home.child_side)
    home.clock.pass_(days=8)
    erasing.erase_overdue(home.child_side)
    last = text("SELECT action, subject_id::text, facts::text FROM audit_log ORDER BY occurred_at DESC, id DESC LIMIT 1")
    with home.desk.database.reading() as connection:
        row = connection.execute(last).one()
    assert row[0] == "child-erased"
    assert row[1] == str(home.child.id)
    assert "Mia" not in row[2]

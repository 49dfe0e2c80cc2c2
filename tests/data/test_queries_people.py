"""Queries of spaces, grown-ups, children, settings and the audit log."""

import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from app.data.database import Database
from app.data.queries import audit_log, children, grown_ups, settings, spaces
from app.learning.ids import ChildId, GrownUpId, SpaceId
from app.learning.people import Avatar, Case, Friend, GrownUp, Letterform, Role, Space, SpaceKind
from app.system.ids import new_id
from tests.support.database import Queries
from tests.support.rows import NOON, Household, household, new_child


@pytest.fixture
def home(connection: Connection) -> Household:
    return household(connection)


def test_the_oldest_space_is_the_first_that_was_founded(connection: Connection) -> None:
    assert spaces.oldest(connection) is None
    first = household(connection)
    connection.execute(text("UPDATE spaces SET created_at = created_at - interval '1 day'"))
    spaces.add(connection, Space(SpaceId(new_id()), SpaceKind.CLASSROOM, "3b"))
    assert spaces.oldest(connection) == Space(first.space, SpaceKind.HOUSEHOLD, "Home")


def test_a_space_takes_another_name(connection: Connection, home: Household) -> None:
    assert spaces.rename(connection, home.space, "वन")
    assert spaces.find(connection, home.space) == Space(home.space, SpaceKind.HOUSEHOLD, "वन")
    assert not spaces.rename(connection, SpaceId(new_id()), "nowhere")


@pytest.mark.parametrize("name", ["", "  ", "\t", "x" * 201])
def test_a_name_that_is_empty_or_too_long_is_refused(connection: Connection, home: Household, name: str) -> None:
    with pytest.raises(IntegrityError, match="name_check"):
        spaces.rename(connection, home.space, name)


@pytest.mark.parametrize("name", ["x" * 200, "👩‍👩‍👧", "مريم", "e\u0301", "O'Neil %s :name"])
def test_every_other_name_comes_back_as_it_was(connection: Connection, home: Household, name: str) -> None:
    child = replace(home.child, name=name)
    assert children.change(connection, home.space, child)
    assert children.find(connection, home.space, child.id) == child


def test_a_grown_up_is_added_renamed_and_given_another_role(connection: Connection, home: Household) -> None:
    helper = GrownUp(GrownUpId(new_id()), "Bo", Role.HELPER)
    grown_ups.add(connection, home.space, helper, None)
    assert grown_ups.rename(connection, home.space, helper.id, "Bob")
    assert grown_ups.set_role(connection, home.space, helper.id, Role.TEACHER)
    wanted = GrownUp(helper.id, "Bob", Role.TEACHER)
    assert grown_ups.find(connection, home.space, helper.id) == wanted
    assert set(grown_ups.list_all(connection, home.space)) == {home.owner, wanted}
    assert grown_ups.lock_owners(connection, home.space) == (home.owner,)


def test_a_removed_grown_up_cannot_sign_in_and_comes_back(connection: Connection, home: Household) -> None:
    assert grown_ups.set_removed(connection, home.space, home.owner.id, NOON)
    assert grown_ups.list_all(connection, home.space) == ()
    assert grown_ups.list_all(connection, home.space, removed=True) == (replace(home.owner, deleted_at=NOON),)
    assert grown_ups.sign_in_of(connection, home.space, home.owner.id) is None
    assert grown_ups.lock_owners(connection, home.space) == ()
    assert grown_ups.set_removed(connection, home.space, home.owner.id, None)
    assert grown_ups.list_all(connection, home.space) == (home.owner,)


def test_a_lock_out_is_in_the_database_and_a_new_password_ends_it(connection: Connection, home: Household) -> None:
    until = NOON + timedelta(minutes=5)
    grown_ups.note_sign_in(connection, home.space, home.owner.id, failed_attempts=5, locked_until=until)
    locked = grown_ups.sign_in_of(connection, home.space, home.owner.id)
    assert locked == grown_ups.SignIn(home.owner, "hash", 5, until)
    assert grown_ups.set_password(connection, home.space, home.owner.id, "another")
    assert grown_ups.sign_in_of(connection, home.space, home.owner.id) == grown_ups.SignIn(home.owner, "another", 0, None)


def test_two_tries_to_sign_in_at_once_are_both_counted(fresh_database: Database) -> None:
    with fresh_database.transaction() as connection:
        home = household(connection)

    def fail_once() -> None:
        with fresh_database.transaction() as own:
            state = grown_ups.sign_in_of(own, home.space, home.owner.id)
            assert state is not None
            grown_ups.note_sign_in(own, home.space, home.owner.id, failed_attempts=state.failed_attempts + 1, locked_until=None)

    threads = [threading.Thread(target=fail_once) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    with fresh_database.transaction() as connection:
        state = grown_ups.sign_in_of(connection, home.space, home.owner.id)
    assert state is not None
    assert state.failed_attempts == 5


def test_a_child_comes_back_as_it_was_written(connection: Connection, home: Household) -> None:
    avatar = Avatar(Friend.OWL, "#2F7FB8", "#DCEEF5")
    child = replace(home.child, name="Noé", avatar=avatar, born=None, languages=("hi", "en"), secret=(0, 11, 0))
    child = replace(child, case=Case.BOTH, letterform=Letterform.PRINT)
    assert children.change(connection, home.space, child)
    assert children.find(connection, home.space, child.id) == child
    assert children.lock_secrets(connection, home.space) == {(0, 11, 0)}
    assert not children.change(connection, home.space, new_child())


def test_languages_keep_their_order_and_a_language_comes_back_as_the_same_row(connection: Connection, home: Household) -> None:
    for languages in (("en", "es"), ("es",), (), ("hi", "es", "en")):
        assert children.change(connection, home.space, replace(home.child, languages=languages))
        found = children.find(connection, home.space, home.child.id)
        assert found is not None
        assert found.languages == languages
    assert connection.execute(text("SELECT count(*) FROM child_languages")).scalar() == 3


def test_a_removed_child_is_listed_apart_and_keeps_its_secret_taken(connection: Connection, home: Household) -> None:
    child = replace(home.child, secret=(1, 2, 3))
    children.change(connection, home.space, child)
    children.set_removed(connection, home.space, child.id, NOON)
    assert children.list_all(connection, home.space) == ()
    assert children.list_all(connection, home.space, removed=True) == (replace(child, deleted_at=NOON),)
    assert children.lock_secrets(connection, home.space) == {(1, 2, 3)}
    children.set_removed(connection, home.space, child.id, None)
    assert children.list_all(connection, home.space) == (child,)


@pytest.mark.parametrize("secret", ["{1,2}", "{1,2,3,4}", "{1,2,NULL}", "{-1,2,3}", "{{1,2,3}}"])
def test_a_secret_is_three_pictures(connection: Connection, home: Household, secret: str) -> None:
    with pytest.raises(IntegrityError, match="secret_check"):
        connection.execute(text("UPDATE children SET secret = cast(:secret AS smallint[])"), {"secret": secret})


def test_of_the_birthday_only_the_month_is_kept(connection: Connection, home: Household) -> None:
    with pytest.raises(IntegrityError, match="born_check"):
        children.change(connection, home.space, replace(home.child, born=date(2021, 5, 2)))


def test_a_class_is_listed_with_one_query(connection: Connection, home: Household, queries: Queries) -> None:
    for number in range(30):
        children.add(connection, home.space, new_child(f"Child {number}", ("en", "es")))
    with queries.at_most(1):
        assert len(children.list_all(connection, home.space)) == 31


def test_another_space_sees_nothing(connection: Connection, home: Household) -> None:
    other = household(connection)
    assert children.list_all(connection, other.space) == (other.child,)
    assert children.find(connection, other.space, home.child.id) is None
    assert not children.set_removed(connection, other.space, home.child.id, NOON)
    assert grown_ups.find(connection, other.space, home.owner.id) is None
    with pytest.raises(IntegrityError):
        settings.put(connection, other.space, "rounds", 8, child=home.child.id)


@pytest.mark.parametrize("value", [9, "s-a-t-p-i-n", True, None, {"a": [1, "é"]}])
def test_a_setting_holds_what_json_can_and_each_scope_its_own(connection: Connection, home: Household, value: object) -> None:
    settings.put(connection, home.space, "order", value)
    settings.put(connection, home.space, "order", "own", child=home.child.id)
    settings.put(connection, home.space, "order", "of a grown-up", grown_up=home.owner.id)
    assert settings.values(connection, home.space) == {"order": value}
    assert settings.values(connection, home.space, child=home.child.id) == {"order": "own"}
    assert settings.values(connection, home.space, grown_up=home.owner.id) == {"order": "of a grown-up"}


def test_a_setting_that_is_taken_away_can_be_set_again(connection: Connection, home: Household) -> None:
    settings.put(connection, home.space, "calm", True)
    assert settings.forget(connection, home.space, "calm")
    assert not settings.forget(connection, home.space, "calm")
    assert settings.values(connection, home.space) == {}
    settings.put(connection, home.space, "calm", False)
    assert settings.values(connection, home.space) == {"calm": False}


def test_the_audit_log_keeps_an_entry_once_and_outlives_its_subject(connection: Connection, home: Household) -> None:
    entry, gone = new_id(), ChildId(new_id())
    for _ in range(2):
        audit_log.append(connection, home.space, entry, NOON, home.owner.id, "child-removed", gone, {"name": "Mia"})
    audit_log.append(connection, home.space, new_id(), NOON, None, "upgraded")
    kept = connection.execute(text("SELECT action, grown_up_id, subject_id, facts FROM audit_log ORDER BY action")).all()
    assert [tuple(row) for row in kept] == [("child-removed", home.owner.id, gone, {"name": "Mia"}), ("upgraded", None, None, {})]
    connection.execute(text("DELETE FROM grown_ups WHERE id = :id"), {"id": home.owner.id})
    assert connection.execute(text("SELECT count(*) FROM audit_log WHERE grown_up_id IS NULL")).scalar() == 2

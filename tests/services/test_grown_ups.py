"""Grown-ups sign in, and an owner looks after them."""

import threading
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from app.data.database import Database
from app.data.queries import grown_ups as queries
from app.learning.ids import GrownUpId
from app.learning.people import GrownUp, Role
from app.learning.problems import Problem, Trouble
from app.services import children, grown_ups, spaces
from app.services.change import Change
from app.services.children import NewChild
from app.services.desk import Desk
from app.system.ids import new_id
from tests.services.conftest import PASSWORD, Home


def _trouble_of(desk: Desk, grown_up: GrownUpId, password: str) -> Trouble | None:
    try:
        grown_ups.sign_in(desk, grown_up, password)
    except Problem as problem:
        return problem.trouble
    return None


def _helper(home: Home) -> tuple[GrownUp, Desk]:
    helper = grown_ups.add_grown_up(home.desk, "Hal", "another password", Role.HELPER).value
    return helper, replace(home.desk, grown_up=helper.id)


def test_the_right_password_signs_in_and_a_wrong_one_does_not(home: Home) -> None:
    assert grown_ups.sign_in(home.child_side, home.owner.id, PASSWORD).value == home.owner
    assert _trouble_of(home.child_side, home.owner.id, "a grove of leaves") is Trouble.PASSWORD_WRONG
    assert _trouble_of(home.child_side, home.owner.id, "a\x00\ud800" * 10) is Trouble.PASSWORD_WRONG
    assert _trouble_of(home.child_side, GrownUpId(new_id()), PASSWORD) is Trouble.PASSWORD_WRONG


def test_a_password_is_one_however_its_letters_are_composed(home: Home) -> None:
    grown_ups.change_password(home.desk, home.owner.id, "caf\u00e9 au lait", PASSWORD)
    assert _trouble_of(home.child_side, home.owner.id, "cafe\u0301 au lait") is None


def test_too_many_wrong_passwords_shut_the_door_for_the_right_one_too(home: Home) -> None:
    found = [_trouble_of(home.child_side, home.owner.id, "wrong password") for _ in range(5)]
    assert found == [Trouble.PASSWORD_WRONG] * 4 + [Trouble.LOCKED_OUT]
    with pytest.raises(Problem) as raised:
        grown_ups.sign_in(home.child_side, home.owner.id, PASSWORD)
    assert raised.value.trouble is Trouble.LOCKED_OUT
    assert raised.value.facts["until"] == home.clock() + timedelta(minutes=1)
    home.clock.pass_(seconds=61)
    assert _trouble_of(home.child_side, home.owner.id, PASSWORD) is None
    assert _trouble_of(home.child_side, home.owner.id, "wrong password") is Trouble.PASSWORD_WRONG


def test_a_clock_set_back_does_not_keep_the_door_shut_for_years(home: Home) -> None:
    for _ in range(5):
        _trouble_of(home.child_side, home.owner.id, "wrong password")
    home.clock.pass_(days=-3650)
    with pytest.raises(Problem) as raised:
        grown_ups.sign_in(home.child_side, home.owner.id, PASSWORD)
    assert raised.value.facts["until"] == home.clock() + timedelta(minutes=1)


def test_a_restart_does_not_open_the_door(lasting_home: Home) -> None:
    for _ in range(5):
        _trouble_of(lasting_home.child_side, lasting_home.owner.id, "wrong password")
    again = Database.open(lasting_home.desk.database.address)
    try:
        desk = replace(lasting_home.child_side, database=again)
        assert _trouble_of(desk, lasting_home.owner.id, PASSWORD) is Trouble.LOCKED_OUT
    finally:
        again.close()


def test_guesses_at_once_are_all_counted(lasting_home: Home) -> None:
    guess = partial(_trouble_of, lasting_home.child_side, lasting_home.owner.id, "wrong password")
    threads = [threading.Thread(target=guess) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert guess() is Trouble.LOCKED_OUT


def test_who_was_taken_out_cannot_sign_in_or_act(home: Home) -> None:
    helper, at_desk = _helper(home)
    removed = grown_ups.remove_grown_up(home.desk, helper.id)
    assert _trouble_of(home.child_side, helper.id, "another password") is Trouble.PASSWORD_WRONG
    with pytest.raises(Problem):
        grown_ups.rename_grown_up(at_desk, helper.id, "Hals")
    assert [one.id for one in grown_ups.list_grown_ups(home.desk, removed=True)] == [helper.id]
    assert removed.undo is not None
    removed.undo(home.desk)
    assert _trouble_of(home.child_side, helper.id, "another password") is None


def test_a_space_keeps_its_last_owner(home: Home) -> None:
    for change in (partial(grown_ups.remove_grown_up, home.desk), partial(grown_ups.change_role, home.desk, role=Role.TEACHER)):
        with pytest.raises(Problem) as raised:
            change(home.owner.id)
        assert raised.value.trouble is Trouble.LAST_OWNER
    second = grown_ups.add_grown_up(home.desk, "Bea", PASSWORD, Role.OWNER).value
    grown_ups.remove_grown_up(home.desk, home.owner.id)
    with pytest.raises(Problem) as raised:
        grown_ups.change_role(replace(home.desk, grown_up=second.id), second.id, Role.HELPER)
    assert raised.value.trouble is Trouble.LAST_OWNER


def test_two_owners_cannot_each_take_the_others_role_at_once(lasting_home: Home) -> None:
    home = lasting_home
    second = grown_ups.add_grown_up(home.desk, "Bea", PASSWORD, Role.OWNER).value
    troubles: list[Trouble] = []

    def demote_the_other() -> None:
        try:
            grown_ups.change_role(replace(home.desk, grown_up=second.id), home.owner.id, Role.HELPER)
        except Problem as problem:
            troubles.append(problem.trouble)

    thread = threading.Thread(target=demote_the_other)
    with home.desk.database.transaction() as connection:
        queries.lock_owners(connection, home.space.id)
        thread.start()
        thread.join(0.3)
        queries.set_removed(connection, home.space.id, second.id, home.clock())
    thread.join(30)
    assert troubles in ([Trouble.LAST_OWNER], [Trouble.NOT_ALLOWED])
    assert [one.role for one in grown_ups.list_grown_ups(home.desk)] == [Role.OWNER]


def test_a_helper_may_change_the_own_password_and_name_only(home: Home) -> None:
    helper, at_desk = _helper(home)
    grown_ups.change_password(at_desk, helper.id, "a third password", "another password")
    grown_ups.rename_grown_up(at_desk, helper.id, "Halina")
    forbidden = (
        lambda: grown_ups.add_grown_up(at_desk, "Eve", PASSWORD, Role.OWNER),
        lambda: grown_ups.change_role(at_desk, helper.id, Role.OWNER),
        lambda: grown_ups.change_password(at_desk, home.owner.id, "taken over now"),
        lambda: grown_ups.remove_grown_up(at_desk, home.owner.id),
        lambda: children.add_child(at_desk, NewChild("Eve")),
        lambda: children.remove_child(at_desk, home.child.id),
        lambda: children.change_child(at_desk, home.child.id, name="Eve"),
        lambda: children.give_secret(at_desk, home.child.id),
        lambda: spaces.rename_space(at_desk, "Eve's"),
    )
    for act in forbidden:
        with pytest.raises(Problem) as raised:
            act()
        assert raised.value.trouble is Trouble.NOT_ALLOWED


def test_ones_own_password_changes_only_with_the_old_one(home: Home) -> None:
    for current in (None, "wrong password"):
        with pytest.raises(Problem) as raised:
            grown_ups.change_password(home.desk, home.owner.id, "a new password", current)
        assert raised.value.trouble is Trouble.PASSWORD_WRONG
    grown_ups.change_password(home.desk, home.owner.id, "a new password", PASSWORD)
    assert _trouble_of(home.child_side, home.owner.id, "a new password") is None


def test_an_owner_opens_the_door_again_with_a_new_password(home: Home) -> None:
    helper, _ = _helper(home)
    for _ in range(5):
        _trouble_of(home.child_side, helper.id, "wrong password")
    grown_ups.change_password(home.desk, helper.id, "a third password")
    assert _trouble_of(home.child_side, helper.id, "a third password") is None


def test_every_change_can_be_taken_back(home: Home) -> None:
    helper, _ = _helper(home)
    before = grown_ups.list_grown_ups(home.desk)
    changes: tuple[Change[GrownUp], ...] = (
        grown_ups.rename_grown_up(home.desk, helper.id, "Zoe"),
        grown_ups.change_role(home.desk, helper.id, Role.TEACHER),
    )
    for change in changes:
        assert change.undo is not None
        change.undo(home.desk)
    assert grown_ups.list_grown_ups(home.desk) == before


def test_what_matters_is_written_down_without_names_or_passwords(home: Home) -> None:
    _helper(home)
    grown_ups.sign_in(home.child_side, home.owner.id, PASSWORD)
    with home.desk.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT action, facts::text FROM audit_log ORDER BY id").all()
    assert [row[0] for row in rows] == ["space-founded", "grown-up-added", "signed-in"]
    assert not any(word in row[1] for row in rows for word in ("Ada", "Hal", PASSWORD))


def test_an_old_hash_is_made_anew_at_the_next_sign_in(home: Home) -> None:
    with home.desk.database.transaction() as connection:
        from argon2 import PasswordHasher  # noqa: PLC0415 (as in the program)

        old = PasswordHasher(time_cost=2, memory_cost=128, parallelism=1).hash(PASSWORD)
        queries.set_password(connection, home.space.id, home.owner.id, old)
    grown_ups.sign_in(home.child_side, home.owner.id, PASSWORD)
    with home.desk.database.transaction() as connection:
        known = queries.sign_in_of(connection, home.space.id, home.owner.id)
    assert known is not None
    assert known.password_hash != old
    assert _trouble_of(home.child_side, home.owner.id, PASSWORD) is None

"""Changes that go from one computer to another in a file."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from app.data.database import Database
from app.learning.people import Role
from app.learning.problems import Problem, Trouble
from app.services import carrying
from app.services.children import NewChild, add_child, change_child, list_children
from app.services.grown_ups import list_grown_ups
from tests.support.computers import Computer, same
from tests.support.gateways import new_space


def test_a_file_brings_two_computers_without_a_network_together(computers: Callable[[], Computer], tmp_path: Path) -> None:
    one, two, file = computers(), computers(), tmp_path / "stick" / "a.carry"
    file.parent.mkdir()
    one.found("Class", "Ann", "Ben")
    carried = carrying.carry_out(one.desk, file, "long and winding").value
    assert carried.everything
    assert file.stat().st_mode & 0o777 == 0o600
    done = carrying.carry_in(two.desk, file, "long and winding").value
    assert done.stored == carried.rows
    assert two.names() == ["Ann", "Ben"]

    change_child(one.desk, list_children(one.desk)[0].id, name="Anna")
    add_child(two.desk, NewChild("Cem", languages=("en",)))
    for source, target in ((one, two), (two, one), (one, two)):
        carrying.carry_out(source.desk, file, "long and winding")
        carrying.carry_in(target.desk, file, "long and winding")
    assert one.names() == two.names() == ["Anna", "Ben", "Cem"]
    assert carrying.carry_in(two.desk, file, "long and winding").value.stored == 0, "twice is once"


def test_a_linked_computer_sends_on_what_a_file_brought(
    hub: Database, computers: Callable[[], Computer], invited: Callable[..., str], tmp_path: Path
) -> None:
    space, online, offline, file = new_space(hub), computers(), computers(), tmp_path / "a.carry"
    online.found("Class", "Ann")
    online.join(invited(space))
    offline.join(invited(space))
    add_child(offline.desk, NewChild("Ben", languages=("en",)))
    carried = carrying.carry_out(offline.desk, file, "long and winding").value
    assert not carried.everything
    assert carried.rows < 10
    carrying.carry_in(online.desk, file, "long and winding")
    assert online.names() == ["Ann", "Ben"]
    assert same(online, offline)
    assert offline.names() == ["Ann", "Ben"]


def test_a_file_that_is_no_good_changes_nothing(computers: Callable[[], Computer], tmp_path: Path) -> None:
    one, two, file = computers(), computers(), tmp_path / "a.carry"
    one.found("Class", "Ann")
    carrying.carry_out(one.desk, file, "long and winding")
    two.found("Home", "Tom")
    whole = file.read_bytes()

    def trouble(content: bytes | None, passphrase: str = "long and winding") -> Trouble:
        if content is None:
            file.unlink()
        else:
            file.write_bytes(content)
        with pytest.raises(Problem) as caught:
            carrying.carry_in(two.desk, file, passphrase, join=True)
        return caught.value.trouble

    assert trouble(whole[: len(whole) // 2]) is Trouble.CARRY_BROKEN
    assert trouble(whole, "another one") is Trouble.CARRY_PASSPHRASE_WRONG
    assert trouble(b"hello") is Trouble.CARRY_NO_FILE_OF_OURS
    file.write_bytes(whole)
    with pytest.raises(Problem) as caught:
        carrying.carry_in(two.desk, file, "long and winding")
    assert (caught.value.trouble, caught.value.facts["name"]) == (Trouble.CARRY_OTHER_SPACE, "Class")
    assert two.names() == ["Tom"]
    carrying.carry_in(two.desk, file, "long and winding", join=True)
    assert two.names() == ["Ann", "Tom"]
    assert trouble(None) is Trouble.FILE_NOT_READABLE
    with pytest.raises(Problem) as short:
        carrying.carry_out(one.desk, file, "short")
    assert short.value.trouble is Trouble.PASSWORD_TOO_SHORT
    assert list(tmp_path.glob(".*")) == [], "nothing half-written is left"


def test_a_helpers_file_does_not_change_what_a_helper_may_not(
    hub: Database, computers: Callable[[], Computer], invited: Callable[..., str], tmp_path: Path
) -> None:
    space, office, helper, file = new_space(hub), computers(), computers(), tmp_path / "a.carry"
    office.found("School", "Ann")
    office.join(invited(space))
    helper.join(invited(space, Role.HELPER))
    with helper.database.transaction() as connection:
        connection.execute(text("UPDATE children SET name = 'Not Ann'"))
        connection.execute(text("UPDATE memberships SET role = 'helper'"))
    carrying.carry_out(replace(helper.desk, grown_up=None), file, "long and winding", everything=True)
    carrying.carry_in(office.desk, file, "long and winding")
    assert office.names() == ["Ann"]
    assert [each.role for each in list_grown_ups(office.desk)] == [Role.OWNER]


def erased(computer: Computer, name: str) -> None:
    """A child is erased for good, as a start does it that finds it removed for long."""
    with computer.database.transaction() as connection:
        connection.execute(text("SET LOCAL lettergrove.erasing = 'on'"))
        connection.execute(text("DELETE FROM children WHERE name = :name"), {"name": name})


def taken(source: Computer, file: Path, *targets: Computer, everything: bool = False) -> list[int]:
    """What one computer carries out and others take in; how many people each erased."""
    carrying.carry_out(replace(source.desk, grown_up=None), file, "long and winding", everything)
    return [carrying.carry_in(target.desk, file, "long and winding").value.erased for target in targets]


def test_an_erasure_is_carried_and_no_older_file_brings_the_child_back(computers: Callable[[], Computer], tmp_path: Path) -> None:
    one, two, three = computers(), computers(), computers()
    file, older = tmp_path / "a.carry", tmp_path / "older.carry"
    one.found("Class", "Ann", "Ben")
    assert taken(one, older, two, three) == [0, 0]
    erased(one, "Ann")
    assert taken(one, file, two) == [1]
    assert one.names() == two.names() == ["Ben"]
    assert taken(three, file, one, two) == [0, 0], "who has not heard of it does not bring her back"
    for computer in (one, two):
        carrying.carry_in(computer.desk, older, "long and winding")
        assert computer.names() == ["Ben"]
    assert taken(two, file, three) == [1], "who was told tells others"
    assert three.names() == ["Ben"]
    assert taken(two, file, three) == [0]
    for computer in (one, two, three):
        with computer.database.reading() as connection:
            assert connection.execute(text("SELECT count(*) FROM child_languages")).scalar_one() == 1


def test_an_erasure_that_a_file_brought_to_an_owners_computer_goes_on_to_the_shared_server(
    hub: Database, computers: Callable[[], Computer], invited: Callable[..., str], tmp_path: Path
) -> None:
    space, office, other, alone, file = new_space(hub), computers(), computers(), computers(), tmp_path / "a.carry"
    office.found("Class", "Ann", "Ben")
    office.join(invited(space))
    other.join(invited(space))
    taken(office, file, alone, everything=True)
    erased(alone, "Ann")
    assert taken(alone, file, office) == [1]
    assert same(office, other)
    assert other.names() == ["Ben"]
    with hub.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM shared.children WHERE space_id = :s"), {"s": space}).scalar_one() == 1


@pytest.mark.parametrize("role", [Role.TEACHER, Role.HELPER])
def test_only_an_owners_file_erases_and_on_a_linked_computer_only_an_owners(
    hub: Database, computers: Callable[[], Computer], invited: Callable[..., str], tmp_path: Path, role: Role
) -> None:
    space, office, class_, alone, file = new_space(hub), computers(), computers(), computers(), tmp_path / "a.carry"
    office.found("School", "Ann", "Ben")
    office.join(invited(space))
    class_.join(invited(space, role))
    taken(office, file, alone, everything=True)
    with class_.database.transaction() as connection:  # a hostile one says what it likes
        connection.execute(
            text("INSERT INTO sync.erased SELECT space_id, 'children', id, repeat('0', 64), false FROM children WHERE name = 'Ben'")
        )
    assert taken(class_, file, alone, office) == [0, 0]
    assert "Ben" in alone.names()
    assert "Ben" in office.names()
    erased(alone, "Ann")
    with class_.database.transaction() as connection:
        connection.execute(text("DELETE FROM sync.erased"))
        connection.execute(text("UPDATE memberships SET role = 'owner'"))
    carrying.carry_out(alone.desk, file, "long and winding")
    assert carrying.carry_in(replace(class_.desk, grown_up=None), file, "long and winding").value.erased == 0
    assert class_.names() == ["Ann", "Ben"]
    assert same(office, class_)

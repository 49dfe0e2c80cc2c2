"""A space is founded whole or not at all."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from app.data.database import Database
from app.data.queries import skills
from app.learning.people import Role, SpaceKind
from app.learning.problems import Problem, Trouble
from app.learning.trees import tree_of
from app.services import children, grown_ups, spaces
from app.services.children import NewChild
from app.services.desk import Desk
from app.services.languages import pack
from app.system.ids import new_id
from tests.services.conftest import PASSWORD, Clock, Home
from tests.support.database import RolledBack


def test_before_the_wizard_there_is_no_space(desk: Desk) -> None:
    assert spaces.current_space(desk) is None
    with pytest.raises(Problem) as raised:
        children.list_children(desk)
    assert raised.value.trouble is Trouble.NOT_FOUND


def test_a_founded_space_has_its_owner_its_child_and_its_letters(home: Home) -> None:
    assert spaces.current_space(replace(home.desk, space=None)) == home.space
    assert [(one.name, one.role) for one in grown_ups.list_grown_ups(home.desk)] == [("Ada", Role.OWNER)]
    assert [one.name for one in children.list_children(home.desk)] == ["Mia"]
    with home.desk.database.reading() as connection:
        tree = skills.find_tree(connection, home.space.id, tree_of(home.space.id, pack("en")).id)
    assert tree is not None
    assert len({skill.letter for skill in tree.skills}) == 26


@pytest.mark.parametrize(
    ("space_name", "name", "password", "languages", "trouble"),
    [
        ("", "Ada", PASSWORD, ("en",), Trouble.NAME_EMPTY),
        ("Home", "a" * 10_000, PASSWORD, ("en",), Trouble.NAME_TOO_LONG),
        ("Ho\x00me", "Ada", PASSWORD, ("en",), Trouble.NAME_NOT_TEXT),
        ("Home", "Ada", "short", ("en",), Trouble.PASSWORD_TOO_SHORT),
        ("Home", "Ada", PASSWORD, ("tlh",), Trouble.LANGUAGE_UNKNOWN),
    ],
)
def test_what_cannot_be_founded_leaves_nothing_behind(
    desk: Desk, space_name: str, name: str, password: str, languages: tuple[str, ...], trouble: Trouble
) -> None:
    with pytest.raises(Problem) as raised:
        spaces.found_space(desk, SpaceKind.HOUSEHOLD, space_name, name, password, NewChild("Mia"), languages)
    assert raised.value.trouble is trouble
    assert spaces.current_space(desk) is None


def test_the_password_is_kept_as_a_hash_of_argon2id(home: Home, database: RolledBack) -> None:
    with database.reading() as connection:
        stored = str(connection.exec_driver_sql("SELECT password_hash FROM grown_ups").scalar())
    assert stored.startswith("$argon2id$")
    assert PASSWORD not in stored


def test_two_wizards_at_once_found_one_space_and_the_other_is_told_so(fresh_database: Database, clock: Clock) -> None:
    desk = Desk(fresh_database, None, None, clock, new_id)

    def found(name: str) -> str:
        child = NewChild("Mia", languages=("en",))
        try:
            return spaces.found_space(desk, SpaceKind.HOUSEHOLD, name, "Ada", PASSWORD, child, ("en",)).value.space.name
        except Problem as problem:
            return problem.trouble.value

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(found, ("Birch", "Elm")))
    there = spaces.current_space(desk)
    assert there is not None
    assert outcomes == sorted([there.name, Trouble.SPACE_FOUNDED.value])


def test_renaming_can_be_taken_back(home: Home) -> None:
    change = spaces.rename_space(home.desk, "  The   Millers ")
    assert change.value.name == "The Millers"
    assert change.undo is not None
    change.undo(home.desk)
    assert spaces.current_space(home.desk) == home.space


def test_a_child_at_the_desk_renames_nothing(home: Home) -> None:
    with pytest.raises(Problem) as raised:
        spaces.rename_space(home.child_side, "Mine")
    assert raised.value.trouble is Trouble.NOT_ALLOWED

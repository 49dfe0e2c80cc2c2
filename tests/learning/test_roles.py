"""What each role may do."""

import pytest

from app.learning.people import Role
from app.learning.problems import Problem, Trouble
from app.learning.roles import ALLOWED, Action, may, require


def test_an_owner_may_do_everything_and_every_role_is_in_the_table() -> None:
    assert ALLOWED[Role.OWNER] == set(Action)
    assert set(ALLOWED) == set(Role)


def test_each_role_may_do_all_that_the_lesser_one_may() -> None:
    assert ALLOWED[Role.HELPER] < ALLOWED[Role.TEACHER] < ALLOWED[Role.OWNER]


@pytest.mark.parametrize("action", [Action.MANAGE_GROWN_UPS, Action.ERASE, Action.RENAME_SPACE])
def test_only_an_owner_decides_over_grown_ups_and_the_space(action: Action) -> None:
    assert [role for role in Role if may(role, action)] == [Role.OWNER]


@pytest.mark.parametrize("action", [
    Action.ADD_CHILD, Action.CHANGE_CHILD, Action.REMOVE_CHILD, Action.CHANGE_SKILLS, Action.CHANGE_SETTINGS,
])  # fmt: skip
def test_a_helper_looks_and_helps_but_changes_nothing(action: Action) -> None:
    assert not may(Role.HELPER, action)
    assert may(Role.TEACHER, action)
    assert may(Role.HELPER, Action.LOOK)


def test_what_may_not_be_done_is_a_problem_and_nobody_may_do_nothing() -> None:
    require(Role.OWNER, Action.ERASE)
    for role in (Role.HELPER, None):
        with pytest.raises(Problem) as caught:
            require(role, Action.ERASE)
        assert caught.value.trouble is Trouble.NOT_ALLOWED
        assert caught.value.facts["action"] == "erase"

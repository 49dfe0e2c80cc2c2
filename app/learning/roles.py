"""What each role may do: one table, asked by every service (and by the hub of a shared space)."""

from enum import StrEnum

from app.learning.people import Role
from app.learning.problems import Problem, Trouble


class Action(StrEnum):
    """Something a grown-up may or may not do in a space."""

    LOOK = "look"  # see children's progress
    PLAY_FOR_CHILD = "play-for-child"  # help a child into its place, give hints
    ADD_CHILD = "add-child"
    CHANGE_CHILD = "change-child"
    REMOVE_CHILD = "remove-child"
    GIVE_SECRETS = "give-secrets"
    PRINT_SECRETS = "print-secrets"
    CHANGE_SKILLS = "change-skills"  # pins, goals, skipping, editing trees
    SWITCH_LANGUAGES = "switch-languages"
    CHANGE_SETTINGS = "change-settings"
    RECORD_VOICES = "record-voices"
    CHANGE_OWN_PASSWORD = "change-own-password"  # noqa: S105 (an action, not a password)
    MANAGE_GROWN_UPS = "manage-grown-ups"
    RENAME_SPACE = "rename-space"
    LINK = "link"  # join a shared space, leave it, invite and disconnect computers
    ERASE = "erase"


_HELPER = frozenset((Action.LOOK, Action.PLAY_FOR_CHILD, Action.PRINT_SECRETS, Action.CHANGE_OWN_PASSWORD))
_TEACHER = _HELPER | {
    Action.ADD_CHILD,
    Action.CHANGE_CHILD,
    Action.REMOVE_CHILD,
    Action.GIVE_SECRETS,
    Action.CHANGE_SKILLS,
    Action.SWITCH_LANGUAGES,
    Action.CHANGE_SETTINGS,
    Action.RECORD_VOICES,
}
ALLOWED = {Role.HELPER: _HELPER, Role.TEACHER: _TEACHER, Role.OWNER: frozenset(Action)}


def may(role: Role, action: Action) -> bool:
    """Whether a role may do something."""
    return action in ALLOWED[role]


def require(role: Role | None, action: Action) -> None:
    """Problem(NOT_ALLOWED, action, role) when a role may not do something; nobody signed in (None) may do nothing."""
    if role is None or not may(role, action):
        raise Problem(Trouble.NOT_ALLOWED, action=action.value, role=None if role is None else role.value)

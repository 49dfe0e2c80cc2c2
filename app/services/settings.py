"""Settings of a space and of a child: each declared once (`setting_kinds`), typed, one row each.

A child's own value wins over its space's, which wins over the default; putting None back takes the own value away. What belongs to the
profile (languages, case, letterform) is not here but in `children`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.data.queries import settings as queries
from app.data.queries import skill_choices, spaces
from app.learning.aliases import Aliases, OneChild
from app.learning.choices import Choices
from app.learning.coach import Preferences
from app.learning.ids import ChildId
from app.learning.people import Child, SpaceKind
from app.learning.roles import Action
from app.learning.sittings import Pace
from app.learning.skills import Aspect
from app.services.audit import Deed, note
from app.services.change import Change, Topic
from app.services.children import found, one_child
from app.services.desk import Desk, space_of
from app.services.permission import permitted
from app.services.setting_kinds import KINDS, SettingKey, checked, understood

if TYPE_CHECKING:
    from app.data.database import Connection

__all__ = ["SettingKey", "Settings", "change", "preferences_of", "read"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force. `own` are the keys that were set at this very scope."""

    order: str  # a teaching order of the language; "" for the language's usual one
    first: Aspect  # NAME or SOUND: which of a letter is learned first
    rounds: int  # turns in a sitting, 8 to 12
    minutes: int  # after a sitting of so many minutes Pip yawns, and it is time for a rest; 0: never
    daily: int  # so many minutes are enough for a day; 0: as many as the child likes
    calm: bool  # fewer moving things and tiles, no celebration beyond a bloom
    pace: Pace  # how many new letters come
    shown: bool  # the wanted letter is shown in games, for children who do not hear
    secrets: bool  # whether a picture password is asked for; of the space only, from the start in a classroom
    own: frozenset[SettingKey]


def read(desk: Desk, scope: ChildId | None = None) -> Settings:
    """The settings of a child, or with None those of the space."""
    with desk.database.reading() as connection:
        return _in_force(connection, desk, None if scope is None else one_child(connection, desk, scope).id)


def change(desk: Desk, scope: ChildId | None, key: SettingKey, value: object | None) -> Change[Settings]:
    """Another value; None takes the own value away. Undo puts the old one back.

    Raises Problem NOT_ALLOWED, NOT_FOUND, SETTING_WRONG (key, value).
    """
    wanted = None if value is None else checked(key, value, of_space=scope is None)
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.CHANGE_SETTINGS)
        if scope is not None:
            scope = found(connection, desk, scope).id
        space = space_of(desk)
        before = understood(queries.values(connection, space, scope)).get(key)
        if wanted is None:
            queries.forget(connection, space, key.value, scope)
        else:
            queries.put(connection, space, key.value, wanted, scope)
        note(desk, connection, Deed.SETTING_CHANGED, scope, key=key.value)
        now = _in_force(connection, desk, scope)
    return Change(now, frozenset({Topic.SETTINGS}), lambda at: change(at, scope, key, before))


def preferences_of(connection: Connection, desk: Desk, child: Child, whole: OneChild) -> Preferences:
    """What the coach is told about a child: the settings of the row that is kept, the choices made for any of its rows. Three queries."""
    own = queries.values(connection, space_of(desk), child.id)
    choices = skill_choices.of_child(connection, space_of(desk), whole)
    return _preferences(child, queries.values(connection, space_of(desk)), own, choices)


def preferences_of_all(connection: Connection, desk: Desk, everyone: Sequence[Child], aliases: Aliases) -> dict[ChildId, Preferences]:
    """The same of many children. Three queries."""
    of_space, own = queries.values(connection, space_of(desk)), queries.of_children(connection, space_of(desk))
    choices = skill_choices.of_space(connection, space_of(desk), aliases)
    return {child.id: _preferences(child, of_space, own.get(child.id, {}), choices.get(child.id, Choices())) for child in everyone}


def _preferences(child: Child, of_space: Mapping[str, object], own: Mapping[str, object], choices: Choices) -> Preferences:
    value = _merged(of_space, own)
    return Preferences(
        order=value[SettingKey.ORDER],
        case=child.case,
        first=Aspect(value[SettingKey.FIRST]),
        rounds=value[SettingKey.ROUNDS],
        calm=value[SettingKey.CALM],
        own_name=child.name,
        choices=choices,
        pace=Pace(value[SettingKey.PACE]),
    )


def _in_force(connection: Connection, desk: Desk, scope: ChildId | None) -> Settings:
    space = space_of(desk)
    of_space = queries.values(connection, space)
    own = of_space if scope is None else queries.values(connection, space, scope)
    value = _merged(of_space, own)
    if value[SettingKey.SECRETS] is None:
        home = spaces.find(connection, space)
        value[SettingKey.SECRETS] = home is not None and home.kind is SpaceKind.CLASSROOM
    return Settings(
        order=value[SettingKey.ORDER],
        first=Aspect(value[SettingKey.FIRST]),
        rounds=value[SettingKey.ROUNDS],
        minutes=value[SettingKey.MINUTES],
        daily=value[SettingKey.DAILY],
        calm=value[SettingKey.CALM],
        pace=Pace(value[SettingKey.PACE]),
        shown=value[SettingKey.SHOWN],
        secrets=value[SettingKey.SECRETS],
        own=frozenset(understood(own)),
    )


def _merged(of_space: Mapping[str, object], own: Mapping[str, object]) -> dict[SettingKey, Any]:
    """Default, then the space's, then the own value of every key; the kinds vouch for the types."""
    return {key: kind.default for key, kind in KINDS.items()} | understood(of_space) | understood(own)

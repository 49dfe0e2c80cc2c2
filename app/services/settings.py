"""Settings of a space and of a child: each declared once, typed, one row each.

A child's own value wins over its space's, which wins over the default; putting None back takes the own value away. What belongs to the
profile (languages, case, letterform) is not here but in `children`.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.learning.ids import ChildId
from app.learning.skills import Aspect
from app.services.change import Change
from app.services.desk import Desk


class SettingKey(StrEnum):
    """The key of a setting; it is also the name of its field in `Settings`."""

    ORDER = "order"
    FIRST = "first"
    ROUNDS = "rounds"
    MINUTES = "minutes"
    CALM = "calm"
    SECRETS = "secrets"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force. `own` are the keys that were set at this very scope."""

    order: str | None  # a teaching order of the language; None: the language's usual one
    first: Aspect  # NAME or SOUND: which of a letter is learned first
    rounds: int  # turns in a sitting, 6 to 12
    minutes: int  # after so many minutes of a day Pip yawns; 0: never
    calm: bool  # fewer moving things, no celebration beyond a bloom
    secrets: bool  # whether a picture password is asked for; of the space only
    own: frozenset[SettingKey]


def read(desk: Desk, scope: ChildId | None = None) -> Settings:
    """The settings of a child, or with None those of the space."""
    raise NotImplementedError


def change(desk: Desk, scope: ChildId | None, key: SettingKey, value: object | None) -> Change[Settings]:
    """Another value; None takes the own value away. Raises Problem NOT_ALLOWED, SETTING_WRONG (key, value). Undo puts the old one back."""
    raise NotImplementedError

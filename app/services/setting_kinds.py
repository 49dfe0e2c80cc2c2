"""Every setting of a space or a child, declared once: its key, what values it takes, its default.

A value is stored as one JSON value. One that this version does not understand (a later version wrote it, or a hand) counts as not set.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.learning.problems import Problem, Trouble
from app.learning.sittings import LONGEST, SHORTEST, Pace
from app.learning.skills import Aspect

LONGEST_ORDER = 60


class SettingKey(StrEnum):
    """The key of a setting; it is also the name of its field in `Settings`."""

    ORDER = "order"
    FIRST = "first"
    ROUNDS = "rounds"
    MINUTES = "minutes"
    DAILY = "daily"
    CALM = "calm"
    PACE = "pace"
    SHOWN = "shown"
    SECRETS = "secrets"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a setting takes: its default and which JSON values are among its own. `of_space` settings have no value for a child."""

    default: str | int | bool | None
    fits: Callable[[object], bool]
    of_space: bool = False


def _whole(least: int, most: int) -> Callable[[object], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


KINDS: Mapping[SettingKey, Kind] = {
    SettingKey.ORDER: Kind("", lambda value: isinstance(value, str) and len(value) <= LONGEST_ORDER and value.isprintable()),
    SettingKey.FIRST: Kind(Aspect.SOUND.value, lambda value: value in {Aspect.NAME.value, Aspect.SOUND.value}),
    SettingKey.ROUNDS: Kind(SHORTEST, _whole(SHORTEST, LONGEST)),
    SettingKey.MINUTES: Kind(15, _whole(0, 120)),
    SettingKey.DAILY: Kind(0, _whole(0, 600)),
    SettingKey.CALM: Kind(False, lambda value: isinstance(value, bool)),
    SettingKey.PACE: Kind(Pace.USUAL.value, lambda value: value in {pace.value for pace in Pace}),
    SettingKey.SHOWN: Kind(False, lambda value: isinstance(value, bool)),
    SettingKey.SECRETS: Kind(None, lambda value: isinstance(value, bool), of_space=True),
}


def checked(key: SettingKey, value: object, of_space: bool) -> object:
    """`value` as it is stored. Raises Problem SETTING_WRONG (key, value)."""
    kind = KINDS[key]
    plain = value.value if isinstance(value, StrEnum) else value
    if (kind.of_space and not of_space) or not _fits(kind, plain):
        raise Problem(Trouble.SETTING_WRONG, key=key.value, value=value)
    return plain


def understood(rows: Mapping[str, object]) -> dict[SettingKey, object]:
    """The stored values that this version knows and can use."""
    return {key: rows[key.value] for key, kind in KINDS.items() if key.value in rows and _fits(kind, rows[key.value])}


def _fits(kind: Kind, value: object) -> bool:
    try:
        return kind.fits(value)
    except TypeError:  # a list or an object where a word is expected
        return False

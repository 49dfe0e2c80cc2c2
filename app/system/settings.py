"""Settings of this computer: how the window looks and sounds here, whoever is playing.

Each setting is declared once, in `ComputerSettings`, with its default and with the reader that turns a value from the file into a good
one or refuses it. What belongs to a child or a space is in the database; passwords are in `app.system.secrets`.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import cast
from urllib.parse import parse_qsl, urlsplit

from app.learning.problems import Problem, Trouble
from app.system import disk
from app.system.paths import Paths

TEXT_SIZES = (0.9, 1.0, 1.25, 1.5)
_LONGEST_FILE = 1_000_000  # bytes; ours has a few hundred


class ThemeChoice(StrEnum):
    """Which colours the window has."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class LessMovement(StrEnum):
    """Whether things appear instead of moving."""

    SYSTEM = "system"
    YES = "yes"
    NO = "no"


class Direction(StrEnum):
    """On which side the window begins: where the language does, or fixed."""

    LANGUAGE = "language"
    LEFT = "left"
    RIGHT = "right"


class OpenAs(StrEnum):
    """Whose side the program opens on."""

    CHILD = "child"
    GROWN_UP = "grown-up"


@dataclass(frozen=True, slots=True)
class WindowPlace:
    """Where the window was, in device-independent pixels of the whole desktop."""

    x: int
    y: int
    width: int
    height: int
    maximised: bool = False


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(value)
    return float(value)


def _text_size(value: object) -> float:
    if _number(value) not in TEXT_SIZES:
        raise ValueError(value)
    return _number(value)


def _volume(value: object) -> float:
    if not 0 <= _number(value) <= 1:
        raise ValueError(value)
    return _number(value)


def _place(value: object) -> WindowPlace | None:
    if value is None or isinstance(value, WindowPlace):
        return value
    if not isinstance(value, Mapping):
        raise TypeError(value)
    x, y, width, height = (round(_number(value[key])) for key in ("x", "y", "width", "height"))
    if not (1 <= width <= 32_767 and 1 <= height <= 32_767 and max(abs(x), abs(y)) <= 1_000_000):
        raise ValueError(value)
    return WindowPlace(x, y, width, height, _yes_or_no(value.get("maximised", False)))


def _texts(value: object) -> Mapping[str, str]:
    if not isinstance(value, Mapping) or not all(isinstance(part, str) for pair in value.items() for part in pair):
        raise ValueError(value)
    return dict(value)


def _address(value: object) -> str:
    """A database address without a password; empty for the embedded database."""
    if not isinstance(value, str):
        raise TypeError(value)
    parts = urlsplit(value)
    if parts.password is not None or any(key.lower() in {"password", "sslpassword"} for key, _ in parse_qsl(parts.query)):
        raise ValueError(value.partition(":")[0])  # the scheme alone: an error must not carry the password either
    return value


def _anything(value: object) -> Mapping[str, object]:
    return dict(cast("Mapping[str, object]", value))


@dataclass(frozen=True, slots=True)
class ComputerSettings:
    """All settings of this computer. Making one with a value that its reader refuses raises ValueError or TypeError."""

    theme: ThemeChoice = field(default=ThemeChoice.SYSTEM, metadata={"read": ThemeChoice})
    text_size: float = field(default=1.0, metadata={"read": _text_size})
    less_movement: LessMovement = field(default=LessMovement.SYSTEM, metadata={"read": LessMovement})
    direction: Direction = field(default=Direction.LANGUAGE, metadata={"read": Direction})
    easy_reading: bool = field(default=False, metadata={"read": _yes_or_no})
    volume: float = field(default=0.8, metadata={"read": _volume})
    kiosk: bool = field(default=False, metadata={"read": _yes_or_no})
    open_as: OpenAs = field(default=OpenAs.CHILD, metadata={"read": OpenAs})
    geometry: WindowPlace | None = field(default=None, metadata={"read": _place})
    last_child: Mapping[str, str] = field(default_factory=dict, metadata={"read": _texts})  # space id -> child id
    database: str = field(default="", metadata={"read": _address})
    unknown: Mapping[str, object] = field(default_factory=dict, metadata={"read": _anything})  # a newer version's; kept as it is

    def __post_init__(self) -> None:
        for each in fields(self):
            object.__setattr__(self, each.name, each.metadata["read"](getattr(self, each.name)))


def load(paths: Paths) -> tuple[ComputerSettings, Problem | None]:
    """The settings of this computer, and what was wrong with their file: SETTINGS_BROKEN, with the refused `names` and where it was `kept`.

    A file that cannot be read whole is set aside as `settings.broken-<n>.json`; what is good in it stays in force.
    """
    try:
        content = _read(paths)
    except (FileNotFoundError, NotADirectoryError):
        return ComputerSettings(), None
    except (OSError, ValueError, TypeError, RecursionError):
        return _set_aside(paths, ComputerSettings(), ())
    good, refused = _sorted_out(content)
    settings = ComputerSettings(**good)  # type: ignore[arg-type]  # each value has passed the reader of its own field
    return _set_aside(paths, settings, refused) if refused else (settings, None)


def save(paths: Paths, settings: ComputerSettings) -> None:
    """Write the settings, whole or not at all. Raises Problem FOLDER_NOT_WRITABLE or DISK_FULL."""
    known = asdict(settings)
    content = {**known.pop("unknown"), **known}
    paths.make(paths.home)
    disk.write_whole(paths.settings_file, json.dumps(content, indent=1, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _read(paths: Paths) -> dict[str, object]:
    with paths.settings_file.open("rb") as file:
        raw = file.read(_LONGEST_FILE + 1)
    content = json.loads(raw.decode("utf-8")) if len(raw) <= _LONGEST_FILE else None
    if not isinstance(content, dict):
        raise TypeError(type(content).__name__)
    return content


def _sorted_out(content: dict[str, object]) -> tuple[dict[str, object], tuple[str, ...]]:
    """What of `content` can be used, as arguments of ComputerSettings, and the names of what cannot."""
    readers = {each.name: each.metadata["read"] for each in fields(ComputerSettings) if each.name != "unknown"}
    good: dict[str, object] = {"unknown": {name: value for name, value in content.items() if name not in readers}}
    refused: list[str] = []
    for name in readers.keys() & content.keys():
        try:
            good[name] = readers[name](content[name])
        except (ValueError, TypeError, KeyError, OverflowError):
            refused.append(name)
    return good, tuple(sorted(refused))


def _set_aside(paths: Paths, settings: ComputerSettings, refused: tuple[str, ...]) -> tuple[ComputerSettings, Problem]:
    kept = paths.settings_file
    try:
        number = 1
        while (kept := paths.home / f"settings.broken-{number}.json").exists():
            number += 1
        paths.settings_file.rename(kept)
        save(paths, settings)
    except (OSError, Problem):  # a folder that cannot be read or written: the settings hold for this time, and the old file stays
        kept = paths.settings_file
    return settings, Problem(Trouble.SETTINGS_BROKEN, kept=str(kept), names=refused)

"""The doctor: what this installation runs on and what needs attention. `lettergrove doctor --json` prints `Report.as_json()`.

Fonts are asked of Qt, which only the window may import, so the caller gives them in.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

import app
from app.data.address import DatabaseAddress
from app.data.database import Database
from app.data.upgrade import stored_revision
from app.learning.problems import Problem, Trouble
from app.services import languages
from app.system import logs, machine
from app.system.paths import Paths
from app.system.voices import Voices
from migrations import NEWEST

LITTLE_ROOM = 500_000_000  # bytes free; below this a backup may not fit any more
ERRORS_SHOWN = 5


class Mode(StrEnum):
    """Where the database is: the program's own cluster, or a server given by its address."""

    EMBEDDED = "embedded"
    ADDRESS = "address"


class Attention(StrEnum):
    """What needs someone, most urgent first. A problem of opening the database stands before these under its own code."""

    FOLDER_NOT_WRITABLE = "folder-not-writable"
    DISK_NEARLY_FULL = "disk-nearly-full"
    LETTERS_BROKEN = "letters-broken"
    FONT_MISSING = "font-missing"
    VOICE_MISSING = "voice-missing"


@dataclass(frozen=True, slots=True)
class DatabaseHealth:
    """The database. What is None could not be asked: `opening` is then the code of the problem (None: it was not tried)."""

    mode: Mode
    address: str | None  # without password; None for the embedded cluster that did not open
    server: str | None  # "18.1"
    schema: str | None
    schema_wanted: str
    opening: Trouble | None


@dataclass(frozen=True, slots=True)
class LanguageHealth:
    """Whether a language can be drawn and spoken here. None: could not be found out."""

    language: str
    font: bool | None
    voice: bool | None


@dataclass(frozen=True, slots=True)
class Report:
    """What the doctor found. Sizes are bytes; `sound` names the way sound goes out (None: no device), `secrets` is "keyring" or "file".

    A computer without sound is no fault: everything can be played silently.
    """

    version: str
    python: str
    system: str
    processors: int
    memory: int | None
    database: DatabaseHealth
    home: str
    home_writable: bool
    disk_free: int | None
    languages: tuple[LanguageHealth, ...]
    sound: str | None
    secrets: str
    last_errors: tuple[logs.LoggedError, ...]
    attention: tuple[str, ...]

    @property
    def needs_attention(self) -> bool:
        """Whether someone has to do something: the command then ends with status 1."""
        return bool(self.attention)

    def as_json(self) -> str:
        """The report as JSON. Its keys are those of these dataclasses and stay; later versions may add some."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False)


def examine(
    paths: Paths,
    opened: Database | Problem | None,
    address: DatabaseAddress | None = None,
    fonts: Mapping[str, bool | None] | None = None,
) -> Report:
    """Look at everything; takes some seconds at worst (keyring, sound device), so not for the GUI thread.

    `opened` is the open database, or the problem that opening it raised (None: it was not tried); `address` is the server given by the
    user, None for the embedded cluster; `fonts` says by language whether its letters can be drawn.
    """
    computer = machine.examine(paths)
    database = _database(opened, address)
    spoken, broken = _languages(paths, fonts or {})
    writable = _writable(paths.home)
    return Report(
        version=app.__version__,
        python=computer.python,
        system=computer.system,
        processors=computer.processors,
        memory=computer.memory,
        database=database,
        home=str(paths.home),
        home_writable=writable,
        disk_free=computer.disk_free,
        languages=spoken,
        sound=computer.sound_device,
        secrets=computer.secrets.value,
        last_errors=logs.last_errors(paths, ERRORS_SHOWN),
        attention=_attention(database, writable, computer.disk_free, spoken, broken),
    )


def _database(opened: Database | Problem | None, address: DatabaseAddress | None) -> DatabaseHealth:
    mode = Mode.EMBEDDED if address is None or address.embedded else Mode.ADDRESS
    shown, server, schema = None if address is None else str(address), None, None
    opening = opened.trouble if isinstance(opened, Problem) else None
    if isinstance(opened, Database):
        shown, server = str(opened.address), ".".join(str(part) for part in opened.server_version)
        try:
            schema = stored_revision(opened)
        except Problem as problem:
            opening = problem.trouble
    return DatabaseHealth(mode, shown, server, schema, NEWEST, opening)


def _languages(paths: Paths, fonts: Mapping[str, bool | None]) -> tuple[tuple[LanguageHealth, ...], bool]:
    """Each language with its font and voice, and whether the letters that came with the program are broken."""
    try:
        offers = languages.offered()
    except Problem:
        return (), True
    voices = Voices(paths)
    try:
        known = voices.available_voices()
    finally:
        voices.close()
    return tuple(LanguageHealth(offer.language, fonts.get(offer.language), offer.voice.lower() in known) for offer in offers), not offers


def _writable(home: Path) -> bool:
    """Whether the home folder can be written to, or made."""
    place = next(folder for folder in (home, *home.parents) if folder.exists())
    return place.is_dir() and os.access(place, os.W_OK | os.X_OK)


def _attention(
    database: DatabaseHealth, writable: bool, free: int | None, spoken: tuple[LanguageHealth, ...], broken: bool
) -> tuple[str, ...]:
    found = [] if database.opening is None else [database.opening.value]
    found += [
        code.value
        for code, present in (
            (Attention.FOLDER_NOT_WRITABLE, not writable),
            (Attention.DISK_NEARLY_FULL, free is not None and free < LITTLE_ROOM),
            (Attention.LETTERS_BROKEN, broken),
            (Attention.FONT_MISSING, any(language.font is False for language in spoken)),
            (Attention.VOICE_MISSING, any(language.voice is False for language in spoken)),
        )
        if present and code.value not in found
    ]
    return tuple(found)

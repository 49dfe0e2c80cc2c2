"""The doctor: what this installation runs on and what needs attention. `lettergrove doctor --json` prints `Report.as_json()`.

Fonts are asked of Qt, which only the window may import, so the caller gives them in.
"""

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

import app
from app.data.address import DatabaseAddress
from app.data.cluster.places import elsewhere_of
from app.data.database import Database
from app.data.upgrade import problem_of_revision, stored_revision
from app.learning.problems import Problem, Trouble
from app.services import languages
from app.system import logs, machine
from app.system.fonts import fonts_of
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
    SETTINGS_BROKEN = "settings-broken"
    DISK_NEARLY_FULL = "disk-nearly-full"
    LETTERS_BROKEN = "letters-broken"
    FONT_MISSING = "font-missing"
    VOICE_MISSING = "voice-missing"


@dataclass(frozen=True, slots=True)
class LanguageHealth:
    """Whether a language can be drawn and spoken here. None: could not be found out.

    `font_packages` are the packages of Debian and Ubuntu that bring a font for it.
    """

    language: str
    font: bool | None
    voice: bool | None
    font_packages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What the doctor found. What is None could not be found out; sizes are bytes.

    `address` is without password; `opening` is the code of the problem that keeps the program from opening the database (None: it opens,
    or was not tried), and `opening_facts` what is known about it.
    `secrets` says where passwords are kept. A computer without sound is no fault: everything can be played silently.
    """

    program: str
    python: str
    system: str
    mode: Mode
    address: str | None
    server: str | None
    schema: str | None
    schema_wanted: str
    home: str
    home_writable: bool
    free: int | None
    used: int | None
    languages: tuple[LanguageHealth, ...]
    sound: bool
    secrets: str
    last_errors: tuple[str, ...]
    opening: Trouble | None
    opening_facts: Mapping[str, str]
    attention: tuple[str, ...]

    @property
    def needs_attention(self) -> bool:
        """Whether someone has to do something: the command then ends with status 1."""
        return bool(self.attention)

    def as_json(self) -> str:
        """The report as JSON. Its keys are the names of the fields here and in `LanguageHealth`; they stay, later versions may add some."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False)

    @property
    def problem(self) -> Problem | None:
        """What keeps the program from opening the database."""
        return None if self.opening is None else Problem(self.opening, **self.opening_facts)


def examine(
    paths: Paths,
    opened: Database | Problem | None,
    address: DatabaseAddress | None = None,
    fonts: Mapping[str, bool | None] | None = None,
    *,
    settings_broken: bool = False,
) -> Report:
    """Look at everything; takes some seconds at worst (keyring, sound device), so not for the GUI thread.

    `opened` is the open database, or the problem that opening it raised (None: it was not tried); `address` is the server given by the
    user, None for the embedded cluster; `fonts` says by language whether its letters can be drawn.
    """
    computer = machine.examine(paths)
    server, schema, problem = _asked(opened)
    opening = None if problem is None else problem.trouble
    if isinstance(opened, Database):
        address = opened.address
    spoken, broken = _languages(paths, fonts or {})
    writable = _writable(paths.home)
    return Report(
        program=app.__version__,
        python=computer.python,
        system=computer.system,
        mode=Mode.EMBEDDED if address is None or address.embedded else Mode.ADDRESS,
        address=None if address is None else str(address),
        server=server,
        schema=schema,
        schema_wanted=NEWEST,
        home=str(paths.home),
        home_writable=writable,
        free=computer.disk_free,
        used=_used(paths),
        languages=spoken,
        sound=computer.sound_device is not None,
        secrets=computer.secrets.value,
        last_errors=tuple(f"{error.at} {error.text}" for error in logs.last_errors(paths, ERRORS_SHOWN)),
        opening=opening,
        opening_facts={name: str(fact) for name, fact in problem.facts.items()} if problem else {},
        attention=attention_of(opening, writable, computer.disk_free, spoken, broken, settings_broken),
    )


def _asked(opened: Database | Problem | None) -> tuple[str | None, str | None, Problem | None]:
    """The server's version, the stored revision of the schema, and what would keep the program from working with them."""
    if not isinstance(opened, Database):
        return None, None, opened
    server = ".".join(str(part) for part in opened.server_version)
    try:
        schema = stored_revision(opened)
    except Problem as problem:
        return server, None, problem
    return server, schema, problem_of_revision(schema)


def _used(paths: Paths) -> int | None:
    """The bytes of all files of the home folder; those that go away meanwhile, or that we may not see, do not count."""
    if not paths.home.is_dir():
        return None
    elsewhere = elsewhere_of(paths.cluster)
    return _size_of(paths.home) + (_size_of(elsewhere) if elsewhere else 0)


def _size_of(place: Path) -> int:
    total = 0
    for folder, _, files in os.walk(place):
        for name in files:
            with contextlib.suppress(OSError):
                total += os.lstat(Path(folder) / name).st_size
    return total


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
    found = []
    for offer in offers:
        bring = fonts_of(languages.pack(offer.language).script).packages
        found.append(LanguageHealth(offer.language, fonts.get(offer.language), offer.recorded or offer.voice.lower() in known, bring))
    return tuple(found), False


def _writable(home: Path) -> bool:
    """Whether the home folder can be written to, or made."""
    place = next(folder for folder in (home, *home.parents) if folder.exists())
    return place.is_dir() and os.access(place, os.W_OK | os.X_OK)


def attention_of(
    opening: Trouble | None,
    writable: bool,
    free: int | None,
    spoken: tuple[LanguageHealth, ...],
    broken: bool,
    settings_broken: bool = False,
) -> tuple[str, ...]:
    """The codes of what needs someone, most urgent first. `free` in bytes; `broken` when the letters cannot be read."""
    found = [] if opening is None else [opening.value]
    found += [
        code.value
        for code, present in (
            (Attention.FOLDER_NOT_WRITABLE, not writable),
            (Attention.SETTINGS_BROKEN, settings_broken),
            (Attention.DISK_NEARLY_FULL, free is not None and free < LITTLE_ROOM),
            (Attention.LETTERS_BROKEN, broken),
            (Attention.FONT_MISSING, any(language.font is False for language in spoken)),
            (Attention.VOICE_MISSING, any(language.voice is False for language in spoken)),
        )
        if present and code.value not in found
    ]
    return tuple(found)

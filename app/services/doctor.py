"""The doctor: what this installation runs on and what needs attention. `lettergrove doctor --json` prints `Report.as_json()`.

Fonts are asked of Qt, which only the window may import, so the caller gives them in.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.data.address import DatabaseAddress
from app.data.database import Database
from app.learning.problems import Problem, Trouble
from app.system.paths import Paths


@dataclass(frozen=True, slots=True)
class LanguageHealth:
    """Whether a language can be drawn and spoken here. None: could not be found out."""

    language: str
    font: bool | None
    voice: bool | None


@dataclass(frozen=True, slots=True)
class Report:
    """What the doctor found. `attention` are the codes of what needs someone, most urgent first; an empty one is good health.

    `mode` is "embedded" (the program's own cluster) or "address" (a server of the user's own). Versions and revisions are None when the
    database did not open. `secrets` says where passwords are kept: "keyring" or "file". Sizes are bytes.
    """

    program: str
    python: str
    system: str
    mode: str
    address: str  # without password
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
    attention: tuple[str, ...]

    @property
    def needs_attention(self) -> bool:
        """Whether someone has to do something: the command then ends with status 1."""
        return bool(self.attention)

    def as_json(self) -> str:
        """The report as JSON with stable keys; its shape is written down in docs/architecture.md."""
        raise NotImplementedError


def examine(
    paths: Paths,
    opened: Database | Problem | None,
    address: DatabaseAddress | None = None,
    fonts: Mapping[str, bool | None] | None = None,
) -> Report:
    """Look at everything. `opened` is the open database or the problem that opening it raised (None: it was not tried); `address` is the
    server given by the user, None for the embedded cluster; `fonts` says by language whether its letters can be drawn."""
    raise NotImplementedError

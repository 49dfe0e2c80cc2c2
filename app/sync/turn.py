"""What one exchange works with, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from app.data.database import Database
from app.data.replica.links import Link
from app.learning.ids import SpaceId
from app.learning.mastery import Rules
from app.learning.problems import Problem
from app.learning.skills import Skill
from app.sync.protocol import MOST_PULLED, MOST_PUSHED, Transport


class Keys(Protocol):
    """Where the secrets of devices lie: the keyring."""

    def secret_of(self, device: UUID) -> str | None:
        """The secret of a device of this computer; None when it is not there (any more)."""
        ...

    def keep(self, device: UUID, secret: str) -> None:
        """Keep the secret of a new device."""
        ...

    def forget(self, device: UUID) -> None:
        """Let go of a secret that nobody needs any more."""
        ...


@dataclass(frozen=True, slots=True)
class Device:
    """What this computer exchanges a space with. `clock_ms`: milliseconds since 1970; `rules_of`: by them a skill's attempts are folded."""

    database: Database
    space: SpaceId
    transport: Transport
    keys: Keys
    rules_of: Callable[[Skill], Rules]
    clock_ms: Callable[[], int]
    most_pushed: int = MOST_PUSHED
    most_pulled: int = MOST_PULLED


class Outcome(StrEnum):
    """How an exchange ended."""

    DONE = "done"  # both sides hold the same, as far as either knew
    OFF = "off"  # the space is not linked
    CANCELLED = "cancelled"
    OFFLINE = "offline"  # no answer came, or none that could be read; it passes by itself
    FAILED = "failed"  # the hub or this database did not do it; it is tried again
    NEEDS = "needs"  # a person has to do something


@dataclass(frozen=True, slots=True)
class Turn:
    """What one exchange came to. Counts are rows; `head` is the hub's; `clock_wrong`: the hub's time is far from ours.

    After one that is DONE: the `link`, and how many rows are `waiting` still.
    """

    outcome: Outcome
    pushed: int = 0
    pulled: int = 0
    erased: int = 0
    conflicts: int = 0
    quarantined: int = 0
    head: int | None = None
    clock_wrong: bool = False
    problem: Problem | None = None
    tables: frozenset[str] = frozenset()
    link: Link | None = None
    waiting: int = 0

    @property
    def moved(self) -> bool:
        """Whether any row went either way."""
        return bool(self.pushed or self.pulled or self.erased or self.quarantined)


@dataclass(slots=True)
class Tally:
    """The counts of a turn that is under way, how far it has come, and whether it is written down (`noted`)."""

    report: Callable[[int, int], None]
    pushed: int = 0
    pulled: int = 0
    erased: int = 0
    conflicts: int = 0
    quarantined: int = 0
    head: int | None = None
    clock_wrong: bool = False
    tables: frozenset[str] = frozenset()
    done: int = 0
    expected: int = 0
    noted: bool = False

    @property
    def moved_something(self) -> bool:
        """Whether something came that changed a row here, or something was sent."""
        return bool(self.tables or self.pushed)

    def expect(self, more: int) -> None:
        """So many rows more are to come."""
        self.expected += more
        self.report(self.done, max(self.expected, self.done))

    def moved(self, rows: int) -> None:
        """So many rows have been sent or fetched."""
        self.done += rows
        self.report(self.done, max(self.expected, self.done))

    def ended(self, outcome: Outcome, problem: Problem | None = None) -> Turn:
        """The turn, over."""
        return Turn(
            outcome,
            self.pushed,
            self.pulled,
            self.erased,
            self.conflicts,
            self.quarantined,
            self.head,
            self.clock_wrong,
            problem,
            self.tables,
        )

"""What a person sees of sync at a glance."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.learning.problems import Problem


class Stage(StrEnum):
    """The words of the window: design.md, "What a person sees"."""

    OFF = "off"
    UP_TO_DATE = "up-to-date"
    WAITING = "waiting"
    SYNCING = "syncing"
    OFFLINE = "offline"
    NEEDS = "needs"


@dataclass(frozen=True, slots=True)
class State:
    """How it stands. `waiting` rows are to be sent; while SYNCING `done` of `expected` rows have moved.

    `problem` is why it is OFFLINE or NEEDS a person; `clock_wrong`: the hub had to correct this computer's clock.
    """

    stage: Stage
    waiting: int = 0
    done: int = 0
    expected: int = 0
    synced_at: datetime | None = None
    problem: Problem | None = None
    clock_wrong: bool = False

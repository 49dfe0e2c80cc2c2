"""Where a child stands on a skill, folded from its attempts.

`fold(standing, attempt)` and `refold(attempts)` are pure functions of the facts: fold order is the attempt's time, then its id, and
`refold` gives the same standing whatever order the attempts arrive in. `RULES_VERSION` is stored with every fold.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.learning.ids import AttemptId, ChildId, PlaySessionId, SkillId
from app.learning.skills import Status

RULES_VERSION = 1


class Game(StrEnum):
    """A kind of play."""

    LISTEN_AND_FIND = "listen-and-find"
    PICTURE_TO_LETTER = "picture-to-letter"


@dataclass(frozen=True, slots=True)
class Attempt:
    """The child's one answer to a round: a fact, never changed.

    `turn` counts the turns of the play session from 0, `try_number` the presses within the turn from 1. `aided` is true once a hint was
    shown in the turn. `asked` and `answered` are letters as they stood on the tiles; `choices` are all tiles, in order.
    """

    id: AttemptId
    child: ChildId
    play_session: PlaySessionId
    skill: SkillId
    game: Game
    turn: int
    try_number: int
    asked: str
    answered: str
    choices: tuple[str, ...]
    correct: bool
    aided: bool
    took_ms: int
    occurred_at: datetime  # aware, UTC
    local_day: date  # the day at the child's place
    prompt: str = ""  # the picture word shown with it, if any


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a child stands on one skill. `leaves` is 0 to 3; `due` is when it asks for water (None before the first fold of a bloom)."""

    child: ChildId
    skill: SkillId
    status: Status
    leaves: int
    attempts: int
    bloomed_at: datetime | None
    due: datetime | None
    last_at: datetime | None
    last_id: AttemptId | None
    memory: dict[str, object]  # what the fold needs of the past: recent first tries, days, games, FSRS card; JSON values only
    rules: int = RULES_VERSION

    def needs_water(self, now: datetime) -> bool:
        """Whether a review is due at `now`. Never before the first bloom: a skill in growth asks by being next."""
        return self.status is Status.BLOOMED and self.due is not None and self.due <= now

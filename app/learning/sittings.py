"""A sitting as the coach sees it: what is wished for a child, the turns so far, and what came of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.learning.choices import Choices
from app.learning.ids import PlaySessionId, SkillId
from app.learning.mastery import Attempt, Game
from app.learning.people import Case
from app.learning.skills import Aspect

SHORTEST, LONGEST = 8, 12  # turns of a sitting


class Pace(StrEnum):
    """How quickly new skills come."""

    GENTLE = "gentle"
    USUAL = "usual"
    BRISK = "brisk"


@dataclass(frozen=True, slots=True)
class Preferences:
    """What is chosen for a child. `order` names a teaching order of the pack ("" for the usual one); `first` is SOUND or NAME.

    `own_name` is the child's name, whose letters come first ("" for none). Calm: three tiles, eight turns, never look-alikes side by side.
    `choices` are what grown-ups chose about its skills: what was passed over is not asked, pins come first, then the way to a goal.
    """

    order: str = ""
    case: Case = Case.LOWER
    first: Aspect = Aspect.SOUND
    rounds: int = SHORTEST
    calm: bool = False
    own_name: str = ""
    choices: Choices = field(default_factory=Choices)
    pace: Pace = Pace.USUAL

    @property
    def turns(self) -> int:
        """How many turns a sitting has."""
        return SHORTEST if self.calm else min(max(self.rounds, SHORTEST), LONGEST)


@dataclass(frozen=True, slots=True)
class Sitting:
    """A play session as the coach sees it: `turns` in all, the attempts given in it so far, and when it began (None: now).

    `began` decides what is due, so that a sitting which is resumed later asks what it would have asked.
    """

    play_session: PlaySessionId
    game: Game
    turns: int
    attempts: tuple[Attempt, ...]
    began: datetime | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn that was begun, with its attempts by try."""

    number: int
    skill: SkillId
    attempts: tuple[Attempt, ...]

    @property
    def over(self) -> bool:
        """Whether the right tile was pressed."""
        return any(attempt.correct for attempt in self.attempts)

    @property
    def known(self) -> bool:
        """Whether the turn need not come back: the first try was right, and what is written was written without the corridor."""
        return self.attempts[0].correct and not (self.attempts[0].aided and self.attempts[0].game is Game.TRACE)


def turns_of(attempts: Sequence[Attempt]) -> list[Turn]:
    """The turns of a sitting in order."""
    held: dict[int, list[Attempt]] = {}
    for attempt in sorted(attempts, key=lambda one: (one.turn, one.try_number)):
        held.setdefault(attempt.turn, []).append(attempt)
    return [Turn(number, given[0].skill, tuple(given)) for number, given in held.items()]

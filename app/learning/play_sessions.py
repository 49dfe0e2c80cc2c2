"""A play session: one sitting of one child at one game. Values only."""

from dataclasses import dataclass
from datetime import date, datetime

from app.learning.ids import ChildId, PlaySessionId
from app.learning.mastery import Game


@dataclass(frozen=True, slots=True)
class PlaySession:
    """One sitting. Without `ended_at` it can be resumed; `seed` (of 64 bits, signed) and `turns` make it go on as it began."""

    id: PlaySessionId
    child: ChildId
    game: Game
    language: str
    turns: int
    seed: int
    started_at: datetime
    ended_at: datetime | None
    local_day: date  # the day at the child's place on which it began


@dataclass(frozen=True, slots=True)
class PlayedSession:
    """A play session with its numbers. `turns` counts those with an answer, `right` those right at the first try without aid."""

    play_session: PlaySession
    attempts: int
    turns: int
    right: int
    last_at: datetime | None  # of its last attempt

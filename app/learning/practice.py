"""What a child did on a day. Values only."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.learning.ids import ChildId


@dataclass(frozen=True, slots=True)
class PracticeDay:
    """One day on which a child played, at the child's place. `first_tries_right` were right without aid."""

    child: ChildId
    day: date
    attempts: int
    correct: int
    first_tries: int
    first_tries_right: int
    played: timedelta  # spent answering

"""What a child did on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.learning.aliases import OneChild
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


def added_up(days: Iterable[PracticeDay], one: OneChild) -> tuple[PracticeDay, ...]:
    """The days of all rows of a child as those of one, oldest first."""
    found: dict[date, PracticeDay] = {}
    for day in days:
        so_far = found.get(day.day, PracticeDay(one.id, day.day, 0, 0, 0, 0, timedelta()))
        found[day.day] = PracticeDay(
            one.id,
            day.day,
            so_far.attempts + day.attempts,
            so_far.correct + day.correct,
            so_far.first_tries + day.first_tries,
            so_far.first_tries_right + day.first_tries_right,
            so_far.played + day.played,
        )
    return tuple(found[day] for day in sorted(found))

"""Small figures for grown-ups, from facts: how often right, how long, on which days.

Days are local days of the child, so that practice at bedtime counts for the day on which it happened.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.learning.mastery import Attempt, Game, options

_PAUSE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `total`."""

    right: int
    total: int

    @property
    def percent(self) -> int | None:
        """The share in whole per cent, rounded down so that 100 means all; None of nothing."""
        return None if self.total == 0 else 100 * self.right // self.total


def first_tries(attempts: Iterable[Attempt]) -> Share:
    """How many unaided first tries were right. A pair found by luck, which had no choice, does not count."""
    alone = (one for one in attempts if one.try_number == 1 and not one.aided)
    counted = [one.correct for one in alone if options(one) > 1 or one.game is Game.TRACE]
    return Share(sum(counted), len(counted))


def right_at_once(attempts: Iterable[Attempt]) -> int:
    """How many turns were right at the first try and unaided: the last letter to be carried home too, a pair found by luck not."""
    alone = (one for one in attempts if one.try_number == 1 and not one.aided)
    return sum(one.correct for one in alone if one.game is not Game.LETTER_PAIRS or options(one) > 1)


def last_days(today: date, count: int = 7) -> tuple[date, ...]:
    """The last days up to today, today last."""
    return tuple(today - timedelta(days=back) for back in range(count - 1, -1, -1))


def days_in_a_row(days: Collection[date], today: date) -> int:
    """How many days in a row had practice, up to today, or up to yesterday while today still may."""
    held = set(days)
    day = today if today in held else today - timedelta(days=1)
    count = 0
    while day in held:
        count += 1
        day -= timedelta(days=1)
    return count

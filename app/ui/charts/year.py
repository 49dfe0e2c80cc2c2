"""The reckoning of the year picture: which day stands where, how large its square is, and where the months begin. Without a pixel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.learning.practice import PracticeDay
from app.learning.statistics import Share

WEEKS = 53
STEPS = (timedelta(0), timedelta(minutes=2), timedelta(minutes=5), timedelta(minutes=10))  # longer than these: sizes 1 to 4


@dataclass(frozen=True, slots=True)
class YearOfDays:
    """The weeks up to the one with `today`, each from Monday; `played` is the time spent answering by day."""

    today: date
    played: Mapping[date, timedelta]

    @property
    def first(self) -> date:
        """The Monday with which it begins."""
        return self.today - timedelta(days=self.today.weekday() + 7 * (WEEKS - 1))

    def day(self, week: int, weekday: int) -> date | None:
        """The day at a place, both counted from 0; None for days to come and places that do not exist."""
        if not (0 <= week < WEEKS and 0 <= weekday < 7):
            return None
        there = self.first + timedelta(days=7 * week + weekday)
        return there if there <= self.today else None

    def place(self, day: date) -> tuple[int, int]:
        """The week and weekday of a day."""
        return divmod((day - self.first).days, 7)

    def size(self, day: date) -> int:
        """0 for a day without play, then 1 to 4 by how long it was."""
        played = self.played.get(day)
        return 0 if played is None else max(1, sum(played > step for step in STEPS))

    @property
    def months(self) -> tuple[tuple[int, int], ...]:
        """The week in which each month first has its Monday, and the month (1 to 12); months with less than three weeks are left out."""
        found: list[tuple[int, int]] = []
        for week in range(WEEKS):
            month = (self.first + timedelta(days=7 * week)).month
            if not found or found[-1][1] != month:
                found.append((week, month))
        ends = [week for week, _ in found[1:]] + [WEEKS]
        return tuple(one for one, end in zip(found, ends, strict=True) if end - one[0] >= 3)


def year_of(days: Sequence[PracticeDay], today: date) -> YearOfDays:
    """The year picture of what a child practised up to `today`."""
    return YearOfDays(today, {day.day: day.played for day in days})


def right_first_time(days: Sequence[PracticeDay], today: date, last: int = 30) -> Share:
    """How many unaided first tries of the last days, today included, were right."""
    since = today - timedelta(days=last - 1)
    counted = [day for day in days if since <= day.day <= today]
    return Share(sum(day.first_tries_right for day in counted), sum(day.first_tries for day in counted))

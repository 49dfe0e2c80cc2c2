"""Session care: how long a child has played, and whether it is time for a rest. Pure; told from facts.

What counts is what was answered: for each attempt the time it took, or the time since the one before where that is longer, two minutes at
most (after that the child was elsewhere). So nothing runs while nobody plays, a restart changes nothing, and a clock that is set forward or
back costs a child two minutes at most: a gap in either direction of as long as a rest is a rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

REST = timedelta(minutes=20)
_PAUSE = timedelta(minutes=2)
_A_LITTLE_MORE = timedelta(minutes=15)  # what a grown-up gives who lets a child go on, where no length of a sitting is set


class Due(StrEnum):
    """What it is time for: a rest, or to come again tomorrow."""

    REST = "rest"
    TOMORROW = "tomorrow"


@dataclass(frozen=True, slots=True)
class Played:
    """One attempt, as far as care goes: `at` is an aware time, `day` the child's local day."""

    at: datetime
    took: timedelta
    day: date


@dataclass(frozen=True, slots=True)
class Limits:
    """What a grown-up chose: how long a sitting is, and how much is enough for a day. None: as long as the child likes."""

    sitting: timedelta | None
    daily: timedelta | None


@dataclass(frozen=True, slots=True)
class Care:
    """How long the child has played in this sitting and today, and what is due; `again_at` is when a rest is over (of REST only)."""

    sitting: timedelta
    today: timedelta
    due: Due | None = None
    again_at: datetime | None = None


def care(played: Sequence[Played], limits: Limits, now: datetime, let_on: datetime | None = None, besides: timedelta = timedelta()) -> Care:
    """How it stands at `now` (aware local time), from the attempts of the last day in order of time.

    `let_on` is when a grown-up last let the child go on: for one sitting more, also beyond what is enough for a day. `besides` is time of
    this sitting that leaves no attempts (the explorer), by a clock that never goes back.
    """
    last = played[-1].at if played else None
    rested = last is None or abs(now - last) >= REST
    sitting = (timedelta() if rested else _counted(_sitting(played))) + besides
    today = _counted([one for one in played if one.day == now.date()]) + besides
    since = [one for one in played if let_on is None or one.at > let_on]
    fresh = (timedelta() if rested else _counted(_sitting(since))) + besides
    if limits.daily is not None and today >= limits.daily and not _may_go_on(let_on, now, since, besides, limits):
        return Care(sitting, today, Due.TOMORROW)
    if limits.sitting is not None and fresh >= limits.sitting:
        return Care(sitting, today, Due.REST, (last or now) + REST)
    return Care(sitting, today)


def _may_go_on(let_on: datetime | None, now: datetime, since: Sequence[Played], besides: timedelta, limits: Limits) -> bool:
    """Whether a grown-up has let the child go on today, and that is not used up."""
    if let_on is None or let_on.astimezone(now.tzinfo).date() != now.date():
        return False
    more = limits.sitting or _A_LITTLE_MORE
    return _counted([one for one in since if one.day == now.date()]) + besides < more


def _sitting(played: Sequence[Played]) -> Sequence[Played]:
    """The last attempts without a rest between two of them."""
    first = len(played) - 1
    while first > 0 and abs(played[first].at - played[first - 1].at) < REST:
        first -= 1
    return played[max(0, first):]


def _counted(played: Sequence[Played]) -> timedelta:
    """How long some attempts and what lay between them lasted."""
    total = timedelta()
    for place, one in enumerate(played):
        gap = one.at - played[place - 1].at if place else timedelta()
        near = timedelta() <= gap < REST
        total += max(one.took, min(gap, _PAUSE) if near else timedelta())
    return total

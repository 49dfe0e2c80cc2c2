"""What the pages that look at learning call things: states, parts of a letter, how much and how often."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, QLocale

from app.learning.people import Case
from app.learning.skills import Aspect, Level
from app.learning.statistics import Share
from app.ui.painting.tree_state import TreeState
from app.ui.people import saying
from app.ui.words import tr

STATES = (TreeState.READY, TreeState.GROWING, TreeState.NEEDS_WATER, TreeState.BLOOMED, TreeState.NOT_YET)


def state(of: TreeState) -> str:
    """The word for a state, with a capital."""
    return {
        TreeState.NOT_YET: tr("Not yet"), TreeState.READY: tr("Ready"), TreeState.GROWING: tr("Growing"),
        TreeState.BLOOMED: tr("Bloomed"), TreeState.NEEDS_WATER: tr("Needs water"),
    }[of]  # fmt: skip


def aspect(of: Aspect) -> str:
    """What of a letter is learned, in few words."""
    return {
        Aspect.SOUND: tr("Hear its sound"), Aspect.NAME: tr("Know its name"), Aspect.FIRST_PICTURE: tr("First in a picture's word"),
        Aspect.SHAPE: tr("Know its shape"), Aspect.TRACE: tr("Write it"), Aspect.ABILITY: tr("Can do it"),
    }[of]  # fmt: skip


def aspect_icon(of: Aspect) -> str:
    """The icon that stands for it."""
    return {
        Aspect.SOUND: "ear", Aspect.NAME: "book", Aspect.FIRST_PICTURE: "sun", Aspect.SHAPE: "search", Aspect.TRACE: "pencil",
        Aspect.ABILITY: "hand",
    }[of]  # fmt: skip


def skill(text: str, of: Aspect) -> str:
    """A skill in a line: "m: hear its sound"."""
    words = aspect(of)
    return f"{text}: {words[:1].lower()}{words[1:]}"


def case(of: Case) -> str:
    """Which form of the letters."""
    return {Case.LOWER: tr("Small letter"), Case.UPPER: tr("Capital letter"), Case.BOTH: tr("Both")}[of]


def level(of: Level) -> str:
    """How far something must have come."""
    return {Level.READY: tr("ready"), Level.GROWING: tr("growing"), Level.SECURE: tr("three leaves"), Level.BLOOMED: tr("bloomed")}[of]


def share(of: Share) -> str:
    """"18 of 23"."""
    return tr("{right} of {total}", right=of.right, total=of.total)


def last_played(at: datetime | None, today: date) -> str:
    """When something was last played, in a line of its own."""
    if at is None:
        return tr("Not played yet")
    return tr("Last played {day}", day=saying.day(at.astimezone().date(), today))


def thirsty(due: datetime | None, now: datetime) -> str:
    """When a bloomed skill asks for water; nothing before its first bloom."""
    if due is None:
        return ""
    days = (due.astimezone(now.tzinfo).date() - now.date()).days
    if due <= now:
        return tr("Asks for water now")
    if days < 1:
        return tr("Asks for water today")
    return saying.counted(days, tr("Asks for water tomorrow"), tr("Asks for water in {count} days"))


def when(of: date, today: date) -> str:
    """A day at the beginning of a line: "Today", "Wednesday", "5 November"."""
    days = (today - of).days
    if days in {0, 1}:
        return tr("Yesterday") if days else tr("Today")
    there = QDate(of.year, of.month, of.day)
    if 1 < days < 7:
        return QLocale().standaloneDayName(there.dayOfWeek())
    return QLocale().toString(there, "d MMMM" if of.year == today.year else "d MMMM yyyy")


def short_minutes(length: timedelta) -> str:
    """A length in whole minutes, at least one, where there is little room: "2 min"."""
    return tr("{count} min", count=max(1, round(length.total_seconds() / 60)))

"""Dates, lengths and counts in the words that the pages about people use."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale

from app.learning.mastery import Game
from app.learning.people import Role
from app.ui.words import tr


def day(of: date, today: date) -> str:
    """A day as people say it: today, yesterday, the name of a day of the last week, else the date."""
    days = (today - of).days
    if days == 0:
        return tr("today")
    if days == 1:
        return tr("yesterday")
    there = QDate(of.year, of.month, of.day)
    if 1 < days < 7:
        return tr("on {day}", day=QLocale().standaloneDayName(there.dayOfWeek()))
    return tr("on {day}", day=QLocale().toString(there, "d MMMM" if there.year() == today.year else "d MMMM yyyy"))


def minutes(length: timedelta) -> str:
    """A length in whole minutes; below one, "under a minute"."""
    whole = round(length.total_seconds() / 60)
    if whole < 1:
        return tr("under a minute")
    return tr("1 minute") if whole == 1 else tr("{count} minutes", count=whole)


def counted(count: int, one: str, many: str) -> str:
    """`one` for 1, else `many` with its `{count}`."""
    return one if count == 1 else many.format(count=count)


def game(played: Game) -> str:
    """What a game is called."""
    return {
        Game.LISTEN_AND_FIND: tr("Listen and find"), Game.PICTURE_TO_LETTER: tr("Picture and first letter"),
        Game.ODD_ONE_OUT: tr("Odd one out"), Game.LETTER_PAIRS: tr("Letter pairs"), Game.ALPHABET_TRAIN: tr("Alphabet train"),
        Game.TRACE: tr("Write letters"), Game.LETTER_HUNT: tr("Letter hunt"), Game.LETTERS_HOME: tr("Letters home"),
        Game.BUILD_WORD: tr("Build the word"),
    }[played]  # fmt: skip


def role(of: Role) -> str:
    """What a role is called."""
    return {Role.OWNER: tr("Owner"), Role.TEACHER: tr("Teacher"), Role.HELPER: tr("Helper")}[of]

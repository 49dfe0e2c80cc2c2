"""How the link stands, in the words and signs of the visual language: never by colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale

from app.learning.problems import Trouble
from app.sync.state import Stage, State
from app.ui.people import saying
from app.ui.words import sentence_of, tr

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """`title` in a few words, `whole` as a sentence, a note, the name of an icon and of a colour."""

    title: str
    whole: str
    note: str
    icon: str
    tone: str


def standing(state: State, now: datetime) -> Standing:
    """What to say about a state."""
    since = "" if state.synced_at is None else ago(state.synced_at, now)
    match state.stage:
        case Stage.UP_TO_DATE:
            return Standing(tr("Up to date"), tr("This computer is up to date"), since, "check", "primary")
        case Stage.WAITING:
            waiting = saying.counted(state.waiting, tr("1 change waiting"), tr("{count} changes waiting"))
            return Standing(waiting, waiting, tr("sent in a moment"), "waiting", "sun")
        case Stage.SYNCING:
            moving = tr("Sharing {done} of {expected}", done=number(state.done), expected=number(state.expected))
            return Standing(moving, moving, tr("you can go on meanwhile"), "sync", "water")
        case Stage.OFFLINE:
            return _offline(state, tr("nothing is lost, it will catch up"))
        case Stage.NEEDS:
            why = "" if state.problem is None else sentence_of(state.problem).text
            return Standing(tr("Needs you"), tr("Sharing needs you"), why, "hand", "clay")
    return Standing(tr("Off"), tr("This computer keeps to itself"), tr("nothing leaves it"), "minus", "seed")


def _offline(state: State, why: str) -> Standing:
    if state.problem is not None and state.problem.trouble is Trouble.HUB_FULL:
        return Standing(tr("Server full"), tr("The disk of the shared server is full"), why, "offline", "clay")
    return Standing(tr("Offline"), tr("The shared server does not answer"), why, "offline", "seed")


def ago(moment: datetime, now: datetime) -> str:
    """How long ago something was, as people say it."""
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 1:
        return tr("just now")
    if minutes < 60:
        return saying.counted(minutes, tr("1 minute ago"), tr("{count} minutes ago"))
    if minutes < 24 * 60:
        return saying.counted(minutes // 60, tr("1 hour ago"), tr("{count} hours ago"))
    return saying.day(moment.astimezone().date(), now.date())


def moment(when: datetime) -> str:
    """A day and time as they are written here, short."""
    there = QDateTime.fromSecsSinceEpoch(int(when.timestamp()))
    return QLocale().toString(there, QLocale.FormatType.ShortFormat)


def number(count: int) -> str:
    """A number as it is written here."""
    return QLocale().toString(count)


def table(name: str) -> str:
    """What a kind of row is called."""
    return {
        "spaces": tr("this place"), "grown_ups": tr("a grown-up"), "memberships": tr("a role"), "children": tr("a child"),
        "child_languages": tr("the languages of a child"), "skill_trees": tr("a skill tree"), "skills": tr("a skill"),
        "skill_edges": tr("what comes before a skill"), "skill_choices": tr("a plan for a child"), "settings": tr("a setting"),
        "play_sessions": tr("a game"), "attempts": tr("an answer"), "badges": tr("a badge"), "audit_log": tr("a note of what was done"),
        "voices": tr("a recorded voice"), "skill_marks": tr("what was seen of a skill"), "tree_editions": tr("an edition of a skill tree"),
    }.get(name, tr("a row"))  # fmt: skip


def column(name: str) -> str:
    """What a column is called, where people know it; else nothing."""
    return {
        "name": tr("name"), "born": tr("birth month"), "friend": tr("friend"), "scarf": tr("scarf"), "backdrop": tr("colour"),
        "letter_case": tr("capital or small letters"), "letterform": tr("form of letters"), "role": tr("role"), "value": tr("value"),
        "deleted_at": tr("removed or not"), "description": tr("description"), "position": tr("place"), "language": tr("language"),
        "secret": tr("picture password"), "password_hash": tr("password"), "kind": tr("kind"), "ended_at": tr("end"),
    }.get(name, name.replace("_", " "))  # fmt: skip


def why(reason: str) -> str:
    """Why a row was not taken."""
    return {
        "check": tr("it breaks a rule there"), "type": tr("it cannot be read there"), "too-large": tr("it is too large"),
        "orphan": tr("what it belongs to is not there yet"), "erased": tr("whom it belongs to was removed for good"),
        "forbidden": tr("this computer's role may not change it"),
    }.get(reason, tr("it was refused"))  # fmt: skip


def is_secret(name: str) -> bool:
    """Whether the values of a column are nobody's to read."""
    return name in {"secret", "password_hash"}

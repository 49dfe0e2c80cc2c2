"""How the link stands, in the words and signs of the visual language: never by colour alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import QLocale, QTime

from app.learning.problems import Trouble
from app.sync.state import Stage, State
from app.ui.people import saying
from app.ui.words import tr

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """`title` in a few words, `whole` as a sentence, a short note, `more` in whole sentences, the name of an icon and of a colour."""

    title: str
    whole: str
    note: str
    more: str
    icon: str
    tone: str


def standing(state: State, now: datetime, server: str = "") -> Standing:
    """What to say about a state; `server` is what the shared server is called."""
    since = "" if state.synced_at is None else ago(state.synced_at, now)
    match state.stage:
        case Stage.UP_TO_DATE:
            more = tr("Shared with {server} {since}.", server=server, since=since) if server and since else ""
            return Standing(tr("Up to date"), tr("This computer is up to date"), since, more, "check", "primary")
        case Stage.WAITING:
            waiting = _waiting(state.waiting)
            more = tr("What waits goes out by itself; you can close the window meanwhile.")
            return Standing(waiting, waiting, tr("sent by itself"), more, "waiting", "sun")
        case Stage.SYNCING:
            moving = tr("Sharing {done} of {expected}", done=number(state.done), expected=number(state.expected))
            more = tr("You can go on meanwhile, or close the window: it goes on where it stopped.")
            return Standing(moving, moving, tr("you can go on"), more, "sync", "water")
        case Stage.OFFLINE:
            return _away(state, since)
        case Stage.NEEDS:
            more = tr("Playing goes on here, and nothing is lost.")
            return Standing(tr("Needs you"), tr("Sharing needs you"), tr("press to see"), more, "hand", "clay")
    more = tr("Nothing that is done here leaves it.")
    return Standing(tr("Off"), tr("This computer keeps to itself"), tr("nothing leaves it"), more, "minus", "seed")


def fetching(state: State, now: datetime, server: str) -> Standing:
    """What to say on a computer that takes everything for the first time."""
    usual = standing(state, now, server)
    if state.stage is Stage.SYNCING:
        moving = tr("Fetching {done} of {expected}", done=number(state.done), expected=number(state.expected))
        more = tr("Leave it alone until it is done, or stop: it goes on where it stopped.")
        if state.done >= state.expected:
            more = tr("All has come; it is put in its place now.")
        return replace(usual, title=moving, whole=moving, more=more)
    if state.stage is Stage.OFFLINE:
        return replace(usual, more=tr("What has come is kept. It goes on by itself as soon as the server answers."))
    if state.stage is Stage.NEEDS:
        return usual
    if state.stage is Stage.WAITING:
        return replace(usual, whole=tr("Stopped"), more=tr("What has come is kept. Sync now goes on where it stopped."))
    more = tr("Everything is fetched from {server} now.", server=server)
    return replace(usual, whole=tr("This computer is in"), more=more, icon="sync", tone="water")


def _waiting(count: int) -> str:
    return saying.counted(count, tr("1 change waiting"), tr("{count} changes waiting"))


def _away(state: State, since: str) -> Standing:
    full = state.problem is not None and state.problem.trouble is Trouble.HUB_FULL
    title, whole = tr("Offline"), tr("The shared server does not answer")
    if full:
        title, whole = tr("Server full"), tr("The disk of the shared server is full")
    return Standing(title, whole, tr("nothing is lost"), _offline(state, since), "offline", "clay" if full else "seed")


def _offline(state: State, since: str) -> str:
    """What has to be known while the server is away: how much waits, since when, and that nobody has to do anything."""
    if state.waiting:
        said = [saying.counted(state.waiting, tr("Nothing is lost: 1 change waits here and goes out by itself."),
                               tr("Nothing is lost: {count} changes wait here and go out by themselves."))]  # fmt: skip
    else:
        said = [tr("Nothing is lost, and nothing waits. It is tried again by itself.")]
    if since:
        said.append(tr("Last shared {since}.", since=since))
    return " ".join(said)


def server_name(hub: str) -> str:
    """What a hub's address is called in a sentence: its host, and the port where one is written."""
    parts = urlsplit(hub)
    return parts.netloc.rpartition("@")[2] if parts.hostname else tr("a server on this computer")


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


def moment(when: datetime, now: datetime) -> str:
    """A day as people say it, and the time as it is written here."""
    there = when.astimezone()
    days = (there.date() - now.date()).days
    day = tr("tomorrow") if days == 1 else saying.day(there.date(), now.date())
    return tr("{day}, {time}", day=day, time=clock_time(there))


def clock_time(when: datetime) -> str:
    """The time of day of a local time, as it is written here."""
    return QLocale().toString(QTime(when.hour, when.minute), QLocale.FormatType.ShortFormat)


def number(count: int) -> str:
    """A number as it is written here."""
    return QLocale().toString(count)


def table(name: str) -> str:
    """What a kind of row is called."""
    return {
        "spaces": tr("This place"), "grown_ups": tr("A grown-up"), "memberships": tr("A role"), "children": tr("A child"),
        "child_languages": tr("The languages of a child"), "skill_trees": tr("A skill tree"), "skills": tr("A skill"),
        "skill_edges": tr("What comes before a skill"), "skill_choices": tr("A plan for a child"), "settings": tr("A setting"),
        "play_sessions": tr("A game"), "attempts": tr("An answer"), "badges": tr("A badge"), "audit_log": tr("A note of what was done"),
        "voices": tr("A recorded voice"), "skill_marks": tr("What was seen of a skill"), "tree_editions": tr("An edition of a skill tree"),
    }.get(name, tr("A row"))  # fmt: skip


def column(name: str) -> str:
    """What a column is called, where people know it; else nothing."""
    return {
        "name": tr("name"), "born": tr("birth month"), "friend": tr("friend"), "scarf": tr("scarf"), "backdrop": tr("colour"),
        "letter_case": tr("capital or small letters"), "letterform": tr("form of letters"), "role": tr("role"), "value": tr("value"),
        "deleted_at": tr("removed or not"), "description": tr("description"), "position": tr("place"), "language": tr("language"),
        "secret": tr("picture password"), "password_hash": tr("password"), "kind": tr("kind"), "ended_at": tr("end"),
    }.get(name, name.replace("_", " "))  # fmt: skip


def why(reason: str, outward: bool) -> str:
    """Why a row was not taken: by the server (`outward`), or here."""
    if not outward:
        waits = tr("What it belongs to has not come here yet; it is tried again by itself.")
        return waits if reason == "orphan" else tr("A newer Lettergrove made it; it is taken in once this one is updated.")
    return {
        "check": tr("The server did not take it: it breaks a rule there."),
        "type": tr("The server did not take it: it cannot be read there."),
        "too-large": tr("The server did not take it: it is too large."),
        "orphan": tr("The server did not take it: what it belongs to is not there yet."),
        "erased": tr("The server did not take it: whom it belongs to was removed for good."),
        "forbidden": tr("The server did not take it: this computer may not change it. An owner's computer can."),
    }.get(reason, tr("The server did not take it."))


def is_secret(name: str) -> bool:
    """Whether the values of a column are nobody's to read."""
    return name in {"secret", "password_hash"}

"""What the pages of recording call things."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QLocale

from app.learning.voices import VoiceKind
from app.services.voices import BookLine, Told
from app.ui.painting.lettering import shown
from app.ui.people import saying
from app.ui.words import tr


def kinds(of: VoiceKind) -> str:
    """What a part of the book is called."""
    return {VoiceKind.SOUND: tr("Sounds"), VoiceKind.NAME: tr("Names"), VoiceKind.WORD: tr("Words")}[of]


def to_say(of: VoiceKind) -> str:
    """What is to be said."""
    return {
        VoiceKind.SOUND: tr("The sound of this letter, short: mmm, not em"),
        VoiceKind.NAME: tr("The name of this letter"),
        VoiceKind.WORD: tr("This word"),
    }[of]


def how_many(of: VoiceKind, done: int, total: int) -> str:
    """How much of a part is recorded: 12 of 26 sounds."""
    return {
        VoiceKind.SOUND: tr("{done} of {total} sounds", done=done, total=total),
        VoiceKind.NAME: tr("{done} of {total} names", done=done, total=total),
        VoiceKind.WORD: tr("{done} of {total} words", done=done, total=total),
    }[of]


def named(of: BookLine) -> str:
    """A line for screen readers: what it is, and whether it is recorded."""
    what = {
        VoiceKind.SOUND: tr("Sound of {said}", said=of.line.text),
        VoiceKind.NAME: tr("Name of {said}", said=of.line.text),
        VoiceKind.WORD: tr("Word {said}", said=of.line.text),
    }[of.line.key.kind]
    state = {Told.NOT_YET: tr("not recorded"), Told.RECORDED: tr("recorded"), Told.MISSING: tr("its sound file is missing")}[of.told]
    return f"{what}, {state}"


def standing(of: BookLine, today: date) -> str:
    """How a line stands, in one sentence."""
    kept = of.recording
    if of.told is Told.NOT_YET or kept is None:
        return tr("Not recorded: the computer's voice says it.")
    if of.told is Told.MISSING:
        return tr("Its sound file is missing or damaged on this computer, so the computer's voice says it. Record it again.")
    long = QLocale().toString(kept.length_ms / 1000, "f", 1)
    when = saying.day(kept.recorded_at.astimezone().date(), today)
    if of.by:
        return tr("{who}, {when}, {long} seconds", who=shown(of.by, 40), when=when, long=long)
    return tr("Recorded {when}, {long} seconds", when=when, long=long)

"""Voices: what grown-ups record in their own voice, and what of it is played.

The newest recording of a thing is the one that is heard, whoever made it. A sound lies in a file named by its hash; the row says whose
voice it is and how long it lasts. A file that is missing or damaged is never played: the synthetic voice speaks instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from app.data.queries import grown_ups
from app.data.queries import voices as queries
from app.learning.letters import LetterPack, Spoken
from app.learning.problems import Problem, Trouble
from app.learning.roles import Action
from app.learning.voices import Recording, VoiceKey, VoiceLine, lines_of, sayings_of
from app.services import languages
from app.services.audit import Deed, note
from app.services.change import Change, Topic
from app.services.desk import Desk, space_of
from app.services.languages import pack
from app.services.permission import permitted
from app.system import wav
from app.system.decoding import LONGEST_S, NotASound, as_ours
from app.system.voice_files import VoiceFiles

if TYPE_CHECKING:
    from app.data.database import Connection

LARGEST_FILE = 20_000_000  # bytes; ten seconds of the densest wav have 4 million
_VOICES = frozenset({Topic.VOICES})


class Told(StrEnum):
    """How a line of the book stands."""

    NOT_YET = "not-yet"
    RECORDED = "recorded"
    MISSING = "missing"  # it was recorded, but its file is not here or damaged


@dataclass(frozen=True, slots=True)
class BookLine:
    """One thing that can be said, whether it was, and by whom (a name, "" when that person is gone)."""

    line: VoiceLine
    told: Told
    recording: Recording | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class VoiceBook:
    """Everything of a language that can be said."""

    pack: LetterPack
    lines: tuple[BookLine, ...]


def voice_book(desk: Desk, language: str, files: VoiceFiles) -> VoiceBook:
    """What is recorded of a language and what is not. Raises Problem LANGUAGE_UNKNOWN, PACK_BROKEN, RESOURCE_BROKEN."""
    letters = pack(language)
    with desk.database.reading() as connection:
        space = space_of(desk)
        found = queries.of_space(connection, space, language)
        people = (*grown_ups.list_all(connection, space, removed=False), *grown_ups.list_all(connection, space, removed=True))
    names = {one.id: one.name for one in people}

    def told(line: VoiceLine) -> BookLine:
        kept = found.get(line.key)
        if kept is None:
            return BookLine(line, Told.NOT_YET)
        by = "" if kept.recorded_by is None else names.get(kept.recorded_by, "")
        return BookLine(line, Told.RECORDED if files.is_good(kept.sha256) else Told.MISSING, kept, by)

    return VoiceBook(letters, tuple(told(line) for line in lines_of(letters)))


def counts(desk: Desk) -> Mapping[str, int]:
    """How many things are recorded, by language."""
    with desk.database.reading() as connection:
        found = queries.of_space(connection, space_of(desk))
    return {language: sum(key.language == language for key in found) for language in {key.language for key in found}}


def heard(desk: Desk, files: VoiceFiles) -> Mapping[tuple[str, Spoken], Path]:
    """The files that are played instead of the synthetic voice: (voice of the language, what is said) -> a whole file."""
    if desk.space is None:
        return {}
    with desk.database.reading() as connection:
        found = queries.of_space(connection, space_of(desk))
    playable: dict[tuple[str, Spoken], Path] = {}
    for language in {key.language for key in found} & set(languages.tags()):
        letters = pack(language)
        for spoken, keys in sayings_of(letters).items():
            good = next((found[key].sha256 for key in keys if key in found and files.is_good(found[key].sha256)), None)
            if good is not None:
                playable[letters.voice, spoken] = files.path(good)
    return playable


def keep(desk: Desk, key: VoiceKey, content: bytes, files: VoiceFiles) -> Change[Recording]:
    """A recording (a wav file of our own kind) in place of what there was; undo puts that back.

    Raises Problem NOT_ALLOWED, NOT_FOUND (the language has no such thing), DISK_FULL, FOLDER_NOT_WRITABLE.
    """
    _known(key)
    length = round(wav.length_ms(wav.from_bytes(content)))
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.RECORD_VOICES)
        before = queries.find(connection, space_of(desk), key)
        new = Recording(key, files.keep(content), max(1, length), len(content), desk.grown_up, desk.now())
        _put(connection, desk, new)
    return Change(new, _VOICES, lambda at: _back_to(at, key, before))


def import_file(desk: Desk, key: VoiceKey, path: Path, files: VoiceFiles) -> Change[Recording]:
    """A sound file (wav, mp3, flac, ogg) as the recording, trimmed and at the one loudness.

    Raises as `keep`, and Problem SOUND_FILE_WRONG, SOUND_FILE_TOO_LONG (longest), NOTHING_HEARD.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Problem(Trouble.SOUND_FILE_WRONG, path=str(path), reason=error.strerror or type(error).__name__) from error
    if len(content) > LARGEST_FILE:
        raise Problem(Trouble.SOUND_FILE_TOO_LONG, longest=round(LONGEST_S))
    try:
        ours = as_ours(content)
    except NotASound as error:
        troubles = {"too-long": Trouble.SOUND_FILE_TOO_LONG, "silent": Trouble.NOTHING_HEARD}
        raise Problem(troubles.get(error.reason, Trouble.SOUND_FILE_WRONG), longest=round(LONGEST_S), reason=error.reason) from error
    return keep(desk, key, ours, files)


def remove(desk: Desk, key: VoiceKey) -> Change[None]:
    """A recording taken away: the synthetic voice speaks again. Undo brings it back. Raises Problem NOT_ALLOWED, NOT_FOUND."""
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.RECORD_VOICES)
        space = space_of(desk)
        before = queries.find(connection, space, key)
        if before is None:
            raise Problem(Trouble.NOT_FOUND, what="voice")
        queries.set_removed(connection, space, key, desk.now())
        note(desk, connection, Deed.VOICE_REMOVED, key.id_in(space), language=key.language, kind=key.kind.value)
    return Change(None, _VOICES, lambda at: _back_to(at, key, before))


def tidy(desk: Desk, files: VoiceFiles) -> int:
    """Delete the files that nothing has named for a month; how many."""
    with desk.database.reading() as connection:
        return files.tidy(queries.hashes(connection, space_of(desk)))


def _known(key: VoiceKey) -> None:
    if all(line.key != key for line in lines_of(pack(key.language))):
        raise Problem(Trouble.NOT_FOUND, what="voice")


def _put(connection: Connection, desk: Desk, recording: Recording) -> None:
    queries.put(connection, space_of(desk), recording)
    key = recording.key
    note(desk, connection, Deed.VOICE_RECORDED, key.id_in(space_of(desk)), language=key.language, kind=key.kind.value)


def _back_to(desk: Desk, key: VoiceKey, before: Recording | None) -> Change[Recording | None]:
    """As it was; itself a change that can be undone."""
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.RECORD_VOICES)
        space = space_of(desk)
        now = queries.find(connection, space, key)
        if before is None:
            queries.set_removed(connection, space, key, desk.now())
        else:
            _put(connection, desk, before)
    return Change(before, _VOICES, lambda at: _back_to(at, key, now))

"""Recorded voices: kept, preferred, replaced, removed and brought back; damaged files fall back; only who may records."""

from array import array
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from app.learning.people import Role
from app.learning.problems import Problem, Trouble
from app.learning.voices import VoiceKey, VoiceKind
from app.services import grown_ups, languages, voices
from app.services.voices import BookLine, Told
from app.system import wav
from app.system.paths import Paths
from app.system.voice_files import VoiceFiles
from tests.services.conftest import PASSWORD, Home
from tests.support.database import Queries
from tests.support.speech import tone

TONES = Path(__file__).parents[1] / "support" / "tones"
FIRST, SECOND = wav.to_bytes(tone(0.4)), wav.to_bytes(tone(0.6))
SOUND_OF_B = VoiceKey("en", VoiceKind.SOUND, "b")
B = languages.pack("en").letter("b")
VOICE = languages.pack("en").voice


@pytest.fixture
def files(tmp_path: Path) -> VoiceFiles:
    return VoiceFiles(Paths(tmp_path / "home"))


def line(home: Home, files: VoiceFiles, key: VoiceKey = SOUND_OF_B) -> BookLine:
    return next(one for one in voices.voice_book(home.desk, key.language, files).lines if one.line.key == key)


def refused(trouble: Trouble, problem: pytest.ExceptionInfo[Problem]) -> bool:
    return problem.value.trouble is trouble


def test_what_is_recorded_is_heard_and_stands_in_the_book(home: Home, files: VoiceFiles) -> None:
    assert line(home, files).told is Told.NOT_YET
    kept = voices.keep(home.desk, SOUND_OF_B, FIRST, files).value
    assert (kept.length_ms, kept.recorded_by) == (400, home.owner.id)
    assert (line(home, files).told, line(home, files).by) == (Told.RECORDED, "Ada")
    assert voices.heard(home.desk, files) == {(VOICE, B.sound): files.path(kept.sha256)}
    assert voices.counts(home.desk) == {"en": 1}


def test_the_newest_is_heard_and_undo_brings_the_one_before_back(home: Home, files: VoiceFiles) -> None:
    first = voices.keep(home.desk, SOUND_OF_B, FIRST, files).value
    change = voices.keep(home.desk, SOUND_OF_B, SECOND, files)
    assert line(home, files).recording == change.value
    assert change.undo is not None
    back = change.undo(home.desk)
    assert line(home, files).recording == first
    assert back.undo is not None
    back.undo(home.desk)
    assert line(home, files).recording == change.value


def test_undo_of_the_first_recording_leaves_none(home: Home, files: VoiceFiles) -> None:
    change = voices.keep(home.desk, SOUND_OF_B, FIRST, files)
    assert change.undo is not None
    change.undo(home.desk)
    assert line(home, files).told is Told.NOT_YET
    assert voices.heard(home.desk, files) == {}


def test_removed_the_computers_voice_speaks_and_undo_brings_it_back(home: Home, files: VoiceFiles) -> None:
    kept = voices.keep(home.desk, SOUND_OF_B, FIRST, files).value
    change = voices.remove(home.desk, SOUND_OF_B)
    assert voices.heard(home.desk, files) == {}
    assert change.undo is not None
    change.undo(home.desk)
    assert line(home, files).recording == kept
    voices.remove(home.desk, SOUND_OF_B)
    with pytest.raises(Problem) as told:
        voices.remove(home.desk, SOUND_OF_B)
    assert refused(Trouble.NOT_FOUND, told)


@pytest.mark.parametrize("damage", ["missing", "cut", "changed"])
def test_a_missing_or_damaged_file_is_not_played_and_is_told(home: Home, files: VoiceFiles, damage: str) -> None:
    path = files.path(voices.keep(home.desk, SOUND_OF_B, FIRST, files).value.sha256)
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(FIRST[:-50] if damage == "cut" else FIRST[:-2] + b"\x7f\x7f")
    assert voices.heard(home.desk, files) == {}
    assert line(home, files).told is Told.MISSING


def test_a_letter_that_is_called_as_it_sounds_is_recorded_once_for_both(home: Home, files: VoiceFiles) -> None:
    letter = next(one for one in languages.pack("hi").letters if one.name == one.sound)
    kept = voices.keep(home.desk, VoiceKey("hi", VoiceKind.SOUND, letter.key), FIRST, files).value
    assert voices.heard(home.desk, files)["hi", letter.name] == files.path(kept.sha256)


def test_words_are_recorded_too(home: Home, files: VoiceFiles) -> None:
    word = B.words[0]
    voices.keep(home.desk, VoiceKey("en", VoiceKind.WORD, word.text), FIRST, files)
    assert set(voices.heard(home.desk, files)) == {(VOICE, word.spoken)}


@pytest.mark.parametrize("key", [VoiceKey("en", VoiceKind.SOUND, "ж"), VoiceKey("en", VoiceKind.WORD, "no such word")])
def test_what_the_language_does_not_have_is_refused(home: Home, files: VoiceFiles, key: VoiceKey) -> None:
    with pytest.raises(Problem) as told:
        voices.keep(home.desk, key, FIRST, files)
    assert refused(Trouble.NOT_FOUND, told)


def test_helpers_and_the_child_side_listen_and_do_not_record(home: Home, files: VoiceFiles) -> None:
    helper = grown_ups.add_grown_up(home.desk, "Hanna", PASSWORD, Role.HELPER).value
    for desk in (home.child_side, replace(home.desk, grown_up=helper.id)):
        with pytest.raises(Problem) as told:
            voices.keep(desk, SOUND_OF_B, FIRST, files)
        assert refused(Trouble.NOT_ALLOWED, told)
        assert voices.heard(desk, files) == {}
    voices.keep(home.desk, SOUND_OF_B, FIRST, files)
    assert len(voices.heard(home.child_side, files)) == 1


@pytest.mark.parametrize("kind", ["ogg", "mp3", "flac"])
def test_a_sound_file_is_imported(home: Home, files: VoiceFiles, kind: str) -> None:
    kept = voices.import_file(home.desk, SOUND_OF_B, TONES / f"tone.{kind}", files).value
    assert 300 < kept.length_ms < 340
    assert line(home, files).told is Told.RECORDED


def test_a_file_that_is_no_sound_or_too_long_or_silent_is_refused_and_what_was_recorded_stays(
    home: Home, files: VoiceFiles, tmp_path: Path
) -> None:
    kept = voices.keep(home.desk, SOUND_OF_B, FIRST, files).value
    contents = {
        Trouble.SOUND_FILE_WRONG: b"PK\x03\x04 no sound at all",
        Trouble.SOUND_FILE_TOO_LONG: wav.to_bytes(array("h", [9_000, -9_000]) * (6 * wav.RATE)),
        Trouble.NOTHING_HEARD: wav.to_bytes(array("h", [0] * wav.RATE)),
    }
    for trouble, content in contents.items():
        (tmp_path / "sound.wav").write_bytes(content)
        with pytest.raises(Problem) as told:
            voices.import_file(home.desk, SOUND_OF_B, tmp_path / "sound.wav", files)
        assert refused(trouble, told)
    with pytest.raises(Problem) as told:
        voices.import_file(home.desk, SOUND_OF_B, tmp_path / "not there.wav", files)
    assert refused(Trouble.SOUND_FILE_WRONG, told)
    assert line(home, files).recording == kept


def test_the_book_and_what_is_heard_ask_as_often_however_much_is_recorded(home: Home, files: VoiceFiles, queries: Queries) -> None:
    for letter in languages.pack("en").letters:
        voices.keep(home.desk, VoiceKey("en", VoiceKind.SOUND, letter.key), FIRST, files)
    with queries.at_most(4):
        voices.voice_book(home.desk, "en", files)
    with queries.at_most(1):
        assert len(voices.heard(home.desk, files)) >= 26


def test_tidying_keeps_what_any_row_names(home: Home, files: VoiceFiles) -> None:
    voices.keep(home.desk, SOUND_OF_B, FIRST, files)
    voices.remove(home.desk, SOUND_OF_B)
    assert voices.tidy(home.desk, files) == 0


def test_before_a_space_is_founded_nothing_is_recorded(home: Home, files: VoiceFiles) -> None:
    assert voices.heard(replace(home.desk, space=None), files) == {}


def test_a_person_who_is_erased_leaves_the_recording_without_a_name(home: Home, files: VoiceFiles) -> None:
    teacher = grown_ups.add_grown_up(home.desk, "Tea", PASSWORD, Role.TEACHER).value
    voices.keep(replace(home.desk, grown_up=teacher.id), SOUND_OF_B, FIRST, files)
    with home.desk.database.transaction() as connection:
        connection.execute(text("DELETE FROM grown_ups WHERE id = :id"), {"id": teacher.id})
    assert (line(home, files).told, line(home, files).by) == (Told.RECORDED, "")

"""The files of voices: under their hash, whole or not there, and nothing deleted that may be wanted."""

import os
import time

import pytest

from app.learning.problems import Problem, Trouble
from app.system import wav
from app.system.paths import Paths
from app.system.voice_files import VoiceFiles
from tests.support.speech import tone

SOUND = wav.to_bytes(tone(0.2))
OTHER = wav.to_bytes(tone(0.3))


@pytest.fixture
def files(paths: Paths) -> VoiceFiles:
    return VoiceFiles(paths)


def test_a_sound_lies_under_its_hash_for_its_owner_alone(files: VoiceFiles) -> None:
    sha256 = files.keep(SOUND)
    path = files.path(sha256)
    assert path.read_bytes() == SOUND
    assert files.is_good(sha256)
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o600
    assert files.keep(SOUND) == sha256


@pytest.mark.parametrize("content", [b"", SOUND[:-10], SOUND[:100] + bytes([SOUND[100] ^ 1]) + SOUND[101:], OTHER])
def test_a_damaged_file_is_not_good_and_is_made_whole_by_keeping_it_again(files: VoiceFiles, content: bytes) -> None:
    sha256 = files.keep(SOUND)
    assert files.is_good(sha256)
    time.sleep(0.01)
    files.path(sha256).write_bytes(content)
    assert not files.is_good(sha256)
    files.keep(SOUND)
    assert files.is_good(sha256)


def test_a_missing_file_is_not_good(files: VoiceFiles) -> None:
    assert not files.is_good("0" * 64)


def test_only_old_files_that_nothing_names_are_deleted(files: VoiceFiles, paths: Paths) -> None:
    kept, gone, fresh = files.keep(SOUND), files.keep(OTHER), files.keep(wav.to_bytes(tone(0.1)))
    foreign = paths.voices / "notes.txt"
    foreign.write_text("mine")
    long_ago = time.time() - 40 * 86_400
    for path in (files.path(kept), files.path(gone), foreign):
        os.utime(path, (long_ago, long_ago))
    assert files.tidy({kept}) == 1
    assert {path.stem for path in paths.voices.iterdir()} == {kept, fresh, "notes"}


def test_a_folder_that_cannot_be_written_is_told(paths: Paths) -> None:
    paths.home.mkdir(parents=True, exist_ok=True)
    paths.voices.write_text("a file where the folder should be")
    with pytest.raises(Problem) as told:
        VoiceFiles(paths).keep(SOUND)
    assert told.value.trouble is Trouble.FOLDER_NOT_WRITABLE

"""Recordings: what someone said themselves is heard instead of the synthetic voice, and no file that is gone stands in the way."""

import math
from array import array
from pathlib import Path

from app.learning.letters import Spoken
from app.system import wav
from app.system.paths import Paths
from app.system.recordings import Origin, Recordings
from app.system.voices import Voices

BEE = Spoken("b")
SOUND_OF_B = Spoken("b", "b")


def tone(path: Path) -> Path:
    path.write_bytes(wav.to_bytes(array("h", [int(9000 * math.sin(at / 8)) for at in range(4000)])))
    return path


def test_the_grown_ups_voice_is_preferred_to_the_packs(tmp_path: Path) -> None:
    recordings = Recordings()
    recordings.give(Origin.PACK, {("en", BEE): tone(tmp_path / "pack.wav")})
    recordings.give(Origin.GROWN_UP, {("en", BEE): tone(tmp_path / "own.wav")})
    assert recordings.find("en", BEE) == tmp_path / "own.wav"


def test_name_and_sound_of_a_letter_are_two_recordings_and_voices_are_kept_apart(tmp_path: Path) -> None:
    recordings = Recordings()
    recordings.give(Origin.PACK, {("en", SOUND_OF_B): tone(tmp_path / "sound.wav")})
    assert recordings.find("en", SOUND_OF_B) == tmp_path / "sound.wav"
    assert recordings.find("en", BEE) is None
    assert recordings.find("de", SOUND_OF_B) is None


def test_a_recording_that_is_gone_or_cut_off_lets_the_next_be_heard(tmp_path: Path) -> None:
    recordings = Recordings()
    recordings.give(Origin.PACK, {("en", BEE): tone(tmp_path / "pack.wav")})
    recordings.give(Origin.GROWN_UP, {("en", BEE): tmp_path / "gone.wav"})
    assert recordings.find("en", BEE) == tmp_path / "pack.wav"
    (tmp_path / "gone.wav").write_bytes((tmp_path / "pack.wav").read_bytes()[:100])
    assert recordings.find("en", BEE) == tmp_path / "pack.wav"


def test_what_is_given_again_replaces_the_whole_list(tmp_path: Path) -> None:
    recordings = Recordings()
    recordings.give(Origin.PACK, {("en", BEE): tone(tmp_path / "pack.wav")})
    recordings.give(Origin.PACK, {})
    assert recordings.find("en", BEE) is None


def test_voices_say_what_was_recorded_even_for_a_language_without_a_voice(paths: Paths, tmp_path: Path) -> None:
    recordings = Recordings()
    recordings.give(Origin.PACK, {("xx-none", BEE): tone(tmp_path / "pack.wav")})
    voices = Voices(paths, recordings=recordings)
    try:
        assert voices.speak(BEE, "xx-none") == tmp_path / "pack.wav"
    finally:
        voices.close()

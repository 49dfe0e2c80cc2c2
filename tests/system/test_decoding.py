"""Sounds from elsewhere become sounds of ours; what is none is refused, however it lies about itself."""

import contextlib
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.system import decoding, loudness, wav
from app.system.decoding import NotASound
from tests.system.test_recordings import tone

TONES = Path(__file__).parents[1] / "support" / "tones"  # a third of a second of 440 Hz with silence around it, made for these tests


def ours(samples: "array[int]") -> bytes:
    return wav.to_bytes(samples)


@pytest.mark.parametrize("kind", ["ogg", "mp3", "flac"])
def test_every_kind_becomes_a_trimmed_sound_at_the_one_loudness(kind: str) -> None:
    made = wav.from_bytes(decoding.as_ours((TONES / f"tone.{kind}").read_bytes()))
    assert 300 < wav.length_ms(made) < 340
    assert loudness.loudness(made) == pytest.approx(loudness.TARGET, abs=0.5)


def test_a_plain_wav_becomes_one_too(tmp_path: Path) -> None:
    content = tone(tmp_path / "tone.wav").read_bytes()
    assert wav.length_ms(wav.from_bytes(decoding.as_ours(content))) > 150


def test_silence_is_told() -> None:
    with pytest.raises(NotASound) as told:
        decoding.as_ours(ours(array("h", [0]) * wav.RATE))
    assert told.value.reason == "silent"


def test_nothing_longer_than_is_allowed_is_decoded() -> None:
    with pytest.raises(NotASound) as told:
        decoding.as_ours(ours(array("h", [900, -900]) * wav.RATE), longest_s=1.0)
    assert told.value.reason == "too-long"


@given(st.one_of(st.binary(max_size=300), st.binary(max_size=60).map(lambda tail: (TONES / "tone.ogg").read_bytes()[:900] + tail)))
def test_what_is_no_sound_is_refused_and_never_breaks_anything(content: bytes) -> None:
    with contextlib.suppress(NotASound):
        assert wav.from_bytes(decoding.as_ours(content))

"""All sounds are at one loudness: checked against another way of measuring it, and on the files that come along."""

import importlib.util
import math
from array import array
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.system import loudness, resources, wav
from app.system.sound import Effect

SAMPLES = st.lists(st.integers(-32_768, 32_767), max_size=4_000).map(lambda values: array("h", values))


def tone(pitch: float, amplitude: float, seconds: float = 0.5) -> "array[int]":
    time = np.arange(int(seconds * wav.RATE)) / wav.RATE
    return array("h", (np.sin(2 * np.pi * pitch * time) * amplitude * 32_767).astype(np.int16).tolist())


def test_a_deep_tone_is_as_loud_as_its_mean_square() -> None:
    assert loudness.loudness(tone(200, 0.5)) == pytest.approx(20 * math.log10(0.5 / math.sqrt(2)), abs=0.1)


def test_a_high_tone_counts_four_decibels_more() -> None:
    assert loudness.loudness(tone(6_000, 0.5)) - loudness.loudness(tone(200, 0.5)) == pytest.approx(4.0, abs=0.3)


def test_a_pause_does_not_make_a_sound_quieter() -> None:
    spoken = tone(300, 0.3)
    assert loudness.loudness(spoken + array("h", bytes(2 * wav.RATE)) + spoken) == pytest.approx(loudness.loudness(spoken), abs=0.5)


def test_silence_has_no_loudness_and_stays_silence() -> None:
    for silence in (array("h"), array("h", bytes(2_000))):
        assert loudness.loudness(silence) == -math.inf
        assert loudness.at_target(silence) == silence
        assert len(loudness.trimmed(silence)) == 0


@settings(max_examples=40)
@given(samples=SAMPLES)
def test_no_sound_ever_passes_the_ceiling(samples: "array[int]") -> None:
    assert max(map(abs, loudness.at_target(loudness.trimmed(samples))), default=0) <= 32_767 * 0.9


@settings(max_examples=40)
@given(samples=SAMPLES)
def test_a_sound_of_ours_is_always_read_as_it_was_written(samples: "array[int]") -> None:
    assert wav.from_bytes(wav.to_bytes(samples)) == samples


@settings(max_examples=40)
@given(content=st.binary(max_size=200) | st.builds(lambda samples, cut: wav.to_bytes(samples)[:-cut], SAMPLES, st.integers(1, 60)))
def test_what_is_no_whole_sound_of_ours_is_always_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="not a sound"):
        wav.from_bytes(content)


def test_trimming_takes_the_silence_and_ends_in_silence() -> None:
    silence = array("h", bytes(wav.RATE))
    kept = loudness.trimmed(silence + tone(300, 0.5) + silence)
    assert wav.length_ms(kept) == pytest.approx(520, abs=3)
    assert (kept[0], kept[-1]) == (0, 0)


def sounds_script() -> ModuleType:
    path = Path(__file__).parents[2] / "packaging" / "make_sounds.py"
    spec = importlib.util.spec_from_file_location("make_sounds", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("effect", Effect)
def test_an_effect_is_small_and_short_and_as_loud_as_it_should_be(effect: Effect) -> None:
    content = resources.sound_file(effect).read_bytes()
    samples = wav.from_bytes(content)
    assert len(content) < 60_000
    assert wav.length_ms(samples) < 1_300
    wanted = {Effect.PRESS: -30.0, Effect.NOT_THIS: -23.0, Effect.HINT: -23.0}.get(effect, -20.0)
    assert loudness.loudness(samples) == pytest.approx(wanted, abs=1.0)


@pytest.mark.parametrize("effect", Effect)
def test_an_effect_is_what_the_script_makes(effect: Effect) -> None:
    made = np.array(wav.from_bytes(sounds_script().sound(effect.value)), dtype=int)
    kept = np.array(wav.from_bytes(resources.sound_file(effect).read_bytes()), dtype=int)
    assert len(made) == len(kept)
    assert np.abs(made - kept).max() <= 4  # another processor rounds a sine otherwise

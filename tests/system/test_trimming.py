"""What is kept of what a microphone heard: the word, not the room, the key or the hum."""

import math
from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.system import trimming, wav
from tests.support.speech import at, room, tone

SILENCES = [array("h"), array("h", [0] * wav.RATE), room(2.0, -62), room(2.0, -45), array("h", [3_000] * wav.RATE)]
WORD_MS = 400
AIR_MS = (trimming._BEFORE + trimming._AFTER) * 10


def length(samples: "array[int]") -> float:
    return wav.length_ms(trimming.spoken_part(samples))


@pytest.mark.parametrize("db", [-80, -60, -50, -42])
def test_a_word_is_found_in_every_room(db: float) -> None:
    assert length(at(1.0, tone(0.4, 9_000), room(3.0, db))) == pytest.approx(WORD_MS + AIR_MS, abs=120)


def test_the_click_of_the_key_before_and_after_is_no_part_of_the_word() -> None:
    click = tone(0.02, 14_000, 2_500)
    heard = at(0.1, click, at(2.8, click, at(1.2, tone(0.4), room(3.0))))
    assert length(heard) == pytest.approx(WORD_MS + AIR_MS, abs=60)


def test_a_letter_as_short_as_a_click_is_kept_when_it_is_all_there_is() -> None:
    assert 100 < length(at(1.0, tone(0.03, 9_000, 1_500), room(2.0))) < 300


def test_a_pause_within_a_word_does_not_cut_it() -> None:
    heard = at(1.0, tone(0.25), at(1.4, tone(0.25), room(3.0)))
    assert length(heard) == pytest.approx(650 + AIR_MS, abs=80)


def test_a_hum_and_an_offset_are_not_speech() -> None:
    hum = array("h", [1_200 + round(300 * math.sin(2 * math.pi * 50 * i / wav.RATE)) for i in range(3 * wav.RATE)])
    kept = trimming.spoken_part(at(1.0, tone(0.4), hum))
    assert wav.length_ms(kept) == pytest.approx(WORD_MS + AIR_MS, abs=120)
    assert abs(sum(kept) / len(kept)) < 20


@pytest.mark.parametrize("nothing", SILENCES)
def test_where_nobody_speaks_nothing_is_kept(nothing: "array[int]") -> None:
    assert length(nothing) == 0


def test_what_was_cut_begins_and_ends_softly() -> None:
    kept = trimming.spoken_part(at(1.0, tone(0.4), room(3.0, -45)))
    assert kept[0] == kept[-1] == 0


def test_zeros_before_the_device_has_begun_do_not_count_as_the_room() -> None:
    heard = array("h", [0] * wav.RATE) + at(0.5, tone(0.4, 9_000), room(2.0, -46))
    assert length(heard) == pytest.approx(WORD_MS + AIR_MS, abs=120)


@settings(max_examples=40)
@given(st.lists(st.integers(-32_768, 32_767), max_size=3_000))
def test_trimming_never_makes_a_sound_longer_or_louder_than_can_be(values: list[int]) -> None:
    assert len(trimming.spoken_part(array("h", values))) <= len(values)

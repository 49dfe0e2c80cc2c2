"""A take: it counts in, records, ends by itself, and gives what was said. No clock and no device is needed to know that."""

from array import array

import pytest

from app.learning.problems import Problem, Trouble
from app.system import loudness, wav
from app.system.take import LONGEST_S, Phase, Take
from tests.support.speech import at, blocks, room, said, tone


def fed(samples: "array[int]") -> Take:
    """A take that heard this, until it was over."""
    take = Take()
    for block in blocks(samples):
        take.feed(block)
    return take


def test_it_counts_three_two_one_and_then_records() -> None:
    take, seen = Take(), []
    for block in blocks(room(2.0)):
        take.feed(block)
        if (take.phase, take.count) not in seen:
            seen.append((take.phase, take.count))
    assert seen == [(Phase.COUNTING, 3), (Phase.COUNTING, 2), (Phase.COUNTING, 1), (Phase.RECORDING, 0)]


def test_it_ends_by_itself_when_one_has_spoken_and_is_quiet() -> None:
    take = Take()
    heard = 0
    for block in blocks(said()):
        take.feed(block)
        heard += len(block)
        if take.phase is Phase.OVER:
            break
    assert 3.5 < heard / wav.RATE < 3.9  # the word ends at 2.6 s
    assert 400 < wav.length_ms(wav.from_bytes(take.result())) < 700


def test_it_ends_by_itself_in_a_noisy_room_too() -> None:
    assert fed(at(2.2, tone(0.5, 16_000), room(6.0, -38))).phase is Phase.OVER


def test_a_long_silence_before_the_word_does_not_end_it() -> None:
    take = fed(at(4.0, tone(0.4), room(4.6)))
    assert take.phase is Phase.RECORDING
    take.stop()
    assert wav.from_bytes(take.result())


def test_what_is_said_while_it_counts_is_not_kept() -> None:
    take = fed(at(0.2, tone(1.0), room(3.0)))
    take.stop()
    with pytest.raises(Problem) as told:
        take.result()
    assert told.value.trouble is Trouble.NOTHING_HEARD
    assert not told.value.facts["muted"]


def test_stopped_while_it_counts_there_is_nothing() -> None:
    take = Take()
    take.stop()
    take.feed(room(0.1))
    with pytest.raises(Problem):
        take.result()


def test_a_muted_microphone_is_told_from_a_quiet_person() -> None:
    take = fed(array("h", [0] * (3 * wav.RATE)))
    take.stop()
    with pytest.raises(Problem) as told:
        take.result()
    assert told.value.facts["muted"]


def test_it_has_an_end_however_long_one_speaks() -> None:
    take = fed(array("h", [5_000, -5_000] * (6 * wav.RATE)))
    assert take.phase is Phase.OVER
    assert wav.length_ms(wav.from_bytes(take.result())) <= LONGEST_S * 1_000 + 50


@pytest.mark.parametrize("loudest", [900, 6_000, 30_000])
def test_a_soft_voice_and_a_loud_one_are_kept_at_the_one_loudness(loudest: int) -> None:
    assert loudness.loudness(wav.from_bytes(fed(said(loudest=loudest)).result())) == pytest.approx(loudness.TARGET, abs=1.0)


def test_a_voice_that_is_too_loud_is_seen() -> None:
    assert fed(at(2.0, array("h", [32_767, -32_768] * 400), room(3.0))).too_loud
    assert not fed(said()).too_loud


def test_the_level_follows_the_voice() -> None:
    take = Take()
    take.feed(room(0.1, -80))
    quiet = take.level
    take.feed(tone(0.1, 20_000))
    assert quiet < 0.3
    assert take.level > 0.8

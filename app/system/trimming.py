"""The spoken part of what a microphone heard: without the room's noise before and after it, and without the click of a key.

A synthetic sound begins at the first sample that is not silent (`app.system.loudness`); in a room nothing is silent, so what is said is
what stands out. Levels are measured in frames of 10 ms behind a high pass, so that hum and an offset of the microphone do not count. Plain
Python, as there: 4 ms for a second of sound, in a thread of its own.
"""

import math
from array import array
from dataclasses import dataclass

from app.system.wav import RATE

FRAME = RATE // 100  # samples
_HIGH_PASS_HZ = 100.0
_FAINTEST = -52.0  # dB full scale: nothing below was meant to be heard
_NOTHING = -100.0  # dB
_ABOVE_ROOM = 8.0  # dB by which speech stands out of the room's noise
_BELOW_PEAK = 38.0  # dB below the loudest frame: a soft consonant is hardly fainter
_PAUSE = 25  # frames: a shorter pause is within a word
_CLICK = 4  # frames: a key, a mouse; "t" alone is as short, and is kept when there is nothing longer
_BEFORE, _AFTER = 6, 12  # frames kept around: consonants begin softly, and words end slowly
_FADE = RATE // 100
_FULL = 32_768.0


@dataclass(frozen=True, slots=True)
class _Run:
    """Frames `begin` to `end` (behind the last) that stand out; the loudest has `peak` dB."""

    begin: int
    end: int
    peak: float


def levels(samples: "array[int]") -> list[float]:
    """The level of each whole frame in dB full scale, behind the high pass; at least -120."""
    keep = 1 / (1 + 2 * math.pi * _HIGH_PASS_HZ / RATE)
    out, before = 0.0, float(samples[0]) if samples else 0.0
    found: list[float] = []
    for start in range(0, len(samples) - FRAME + 1, FRAME):
        energy = 0.0
        for sample in samples[start : start + FRAME]:
            out = keep * (out + sample - before)
            before = sample
            energy += out * out
        found.append(10 * math.log10(max(1e-12, energy / FRAME / _FULL**2)))
    return found


def spoken_part(samples: "array[int]") -> "array[int]":
    """What was said, with a little air and faded edges; empty when nothing stands out."""
    heard = levels(samples)
    runs = _runs(heard)
    longest = max((run.end - run.begin for run in runs), default=0)
    loudest = max((run.peak for run in runs), default=0.0)
    said = [run for run in runs if run.end - run.begin > _CLICK or longest <= _CLICK]
    said = [run for run in said if run.peak > loudest - 26 or run.end - run.begin == longest]
    if not said:
        return array("h")
    begin = max(0, said[0].begin - _BEFORE) * FRAME
    end = min(len(heard), said[-1].end + _AFTER) * FRAME
    return _faded(samples[begin:end])


def _runs(heard: list[float]) -> list[_Run]:
    """What stands out, a pause within a word bridged."""
    if not heard or max(heard) < _FAINTEST:
        return []
    peak, room = max(heard), _room(heard)
    if peak - room < _ABOVE_ROOM:  # it was said from the first moment to the last, or it is a fan; either way there is nothing to cut
        return [_Run(0, len(heard), peak)] if peak > _FAINTEST + 14 else []
    least = max(room + _ABOVE_ROOM, peak - _BELOW_PEAK, _FAINTEST)
    runs: list[_Run] = []
    for place, level in enumerate(heard):
        if level < least:
            continue
        if runs and place - runs[-1].end < _PAUSE and not _is_click(runs[-1], place):
            runs[-1] = _Run(runs[-1].begin, place + 1, max(level, runs[-1].peak))
        else:
            runs.append(_Run(place, place + 1, level))
    return runs


def _room(heard: list[float]) -> float:
    """The level of the room: of its quietest moments, but for those before the device has begun, which are of nothing."""
    sounding = sorted(level for level in heard if level > _NOTHING)
    return sounding[len(sounding) // 10]


def _is_click(run: _Run, following: int) -> bool:
    """Whether a run is as short as a click and what follows comes after a pause that no consonant leaves."""
    return run.end - run.begin <= _CLICK and following - run.end > 10


def _faded(samples: "array[int]") -> "array[int]":
    """`samples` without an offset and with soft edges."""
    offset = round(sum(samples) / len(samples)) if samples else 0
    out = array("h", [max(-32_768, min(32_767, sample - offset)) for sample in samples])
    for at in range(min(_FADE, len(out) // 2)):
        out[at] = out[at] * at // _FADE
        out[-1 - at] = out[-1 - at] * at // _FADE
    return out

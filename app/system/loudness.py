"""One loudness for all sounds, and no silence around them.

Loudness is measured as in ITU-R BS.1770-4: the mean square after its first filter, a shelf of +4 dB above 1.7 kHz (its second, a high pass
at 38 Hz, changes nothing for speech and costs as much again). The gate is ours: a letter lasts a third of a second, less than one block of
the standard, so blocks last 50 ms and those 10 dB below the loudest do not count. Plain Python: it runs in the process of the voices,
where 7 ms for a second of sound matter less than loading numpy.
"""

import math
from array import array

from app.system.wav import RATE

TARGET = -20.0  # dB full scale after weighting: speech peaks near -6 dB, so that an effect can be mixed over it
_CEILING = 10 ** (-1 / 20)  # peaks stay 1 dB below full scale
_MOST_GAIN = 20.0  # dB; a voiceless consonant on its own is faint by nature, and more would only raise its noise
_BLOCK = RATE // 20
_GATE = 10 ** (-10 / 10)
_FULL = 32_768
_QUIET = 200  # of 32,768 (-44 dB): below this a sound has not begun
_EDGE = RATE // 100  # 10 ms kept before and after, faded, so that nothing clicks


def _shelf(rate: int) -> tuple[float, float, float, float, float]:
    """The coefficients b0, b1, b2, a1, a2 of the first filter of BS.1770-4, re-derived for `rate` by the bilinear transform."""
    k = math.tan(math.pi * 1681.974450955533 / rate)
    high = 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    quality = 0.7071752369554196
    a0 = 1 + k / quality + k * k
    ends, middle = (high + k * k) / a0, band * k / quality / a0
    return ends + middle, 2 * (k * k - high) / a0, ends - middle, 2 * (k * k - 1) / a0, (1 - k / quality + k * k) / a0


def decibels(share: float) -> float:
    """An amplitude (1: full scale) in dB; minus infinity for silence."""
    return 20 * math.log10(share) if share > 0 else -math.inf


def loudness(samples: "array[int]") -> float:
    """The loudness of `samples` in dB below full scale; minus infinity for silence."""
    b0, b1, b2, a1, a2 = _shelf(RATE)
    blocks: list[float] = []
    state1 = state2 = 0.0
    for start in range(0, len(samples), _BLOCK):
        energy = 0.0
        block = samples[start : start + _BLOCK]
        for sample in block:  # direct form II, transposed
            out = b0 * sample + state1
            state1 = b1 * sample - a1 * out + state2
            state2 = b2 * sample - a2 * out
            energy += out * out
        blocks.append(energy / len(block) / _FULL**2)
    gate = max(blocks, default=0.0) * _GATE
    counted = [energy for energy in blocks if energy >= gate]
    mean = sum(counted) / len(counted) if counted else 0.0
    return 10 * math.log10(mean) if mean > 0 else -math.inf


def trimmed(samples: "array[int]") -> "array[int]":
    """`samples` without the silence before and after, with 10 ms of faded edge; empty when there is nothing but silence."""
    first = next((at for at, sample in enumerate(samples) if abs(sample) > _QUIET), None)
    if first is None:
        return array("h")
    last = next(at for at in range(len(samples) - 1, -1, -1) if abs(samples[at]) > _QUIET)
    kept = samples[max(0, first - _EDGE) : last + _EDGE + 1]
    for at in range(min(_EDGE, len(kept) // 2)):
        kept[at] = kept[at] * at // _EDGE
        kept[-1 - at] = kept[-1 - at] * at // _EDGE
    return kept


def at_target(samples: "array[int]", target: float = TARGET) -> "array[int]":
    """`samples` brought to `target` (dB), as far as the ceiling for peaks and the most gain allow."""
    peak = max(map(abs, samples), default=0)
    if not peak:
        return samples
    gain = min(10 ** (min(target - loudness(samples), _MOST_GAIN) / 20), _CEILING * _FULL / peak)
    return array("h", [round(sample * gain) for sample in samples])

"""Make the short sounds of the program, by arithmetic alone: `python packaging/make_sounds.py` writes `resources/sounds/*.wav`.

They belong to a grove: struck wood and small bells, tuned to one pentatonic scale so that any two that meet agree. The same numbers give
the same files, byte for byte. Loudness as for the voices, measured by the same code; a press happens at every touch and is kept far below.
"""

import sys
from array import array
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.system import loudness, wav  # noqa: E402 (a script's own folder is on the path, the program's is not)

Wave = NDArray[np.float64]

_C5 = 523.25  # Hz; the scale is C D E G A
_D5, _E5, _G5, _A5, _C6, _E6 = (_C5 * ratio for ratio in (9 / 8, 5 / 4, 3 / 2, 5 / 3, 2, 5 / 2))
_QUIETER = {"press": -10.0, "not-this": -3.0, "hint": -3.0}  # dB below the voices


def bell(pitch: float, seconds: float, ring: float = 0.25) -> Wave:
    """A small bell: five partials of a struck bar, softly begun, each higher one dying sooner; `ring` is the time to 1/e in seconds."""
    time = _time(seconds)
    partials = ((1.0, 1.0), (2.0, 0.35), (2.76, 0.18), (4.07, 0.07), (5.4, 0.04))
    tone = sum(share * np.sin(2 * np.pi * pitch * ratio * time) * np.exp(-time * ratio**0.7 / ring) for ratio, share in partials)
    return np.asarray(tone) * np.minimum(1, time / 0.004)


def wood(pitch: float, seconds: float, ring: float = 0.03) -> Wave:
    """A struck block of wood: two damped modes and the dull thud of the stick."""
    time = _time(seconds)
    low, high = np.exp(-time / ring), 0.4 * np.exp(-time / (ring / 2))
    modes = np.sin(2 * np.pi * pitch * time) * low + np.sin(2 * np.pi * pitch * 2.57 * time) * high
    noise = np.random.default_rng(7).standard_normal(len(time)) * np.exp(-time / 0.002)
    soft = np.convolve(noise, np.hanning(17) / np.hanning(17).sum(), mode="same")
    return np.asarray(modes + 0.5 * soft) * np.minimum(1, time / 0.001)


def one_after_another(notes: list[Wave], apart: float) -> Wave:
    """`notes`, each begun `apart` seconds after the one before, ringing into one another."""
    step = round(apart * wav.RATE)
    whole = np.zeros(max(at * step + len(note) for at, note in enumerate(notes)))
    for at, note in enumerate(notes):
        whole[at * step : at * step + len(note)] += note
    return whole


def _time(seconds: float) -> Wave:
    return np.arange(round(seconds * wav.RATE)) / wav.RATE


SOUNDS: dict[str, Callable[[], Wave]] = {
    "press": lambda: wood(_A5, 0.09, 0.018),
    "yes": lambda: one_after_another([bell(_G5, 0.5, 0.16), bell(_C6, 0.75, 0.24)], 0.11),
    "not-this": lambda: one_after_another([wood(_C5 * 0.75, 0.16, 0.035), wood(_C5 / 2 * 1.25, 0.2, 0.045)], 0.12),
    "hint": lambda: one_after_another([bell(_E5, 0.6, 0.22), bell(_D5, 0.6, 0.25)], 0.16),
    "bloom": lambda: one_after_another([bell(pitch, 0.8, 0.26) for pitch in (_C5, _E5, _G5, _A5, _C6, _E6)], 0.085),
    "arrive": lambda: one_after_another([bell(_C5, 0.5, 0.2), bell(_A5, 0.7, 0.26)], 0.14),
}


def sound(name: str) -> bytes:
    """The content of the wav file of the sound `name`."""
    wave = SOUNDS[name]()
    samples = array("h", np.round(wave / np.abs(wave).max() * 24_000).astype(np.int16).tolist())
    return wav.to_bytes(loudness.at_target(loudness.trimmed(samples), loudness.TARGET + _QUIETER.get(name, 0.0)))


def main(folder: Path) -> None:
    """Write every sound into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SOUNDS:
        (folder / f"{name}.wav").write_bytes(sound(name))
        print(f"{name}: {(folder / f'{name}.wav').stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources" / "sounds")

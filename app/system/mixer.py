"""What is sounding now: one voice at a time, effects over it, and the volume. The loudspeaker draws its samples from here.

Drawing happens in the loudspeaker's own thread, 20 times a second; mixing a block of 50 ms in plain Python takes 0.2 ms.
"""

import threading
from array import array
from collections.abc import Generator
from dataclasses import dataclass

from app.system import clock

_LOUDEST = 32_767


@dataclass(slots=True)
class _Playing:
    samples: "array[int]"
    at: int = 0


class Mixer:
    """Thread-safe: sounds are put in from one thread and drawn from another."""

    def __init__(self, volume: float) -> None:
        self._lock = threading.Lock()
        self._voice: _Playing | None = None
        self._effects: list[_Playing] = []
        self._volume = volume
        self._drawn_at = 0.0

    @property
    def volume(self) -> float:
        """0 (silent) to 1."""
        return self._volume

    @volume.setter
    def volume(self, volume: float) -> None:
        self._volume = min(1.0, max(0.0, volume))

    @property
    def drawn_at(self) -> float:
        """When samples were last drawn, in milliseconds of `clock.elapsed_ms`: it stands still when the loudspeaker has gone."""
        return self._drawn_at

    def say(self, samples: "array[int]") -> None:
        """Let the voice say `samples`, in place of what it was saying."""
        with self._lock:
            self._voice = _Playing(samples)

    def hush(self) -> None:
        """The voice stops; effects ring on."""
        with self._lock:
            self._voice = None

    def add(self, samples: "array[int]") -> None:
        """Let an effect sound over the rest."""
        with self._lock:
            self._effects = [*self._effects[-3:], _Playing(samples)]  # a child drums on the keys: the last four are enough

    def clear(self) -> None:
        """Forget everything that was sounding."""
        with self._lock:
            self._voice, self._effects = None, []

    def draw(self, count: int) -> bytes:
        """The next `count` samples (16 bits, this machine's byte order)."""
        with self._lock:
            playing = [*self._effects, *([self._voice] if self._voice else [])]
            mixed = _sum(playing, count)
            self._effects = [effect for effect in self._effects if effect.at < len(effect.samples)]
            if self._voice and self._voice.at >= len(self._voice.samples):
                self._voice = None
        self._drawn_at = clock.elapsed_ms()
        if not playing:
            return bytes(2 * count)
        gain = self._volume**2  # heard as half as loud in the middle of the slider
        return array("h", [max(-_LOUDEST, min(_LOUDEST, int(sample * gain))) for sample in mixed]).tobytes()

    def stream(self) -> Generator[bytes, int, None]:
        """What miniaudio draws from: it sends a count of samples and takes the bytes."""
        count = yield b""
        while True:
            count = yield self.draw(count)


def _sum(playing: list[_Playing], count: int) -> list[int]:
    mixed = [0] * count
    for each in playing:
        part = each.samples[each.at : each.at + count]
        each.at += count
        mixed[: len(part)] = [low + high for low, high in zip(mixed, part, strict=False)]
    return mixed

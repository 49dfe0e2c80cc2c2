"""A voice in a room, as samples, and a microphone that hears it: the only thing about recording that tests make up is the device."""

import math
import random
import threading
from array import array
from collections.abc import Generator

from app.system import wav

BLOCK = 882  # samples: 40 ms


def room(seconds: float, db: float = -60.0, seed: int = 1) -> "array[int]":
    """Noise of a room, at a level in dB full scale."""
    dice, most = random.Random(seed), 10 ** (db / 20) * 32_768 * math.sqrt(3)
    return array("h", [round(dice.uniform(-most, most)) for _ in range(round(seconds * wav.RATE))])


def tone(seconds: float, loudest: int = 6_000, hertz: float = 220.0) -> "array[int]":
    """Something said: a tone that swells and fades."""
    count = round(seconds * wav.RATE)
    return array("h", [round(loudest * math.sin(math.pi * i / count) * math.sin(2 * math.pi * hertz * i / wav.RATE)) for i in range(count)])


def at(seconds: float, sound: "array[int]", ground: "array[int]") -> "array[int]":
    """`ground` with `sound` over it from a moment on."""
    mixed = ground[:]
    begin = round(seconds * wav.RATE)
    for i, sample in enumerate(sound):
        mixed[begin + i] = max(-32_768, min(32_767, mixed[begin + i] + sample))
    return mixed


def said(seconds: float = 0.4, loudest: int = 6_000) -> "array[int]":
    """What a microphone hears in a take: a room, and after the count-in somebody who says something."""
    return at(2.2, tone(seconds, loudest), room(5.0))


def blocks(samples: "array[int]") -> list["array[int]"]:
    """Cut as a device brings them."""
    return [samples[i : i + BLOCK] for i in range(0, len(samples), BLOCK)]


class MadeUpDevice:
    """Stands in for `miniaudio.CaptureDevice`: brings the samples of `hears` far quicker than real time, then goes on or falls silent."""

    hears: "array[int]" = array("h")
    opened = 0
    backend = "made up"

    def __init__(self, *_: object, **__: object) -> None:
        type(self).opened += 1
        self._on = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, stream: Generator[None, bytes, None]) -> None:
        """Bring what is heard, in a thread of its own."""
        self._thread = threading.Thread(target=self._run, args=(stream,))
        self._thread.start()

    def _run(self, stream: Generator[None, bytes, None]) -> None:
        for block in blocks(self.hears):
            if self._on.wait(0.002):
                return
            stream.send(block.tobytes())

    def close(self) -> None:
        """Stop."""
        self._on.set()
        if self._thread is not None:
            self._thread.join()

"""How soon a recorded voice is heard: from `say` to the first of its samples handed to the sound device.

The device is miniaudio's own that plays nothing, in real time: it asks for samples as a real one does. What a real device keeps back
before it sounds (its buffer) is not in the figure.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median

from app.learning.letters import Spoken
from app.services import languages
from app.system import wav
from app.system.paths import Paths
from app.system.recordings import Origin, Recordings
from app.system.sound import Sound
from app.system.voice_files import VoiceFiles
from app.system.voices import Voices
from tests.benchmarks.figures import Figure, percentile, spread
from tests.support.speech import tone

_TIMES = 120


class _Heard:
    """Notes when the device was first given something that is not silence."""

    def __init__(self, sound: Sound) -> None:
        self._mixer, self._draw = sound._mixer, sound._mixer.draw
        self._mixer.draw = self._noted  # type: ignore[method-assign]  # the samples pass through as they are
        self.at = 0.0

    def _noted(self, count: int) -> bytes:
        drawn = self._draw(count)
        if not self.at and any(drawn):
            self.at = time.perf_counter()
        return drawn


def measure() -> list[Figure]:
    """Median and 95th percentile over 120 sounds of letters, each the first time it is asked for in this run."""
    pack = languages.pack("en")
    with tempfile.TemporaryDirectory(prefix="lettergrove-bench-") as home:
        paths = Paths(Path(home))
        recordings, files = Recordings(), VoiceFiles(paths)
        things = [Spoken(f"thing {number}") for number in range(_TIMES)]
        kept = {(pack.voice, one): files.path(files.keep(wav.to_bytes(tone(0.2, 5_000 + i)))) for i, one in enumerate(things)}
        recordings.give(Origin.GROWN_UP, kept)
        voices = Voices(paths, recordings=recordings)
        sound = Sound(1.0, voices, backends=("NULL",))
        try:
            waits = _waits(sound, things, pack.voice)
        finally:
            voices.close()
            sound.close()
    return [
        Figure("a recorded voice, asked for to handed to the device, median", median(waits), "ms", 50, spread(waits)),
        Figure("a recorded voice, asked for to handed to the device, p95", percentile(waits, 0.95), "ms", 50),
    ]


def _waits(sound: Sound, things: list[Spoken], voice: str) -> list[float]:
    """The wait for each thing, ms; the device is open, as it is in play."""
    waits = []
    for number, thing in enumerate(things):
        heard = _Heard(sound) if number else None
        asked = time.perf_counter()
        sound.say([thing], voice)
        while heard and not heard.at:
            time.sleep(0.001)
        if heard:
            waits.append((heard.at - asked) * 1000)
            heard._mixer.draw = heard._draw  # type: ignore[method-assign]  # as it was
        time.sleep(0.3 if number == 0 else 0.23 + number % 7 * 0.007)
    return waits

"""One take: from the press of the button to a sound that can be kept. Fed with what the microphone hears, block by block.

It knows no clock: three counts and every pause are counted in samples, so that a take goes the same way whatever the computer is doing.
While it counts, the level is shown already, so that one sees whether the microphone hears.
"""

from array import array
from enum import StrEnum

from app.learning.problems import Problem, Trouble
from app.system import loudness, trimming, wav
from app.system.wav import RATE

COUNTS = 3
LONGEST_S = 8.0  # a word takes one second
_COUNT = RATE // 2  # samples
_ENDS_AFTER = 1.1  # s of quiet after something was said: the take ends by itself
_SAID_FRAMES = 4  # frames of speech before quiet can end it
_MEANT = -42.0  # dB: a voice near a microphone is louder
_WITHIN = 20.0  # dB below the loudest that is still speech: in a noisy room quiet is not silence
_CLIPPED = 32_700


class Phase(StrEnum):
    """Where a take is."""

    COUNTING = "counting"
    RECORDING = "recording"
    OVER = "over"


class Take:
    """Feed it until `phase` is OVER, then ask for its `result`. For one thread."""

    def __init__(self) -> None:
        self.phase = Phase.COUNTING
        self.count = COUNTS
        self.level = 0.0  # 0 to 1: what the microphone hears now
        self.too_loud = False  # once it was as loud as can be
        self._counted = 0
        self._samples = array("h")
        self._silent = True  # nothing but zeros came: a muted microphone, or one that may not be used
        self._said = 0
        self._quiet = 0
        self._peak = -120.0
        self._rest = array("h")

    def feed(self, block: "array[int]") -> None:
        """Take what was heard next."""
        if not block or self.phase is Phase.OVER:
            return
        self._silent = self._silent and not any(block)
        self._show(block)
        if self.phase is Phase.COUNTING:
            block = self._count_in(block)
        if block and self.phase is Phase.RECORDING:
            self._samples.extend(block)
            self.too_loud = self.too_loud or max(map(abs, block)) >= _CLIPPED
            self._listen(block)

    def stop(self) -> None:
        """End now; while it still counts, nothing was said."""
        self.phase = Phase.OVER

    def result(self) -> bytes:
        """The wav file of what was said, trimmed and at the one loudness. Raises Problem NOTHING_HEARD (muted: no sign came at all)."""
        heard = loudness.at_target(trimming.spoken_part(self._samples))
        if not heard:
            raise Problem(Trouble.NOTHING_HEARD, muted=self._silent)
        return wav.to_bytes(heard)

    def _count_in(self, block: "array[int]") -> "array[int]":
        """Count on; what is left of the block when the counting is over."""
        left = COUNTS * _COUNT - self._counted
        self._counted += len(block)
        if self._counted < COUNTS * _COUNT:
            self.count = COUNTS - self._counted // _COUNT
            return array("h")
        self.phase, self.count = Phase.RECORDING, 0
        return block[left:]

    def _show(self, block: "array[int]") -> None:
        loudest = max(map(abs, block)) / 32_768
        # falls slower than it rises, as the eye wants it; -54 dB is the end of the scale
        now = max(0.0, min(1.0, 1 + loudness.decibels(loudest) / 54))
        self.level = max(now, self.level - 0.18)

    def _listen(self, block: "array[int]") -> None:
        """End by itself: some quiet after something was said, or as long as a take may be."""
        self._rest.extend(block)
        whole = len(self._rest) - len(self._rest) % trimming.FRAME
        for level in trimming.levels(self._rest[:whole]):
            self._peak = max(self._peak, level)
            if level > max(_MEANT, self._peak - _WITHIN):
                self._said, self._quiet = self._said + 1, 0
            elif self._said >= _SAID_FRAMES:
                self._quiet += 1
        self._rest = self._rest[whole:]
        ended = self._quiet * trimming.FRAME >= _ENDS_AFTER * RATE
        if ended or len(self._samples) >= LONGEST_S * RATE:
            self.phase = Phase.OVER

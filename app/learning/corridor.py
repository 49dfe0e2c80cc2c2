"""The corridor of guided tracing: which of a letter's lines have been gone along. A small state machine without a pixel.

Points are in whatever unit the letter is drawn in. The pen may begin anywhere near a line, go either way and be lifted; outside the
corridor nothing is lost and nothing grows. Which line comes first is shown, never demanded.
"""

from collections.abc import Sequence
from math import ceil, hypot, isfinite

Point = tuple[float, float]
_LINE_DONE = 0.9  # of a line's points


class Corridor:
    """The lines of one letter. `half` is half the width of the corridor, `start` how near a pen must be put down to begin."""

    def __init__(self, lines: Sequence[Sequence[Point]], half: float, start: float) -> None:
        self.lines = tuple(tuple(line) for line in lines if line)
        self._half, self._start = half, max(half, start)
        self._done = [[False] * len(line) for line in self.lines]
        self._pen: Point | None = None

    @property
    def over(self) -> bool:
        """Whether every line has been gone along."""
        return all(self.line_done(number) for number in range(len(self.lines)))

    @property
    def share(self) -> float:
        """How much of all lines is done, 0 to 1."""
        points = sum(map(len, self._done))
        return sum(map(sum, self._done)) / points if points else 1.0

    @property
    def current(self) -> int | None:
        """The first line that is not done; None when all are."""
        return next((number for number in range(len(self.lines)) if not self.line_done(number)), None)

    def line_done(self, number: int) -> bool:
        """Whether a line has been gone along, but for a little."""
        done = self._done[number]
        return sum(done) >= _LINE_DONE * len(done)

    def reached(self, number: int) -> int:
        """The place in a line up to which it is done from its beginning."""
        return next((place for place, done in enumerate(self._done[number]) if not done), len(self._done[number]))

    def press(self, x: float, y: float) -> Point | None:
        """Put the pen down. Where the vine begins: the nearest point of a line; None when none is near enough."""
        if not (isfinite(x) and isfinite(y)):
            return None
        near = min((point for line in self.lines for point in line), key=lambda at: hypot(at[0] - x, at[1] - y), default=None)
        if near is None or hypot(near[0] - x, near[1] - y) > self._start:
            return None
        self._pen = near
        self._touch(*near)
        self._touch(x, y)
        return near

    def move(self, x: float, y: float) -> bool:
        """Move the pen that is down. Whether it is in the corridor; if so, what it passed is done."""
        if self._pen is None or not (isfinite(x) and isfinite(y)):
            return False
        if not self._touch(x, y):
            return False
        from_x, from_y = self._pen
        far = hypot(x - from_x, y - from_y)
        steps = min(64, ceil(far / max(self._half, 1e-6)))
        if far <= 8 * self._half:  # else the pen has been outside, and what lies between was not gone along
            for step in range(1, steps):
                self._touch(from_x + (x - from_x) * step / steps, from_y + (y - from_y) * step / steps)
        self._pen = (x, y)
        return True

    def lift(self) -> None:
        """Lift the pen; what is done stays done."""
        self._pen = None

    def _touch(self, x: float, y: float) -> bool:
        """Mark what is near enough; whether anything is."""
        inside = False
        for number, line in enumerate(self.lines):
            done = self._done[number]
            for place, (at_x, at_y) in enumerate(line):
                if (at_x - x) ** 2 + (at_y - y) ** 2 <= self._half**2:
                    done[place] = inside = True
        return inside

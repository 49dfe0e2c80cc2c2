"""The ground: where a thing of the drawn land stands in the window.

Scenes are designed on 1280 x 800. They are scaled to the width of the window and stand on its lower edge, so that the sky gives way
first; a window too wide for that stretches the land sideways, never the things on it. Buttons do not scale with the land.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

WIDE, HIGH = 1280.0, 800.0
_LEAST_HIGH = 560.0  # of the design's 800: above that is only sky


@dataclass(frozen=True, slots=True)
class Ground:
    """How the design lies in a window of `width` x `height` px; `mirrored` for scripts that run from right to left."""

    width: float
    height: float
    mirrored: bool = False

    @property
    def across(self) -> float:
        """Px for one unit of the design from left to right."""
        return max(1.0, self.width) / WIDE

    @property
    def scale(self) -> float:
        """Px for one unit of the design upwards, and for the size of things."""
        return min(self.across, max(1.0, self.height) / _LEAST_HIGH)

    @property
    def unit(self) -> float:
        """How much larger than designed buttons are: they never shrink, and grow only in very large windows."""
        if min(self.width / 2560, self.height / 1440) >= 1:
            return 1.5
        return 1.25 if min(self.width / 1680, self.height / 960) >= 1 else 1.0

    def start(self, px: float) -> float:
        """So many px from the side where reading starts."""
        return self.width - px if self.mirrored else px

    def x(self, x: float) -> float:
        """The px of a design's x."""
        place = x * self.across
        return self.width - place if self.mirrored else place

    def y(self, y: float) -> float:
        """The px of a design's y."""
        return self.height - (HIGH - y) * self.scale

    def point(self, x: float, y: float) -> QPointF:
        """The px of a point of the design."""
        return QPointF(self.x(x), self.y(y))

    def about(self, x: float, y: float, width: float, height: float, least: float = 0.0) -> QRectF:
        """The px of a box of the design whose foot's middle stands at x, y, `least` px wide and high at least."""
        w, h = max(least, width * self.scale), max(least, height * self.scale)
        return QRectF(self.x(x) - w / 2, self.y(y) - h, w, h)

"""Where the things of a game stand: the row of tiles, Pip, the turns and the corner buttons, for any size of window.

Tiles are 136 px at least and 280 at most (350 and 420 in very large windows), with 24 px between them; what is above them gives way first.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF

from app.ui.grove.ground import Ground

LOW = 700.0
_SMALLEST, _LARGEST = 136.0, 280.0
_GAP, _SIDE = 26.0, 40.0
_CORNER = 46.0  # radius of the home pebble
_FOOT = 50.0  # radius of the hint pebble


@dataclass(frozen=True, slots=True)
class LineUp:
    """The places of one game page, in px. `bough` is the height of the bough's middle; `top` the upper edge of the tiles."""

    ground: Ground
    bough: float
    top: float
    side: float
    middles: tuple[QPointF, ...]

    @property
    def low(self) -> bool:
        """Whether the window is so low that the foot is kept short."""
        return self.ground.height < LOW

    @property
    def home(self) -> QPointF:
        """The middle of the home pebble: the upper start corner."""
        return self.corner(_CORNER, 32, top=True, start=True)

    @property
    def hint(self) -> QPointF:
        """The middle of the hint pebble: the lower end corner."""
        return self.corner(_FOOT, 32, top=False, start=False)

    @property
    def turns(self) -> QPointF:
        """The middle of the turns: below the tiles, between the corners."""
        ground = self.ground
        return QPointF(ground.width / 2, ground.height - (44 if self.low else 64 * ground.unit))

    @property
    def turns_widest(self) -> float:
        """How wide the turns may be, in px."""
        return min(self.ground.width - 4 * _FOOT * self.ground.unit - 96, self.ground.width * 0.6)

    def corner(self, radius: float, margin: float, top: bool, start: bool) -> QPointF:
        """The middle of a round button in a corner."""
        ground = self.ground
        inwards = (radius + margin) * ground.unit
        x = inwards if start is not ground.mirrored else ground.width - inwards
        return QPointF(x, inwards if top else ground.height - inwards)


def line_up(ground: Ground, tiles: int, above: float, hanging: bool) -> LineUp:
    """Places for so many tiles. `above` is the share of the height kept for what is asked; hanging tiles leave room for their ropes."""
    count = max(1, tiles)
    unit = ground.unit
    low = ground.height < LOW
    upper = max(168.0, ground.height * above)
    foot = 84.0 if low else 128.0 * unit
    ropes = ground.height * 0.09 if hanging else ground.height * 0.05
    room = ground.height - upper - ropes - foot
    beside = (2 * _FOOT + 32) * unit if low else _SIDE * unit
    wide = (ground.width - 2 * beside - (count - 1) * _GAP * unit) / count
    side = max(_SMALLEST, min(_LARGEST * unit, ground.height * 0.26, wide, room * (0.86 if hanging else 0.94)))
    top = upper + ropes + max(0.0, (room - side) * 0.35)
    gap = max(_GAP * unit, min(side * 0.34, (ground.width - 2 * _SIDE * unit - count * side) / max(1, count - 1))) if count > 1 else 0.0
    if low:
        gap = max(_GAP * unit, min(gap, (ground.width - 2 * beside - count * side) / max(1, count - 1)))
    first = (ground.width - count * side - (count - 1) * gap) / 2 + side / 2
    places = [first + i * (side + gap) for i in range(count)]
    if ground.mirrored:
        places.reverse()
    return LineUp(ground, upper, top, side, tuple(QPointF(x, top + side / 2) for x in places))

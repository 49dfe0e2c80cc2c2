"""Where the cards of a game of pairs lie: in rows between the corner buttons, as large as the window lets them be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

if TYPE_CHECKING:
    from app.ui.grove.ground import Ground

_GAP = 26.0
_LARGEST = 210.0
_BESIDE, _ABOVE = 160.0, 26.0  # px left to the corner buttons on either side, and above
_FOOT_LOW, _FOOT = 88.0, 124.0  # px left to the turns
_LOW = 700.0


@dataclass(frozen=True, slots=True)
class CardGrid:
    """The side of the cards and their middles, in reading order."""

    side: float
    middles: tuple[QPointF, ...]


def card_grid(ground: Ground, cards: int) -> CardGrid:
    """Places for so many cards: as many columns as make them largest, the last row in the middle."""
    unit = ground.unit
    foot = foot_of(ground)
    area = QRectF(_BESIDE * unit, _ABOVE * unit, ground.width - 2 * _BESIDE * unit, ground.height - _ABOVE * unit - foot)
    return grid_in(area, ground, cards)


def foot_of(ground: Ground) -> float:
    """The px left to the turns below a grid."""
    return _FOOT_LOW if ground.height < _LOW else _FOOT * ground.unit


def grid_in(area: QRectF, ground: Ground, cards: int, in_one_row: bool = False, from_right: bool | None = None) -> CardGrid:
    """The same within an area, in one row if it must be. `from_right`: where a script begins that is read, whatever the window does."""
    unit = ground.unit
    mirrored = ground.mirrored if from_right is None else from_right
    gap = _GAP * unit

    def side_of(columns: int) -> float:
        rows = -(-cards // columns)
        return min((area.width() - (columns - 1) * gap) / columns, (area.height() - (rows - 1) * gap) / rows)

    columns = cards if in_one_row else max(range(min(2, cards), cards + 1), key=lambda count: (round(side_of(count)), -count))
    side = min(side_of(columns), _LARGEST * unit)
    rows = -(-cards // columns)
    top = area.center().y() - (rows * side + (rows - 1) * gap) / 2 + side / 2
    middles = []
    for number in range(cards):
        row, place = divmod(number, columns)
        in_row = min(columns, cards - row * columns)
        x = area.center().x() + (place - (in_row - 1) / 2) * (side + gap)
        middles.append(QPointF(2 * area.center().x() - x if mirrored else x, top + row * (side + gap)))
    return CardGrid(side, tuple(middles))

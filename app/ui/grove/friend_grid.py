"""How many friends fit on a page, how large, and where each stands. Numbers only."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

LARGEST, SMALLEST = 104.0, 52.0  # radius of a portrait; a wreath and a name plate come on top
_GAP = 24.0
_PLATE = 40.0


@dataclass(frozen=True, slots=True)
class FriendGrid:
    """`columns` x `rows` cells of portraits of `radius` px, the middle of each cell in `middles`, in reading order."""

    radius: float
    columns: int
    rows: int
    middles: tuple[QPointF, ...]

    @property
    def room(self) -> int:
        """How many stand on one page."""
        return self.columns * self.rows


def friend_grid(area: QRectF, count: int, unit: float = 1.0, mirrored: bool = False) -> FriendGrid:
    """The grid with the largest portraits that hold `count` on one page, else the smallest ones on several."""
    radius = max(LARGEST * unit, area.height() * 0.13)
    while radius > SMALLEST and _fits(area, radius)[0] * _fits(area, radius)[1] < count:
        radius -= 2
    columns, rows = _fits(area, max(radius, SMALLEST))
    radius = max(radius, SMALLEST)
    here = min(count, columns * rows)
    columns = min(columns, max(1, here))
    while columns > 1 and -(-here // (columns - 1)) <= -(-here // columns):
        columns -= 1  # as few columns as need no further row: five friends stand three and two, not four and one
    rows = max(1, -(-here // columns)) if count <= columns * rows else rows
    return FriendGrid(radius, columns, rows, _middles(area, radius, columns, rows, mirrored))


def cell(radius: float) -> tuple[float, float]:
    """Width and height of one friend with its wreath and plate."""
    leaves = radius * 0.27 + 4
    return 2 * (radius + leaves), 2 * radius + leaves + max(leaves, _PLATE)


def _fits(area: QRectF, radius: float) -> tuple[int, int]:
    wide, high = cell(radius)
    columns = int((area.width() + _GAP) // (wide + _GAP))
    rows = int((area.height() + _GAP) // (high + _GAP))
    return max(1, columns), max(1, rows)


def _middles(area: QRectF, radius: float, columns: int, rows: int, mirrored: bool) -> tuple[QPointF, ...]:
    wide, high = cell(radius)
    across = min(wide + 2.2 * _GAP, (area.width() - wide) / max(1, columns - 1)) if columns > 1 else 0.0
    down = min(high + 2.2 * _GAP, (area.height() - high) / max(1, rows - 1)) if rows > 1 else 0.0
    left = area.center().x() - across * (columns - 1) / 2
    top = area.center().y() - down * (rows - 1) / 2
    places = [QPointF(left + column * across, top + row * down) for row in range(rows) for column in range(columns)]
    return tuple(QPointF(2 * area.center().x() - p.x(), p.y()) for p in places) if mirrored else tuple(places)

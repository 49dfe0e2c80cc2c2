"""Signs on the letter that show where to begin and which way to go: a dot with a number, dots along the way, an arrow, the ladybird."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath

from app.ui.painting.pip import draw_ladybird

if TYPE_CHECKING:
    from app.ui.painting.brush import Brush

_DOT = 18.0
_LADYBIRD = 64.0
Line = Sequence[QPointF]


def draw_way(brush: Brush, line: Line, begin: int, now: bool) -> None:
    """Dots along a line from its point number `begin`; the line that is next has an arrow at its end."""
    rest = line[begin:]
    if len(rest) < 2:
        return
    path = QPainterPath(rest[0])
    for point in rest[1:]:
        path.lineTo(point)
    tint = brush.theme.child("guide-now" if now else "guide")
    brush.line(path, tint, 7 if now else 5, [0.1, 2.6 if now else 3.0])
    if now:
        _arrow(brush, line[-1], direction(line, len(line) - 1))


def _arrow(brush: Brush, at: QPointF, degrees: float) -> None:
    size = 18.0
    with brush.at(at.x(), at.y(), degrees=degrees):
        path = QPainterPath(QPointF(-size * 0.55, -size * 0.75))
        path.lineTo(size * 0.55, 0)
        path.lineTo(-size * 0.55, size * 0.75)
        brush.line(path, brush.theme.child("guide-now"), size * 0.36)


def draw_start(brush: Brush, at: QPointF, number: int | None, now: bool) -> None:
    """Where a line begins; `number` is its place in the order of writing, None where nobody has said which that is."""
    text = "" if number is None else str(number)
    if brush.flat:
        brush.dot(at.x(), at.y(), _DOT, "primary" if now else "surface", "surface" if now else "line", 3)
        ink = "on-primary" if now else "ink"
    else:
        if now:
            brush.glow(at.x(), at.y(), _DOT * 2.4, "#FFD66B")
        brush.dot(at.x(), at.y(), _DOT, "#F6BC4B" if now else "#FFFDF4", "#FFFDF4" if now else "#B89B66", 3)
        ink = "#3A2600"
    if text:
        box = QRectF(at.x() - _DOT, at.y() - _DOT, 2 * _DOT, 2 * _DOT)
        brush.text(box, text, "title-3", ink, Qt.AlignmentFlag.AlignHCenter, 800)


def draw_leader(brush: Brush, line: Line, place: int) -> None:
    """The ladybird that walks ahead of the pen."""
    at = line[place]
    draw_ladybird(brush, at.x(), at.y(), _LADYBIRD, direction(line, place))


def direction(line: Line, place: int) -> float:
    """The degrees in which a line runs at one of its points."""
    back, ahead = line[max(0, place - 4)], line[min(len(line) - 1, place + 4)]
    return math.degrees(math.atan2(ahead.y() - back.y(), ahead.x() - back.x()))

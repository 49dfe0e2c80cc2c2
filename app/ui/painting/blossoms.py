"""Blossoms: five petals of two cubics round a disc. They stand for what has come into bloom, on trees, wreaths and turns."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from app.ui.painting.brush import Brush
from app.ui.painting.colours import lighter, linear, mix

TURN_PETALS = ("#F28FAE", "#F6BC4B", "#8FB8F0", "#F4A27A", "#C2A0EA")


def blossom(brush: Brush, x: float, y: float, r: float, petals: str, heart: str, turn: float = 0.0) -> None:
    """A blossom of radius r; `turn` in degrees. A ring in high contrast."""
    if brush.flat:
        brush.dot(x, y, r * 0.7, None, "bloom", 2.5)
        brush.dot(x, y, r * 0.2, "bloom")
        return
    petal = QPainterPath(QPointF(0, 0))
    petal.cubicTo(r * 0.62, -r * 0.22, r * 0.62, -r * 0.98, 0, -r)
    petal.cubicTo(-r * 0.62, -r * 0.98, -r * 0.62, -r * 0.22, 0, 0)
    light = linear(0, -r, 0, 0, petals, mix(petals, heart, 0.28))
    for i in range(5):
        with brush.at(x, y, degrees=turn + i * 72):
            brush.fill(petal, light)
    brush.dot(x, y, r * 0.27, heart)
    brush.dot(x - r * 0.06, y - r * 0.07, r * 0.11, lighter(heart, 0.5))

"""Two first leaves."""

import math

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from app.ui.painting.brush import Brush
from app.ui.painting.colours import colour, darker, lighter, linear
from app.ui.painting.shapes import curve, leaf


def sprout(brush: Brush, x: float, y: float, height: float) -> None:
    """A sprout that stands at x, y."""
    h = height
    green = brush.theme.scene("canopy-young")
    stem = curve([(x, y), (x - h * 0.03, y - h * 0.35), (x + h * 0.01, y - h * 0.62)], False)
    brush.line(stem, "ink" if brush.flat else darker(green, 0.1), max(3.0, h * 0.075))
    foot = QPointF(x + h * 0.01, y - h * 0.60)
    for degrees, length in ((-152, 0.62), (-30, 0.70)):
        shape = leaf(foot.x(), foot.y(), h * length, h * 0.36, degrees)
        if brush.flat:
            brush.fill(shape, "surface", "primary", 3)
            continue
        box = shape.boundingRect()
        brush.fill(shape, linear(box.left(), box.top(), box.right(), box.bottom(), lighter(green, 0.42), green))
        angle = math.radians(degrees)
        vein = QPainterPath(foot)
        vein.lineTo(foot.x() + math.cos(angle) * h * length * 0.8, foot.y() + math.sin(angle) * h * length * 0.8)
        brush.line(vein, colour("#FFFFFF", 0.35), max(1.2, h * 0.022))

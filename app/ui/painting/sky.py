"""Sky, sun and moon, stars and clouds, and the ridges of hills with their far trees."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainterPath

from app.ui.painting.brush import Brush
from app.ui.painting.colours import colour, darker, lighter, linear, mix, radial
from app.ui.painting.dice import dice
from app.ui.painting.shapes import Point, circle, curve, lobed, star

_WIDE = 1280.0


def sky(brush: Brush, height: float, sun: Point, r: float = 46, top: float = 0.0) -> None:
    """Sky down to `height` in units of the design, with the sun or moon at `sun`; `top` is where it begins when the window is tall."""
    stops = brush.theme.tokens.sky
    brush.area(-40, top, _WIDE + 80, 840 - top, linear(0, top, 0, height, (0, stops[0]), (0.55, stops[1]), (1, stops[2])))
    if brush.flat:
        return
    x, y = sun
    if brush.theme.dark:
        _stars(brush, top)
        brush.glow(x, y, r * 4.6, "#C9D6FF", 0.30)
        moon = circle(x, y, r).subtracted(circle(x + r * 0.42, y - r * 0.26, r * 0.86))
        brush.fill(moon, linear(x - r, y - r, x + r, y + r, "#FFFBE6", "#EFE3B5"))
        return
    brush.glow(x, y, r * 6.5, brush.theme.scene("sun"), 0.75)
    brush.dot(x, y, r, radial(x, y, r, (0, "#FFFDF0"), (0.8, "#FFF2B8"), (1, "#FFE9A0")))


def _stars(brush: Brush, top: float) -> None:
    throw = dice(8)
    for _ in range(90):
        x, y = throw.uniform(0, _WIDE), throw.uniform(top, 290)
        size, light = throw.uniform(0.6, 1.7), throw.uniform(0.35, 0.9)
        brush.dot(x, y, size, colour("#FFFFFF", light * min(1.0, 1 - y / 420)))
    for x, y, size in ((250, 70, 5), (560, 120, 4), (820, 56, 5.5), (1180, 190, 4)):
        brush.fill(star(x, y, size * 1.5, 0.22, 4), colour("#FFF6D8", 0.9))


def cloud(brush: Brush, x: float, y: float, w: float, strength: float = 0.9) -> None:
    """Five bulged cubics on a flat foot, w wide. None in high contrast; thin at night."""
    if brush.flat:
        return
    strength *= 0.28 if brush.theme.dark else 1
    h = w * 0.36
    path = QPainterPath(QPointF(x - w * 0.50, y))
    for ex, ey, bulge in ((-0.36, -0.30, 0.55), (-0.12, -0.62, 0.60), (0.18, -0.50, 0.62), (0.38, -0.22, 0.55), (0.52, 0.02, 0.55)):
        here = path.currentPosition()
        tx, ty = x + ex * w, y + ey * h
        dx, dy = tx - here.x(), ty - here.y()
        ox, oy = dy * bulge, -dx * bulge
        path.cubicTo(here.x() + ox, here.y() + oy, tx + ox, ty + oy, tx, ty)
    path.cubicTo(x + w * 0.60, y + h * 0.30, x + w * 0.30, y + h * 0.22, x + w * 0.10, y + h * 0.24)
    path.cubicTo(x - w * 0.10, y + h * 0.30, x - w * 0.34, y + h * 0.26, x - w * 0.44, y + h * 0.22)
    path.cubicTo(x - w * 0.58, y + h * 0.20, x - w * 0.60, y + h * 0.02, x - w * 0.50, y)
    white, under = brush.theme.scene("cloud"), brush.theme.tokens.sky[1]
    low = colour(mix(white, under, 0.45), strength * 0.8)
    brush.fill(path, linear(x, y - h, x, y + h * 0.4, (0, colour(white, strength)), (1, low)))
    with brush.within(path):
        for dx, dy, r in ((-0.14, 0.14, 0.17), (0.20, 0.18, 0.15)):
            brush.dot(x + dx * w, y + dy * w, r * w, colour(mix(white, under, 0.5), strength * 0.35))


def hill(brush: Brush, points: Sequence[Point], tint: QColor | str, low: float | None = None, light: float = 0.10) -> None:
    """A hill whose top line runs through the points, with a line of light on it. Only the line in high contrast."""
    line = curve(points, False)
    if brush.flat:
        brush.line(line, colour("#FFFFFF", 0.55), 2.5)
        return
    path = curve(points, False)
    path.lineTo(_WIDE + 40, 860)
    path.lineTo(-40, 860)
    path.closeSubpath()
    top = min(y for _, y in points)
    shades = ((0, lighter(tint, light)), (0.35, tint), (1, darker(tint, 0.10)))
    brush.fill(path, linear(0, top, 0, low or top + 260, *shades))
    with brush.within(path):
        brush.line(line, brush.theme.scene("rim", 0.10 if brush.theme.dark else 0.30), 5)
    brush.grain(path)


def far_trees(brush: Brush, points: Sequence[Point], tint: QColor | str, seed: int, count: int, size: float) -> None:
    """A fringe of small trees along a ridge."""
    if brush.flat:
        return
    throw = dice(seed)
    line = curve(points, False)
    for i in range(count):
        at = line.pointAtPercent(min(0.999, max(0.001, (i + throw.uniform(-0.4, 0.4)) / count)))
        k = size * throw.uniform(0.6, 1.25)
        kind = throw.random()
        tone = mix(tint, brush.theme.scene("shade"), throw.uniform(0.06, 0.18))
        brush.box(at.x() - k * 0.05, at.y() - k * 0.5, k * 0.1, k * 0.6, 1, mix(tone, brush.theme.scene("bark"), 0.35))
        if kind < 0.35:
            shape = _far_fir(at.x(), at.y(), k)
        else:
            tall = k * (0.5 if kind < 0.8 else 0.75)
            shape = lobed(at.x(), at.y() - k * 0.9, k * 0.55, tall, 7, 0.4, throw.uniform(0, 2 * math.pi), throw)
        b = shape.boundingRect()
        brush.fill(shape, linear(b.left(), b.top(), b.right(), b.bottom(), lighter(tone, 0.16), tone))


def _far_fir(x: float, y: float, k: float) -> QPainterPath:
    path = QPainterPath(QPointF(x, y - k * 1.9))
    path.cubicTo(x + k * 0.2, y - k * 1.3, x + k * 0.5, y - k * 0.5, x + k * 0.45, y - k * 0.22)
    path.cubicTo(x + k * 0.2, y - k * 0.1, x - k * 0.2, y - k * 0.1, x - k * 0.45, y - k * 0.22)
    path.cubicTo(x - k * 0.5, y - k * 0.5, x - k * 0.2, y - k * 1.3, x, y - k * 1.9)
    return path

"""The road the letters stand along, and the stream."""

from collections.abc import Sequence

from PySide6.QtGui import QPainterPath

from app.ui.painting.brush import Brush
from app.ui.painting.colours import colour, darker, lighter, linear
from app.ui.painting.dice import dice
from app.ui.painting.shapes import circle, curve, ribbon

Way = Sequence[tuple[float, float, float]]  # x, y, width


def road(brush: Brush, points: Way, squash: float = 0.5) -> QPainterPath:
    """A sandy road. Returns its middle line."""
    inner, line = ribbon(points, squash)
    if brush.flat:
        brush.fill(inner, "surface", "#FFFFFF", 2.5)
        return line
    theme = brush.theme
    outer, _ = ribbon([(x, y + w * 0.03, w * 1.16) for x, y, w in points], squash)
    core, _ = ribbon([(x, y - w * 0.03, w * 0.90) for x, y, w in points], squash)
    brush.fill(outer, colour(darker(theme.scene("grass"), 0.1), 0.35))
    brush.fill(inner, theme.scene("path-edge"))
    box = inner.boundingRect()
    sand = theme.scene("path")
    brush.fill(core, linear(0, box.top(), 0, box.bottom(), sand if theme.dark else lighter(sand, 0.25), sand))
    throw = dice(3)
    ys = [y for _, y, _ in points]
    with brush.within(core):
        for _ in range(120):
            at = line.pointAtPercent(throw.random())
            near = 0.35 + 0.65 * (at.y() - min(ys)) / max(1.0, max(ys) - min(ys))
            x, y = at.x() + throw.uniform(-60, 60) * near, at.y() + throw.uniform(-22, 22) * near
            pebble = circle(x, y, throw.uniform(1.5, 4.8) * near, throw.uniform(0.9, 2.2) * near)
            brush.fill(pebble, theme.scene("path-edge", 0.65))
    brush.grain(inner, theme.tokens.grain * 1.2)
    return line


def stream(brush: Brush, points: Way, squash: float = 0.6) -> None:
    """Water with lights on it."""
    inner, line = ribbon(points, squash)
    if brush.flat:
        brush.fill(inner, "surface", "water", 2.5)
        return
    theme = brush.theme
    bank, _ = ribbon([(x, y, w * 1.22) for x, y, w in points], squash)
    brush.fill(bank, colour(darker(theme.scene("grass"), 0.15), 0.45))
    box = inner.boundingRect()
    water = theme.scene("stream")
    brush.fill(inner, linear(box.left(), box.top(), box.right(), box.bottom(), lighter(water, 0.25), water))
    throw = dice(5)
    with brush.within(inner):
        for _ in range(34):
            at = line.pointAtPercent(throw.random())
            k = 0.4 + 0.6 * (at.y() - box.top()) / box.height()
            x, y, w = at.x() + throw.uniform(-40, 40) * k, at.y() + throw.uniform(-12, 12) * k, throw.uniform(10, 30) * k
            wave = curve([(x - w, y), (x - w * 0.3, y - 2.4 * k), (x + w * 0.3, y + 1.6 * k), (x + w, y)], False)
            brush.line(wave, theme.scene("stream-light", 0.75), 2.2 * k + 0.4)

"""Small things of the land: grass, flowers, tulips, mushrooms, stones, bushes, fireflies. None is drawn in high contrast."""

import math
import random

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from app.ui.painting.blossoms import blossom
from app.ui.painting.brush import Brush
from app.ui.painting.colours import colour, darker, lighter, linear, mix
from app.ui.painting.crowns import crown, shade
from app.ui.painting.dice import dice
from app.ui.painting.shapes import circle, curve, leaf, lobed


def tuft(brush: Brush, x: float, y: float, size: float, throw: random.Random) -> None:
    """Five blades of grass."""
    if brush.flat:
        return
    for i in range(5):
        angle = math.radians(-90 + (i - 2) * 19 + throw.uniform(-6, 6))
        length = size * throw.uniform(0.7, 1.1)
        ex, ey = x + math.cos(angle) * length, y + math.sin(angle) * length
        blade = QPainterPath(QPointF(x - size * 0.07, y))
        blade.quadTo(x + (ex - x) * 0.35 - size * 0.02, y - length * 0.6, ex, ey)
        blade.quadTo(x + (ex - x) * 0.35 + size * 0.12, y - length * 0.5, x + size * 0.07, y)
        blade.closeSubpath()
        brush.fill(blade, mix(brush.theme.scene("grass"), brush.theme.scene("rim"), 0.05 + 0.18 * (i % 3) / 2))


def flower(brush: Brush, x: float, y: float, size: float, petals: str) -> None:
    """A blossom on a stalk."""
    if brush.flat:
        return
    grass = brush.theme.scene("grass")
    brush.line(curve([(x, y), (x + size * 0.06, y - size * 0.5), (x, y - size)], False), darker(grass, 0.08), max(1.4, size * 0.09))
    brush.fill(leaf(x + size * 0.03, y - size * 0.35, size * 0.42, size * 0.22, -30), grass)
    blossom(brush, x, y - size, size * 0.36, petals, "#F3B13C", 20)


def tulip(brush: Brush, x: float, y: float, size: float, petals: str) -> None:
    """A tulip; paler at night."""
    if brush.flat:
        return
    tint = mix(petals, "#2B3A6B", 0.35 if brush.theme.dark else 0)
    green = darker(brush.theme.scene("grass"), 0.05)
    brush.line(curve([(x, y), (x - size * 0.04, y - size * 0.5), (x, y - size * 0.9)], False), green, max(1.6, size * 0.09))
    brush.fill(leaf(x, y - size * 0.05, size * 0.62, size * 0.2, -62), green)
    brush.fill(leaf(x, y - size * 0.05, size * 0.55, size * 0.2, -122), green)
    cup = QPainterPath(QPointF(x - size * 0.22, y - size * 1.22))
    cup.cubicTo(x - size * 0.3, y - size * 0.7, x + size * 0.3, y - size * 0.7, x + size * 0.22, y - size * 1.22)
    cup.lineTo(x + size * 0.10, y - size * 1.06)
    cup.lineTo(x, y - size * 1.26)
    cup.lineTo(x - size * 0.10, y - size * 1.06)
    cup.closeSubpath()
    brush.fill(cup, linear(x, y - size * 1.25, x, y - size * 0.8, lighter(tint, 0.2), tint))


def mushroom(brush: Brush, x: float, y: float, size: float, tint: str = "#D9604C") -> None:
    """A mushroom with pale spots."""
    if brush.flat:
        return
    s = size
    shade(brush, x, y, s * 0.9, 0.2)
    stalk = curve([(x - s * 0.16, y), (x - s * 0.12, y - s * 0.5), (x + s * 0.12, y - s * 0.5), (x + s * 0.16, y)])
    brush.fill(stalk, "#A9A3B5" if brush.theme.dark else "#FFF3DE")
    hat = QPainterPath(QPointF(x - s * 0.48, y - s * 0.42))
    hat.cubicTo(x - s * 0.46, y - s * 1.05, x + s * 0.46, y - s * 1.05, x + s * 0.48, y - s * 0.42)
    hat.cubicTo(x + s * 0.2, y - s * 0.34, x - s * 0.2, y - s * 0.34, x - s * 0.48, y - s * 0.42)
    tone = mix(tint, "#1B2748", 0.4 if brush.theme.dark else 0)
    brush.fill(hat, linear(x - s * 0.4, y - s, x + s * 0.4, y - s * 0.4, lighter(tone, 0.16), darker(tone, 0.10)))
    for dx, dy, r in ((-0.2, -0.62, 0.08), (0.08, -0.75, 0.10), (0.26, -0.56, 0.07), (-0.02, -0.52, 0.05)):
        brush.fill(circle(x + dx * s, y + dy * s, r * s, r * s * 0.8), colour("#FFF8EA", 0.92))


def stone(brush: Brush, x: float, y: float, size: float) -> None:
    """A round stone."""
    if brush.flat:
        return
    s = size
    tint = "#4B5874" if brush.theme.dark else "#C9C4B4"
    shade(brush, x, y, s * 0.9, 0.22)
    outline = [(-0.5, 0), (-0.42, -0.34), (-0.05, -0.52), (0.36, -0.36), (0.5, -0.02), (0, 0.08)]
    path = curve([(x + dx * s, y + dy * s) for dx, dy in outline])
    brush.fill(path, linear(x - s * 0.4, y - s * 0.5, x + s * 0.4, y, lighter(tint, 0.35), darker(tint, 0.16)))


def firefly(brush: Brush, x: float, y: float, size: float = 1.0) -> None:
    """A small light of the night."""
    if brush.flat:
        return
    brush.glow(x, y, 13 * size, "#FFE68A", 0.95)
    brush.dot(x, y, 2.3 * size, "#FFFBE0")


def bush(brush: Brush, x: float, y: float, size: float, tint: str, seed: int = 1, berries: str | None = None) -> None:
    """A low leafy mass that stands at x, y."""
    if brush.flat:
        return
    s, throw = size, dice(seed)
    shade(brush, x, y, s * 1.5, 0.22)
    path = lobed(x, y - s * 0.30, s * 0.62, s * 0.36, 9, 0.4, 0, throw)
    path = path.united(lobed(x - s * 0.36, y - s * 0.18, s * 0.34, s * 0.24, 7, 0.4, 0, throw))
    path = path.united(lobed(x + s * 0.40, y - s * 0.17, s * 0.32, s * 0.22, 7, 0.4, 0, throw))
    below = QPainterPath()
    below.addRect(QRectF(x - s * 2, y + s * 0.02, s * 4, s))
    crown(brush, path.subtracted(below), tint, (x, y - s * 0.3, s * 0.8, s * 0.5), throw, 0.0, 16)
    for _ in range(9 if berries else 0):
        angle, far = throw.uniform(0, 2 * math.pi), throw.uniform(0.1, 0.85)
        bx, by = x + s * 0.6 * far * math.cos(angle), y - s * 0.28 + s * 0.30 * far * math.sin(angle)
        brush.dot(bx, by, s * 0.042, berries)
        brush.dot(bx - s * 0.012, by - s * 0.012, s * 0.014, colour("#FFFFFF", 0.8))


def meadow(brush: Brush, box: tuple[float, float, float, float], seed: int, count: int = 40, scale: float = 1.0) -> None:
    """Small plants scattered in a box (x0, y0, x1, y1); nearer (lower) is larger."""
    if brush.flat:
        return
    throw = dice(seed)
    x0, y0, x1, y1 = box
    spots = sorted(((throw.uniform(x0, x1), throw.uniform(y0, y1)) for _ in range(count)), key=lambda spot: spot[1])
    day, night = ("#FFFFFF", "#FFE08A", "#F7A8BE", "#C9B4F0"), ("#B9C6F5", "#E5D9A0", "#C08BB5", "#8E8FD8")
    petals = night if brush.theme.dark else day
    for x, y in spots:
        size = (0.45 + 0.55 * (y - y0) / max(1.0, y1 - y0)) * scale
        kind = throw.random()
        if kind < 0.62:
            tuft(brush, x, y, 15 * size, throw)
        elif kind < 0.90:
            for i in range(throw.randint(1, 3)):
                flower(brush, x + i * 11 * size, y + throw.uniform(-3, 3), 17 * size, throw.choice(petals))
        else:
            stone(brush, x, y, 18 * size)

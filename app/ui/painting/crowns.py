"""Trunk, crown and shade of a tree: lit from the upper left, with leaves and not as a balloon."""

import math
import random

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainterPath, QTransform

from app.ui.painting.brush import Brush
from app.ui.painting.colours import darker, lighter, linear, radial
from app.ui.painting.shapes import circle, leaf, lobed

Box = tuple[float, float, float, float]  # middle x, y and radii


def shade(brush: Brush, x: float, y: float, width: float, strength: float = 0.26) -> None:
    """The shade a thing throws on the grass; a line in high contrast."""
    if brush.flat:
        brush.segment(x - width * 0.45, y + 1, x + width * 0.45, y + 1, "line", 3)
        return
    tint = brush.theme.scene
    r = width * 0.62
    with brush.at(x + width * 0.10, y, tall=0.26):
        stops = ((0, tint("shade", strength)), (0.55, tint("shade", strength * 0.6)), (1, tint("shade", 0)))
        brush.dot(0, 0, r, radial(0, 0, r, *stops))


def trunk(brush: Brush, x: float, y: float, w: float, h: float, lean: float = 0.0) -> None:
    """A trunk of half width w and height h with flared roots, leaning by `lean` px at its top."""
    top = -h
    path = QPainterPath(QPointF(-w * 1.05, 2))
    path.cubicTo(-w * 0.55, -w * 0.10, -w * 0.50, -h * 0.30, -w * 0.40 + lean * 0.5, top * 0.6)
    path.lineTo(-w * 0.34 + lean, top)
    path.lineTo(w * 0.34 + lean, top)
    path.lineTo(w * 0.40 + lean * 0.5, top * 0.6)
    path.cubicTo(w * 0.50, -h * 0.30, w * 0.55, -w * 0.10, w * 1.05, 2)
    path.cubicTo(w * 0.5, w * 0.18, -w * 0.5, w * 0.18, -w * 1.05, 2)
    with brush.at(x, y):
        if brush.flat:
            brush.fill(path, "surface", "line", 3)
            return
        bark, dark = brush.theme.scene("bark"), brush.theme.scene("bark-dark")
        brush.fill(path, linear(-w * 0.7, 0, w * 0.7, 0, lighter(bark, 0.14), bark, dark))
        with brush.within(path):
            for dx, low, high in ((-0.12, 0.15, 0.42), (0.14, 0.28, 0.62), (-0.02, 0.5, 0.75)):
                line = QPainterPath(QPointF(dx * w, -h * low))
                first, second = -h * (low * 0.6 + high * 0.4), -h * (low * 0.4 + high * 0.6)
                line.cubicTo(dx * w + w * 0.06, first, dx * w - w * 0.06, second, dx * w + lean * high, -h * high)
                brush.line(line, dark, max(1.2, w * 0.07), opacity=0.55)
            brush.fill(circle(lean, top + h * 0.08, w * 1.4, h * 0.30), brush.theme.scene("shade", 0.30))


def crown(
    brush: Brush,
    path: QPainterPath,
    base: QColor | str,
    box: Box,
    dice: random.Random,
    clear: float = 0.55,
    leaves: int = 26,
) -> None:
    """A leafy mass of shape `path`; `box` is its middle and radii. Small leaves keep out of the inner `clear` share, for a letter."""
    if brush.flat:
        brush.fill(path, "surface", "line", 3.5)
        return
    theme = brush.theme
    small = min(box[2], box[3])
    b = path.boundingRect()
    stops = ((0, lighter(base, 0.05 if theme.dark else 0.10)), (0.45, base), (1, darker(base, 0.26)))
    brush.fill(path, linear(b.left(), b.top(), b.right(), b.bottom(), *stops))
    with brush.within(path):
        _clumps(brush, box, dice)
        edge = min(small, 95)
        lit = path.subtracted(QTransform().translate(edge * 0.075, edge * 0.10).map(path))
        shaded = path.subtracted(QTransform().translate(-edge * 0.08, -edge * 0.12).map(path))
        brush.fill(lit, theme.scene("rim", 0.20 if theme.dark else 0.26))
        brush.fill(shaded, theme.scene("shade", 0.20))
        _small_leaves(brush, box, dice, clear, leaves)
    brush.grain(path, theme.tokens.grain * 1.3)


def _clumps(brush: Brush, box: Box, dice: random.Random) -> None:
    """Soft masses inside, so that a crown reads as leaves and not as a balloon."""
    cx, cy, rx, ry = box
    small = min(rx, ry)
    for _ in range(7 if small < 120 else 16):
        angle = dice.uniform(0, 2 * math.pi)
        x, y = cx + rx * 0.86 * math.cos(angle), cy + ry * 0.86 * math.sin(angle)
        upper = math.cos(angle) + math.sin(angle) < 0
        tint = brush.theme.scene("rim", 0.075) if upper else brush.theme.scene("shade", 0.11)
        brush.fill(lobed(x, y, min(small * 0.36, 44), min(small * 0.30, 36), 6, 0.42, angle, dice), tint)


def _small_leaves(brush: Brush, box: Box, dice: random.Random, clear: float, count: int) -> None:
    cx, cy, rx, ry = box
    for _ in range(count):
        angle, far = dice.uniform(0, 2 * math.pi), dice.uniform(clear + 0.10, 1.10)
        x, y = cx + rx * far * math.cos(angle), cy + ry * far * math.sin(angle)
        size = min(rx, ry, 150) * dice.uniform(0.075, 0.12)
        upper = math.cos(angle) + math.sin(angle) < 0.28
        tint = brush.theme.scene("rim", 0.28) if upper else brush.theme.scene("shade", 0.22)
        brush.fill(leaf(x, y, size, size * 0.62, dice.uniform(20, 160)), tint)


def fir_path(cx: float, cy: float, rx: float, ry: float) -> QPainterPath:
    """A fir: three soft tiers."""
    path = QPainterPath()
    for top, low, half in ((-1.0, -0.22, 0.60), (-0.62, 0.34, 0.82), (-0.20, 1.0, 1.0)):
        tier = QPainterPath(QPointF(cx, cy + ry * top))
        w = rx * half
        tier.cubicTo(cx + w * 0.34, cy + ry * (top + 0.10), cx + w * 0.98, cy + ry * (low - 0.24), cx + w, cy + ry * (low - 0.08))
        tier.cubicTo(cx + w * 1.02, cy + ry * (low + 0.06), cx + w * 0.4, cy + ry * (low + 0.08), cx, cy + ry * (low + 0.02))
        tier.cubicTo(cx - w * 0.4, cy + ry * (low + 0.08), cx - w * 1.02, cy + ry * (low + 0.06), cx - w, cy + ry * (low - 0.08))
        tier.cubicTo(cx - w * 0.98, cy + ry * (low - 0.24), cx - w * 0.34, cy + ry * (top + 0.10), cx, cy + ry * top)
        path = path.united(tier)
    return path

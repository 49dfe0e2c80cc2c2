"""What is drawn only when a letter blooms: rays, butterflies, golden leaves, falling petals."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from app.ui.painting.brush import Brush
from app.ui.painting.colours import colour, darker, lighter, linear, radial
from app.ui.painting.shapes import circle, curve, leaf

PETAL_TINTS = ("#F7A8BE", "#FFD3E0", "#FFFFFF", "#FFE08A")
BUTTERFLY_TINTS = ("#F28FAE", "#F6BC4B", "#8FB8F0", "#C2A0EA")


def rays(brush: Brush, cx: float, cy: float, reach: float, strength: float = 0.34) -> None:
    """Soft beams from a middle. None in high contrast."""
    if brush.flat:
        return
    tint = brush.theme.scene("glow") if brush.theme.dark else colour("#FFF3C0")
    count = 18
    for i in range(count):
        one, two = 2 * math.pi * i / count, 2 * math.pi * (i + 0.5) / count
        path = QPainterPath(QPointF(cx, cy))
        path.lineTo(cx + reach * math.cos(one), cy + reach * math.sin(one))
        path.lineTo(cx + reach * math.cos(two), cy + reach * math.sin(two))
        path.closeSubpath()
        fade = ((0, colour(tint, strength)), (0.5, colour(tint, strength * 0.5)), (1, colour(tint, 0)))
        brush.fill(path, radial(cx, cy, reach * 0.72, *fade))


def butterfly(brush: Brush, x: float, y: float, size: float, tint: str, degrees: float = 0) -> None:
    """A butterfly of about `size` px, seen from above."""
    with brush.at(x, y, size / 40, degrees):
        for mirror in (True, False):
            with brush.at(0, 0, 1, 0, mirror):
                _wing(brush, tint)
        brush.box(-2.2, -10, 4.4, 26, 2.2, "line" if brush.flat else "#4A3A33")


def _wing(brush: Brush, tint: str) -> None:
    upper = curve([(2, -2), (10, -22), (28, -26), (32, -12), (18, 0)])
    lower = curve([(2, 0), (16, 2), (25, 12), (18, 22), (7, 14)])
    if brush.flat:
        brush.fill(upper, "surface", "line", 2)
        brush.fill(lower, "surface", "line", 2)
        return
    brush.fill(upper, linear(0, -20, 30, 0, lighter(tint, 0.35), tint))
    brush.fill(lower, linear(0, 0, 20, 20, tint, darker(tint, 0.15)))
    brush.dot(21, -15, 4, colour("#FFFFFF", 0.7))
    brush.dot(16, 11, 2.6, colour("#FFFFFF", 0.6))
    brush.line(curve([(1, -8), (5, -18), (9, -22)], False), "#4A3A33", 1.4)


def golden_leaf(brush: Brush, x: float, y: float, size: float, degrees: float = -62) -> None:
    """A leaf of honour, its stalk at x, y."""
    path = leaf(x, y, size, size * 0.68, degrees)
    if brush.flat:
        brush.fill(path, "primary", "line", 3)
        return
    brush.shadow(path, 6, 4, 0.3)
    box = path.boundingRect()
    brush.fill(path, linear(box.left(), box.top(), box.right(), box.bottom(), "#FFE08A", "#E9A526"), colour("#C98A1C"), 2)
    angle = math.radians(degrees)
    vein = QPainterPath(QPointF(x + math.cos(angle) * size * 0.05, y + math.sin(angle) * size * 0.05))
    vein.lineTo(x + math.cos(angle) * size * 0.8, y + math.sin(angle) * size * 0.8)
    brush.line(vein, colour("#FFFFFF", 0.75), 2.4)


def coin(brush: Brush, cx: float, cy: float, r: float, emoji: str, sunk: float = 0.0) -> None:
    """A picture to press, round. `sunk` 0 to 1 is how far it is pressed."""
    lip = r * 0.1
    if brush.flat:
        brush.dot(cx, cy, r - 2, "primary" if sunk > 0.5 else "surface", "line", 4)
    else:
        brush.shadow(circle(cx, cy + lip, r), r * 0.2, r * 0.1, 0.28)
        brush.dot(cx, cy + lip, r, "#D9C79C")
        cy += lip * sunk
        brush.dot(cx, cy, r, linear(cx, cy - r, cx, cy + r, "#FFFFFF", "#FFF4DC"))
        brush.fill(circle(cx, cy, r - 4), None, colour("#F6BC4B", 0.75), 3)
    brush.picture(emoji, cx, cy, min(128.0, r * 1.12))


@dataclass(frozen=True, slots=True)
class Petal:
    """One petal in the air: where it begins (0 to 1 across), how it falls and sways, and what it looks like."""

    across: float
    begins: float  # share of the time
    sway: float  # px
    size: float
    turn: float
    tint: str


def petals(count: int, seed: int) -> tuple[Petal, ...]:
    """Petals that fall one after the other; the same ones for the same seed."""
    dice = random.Random(seed)  # noqa: S311 (petals, not secrets)
    return tuple(
        Petal(dice.random(), dice.random(), dice.uniform(14, 46), dice.uniform(9, 18), dice.uniform(0, 360), dice.choice(PETAL_TINTS))
        for _ in range(count)
    )


def petal_at(petal: Petal, share: float, width: float, height: float) -> tuple[float, float, float]:
    """Where a petal is after a share of the time: x, y in px and its turn in degrees."""
    fallen = (share + petal.begins) % 1.0
    x = petal.across * width + math.sin((fallen * 2 + petal.begins) * 2 * math.pi) * petal.sway
    return x, -20 + fallen * (height + 40), petal.turn + fallen * 420

"""The wreath of leaves round a child's friend."""

import math

from app.ui.painting.blossoms import blossom
from app.ui.painting.brush import Brush
from app.ui.painting.colours import lighter, linear, mix
from app.ui.painting.dice import dice
from app.ui.painting.shapes import leaf


def wreath(brush: Brush, cx: float, cy: float, r: float, seed: str) -> None:
    """34 leaves and three blossoms round a circle of radius r; they reach 27 % of r beyond it. None in high contrast."""
    if brush.flat:
        return
    throw = dice(seed)
    count = 34
    for i in range(count):
        angle = 2 * math.pi * i / count + throw.uniform(-0.05, 0.05)
        size = r * throw.uniform(0.20, 0.26)
        x, y = cx + (r + 1) * math.cos(angle), cy + (r + 1) * math.sin(angle)
        shape = leaf(x, y, size, size * 0.58, math.degrees(angle) + (70 if i % 2 else 30))
        box = shape.boundingRect()
        green = mix("#3C8B4B", "#A6D98F" if i % 3 else "#1F6B45", throw.uniform(0.05, 0.5))
        brush.fill(shape, linear(box.left(), box.top(), box.right(), box.bottom(), lighter(green, 0.2), green))
    for angle in (2.2, 2.5, 0.5):
        petals = throw.choice(("#FFE3EC", "#FFF3C9", "#FFFFFF"))
        blossom(brush, cx + (r + 8) * math.cos(angle), cy + (r + 8) * math.sin(angle), r * 0.13, petals, "#F3B13C", angle * 40)

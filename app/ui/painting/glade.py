"""The close-up glade that games are played in: calm, with an empty middle; and the bough that tiles hang from."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath

from app.ui.painting.brush import Brush
from app.ui.painting.colours import colour, lighter, linear, mix
from app.ui.painting.crowns import crown
from app.ui.painting.dice import dice
from app.ui.painting.plants import bush, meadow
from app.ui.painting.shapes import Point, curve, leaf, lobed, ribbon
from app.ui.painting.sky import far_trees, hill, sky

WIDE, HIGH = 1280.0, 800.0
BOUGH: tuple[Point, ...] = ((-60, 196), (160, 232), (420, 250), (700, 244), (980, 258), (1200, 236), (1340, 246))


def draw_glade(
    brush: Brush,
    width: float,
    height: float,
    bough: bool = True,
    bushes: bool = False,
    mirrored: bool = False,
    across: float | None = None,
    scale: float | None = None,
) -> None:
    """The glade for a window of width x height px, with a bough across it or bushes in its corners; fitted as the land of the grove is.

    `across` and `scale` are px per unit of the design sideways and upwards; left out, the glade is scaled to cover the window.
    """
    cover = max(width / WIDE, height / HIGH)
    across, scale = across or cover, scale or cover
    crowns = brush.theme.tokens.crowns
    painter = brush.painter
    painter.save()
    try:
        painter.translate(width if mirrored else 0, height - HIGH * scale)
        painter.scale(-across if mirrored else across, scale)
        top = HIGH - height / scale  # what is seen begins here
        _ground(brush, min(0.0, top))
        if bough:
            draw_bough(brush, BOUGH)
        hanging_leaves(brush, 10, max(20.0, top + 20), 150, crowns[0], 3)
        hanging_leaves(brush, 1272, max(40.0, top + 40), 128, crowns[3], 5)
        if bushes:
            bush(brush, 40, 818, 170, crowns[0], 12)
            bush(brush, 640, 812, 130, crowns[1], 14, "#E8705A")
    finally:
        painter.restore()


def _ground(brush: Brush, top: float) -> None:
    floor, pale = 668.0, brush.theme.tokens.sky[2]
    hills = brush.theme.tokens.hills
    sky(brush, 620, (1090, 120), 40, top)
    if brush.flat:
        brush.line(curve([(-20, floor + 8), (300, floor - 8), (700, floor + 6), (1300, floor - 10)], False), "ink", 3)
        return
    if not brush.theme.dark:  # haze: the middle stays pale so that letters stand out
        haze = ((0, colour("#FFFBE6", 0)), (0.6, colour("#FBF6DC", 0.55)), (1, colour("#E6F2D2", 0.4)))
        brush.area(-40, top, WIDE + 80, HIGH - top, linear(0, 180, 0, 700, *haze))
    first = ((-40, floor - 200), (200, floor - 232), (460, floor - 190), (760, floor - 226), (1040, floor - 196), (1330, floor - 236))
    hill(brush, first, mix(hills[0], pale, 0.35), floor)
    far_trees(brush, first, mix(hills[0], pale, 0.25), 5, 34, 22)
    second = ((-40, floor - 110), (240, floor - 128), (560, floor - 96), (900, floor - 126), (1330, floor - 104))
    hill(brush, second, mix(hills[1], pale, 0.22), floor + 60)
    far_trees(brush, second, mix(hills[1], pale, 0.12), 7, 22, 38)
    hill(brush, ((-40, floor + 6), (300, floor - 12), (700, floor + 6), (1000, floor - 10), (1330, floor)), hills[4], 860, 0.14)
    meadow(brush, (0, floor + 14, 1280, 700), 2, 24, 0.8)
    meadow(brush, (0, 710, 330, 800), 3, 16, 1.2)
    meadow(brush, (950, 710, 1280, 800), 4, 14, 1.2)


def draw_bough(brush: Brush, points: Sequence[Point], thick: float = 46) -> None:
    """A long bough, thick at its near end, with leaves."""
    last = len(points) - 1
    path, line = ribbon([(x, y, thick * (1 - 0.62 * i / last)) for i, (x, y) in enumerate(points)], 1.0)
    if brush.flat:
        brush.fill(path, "surface", "line", 3)
        return
    bark, dark = brush.theme.scene("bark"), brush.theme.scene("bark-dark")
    brush.shadow(path, 10, 12, 0.22)
    box = path.boundingRect()
    brush.fill(path, linear(0, box.top(), 0, box.bottom(), lighter(bark, 0.20), bark, dark))
    throw = dice(4)
    with brush.within(path):
        for _ in range(40):
            at, length = line.pointAtPercent(throw.random()), throw.uniform(16, 50)
            y = at.y() + throw.uniform(-thick * 0.4, thick * 0.4)
            brush.line(curve([(at.x() - length, y), (at.x(), y + 2), (at.x() + length, y)], False), colour(dark, 0.45), 1.6)
    brush.grain(path)
    for _ in range(26):
        share = throw.uniform(0.02, 0.99)
        at, up, size = line.pointAtPercent(share), throw.random() < 0.55, throw.uniform(22, 40)
        y = at.y() + (-1 if up else 1) * thick * (1 - 0.62 * share) * 0.42
        degrees = throw.uniform(-120, -30) if up else throw.uniform(30, 140)
        green = mix(throw.choice(brush.theme.tokens.crowns[:4]), brush.theme.scene("rim"), throw.uniform(0.05, 0.25))
        shape = leaf(at.x(), y, size, size * 0.55, degrees)
        b = shape.boundingRect()
        brush.fill(shape, linear(b.left(), b.top(), b.right(), b.bottom(), lighter(green, 0.16), green))
        angle = math.radians(degrees)
        vein = QPainterPath(QPointF(at.x(), y))
        vein.lineTo(at.x() + math.cos(angle) * size * 0.8, y + math.sin(angle) * size * 0.8)
        brush.line(vein, colour("#FFFFFF", 0.25), 1.3)


def hanging_leaves(brush: Brush, x: float, y: float, r: float, tint: str, seed: int) -> None:
    """Leaves that hang into the picture from above. None in high contrast."""
    if brush.flat:
        return
    throw = dice(seed)
    path = lobed(x, y, r * 1.3, r, 15, 0.38, 0, throw)
    brush.shadow(path, 16, 10, 0.20)
    crown(brush, path, tint, (x, y, r * 1.3, r), throw, 0.1, 60)


def rope(brush: Brush, x0: float, y0: float, x1: float, y1: float, turn: float = 0) -> None:
    """A string from a bough to a tile, with `turn` px of it round the bough."""
    path = curve([(x0, y0), ((x0 + x1) / 2 + 1, (y0 + y1) / 2), (x1, y1)], False)
    if brush.flat:
        brush.line(path, "line", 3)
        return
    strands = [path]
    for d in (-4, 3) if turn else ():
        strands.append(curve([(x0 + d - 2, y0 - turn), (x0 + d + 3, y0 - turn * 0.5), (x0 + d, y0 + 2)], False))
    for strand in strands:
        brush.line(strand, "#7D5E3C", 5.5)
        brush.line(strand, "#E2C79A", 3)
        brush.line(strand, colour("#9B7A4E", 0.8), 3, (0.5, 1.3), cap=Qt.PenCapStyle.FlatCap)

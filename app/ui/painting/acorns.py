"""A letter before it is a tree: an acorn asleep in the ground, and the sprouting sign of the next one."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from app.learning.people import Letterform
from app.ui.painting.brush import Brush
from app.ui.painting.colours import colour, darker, lighter, linear, radial
from app.ui.painting.crowns import shade
from app.ui.painting.dice import dice
from app.ui.painting.glyphs import fitted_px, glyph
from app.ui.painting.letters_on import letter_on
from app.ui.painting.shapes import circle, curve
from app.ui.painting.sprouts import sprout


def acorn(brush: Brush, x: float, y: float, height: float, letter: str, script: str = "Latn", form: Letterform = Letterform.SCHOOL) -> None:
    """Not yet: an acorn tucked into the earth at x, y; `height` is that of the tree it will be."""
    r = height * 0.20
    cy = y - r * 0.86
    shade(brush, x, y, r * 2.2, 0.22)
    nut, cap = _nut(x, cy, r), _cap(x, cy, r)
    stalk = curve([(x, cy - r * 0.92), (x + r * 0.05, cy - r * 1.2), (x + r * 0.22, cy - r * 1.34)], False)
    brush.line(stalk, "ink" if brush.flat else brush.theme.scene("acorn-cap"), max(3.0, r * 0.16))
    if brush.flat:
        brush.fill(nut, "surface", "seed", 3)
        brush.fill(cap, "surface", "seed", 3)
    else:
        tint, dark = brush.theme.scene("acorn"), brush.theme.scene("acorn-cap")
        brush.fill(nut, linear(x - r, cy, x + r, cy, lighter(tint, 0.10), tint, darker(tint, 0.22)))
        brush.fill(cap, linear(x - r, cy - r, x + r, cy, lighter(dark, 0.16), dark))
        _scales(brush, cap, x, cy, r)
        light = curve([(x - r * 0.70, cy - r * 0.05), (x - r * 0.68, cy + r * 0.35), (x - r * 0.45, cy + r * 0.72)], False)
        brush.line(light, colour("#FFFFFF", 0.25), r * 0.09)
    if letter:
        px = fitted_px(letter, r * (1.15 if script == "Latn" else 1.6), r * 1.15, r * 0.95, script, form)
        letter_on(brush, letter, x, cy + r * 0.38, px, script, form, 0.92)
    _earth(brush, x, y, r)


def _nut(x: float, cy: float, r: float) -> QPainterPath:
    nut = QPainterPath(QPointF(x - r * 0.96, cy - r * 0.30))
    nut.cubicTo(x - r * 1.02, cy + r * 0.6, x - r * 0.5, cy + r * 1.15, x, cy + r * 1.36)
    nut.cubicTo(x + r * 0.5, cy + r * 1.15, x + r * 1.02, cy + r * 0.6, x + r * 0.96, cy - r * 0.30)
    nut.closeSubpath()
    return nut


def _cap(x: float, cy: float, r: float) -> QPainterPath:
    cap = QPainterPath(QPointF(x - r * 1.14, cy - r * 0.26))
    cap.cubicTo(x - r * 1.16, cy - r * 1.18, x + r * 1.16, cy - r * 1.18, x + r * 1.14, cy - r * 0.26)
    cap.cubicTo(x + r * 0.6, cy - r * 0.06, x - r * 0.6, cy - r * 0.06, x - r * 1.14, cy - r * 0.26)
    return cap


def _scales(brush: Brush, cap: QPainterPath, x: float, cy: float, r: float) -> None:
    with brush.within(cap):
        for i in range(-4, 5):
            down = [(x + i * r * 0.30, cy - r * 1.1), (x + i * r * 0.34 + r * 0.06, cy - r * 0.6), (x + i * r * 0.32, cy)]
            brush.line(curve(down, False), colour("#FFFFFF", 0.13), r * 0.06)
            side = cy - r * (0.1 + 0.16 * (i + 4))
            across = [(x - r * 1.2, side), (x, side + r * 0.20), (x + r * 1.2, side)]
            brush.line(curve(across, False), colour("#FFFFFF", 0.09), r * 0.05)


def _earth(brush: Brush, x: float, y: float, r: float) -> None:
    earth = QPainterPath(QPointF(x - r * 1.7, y + r * 0.42))
    earth.cubicTo(x - r * 1.2, y - r * 0.05, x - r * 0.7, y + r * 0.10, x - r * 0.1, y + r * 0.14)
    earth.cubicTo(x + r * 0.6, y + r * 0.08, x + r * 1.2, y - r * 0.02, x + r * 1.7, y + r * 0.42)
    earth.cubicTo(x + r * 0.8, y + r * 0.62, x - r * 0.8, y + r * 0.62, x - r * 1.7, y + r * 0.42)
    if brush.flat:
        brush.fill(earth, "surface", "line", 3)
    else:
        brush.fill(earth, linear(x, y, x, y + r * 0.6, brush.theme.scene("soil"), brush.theme.scene("soil-dark")))


def sprouting_sign(
    brush: Brush, x: float, y: float, height: float, letter: str, script: str = "Latn", form: Letterform = Letterform.SCHOOL
) -> None:
    """Ready: a slice of wood with the letter, two sprouts and a pool of light; `height` is that of the tree it will be."""
    h = height
    r, cy = h * 0.275, y - h * 0.40
    brush.glow(x, y - h * 0.26, h * 0.72, strength=0.95)
    shade(brush, x, y, h * 0.6)
    if brush.flat:
        brush.segment(x, cy, x, y, "line", 5)
        brush.dot(x, cy, r, "surface", "primary", 5)
    else:
        _slice(brush, x, cy, r, h)
    if letter:
        px = fitted_px(letter, r * 1.5, r * 1.16, r * 1.05, script, form)
        brush.fill(glyph(letter, x, cy, px, script, form), "primary" if brush.flat else "#21462F")
    _mound(brush, x, y + h * 0.02, h * 0.34, h * 0.11)
    sprout(brush, x - h * 0.20, y - h * 0.05, h * 0.24)
    sprout(brush, x + h * 0.22, y - h * 0.04, h * 0.18)


def _slice(brush: Brush, x: float, cy: float, r: float, h: float) -> None:
    bark, dark = brush.theme.scene("bark"), brush.theme.scene("bark-dark")
    brush.box(x - h * 0.03, cy, h * 0.06, h * 0.42, 3, linear(x - h * 0.03, 0, x + h * 0.03, 0, lighter(bark, 0.15), dark))
    brush.shadow(circle(x, cy, r), r * 0.25, r * 0.10, 0.35)
    brush.dot(x, cy, r, linear(x - r, cy - r, x + r, cy + r, lighter(bark, 0.22), dark))
    brush.dot(x, cy, r * 0.88, radial(x - r * 0.2, cy - r * 0.25, r * 1.1, "#FFFBEB", "#F6E3B4"))
    for share in (0.76, 0.62):
        brush.fill(circle(x, cy, r * share, r * share * 0.97), None, colour("#D9BE86", 0.55), 1.3)


def _mound(brush: Brush, x: float, y: float, w: float, h: float) -> None:
    path = QPainterPath(QPointF(x - w, y))
    path.cubicTo(x - w * 0.72, y - h * 0.9, x - w * 0.4, y - h, x, y - h)
    path.cubicTo(x + w * 0.4, y - h, x + w * 0.72, y - h * 0.9, x + w, y)
    path.cubicTo(x + w * 0.5, y + h * 0.28, x - w * 0.5, y + h * 0.28, x - w, y)
    if brush.flat:
        brush.fill(path, "surface", "line", 3)
        return
    soil, dark = brush.theme.scene("soil"), brush.theme.scene("soil-dark")
    brush.fill(path, linear(x, y - h, x, y + h * 0.2, lighter(soil, 0.10), dark))
    throw = dice("mound")
    with brush.within(path):
        for _ in range(9):
            px, py = x + throw.uniform(-0.7, 0.7) * w, y - throw.uniform(0.05, 0.75) * h
            brush.dot(px, py, throw.uniform(1.2, 2.6), colour(throw.choice([lighter(soil, 0.35), dark]), 0.6))

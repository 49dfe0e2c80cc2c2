"""An engine, its waggons and the rails they stand on. Each is drawn into a box whose lower edge is the rails."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainterPath

from app.learning.people import Letterform
from app.ui.painting.brush import Brush
from app.ui.painting.colours import lighter, linear, mix
from app.ui.painting.glyphs import fitted_px
from app.ui.painting.shapes import circle, rounded

ROOF = 0.10  # the share of a box above the roofs
_FLOOR = 0.80  # ... above the floor of a waggon
_TINTS = ("go", "sun", "water", "go", "sun", "water")


def draw_train(
    brush: Brush,
    box: QRectF,
    row: tuple[str, ...],
    boarded: str,
    leftwards: bool,
    script: str = "Latn",
    letterform: Letterform = Letterform.SCHOOL,
) -> None:
    """An engine and a waggon for each text of `row`; the empty one ("") shows `boarded`. `leftwards`: the engine is at the right."""
    cell = box.width() / (len(row) + 1)
    draw_rails(brush, box)
    for place, text in enumerate(("", *row)):
        x = box.right() - (place + 1) * cell if leftwards else box.left() + place * cell
        at = QRectF(x, box.top(), cell, box.height())
        if place == 0:
            draw_engine(brush, at, leftwards)
        else:
            draw_waggon(brush, at, place, text or boarded, not text, script, letterform)


def draw_rails(brush: Brush, box: QRectF) -> None:
    """Two rails on sleepers along the foot of a box."""
    y, tall = box.bottom(), box.height()
    wood, steel = ("line", "line") if brush.flat else (brush.theme.scene("bark-dark"), mix(brush.theme.scene("bark"), "#FFFFFF", 0.35))
    step = tall * 0.22
    for number in range(int(box.width() / step) + 1):
        brush.box(box.left() + number * step, y - tall * 0.035, tall * 0.10, tall * 0.055, 3, wood)
    brush.segment(box.left() - 12, y - tall * 0.04, box.right() + 12, y - tall * 0.04, steel, max(3.0, tall * 0.024))


def draw_waggon(
    brush: Brush, box: QRectF, number: int, text: str, empty: bool, script: str = "Latn", letterform: Letterform = Letterform.SCHOOL
) -> None:
    """A waggon with its letter on a plate; one that is `empty` has an open plate until its letter is in."""
    w, h = box.width(), box.height()
    x, y = box.left() + w * 0.05, box.top() + h * ROOF
    wide, tall = w * 0.90, h * (_FLOOR - ROOF)
    _coupling(brush, box)
    _body(brush, QRectF(x, y, wide, tall), h * 0.09, _TINTS[number % len(_TINTS)])
    edge = min(wide, tall) * 0.10
    plate = QRectF(x + edge, y + edge, wide - 2 * edge, tall - 2 * edge)
    r = min(plate.width(), plate.height()) * 0.16
    if empty and not text:
        _open_plate(brush, plate, r)
    else:
        _plate(brush, plate, r, empty)
        ink = brush.colour("ink") if brush.flat else brush.theme.child("on-tile")
        px = fitted_px(text, plate.height() * 0.9, plate.width() * 0.78, plate.height() * 0.74, script, letterform)
        brush.letter(text, plate.center().x(), plate.center().y(), px, ink, script, letterform)
    for share in (0.24, 0.76):
        _wheel(brush, box.left() + w * share, box.top() + h * 0.855, h * 0.105)


def draw_engine(brush: Brush, box: QRectF, leftwards: bool) -> None:
    """The engine at the head of the train: it pulls away from its waggons, which follow on the other side."""
    with brush.at(box.center().x(), 0, mirror=leftwards):
        at = QRectF(-box.width() / 2, box.top(), box.width(), box.height())
        w, h, x, y = at.width(), at.height(), at.left(), at.top()
        _coupling(brush, at)
        _body(brush, QRectF(x + w * 0.10, y + h * 0.34, w * 0.62, h * (_FLOOR - 0.34)), h * 0.16, "water")
        _body(brush, QRectF(x + w * 0.52, y + h * ROOF, w * 0.43, h * (_FLOOR - ROOF)), h * 0.07, "water")
        window = QRectF(x + w * 0.60, y + h * 0.20, w * 0.27, h * 0.24)
        brush.box(window.x(), window.y(), window.width(), window.height(), h * 0.05, "paper" if brush.flat else brush.theme.child("tile"),
                  "line" if brush.flat else None, 3)
        funnel = rounded(x + w * 0.19, y + h * 0.14, w * 0.15, h * 0.24, h * 0.03)
        brush.fill(funnel, "surface" if brush.flat else brush.theme.child("water-lip"), "line" if brush.flat else None, 3)
        _smoke(brush, x + w * 0.20, y + h * 0.06, h)
        brush.dot(x + w * 0.12, y + h * 0.56, h * 0.055, "primary" if brush.flat else brush.theme.child("sun"))
        for cx, r in ((0.24, 0.105), (0.47, 0.105), (0.76, 0.145)):
            _wheel(brush, x + w * cx, y + h * (0.96 - r), h * r)


def _body(brush: Brush, box: QRectF, r: float, tint: str) -> None:
    path = rounded(box.x(), box.y(), box.width(), box.height(), r)
    if brush.flat:
        brush.fill(path, "surface", "line", 4)
        return
    top = brush.theme.child(tint)
    brush.shadow(path, 8, 6, 0.28)
    brush.fill(path, linear(box.left(), box.top(), box.left(), box.bottom(), lighter(top, 0.14), top, brush.theme.child(f"{tint}-lip")))
    brush.fill(rounded(box.x() + 3, box.y() + 3, box.width() - 6, box.height() - 6, r - 3), None, QColor(255, 255, 255, 80), 2)
    brush.grain(path)


def _plate(brush: Brush, plate: QRectF, r: float, new: bool) -> None:
    if brush.flat:
        brush.box(plate.x(), plate.y(), plate.width(), plate.height(), r, "surface", "primary" if new else "line", 4)
        return
    use = "yes" if new else "tile"
    brush.box(plate.x(), plate.y(), plate.width(), plate.height(), r, brush.theme.child(use), brush.theme.child(f"{use}-lip"), 3)


def _open_plate(brush: Brush, plate: QRectF, r: float) -> None:
    path = rounded(plate.x(), plate.y(), plate.width(), plate.height(), r)
    if brush.flat:
        brush.fill(path, "paper")
        brush.line(path, "primary", 5, (2.2, 2.0))
        return
    brush.fill(path, QColor(20, 30, 24, 70))
    brush.line(path, brush.theme.child("tile"), 5, (2.2, 2.0))


def _coupling(brush: Brush, box: QRectF) -> None:
    y = box.top() + box.height() * 0.74
    dark = "line" if brush.flat else brush.theme.scene("bark-dark")
    brush.segment(box.left() - 2, y, box.right() + 2, y, dark, max(4.0, box.height() * 0.035))


def _wheel(brush: Brush, cx: float, cy: float, r: float) -> None:
    if brush.flat:
        brush.dot(cx, cy, r, "surface", "line", 4)
        brush.dot(cx, cy, r * 0.25, "line")
        return
    dark = brush.theme.scene("bark-dark")
    brush.dot(cx, cy, r, linear(cx - r, cy - r, cx + r, cy + r, mix(dark, "#FFFFFF", 0.18), dark))
    brush.dot(cx, cy, r * 0.62, mix(brush.theme.scene("bark"), "#FFFFFF", 0.25))
    brush.dot(cx, cy, r * 0.24, dark)


def _smoke(brush: Brush, x: float, y: float, h: float) -> None:
    puffs = QPainterPath()
    for dx, dy, r in ((0.05, 0.03, 0.045), (0.12, -0.03, 0.06), (0.22, -0.05, 0.045)):
        puffs = puffs.united(circle(x + h * dx, y + h * dy, h * r))
    if brush.flat:
        brush.line(puffs, "line", 3)
    else:
        brush.fill(puffs, QColor(255, 255, 255, 210))

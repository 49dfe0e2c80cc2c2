"""The houses of letters: walls, a roof, and a plate on which an outline, a partner or a picture says who lives there."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainterPath

from app.learning.games.letters_home import Door
from app.learning.people import Letterform
from app.ui.painting.brush import Brush
from app.ui.painting.colours import lighter, linear
from app.ui.painting.glyphs import fitted, glyph_in_box
from app.ui.painting.parts import TileState
from app.ui.painting.shapes import circle, rounded

TALL = 1.18  # a house is so many times as high as it is wide
_ROOF = 0.30  # the share of the height
_TINTS = ("sun", "water", "go")
_DASH = (1.6, 1.4)


@dataclass(frozen=True, slots=True)
class House:
    """What a house shows. `lives` is the letter that has come home, empty before; `number` gives the roof its colour."""

    door: Door
    shown: str
    lives: str = ""
    number: int = 0
    script: str = "Latn"
    letterform: Letterform = Letterform.SCHOOL


def draw_house(brush: Brush, box: QRectF, house: House, state: TileState = TileState.REST, sunk: float = 0.0) -> None:
    """A house that fills a box."""
    _mound(brush, box)
    roof = _roof(box)
    walls = QRectF(box.left() + box.width() * 0.09, box.top() + box.height() * (_ROOF - 0.04), box.width() * 0.82, 0)
    walls.setBottom(box.bottom())
    if state is TileState.HINT:
        outline = roof.united(rounded(walls.x(), walls.y(), walls.width(), walls.height(), box.width() * 0.07))
        if not brush.flat:
            brush.shadow(outline, 12, 0, 1.0, brush.theme.scene("glow"))
        brush.line(outline, "primary" if brush.flat else brush.theme.child("hint"), 14)
    _solid(brush, rounded(walls.x(), walls.y(), walls.width(), walls.height(), box.width() * 0.07), walls, "tile", sunk)
    _solid(brush, roof, roof.boundingRect(), _TINTS[house.number % len(_TINTS)], sunk)
    edge = box.width() * 0.075
    plate = QRectF(walls.left() + edge, box.top() + box.height() * _ROOF + edge * 0.9, walls.width() - 2 * edge, 0)
    plate.setBottom(walls.bottom() - edge)
    _plate(brush, plate, bool(house.lives))
    _on_plate(brush, plate, house)


def _mound(brush: Brush, box: QRectF) -> None:
    """The grass that a house stands on."""
    if not brush.flat:
        hills = brush.theme.tokens.hills
        cx, w = box.center().x(), box.width()
        low = box.bottom()
        brush.fill(circle(cx, low - w * 0.02, w * 0.60, w * 0.12), linear(cx, low - w * 0.12, cx, low, hills[2], hills[4]))


def _roof(box: QRectF) -> QPainterPath:
    """A gable with round eaves."""
    w, top, low = box.width(), box.top(), box.top() + box.height() * _ROOF
    path = QPainterPath(QPointF(box.left() + w * 0.03, low))
    path.quadTo(box.left() - w * 0.02, low - w * 0.06, box.left() + w * 0.05, low - w * 0.10)
    path.lineTo(box.center().x() - w * 0.06, top + w * 0.03)
    path.quadTo(box.center().x(), top - w * 0.02, box.center().x() + w * 0.06, top + w * 0.03)
    path.lineTo(box.right() - w * 0.05, low - w * 0.10)
    path.quadTo(box.right() + w * 0.02, low - w * 0.06, box.right() - w * 0.03, low)
    path.closeSubpath()
    return path


def _solid(brush: Brush, path: QPainterPath, box: QRectF, tint: str, sunk: float) -> None:
    if brush.flat:
        brush.fill(path, "surface", "line", 4)
        return
    top, lip = brush.theme.child(tint), brush.theme.child(f"{tint}-lip")
    brush.shadow(path, 8, 6 * (1 - 0.6 * sunk), 0.30)
    brush.fill(path, linear(box.left(), box.top(), box.right(), box.bottom(), lighter(top, 0.10), top, lip))
    brush.line(path, QColor(255, 255, 255, 90), 2)
    brush.grain(path, 0.03)


def _plate(brush: Brush, plate: QRectF, lives: bool) -> None:
    r = plate.width() * 0.14
    if brush.flat:
        brush.box(plate.x(), plate.y(), plate.width(), plate.height(), r, "primary" if lives else "paper", "primary", 3)
        return
    theme = brush.theme
    if lives:
        brush.box(plate.x(), plate.y(), plate.width(), plate.height(), r, theme.child("yes"), theme.child("yes-lip"), 4)
    else:
        brush.box(plate.x(), plate.y(), plate.width(), plate.height(), r, "#FFFFFF", theme.child("tile-lip"), 2.5)


def _on_plate(brush: Brush, plate: QRectF, house: House) -> None:
    inner = plate.adjusted(plate.width() * 0.10, plate.height() * 0.10, -plate.width() * 0.10, -plate.height() * 0.10)
    flat = brush.flat
    ink = brush.colour("on-primary" if house.lives else "ink") if flat else brush.theme.child("on-yes" if house.lives else "on-tile")
    if house.door is Door.PICTURE:
        small = bool(house.lives)
        size = min(inner.height() * (0.5 if small else 0.86), inner.width() * (0.5 if small else 0.86), 128.0)
        brush.picture(house.shown, inner.center().x(), inner.top() + size * 0.56 if small else inner.center().y(), size)
        if small:
            low = QRectF(inner.left(), inner.top() + inner.height() * 0.55, inner.width(), inner.height() * 0.45)
            brush.fill(glyph_in_box(house.lives, low, house.script, house.letterform), ink)
        return
    if house.door is Door.PARTNER:
        text = house.shown if not house.lives else _together(house)
        brush.fill(fitted(glyph_in_box(text, inner, house.script, house.letterform), inner), ink)
        return
    outline = glyph_in_box(house.shown, inner, house.script, house.letterform)
    if house.lives:
        brush.fill(outline, ink)
    else:
        brush.fill(outline, "paper" if flat else "#EFE9D8")
        outline = outline.simplified()  # where two strokes of a font's letter overlap, no line runs through it
        brush.line(outline, "ink" if flat else brush.theme.child("on-resting"), max(2.5, plate.width() * 0.025), _DASH)


def _together(house: House) -> str:
    """The capital before the small letter, whichever of them lives there."""
    pair = (house.shown, house.lives)
    return "".join(pair if house.shown.isupper() else reversed(pair))

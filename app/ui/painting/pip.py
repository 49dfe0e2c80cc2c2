"""Pip the wren, who says every sound; and the ladybird that leads the pen."""

import math

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from app.ui.painting.brush import Brush
from app.ui.painting.colours import colour, darker, linear
from app.ui.painting.faces import INK, Face
from app.ui.painting.shapes import circle, curve

_BLUE, _BEAK, _LEG = "#3E8FB5", "#F0A13A", "#C9772B"


def draw_pip(brush: Brush, x: float, y: float, size: float, beak: float = 1.0, flip: bool = False, yawning: bool = False) -> None:
    """Pip standing at x, y, `size` px high. `beak` 0 (shut) to 1 (wide open); looks to the right unless `flip`."""
    with brush.at(x, y, size / 100, mirror=flip):
        face = Face(brush)
        for foot in (-7, 8):
            brush.line(curve([(foot, -14), (foot + 1, 0)], False), face.ink(_LEG), 3.4)
            brush.line(curve([(foot - 6, 2), (foot + 1, 0), (foot + 8, 2)], False), face.ink(_LEG), 3.2)
        face.shape(curve([(-34, -40), (-66, -66), (-60, -76), (-46, -70), (-24, -56)]), darker(_BLUE, 0.18))
        _body(face)
        _wing(face)
        _draw_beak(face, beak)
        _eye(face, yawning)


def _body(face: Face) -> None:
    body = QPainterPath(QPointF(10, -92))
    body.cubicTo(36, -94, 46, -70, 42, -50)
    body.cubicTo(38, -24, 18, -10, -4, -10)
    body.cubicTo(-30, -10, -44, -30, -38, -48)
    body.cubicTo(-30, -56, -16, -60, -10, -72)
    body.cubicTo(-6, -84, 0, -92, 10, -92)
    face.shape(body, _BLUE)
    belly = QPainterPath(QPointF(40, -62))
    belly.cubicTo(44, -34, 22, -12, -2, -10)
    belly.cubicTo(-10, -24, 4, -34, 16, -44)
    belly.cubicTo(26, -52, 32, -62, 40, -62)
    face.patch(belly, "#FFE7C2", body)


def _wing(face: Face) -> None:
    wing = QPainterPath(QPointF(4, -56))
    wing.cubicTo(-4, -30, -30, -26, -50, -36)
    wing.cubicTo(-42, -52, -24, -66, 4, -56)
    face.shape(wing, darker(_BLUE, 0.20))
    if face.flat:
        return
    for i in range(3):
        feather = curve([(-8 - i * 9, -52 + i * 3), (-14 - i * 9, -42 + i * 2), (-24 - i * 8, -37)], False)
        face.brush.line(feather, colour("#FFFFFF", 0.25), 2)


def _draw_beak(face: Face, beak: float) -> None:
    if beak < 0.1:
        face.shape(curve([(39, -80), (56, -76), (60, -72), (50, -68), (39, -68)]), _BEAK)
        return
    # the two halves turn about the corner of the beak, at 39, -74
    with face.brush.at(39, -75, degrees=14 * (1 - beak)):
        face.shape(curve([(-1, -5), (10, -13), (18, -15), (11, -5), (1, 0)]), _BEAK)
    with face.brush.at(39, -74, degrees=-16 * (1 - beak)):
        face.shape(curve([(0, 0), (9, 2), (14, 8), (6, 9), (-1, 6)]), darker(_BEAK, 0.12))


def _eye(face: Face, asleep: bool) -> None:
    brush = face.brush
    if asleep:
        brush.line(curve([(15, -77), (20, -74), (25, -77)], False), face.ink(), 2.6)
    elif face.flat:
        brush.dot(20, -76, 4.5, "line")
    else:
        brush.dot(20, -76, 7.4, "#FFFFFF")
        brush.dot(21, -76, 5.2, INK)
        brush.dot(19.2, -78, 1.9, "#FFFFFF")
    if face.flat:
        return
    brush.fill(circle(30, -62, 5, 3.6), colour("#F2877A", 0.5))
    for degrees in (-112, -90, -70):
        angle = math.radians(degrees)
        brush.line(curve([(8, -90), (8 + 10 * math.cos(angle), -90 + 12 * math.sin(angle))], False), darker(_BLUE, 0.1), 3)


def draw_ladybird(brush: Brush, x: float, y: float, size: float, degrees: float = 0.0) -> None:
    """A ladybird in the middle at x, y, walking along `degrees`."""
    with brush.at(x, y, size / 40, degrees):
        if brush.flat:
            brush.dot(0, 0, 18, "surface", "line", 3)
            brush.segment(-18, 0, 18, 0, "line", 2)
            return
        brush.dot(14, 0, 9, INK)
        for side in (-1, 1):
            brush.line(curve([(20, side * 3), (26, side * 6), (29, side * 9)], False), INK, 2)
            brush.dot(29.5, side * 9.5, 1.8, INK)
            for leg in (-7, 2, 9):
                brush.line(curve([(leg, side * 13), (leg + 2, side * 20)], False), INK, 2.2)
        brush.dot(0, 0, 17, linear(-14, -14, 14, 14, "#F0604D", "#C22F2B"))
        brush.segment(-17, 0, 17, 0, INK, 2)
        for px, py, r in ((-7, -8, 3.6), (-7, 8, 3.6), (4, -9, 3.2), (4, 9, 3.2), (-13, -2.5, 2), (-13, 2.5, 2)):
            brush.dot(px, py, r, INK)
        brush.fill(circle(-5, -10.5, 5, 2.4), colour("#FFFFFF", 0.35))
        for side in (-1, 1):
            brush.dot(18, side * 4.4, 2.6, "#FFFFFF")
            brush.dot(18.8, side * 4.4, 1.3, INK)

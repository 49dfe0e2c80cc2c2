"""The twelve friends' heads. Each is a few curves in the box of `faces`; a friend's coat is three colours: fur, soft and extra."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QTransform

from app.learning.people import Friend
from app.ui.painting.colours import colour, darker, lighter
from app.ui.painting.faces import INK, Face, Mood, head_shape
from app.ui.painting.shapes import circle, curve, lobed


@dataclass(frozen=True, slots=True)
class Coat:
    """The three colours of a friend: fur, the soft parts, and what is left (inner ears, beak, mane)."""

    fur: str
    soft: str
    extra: str


COATS = {
    Friend.FOX: Coat("#E4803A", "#FFF3E2", "#5A3524"),
    Friend.OWL: Coat("#8A6B57", "#F3E2C7", "#E9A23B"),
    Friend.BEAR: Coat("#9A6A45", "#E9CBA4", "#7A4F31"),
    Friend.RABBIT: Coat("#C9C3C9", "#FFFFFF", "#EFA9B4"),
    Friend.FROG: Coat("#72B04C", "#DDF0B8", "#4E8A35"),
    Friend.CAT: Coat("#6E7686", "#F2F2F4", "#EFA9B4"),
    Friend.PANDA: Coat("#FBF8F2", "#FFFFFF", "#3A3A42"),
    Friend.HEDGEHOG: Coat("#7A5B48", "#F2DCBD", "#5C4335"),
    Friend.LION: Coat("#EDB550", "#FFF0CF", "#B5692C"),
    Friend.PENGUIN: Coat("#3B4A63", "#FFFFFF", "#F0A13A"),
    Friend.ELEPHANT: Coat("#93A3B8", "#B9C6D6", "#E8A9B5"),
    Friend.MOUSE: Coat("#B59C90", "#F5E8DF", "#EFA9B4"),
}


def draw_head(face: Face, friend: Friend) -> None:
    """Draw a friend's head around 0, 0."""
    _HEADS[friend](face, COATS[friend])


def _fox(f: Face, coat: Coat) -> None:
    ear = curve([(14, -28), (25, -46), (37, -50), (42, -34), (40, -12), (28, -12)])
    f.both(ear, coat.fur)
    f.patches(curve([(25, -28), (31, -40), (36, -42), (38, -30), (36, -18), (30, -18)]), coat.extra)
    h = head_shape(46, 36, 0.06, 0.30, 0.50)
    f.shape(h, coat.fur)
    q = QPainterPath(QPointF(0, -2))
    q.cubicTo(8, 4, 14, -12, 30, -10)
    q.cubicTo(44, -8, 50, 6, 46, 12)
    q.cubicTo(44, 26, 16, 40, 0, 40)
    q.closeSubpath()
    f.patches(q, coat.soft, h)
    f.eyes(18, 2, 5.4)
    f.cheeks(30, 14)
    f.nose(22, 5.8, 4.4)
    f.mouth(26.5, 6.5, lift=3.6)


def _owl(f: Face, coat: Coat) -> None:
    f.both(curve([(12, -34), (24, -44), (38, -50), (40, -34), (34, -18)]), coat.fur)
    h = head_shape(44, 42, 0.0, 0.74, 0.70)
    f.shape(h, coat.fur)
    f.patch(curve([(0, -30), (22, -34), (38, -14), (30, 20), (0, 34), (-30, 20), (-38, -14), (-22, -34)]), coat.soft, h)
    for s in (-1, 1):
        if not f.flat:
            f.brush.dot(s * 18, -6, 17.5, "#FFFFFF")
            f.brush.fill(circle(s * 18, -6, 17.5), None, colour(coat.extra, 0.9), 2.6)
        else:
            f.brush.dot(s * 18, -6, 16, None, "line", 2.5)
    f.eyes(17, -5, 8.2)
    q = QPainterPath(QPointF(-7, 5))
    q.cubicTo(-4, 1, 4, 1, 7, 5)
    q.cubicTo(6, 13, 2, 18, 0, 19)
    q.cubicTo(-2, 18, -6, 13, -7, 5)
    f.shape(q, coat.extra)
    for x, y in ((-12, 26), (0, 30), (12, 26), (-6, 35), (6, 35)):
        f.brush.line(curve([(x - 4, y), (x, y + 3.4), (x + 4, y)], False), "line" if f.flat else colour(coat.fur, 0.65), 2)
    f.cheeks(31, 13, 5)


def _bear(f: Face, coat: Coat) -> None:
    f.both(circle(30, -31, 13), coat.fur)
    f.patches(circle(30, -30, 7), coat.soft)
    h = head_shape(46, 39, 0.10, 0.66, 0.64)
    f.shape(h, coat.fur)
    f.patch(circle(0, 18, 20, 15.5), coat.soft, h)
    f.eyes(18, -3, 5.2)
    f.cheeks(32, 12)
    f.nose(12, 7, 5)
    f.mouth(19, 7.5)


def _rabbit(f: Face, coat: Coat) -> None:
    ear = curve([(6, -22), (6, -44), (13, -62), (23, -62), (26, -44), (22, -22)])
    f.both(QTransform().rotate(6).map(ear), coat.fur)
    f.patches(QTransform().rotate(6).map(curve([(11, -26), (11, -43), (15, -54), (19, -54), (21, -43), (18, -26)])), coat.extra)
    h = head_shape(40, 36, 0.14, 0.66, 0.60)
    f.shape(h, coat.fur)
    f.patch(circle(-8, 17, 12, 10.5).united(circle(8, 17, 12, 10.5)), coat.soft, h)
    f.eyes(17, -3, 5.6)
    f.cheeks(29, 11)
    f.nose(9, 4.6, 3.4, "#D9707F")
    f.mouth(14, 6.5)
    if not f.flat and f.mood is not Mood.HAPPY:
        f.brush.box(-4.6, 20, 9.2, 7.6, 2.4, "#FFFFFF", "#D8D2D6", 1)
        f.brush.segment(0, 20.5, 0, 27, "#D8D2D6", 1)


def _frog(f: Face, coat: Coat) -> None:
    f.both(circle(23, -29, 15), coat.fur)
    h = head_shape(48, 34, 0.10, 0.72, 0.66)
    f.shape(h, coat.fur)
    f.patch(curve([(0, 10), (34, 8), (44, 18), (24, 36), (0, 38), (-24, 36), (-44, 18), (-34, 8)]), coat.soft, h)
    for s in (-1, 1):
        if f.flat:
            f.brush.dot(s * 23, -30, 9.5, None, "line", 2)
        else:
            f.brush.dot(s * 23, -30, 10.5, "#FFFFFF")
    f.eyes(23, -29.5, 6.2)
    k = f.ink()
    if f.mood is Mood.HAPPY:
        f.mouth(8, 17, lift=7)
    else:
        f.brush.line(curve([(-26, 6), (-13, 14.5), (0, 16.5), (13, 14.5), (26, 6)], False), k, 2.4)
    for s in (-1, 1):
        f.brush.dot(s * 4, -4, 1.5, "line" if f.flat else coat.extra)
    f.cheeks(34, 8, 6)


def _cat(f: Face, coat: Coat) -> None:
    f.both(curve([(10, -30), (24, -46), (38, -49), (43, -30), (42, -10)]), coat.fur)
    f.patches(curve([(22, -30), (30, -39), (35, -40), (38, -28), (35, -18)]), coat.extra)
    h = head_shape(45, 37, 0.12, 0.62, 0.58)
    f.shape(h, coat.fur)
    for x, w in ((0, 4.5), (-13, 3.6), (13, 3.6)):
        f.patch(curve([(x - w, -40), (x + w, -40), (x + w * 0.5, -24), (x, -19), (x - w * 0.5, -24)]), darker(coat.fur, 0.35), h)
    f.patch(circle(-9, 19, 13, 11).united(circle(9, 19, 13, 11)), coat.soft, h)
    if not f.flat:
        for s in (-1, 1):
            f.brush.fill(circle(s * 19, -1, 7.6, 8), "#CFE58A")
    f.eyes(19, -1, 5.0)
    f.nose(12, 4.8, 3.6, "#E48695")
    f.mouth(16.5, 6.5, lift=4)
    for s in (-1, 1):
        for a, b in ((14, 10), (19, 20)):
            f.brush.line(curve([(s * 24, a), (s * 36, b - 1), (s * 47, b - 2)], False), "line" if f.flat else colour("#FFFFFF", 0.75), 1.5)
    f.cheeks(31, 12, 5)


def _panda(f: Face, coat: Coat) -> None:
    f.both(circle(31, -30, 13.5), coat.extra)
    h = head_shape(46, 39, 0.12, 0.68, 0.64)
    f.shape(h, coat.fur, 0.0, 0.08)
    patch = curve([(12, -8), (20, -14), (30, -6), (31, 8), (22, 14), (12, 6)])
    f.patches(patch, coat.extra)
    if not f.flat:
        for s in (-1, 1):
            f.brush.fill(circle(s * 19.5, -1, 6.4, 6.8), "#FFFFFF")
    f.eyes(19.5, -1, 4.9)
    f.nose(15, 6.2, 4.4, coat.extra)
    f.mouth(20.5, 6.5)
    f.cheeks(31, 18, 5.5)


def _hedgehog(f: Face, coat: Coat) -> None:
    pts = f.spikes(26, 50)
    q = QPainterPath(QPointF(*pts[0]))
    for p in pts[1:]:
        q.lineTo(*p)
    q.cubicTo(34, 40, -34, 40, pts[0][0], pts[0][1])
    f.shape(q, coat.fur)
    if not f.flat:
        for i in range(9):
            a = math.pi * (1.0 + i / 8)
            x, y = math.cos(a), math.sin(a)
            f.brush.line(curve([(30 * x, 30 * y - 2), (38 * x, 38 * y - 2)], False), colour("#FFFFFF", 0.20), 2.2)
    f.both(circle(27, -15, 7.5), coat.soft)
    h = curve([(0, -16), (16, -24), (33, -8), (38, 12), (28, 30), (0, 38), (-28, 30), (-38, 12), (-33, -8), (-16, -24)])
    f.shape(h, coat.soft, 0.2, 0.06)
    f.eyes(15, 2, 5.2)
    f.cheeks(25, 15)
    f.nose(14, 6.4, 5)
    f.mouth(20, 7)


def _lion(f: Face, coat: Coat) -> None:
    mane = lobed(0, 0, 45, 44, 13, 0.42, 0.1)
    f.shape(mane, coat.extra)
    if not f.flat:
        f.patch(lobed(0, 1, 39, 38, 13, 0.36, 0.34), lighter(coat.extra, 0.14))
    f.both(circle(25, -25, 9.5), coat.fur)
    f.patches(circle(25, -24.5, 5), coat.soft)
    h = head_shape(34, 32, 0.12, 0.68, 0.66)
    f.shape(h, coat.fur)
    f.patch(circle(-7, 15, 10.5, 9).united(circle(7, 15, 10.5, 9)).united(circle(0, 22, 8, 7)), coat.soft, h)
    f.eyes(14, -3, 4.9)
    f.cheeks(23, 9, 5)
    f.nose(9, 5.8, 4)
    f.mouth(13.5, 6)


def _penguin(f: Face, coat: Coat) -> None:
    h = head_shape(44, 42, 0.10, 0.70, 0.66)
    f.shape(h, coat.fur)
    q = QPainterPath(QPointF(0, -12))
    q.cubicTo(8, -30, 36, -28, 36, -2)
    q.cubicTo(38, 26, 18, 42, 0, 42)
    q.closeSubpath()
    f.patches(q, coat.soft, h)
    f.eyes(17, -3, 5.6)
    q = QPainterPath(QPointF(-11, 8))
    q.cubicTo(-6, 3, 6, 3, 11, 8)
    q.cubicTo(7, 17, 3, 20, 0, 20)
    q.cubicTo(-3, 20, -7, 17, -11, 8)
    f.shape(q, coat.extra)
    if not f.flat:
        f.brush.line(curve([(-9.5, 9.5), (0, 12), (9.5, 9.5)], False), darker(coat.extra, 0.4), 1.6)
    f.cheeks(26, 12, 6)
    f.brush.line(curve([(0, -41), (2, -50), (9, -52)], False), "line" if f.flat else coat.fur, 3.4)


def _elephant(f: Face, coat: Coat) -> None:
    ear = curve([(22, -26), (42, -36), (58, -22), (56, 6), (40, 18), (24, 8)])
    f.both(ear, coat.fur)
    f.patches(curve([(30, -18), (42, -26), (50, -16), (48, 2), (38, 9), (30, 2)]), coat.extra)
    h = head_shape(36, 38, 0.0, 0.55, 0.66)
    f.shape(h, coat.fur)
    f.eyes(16, -4, 5.2)
    f.cheeks(24, 8, 5)
    q = QPainterPath(QPointF(-11, 4))
    q.cubicTo(-12, 20, -13, 34, -6, 44)
    q.cubicTo(0, 52, 14, 50, 18, 40)
    q.cubicTo(20, 35, 13, 32, 11, 36)
    q.cubicTo(8, 41, 4, 38, 5, 32)
    q.cubicTo(7, 22, 10, 14, 11, 4)
    q.cubicTo(6, -2, -6, -2, -11, 4)
    f.shape(q, lighter(coat.fur, 0.06))
    for y in (14, 22, 30):
        f.brush.line(curve([(-8, y), (-2, y + 2), (4, y)], False), "line" if f.flat else darker(coat.fur, 0.22), 1.6)


def _mouse(f: Face, coat: Coat) -> None:
    f.both(circle(31, -25, 20), coat.fur)
    f.patches(circle(31, -24, 13), coat.extra)
    h = head_shape(38, 35, 0.14, 0.50, 0.62)
    f.shape(h, coat.fur)
    f.patch(circle(0, 21, 17, 13), coat.soft, h)
    f.eyes(15, -1, 5.3)
    f.cheeks(25, 12, 5)
    f.nose(15, 5.2, 4, "#D9707F")
    f.mouth(20, 6)
    for s in (-1, 1):
        for a, b in ((16, 12), (20, 21)):
            f.brush.line(curve([(s * 17, a), (s * 30, b), (s * 42, b - 2)], False), "line" if f.flat else colour(INK, 0.35), 1.3)


_HEADS: dict[Friend, Callable[[Face, Coat], None]] = {
    Friend.FOX: _fox,
    Friend.PANDA: _panda,
    Friend.RABBIT: _rabbit,
    Friend.OWL: _owl,
    Friend.FROG: _frog,
    Friend.BEAR: _bear,
    Friend.CAT: _cat,
    Friend.HEDGEHOG: _hedgehog,
    Friend.LION: _lion,
    Friend.PENGUIN: _penguin,
    Friend.ELEPHANT: _elephant,
    Friend.MOUSE: _mouse,
}

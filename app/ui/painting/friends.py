"""A child's friend: the portrait in a round window, and the friend in full."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from app.learning.people import Avatar, Friend
from app.ui.painting.brush import Brush
from app.ui.painting.colours import darker, lighter, linear, mix
from app.ui.painting.faces import Face, Mood
from app.ui.painting.heads import COATS, draw_head
from app.ui.painting.shapes import circle, curve, lobed, mirrored

_NIGHT = "#22335A"


def portrait(
    brush: Brush, cx: float, cy: float, r: float, avatar: Avatar, mood: Mood = Mood.CALM, ring: str | None = None, width: float = 0
) -> None:
    """A friend's head with its scarf in a round window of radius r; `ring` is the colour of a ring `width` px wide inside it."""
    window = circle(cx, cy, r)
    back = mix(avatar.backdrop, _NIGHT, 0.55) if brush.theme.dark else avatar.backdrop
    if brush.flat:
        edge = max(2.0 if r < 30 else 3.0, width)
        brush.fill(circle(cx, cy, r - edge / 2), "surface", ring or "line", edge)
    else:
        brush.fill(window, linear(cx - r, cy - r, cx + r, cy + r, lighter(back, 0.35), back))
    tall = avatar.friend is Friend.RABBIT  # its ears need room
    with brush.within(window), brush.at(cx, cy + r * (0.15 if tall else -0.01), r / 50 * (0.72 if tall else 0.80)):
        _shoulders(brush, avatar)
        draw_head(Face(brush, mood), avatar.friend)
    if ring and not brush.flat:
        brush.fill(circle(cx, cy, r - width / 2 + 0.6), None, ring, width + 1.2)


def _shoulders(brush: Brush, avatar: Avatar) -> None:
    coat = COATS[avatar.friend]
    body = QPainterPath(QPointF(-46, 70))
    body.cubicTo(-44, 34, -24, 28, 0, 28)
    body.cubicTo(24, 28, 44, 34, 46, 70)
    body.closeSubpath()
    scarf = QPainterPath(QPointF(-36, 33))
    scarf.cubicTo(-20, 46, 20, 46, 36, 33)
    scarf.lineTo(43, 44)
    scarf.cubicTo(22, 63, -22, 63, -43, 44)
    scarf.closeSubpath()
    if brush.flat:
        brush.fill(scarf, "surface", "line", 3)
        return
    brush.fill(body, coat.extra if avatar.friend is Friend.PANDA else darker(coat.fur, 0.16))
    brush.fill(scarf, linear(-40, 40, 40, 64, lighter(avatar.scarf, 0.16), avatar.scarf, darker(avatar.scarf, 0.12)))


def standing(
    brush: Brush, x: float, y: float, height: float, avatar: Avatar, mood: Mood = Mood.CALM, wave: bool = False, flip: bool = False
) -> None:
    """The friend in full, its feet at x, y, looking to the other side when `flip`."""
    coat = COATS[avatar.friend]
    panda = avatar.friend is Friend.PANDA
    limbs = coat.extra if panda else coat.fur
    with brush.at(x, y, height / 150, mirror=flip):
        face = Face(brush, mood)
        _tail(face, avatar.friend)
        for side in (-1, 1):
            face.shape(circle(side * 16, -6, 14, 8.5), darker(limbs, 0.10))
        body = QPainterPath(QPointF(0, -74))
        body.cubicTo(24, -74, 34, -44, 34, -26)
        body.cubicTo(34, -6, 18, -2, 0, -2)
        body.cubicTo(-18, -2, -34, -6, -34, -26)
        body.cubicTo(-34, -44, -24, -74, 0, -74)
        face.shape(body, coat.fur)
        face.patch(circle(0, -26, 20, 22), coat.soft, body)
        arm = curve([(24, -58), (36, -50), (42, -34), (34, -26), (24, -40)])
        raised = curve([(22, -56), (38, -70), (54, -84), (58, -74), (44, -54), (28, -42)])
        face.shape(mirrored(arm), darker(limbs, 0.05))
        face.shape(raised if wave else arm, darker(limbs, 0.05))
        _scarf(face, avatar.scarf)
        with brush.at(0, -98, 1.02):
            draw_head(face, avatar.friend)


def _scarf(face: Face, tint: str) -> None:
    scarf = QPainterPath(QPointF(-28, -66))
    scarf.cubicTo(-14, -54, 14, -54, 28, -66)
    scarf.cubicTo(32, -58, 30, -54, 26, -52)
    scarf.cubicTo(12, -42, -12, -42, -26, -52)
    scarf.cubicTo(-30, -54, -32, -58, -28, -66)
    face.shape(curve([(12, -50), (24, -52), (28, -30), (18, -24), (12, -30)]), tint)
    face.shape(scarf, tint)


def _tail(face: Face, friend: Friend) -> None:
    coat = COATS[friend]
    if friend is Friend.FOX:
        tail = curve([(-14, -18), (-34, -8), (-56, -14), (-66, -36), (-60, -60), (-50, -72), (-44, -56), (-36, -40), (-22, -34)])
        face.shape(tail, darker(coat.fur, 0.06))
        face.patch(curve([(-72, -50), (-58, -50), (-52, -44), (-40, -52), (-44, -80), (-70, -80)]), coat.soft, tail)
    thickness = {Friend.CAT: 14.0, Friend.MOUSE: 6.3, Friend.LION: 7.7}.get(friend)
    if thickness is None:
        return
    line = curve([(-16, -10), (-44, -8), (-58, -30), (-50, -52)], False)
    face.brush.line(line, "line" if face.flat else darker(coat.fur, 0.08), thickness)
    if face.flat:
        face.brush.line(line, "surface", max(1.0, thickness - 5))
    elif friend is Friend.LION:
        face.brush.fill(lobed(-50, -54, 7, 8, 6, 0.4), coat.extra)

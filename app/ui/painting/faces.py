"""What every friend's face is made of. Units: a head fits in -50 to 50, its middle at 0, 0."""

import math
from enum import StrEnum

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainterPath, QTransform

from app.ui.painting.brush import Brush
from app.ui.painting.colours import colour, darker, lighter, linear
from app.ui.painting.shapes import circle, curve, mirrored

INK = "#33261F"


class Mood(StrEnum):
    """How a friend looks."""

    CALM = "calm"
    HAPPY = "happy"
    ASLEEP = "asleep"


def head_shape(w: float, h: float, cheek: float = 0.18, chin: float = 0.55, brow: float = 0.60) -> QPainterPath:
    """A head: wide at the cheeks, soft at the chin. Half width and half height; the others are shares of them."""
    path = QPainterPath(QPointF(0, -h))
    path.cubicTo(w * brow, -h, w, -h * 0.52, w, h * cheek)
    path.cubicTo(w, h * 0.72, w * chin, h, 0, h)
    path.cubicTo(-w * chin, h, -w, h * 0.72, -w, h * cheek)
    path.cubicTo(-w, -h * 0.52, -w * brow, -h, 0, -h)
    return path


class Face:
    """A brush with a mood."""

    def __init__(self, brush: Brush, mood: Mood = Mood.CALM) -> None:
        self.brush, self.mood = brush, mood
        self.flat = brush.flat

    def ink(self, tint: str = INK) -> str:
        """The colour of lines: brown, or white in high contrast."""
        return "line" if self.flat else tint

    def shape(self, path: QPainterPath, tint: QColor | str, light: float = 0.14, dark: float = 0.12) -> None:
        """A solid part, lit from the upper left."""
        if self.flat:
            self.brush.fill(path, "surface", "line", 3)
            return
        b = path.boundingRect()
        self.brush.fill(path, linear(b.left(), b.top(), b.right() * 0.6, b.bottom(), lighter(tint, light), tint, darker(tint, dark)))

    def patch(self, path: QPainterPath, tint: QColor | str, clip: QPainterPath | None = None) -> None:
        """A flat part of another colour, inside `clip`."""
        if clip is not None:
            with self.brush.within(clip):
                self.patch(path, tint)
        elif self.flat:
            self.brush.fill(path, None, "line", 2)
        else:
            self.brush.fill(path, tint)

    def both(self, path: QPainterPath, tint: QColor | str) -> None:
        """A solid part and its mirror."""
        self.shape(path, tint)
        self.shape(mirrored(path), tint)

    def patches(self, path: QPainterPath, tint: QColor | str, clip: QPainterPath | None = None) -> None:
        """A patch and its mirror; one outline in high contrast, so that no line crosses the nose."""
        half = QTransform.fromTranslate(-0.6, 0).map(path)  # the halves overlap, so that no seam is left between them
        if self.flat:
            self.patch(half.united(mirrored(half)), tint, clip)
            return
        self.patch(half, tint, clip)
        self.patch(mirrored(half), tint, clip)

    def eyes(self, dx: float, y: float, r: float) -> None:
        """Two eyes: open with two lights, smiling, or shut."""
        for x in (-dx, dx):
            if self.mood is Mood.HAPPY:
                self.brush.line(curve([(x - r, y + r * 0.35), (x, y - r * 0.65), (x + r, y + r * 0.35)], False), self.ink(), r * 0.55)
            elif self.mood is Mood.ASLEEP:
                self.brush.line(curve([(x - r, y), (x, y + r * 0.7), (x + r, y)], False), self.ink(), r * 0.5)
            else:
                self.brush.fill(circle(x, y, r * 0.92, r * 1.08), self.ink())
                if not self.flat:
                    self.brush.dot(x - r * 0.30, y - r * 0.38, r * 0.34, "#FFFFFF")
                    self.brush.dot(x + r * 0.30, y + r * 0.36, r * 0.15, colour("#FFFFFF", 0.7))

    def cheeks(self, dx: float, y: float, r: float = 6) -> None:
        """Two blushes."""
        if self.flat:
            return
        for x in (-dx, dx):
            self.brush.fill(circle(x, y, r * 1.25, r * 0.82), colour("#F2877A", 0.42))

    def nose(self, y: float, w: float = 5.5, h: float = 4, tint: str = INK) -> None:
        """A soft nose with a light on it."""
        path = QPainterPath(QPointF(-w, y - h * 0.6))
        path.cubicTo(-w * 0.6, y - h * 1.2, w * 0.6, y - h * 1.2, w, y - h * 0.6)
        path.cubicTo(w * 1.0, y + h * 0.5, w * 0.3, y + h, 0, y + h)
        path.cubicTo(-w * 0.3, y + h, -w * 1.0, y + h * 0.5, -w, y - h * 0.6)
        self.brush.fill(path, self.ink(tint))
        if not self.flat:
            self.brush.fill(circle(-w * 0.3, y - h * 0.35, w * 0.28, h * 0.2), colour("#FFFFFF", 0.6))

    def mouth(self, y: float, w: float = 7, lift: float = 4.5) -> None:
        """A small smile, open when happy."""
        if self.mood is not Mood.HAPPY:
            for side in (-1, 1):
                smile = [(0.0, y), (side * w * 0.45, y + lift * 0.75), (side * w, y + lift * 0.1)]
                self.brush.line(curve(smile, False), self.ink(), 2.1)
            return
        path = QPainterPath(QPointF(-w, y))
        path.cubicTo(-w * 0.4, y + lift * 0.4, w * 0.4, y + lift * 0.4, w, y)
        path.cubicTo(w * 0.8, y + lift * 2.1, -w * 0.8, y + lift * 2.1, -w, y)
        self.brush.fill(path, self.ink("#7A2E35"))
        if not self.flat:
            with self.brush.within(path):
                self.brush.fill(circle(0, y + lift * 1.75, w * 0.6, lift * 0.8), "#EE8A8E")

    def spikes(self, count: int, r: float) -> list[tuple[float, float]]:
        """The ends of a hedgehog's spikes over the top of its head, long and short by turns."""
        ends = []
        for i in range(count):
            angle = math.pi * (0.86 + 1.28 * i / (count - 1))
            far = r if i % 2 else r * 0.8
            ends.append((far * math.cos(angle), -2 + far * 0.96 * math.sin(angle)))
        return ends

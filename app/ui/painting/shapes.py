"""The shapes that everything is drawn from. Paths only: no colour, no painter, safe in any thread."""

import math
import random
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

Point = tuple[float, float]


def curve(points: Sequence[Point], closed: bool = True, tension: float = 0.5) -> QPainterPath:
    """A smooth line through the points: Catmull-Rom, written as cubics (handles are a third of the chord times 2 x tension)."""
    pts = [QPointF(x, y) for x, y in points]
    count = len(pts)
    path = QPainterPath(pts[0])
    reach = tension / 3
    for i in range(count if closed else count - 1):
        before = pts[(i - 1) % count] if closed or i > 0 else pts[0]
        here, there = pts[i], pts[(i + 1) % count]
        after = pts[(i + 2) % count] if closed or i + 2 < count else pts[-1]
        path.cubicTo(here + (there - before) * reach, there - (after - here) * reach, there)
    if closed:
        path.closeSubpath()
    return path


def lobed(
    cx: float,
    cy: float,
    rx: float,
    ry: float,
    lobes: int,
    bulge: float = 0.42,
    turn: float = 0.0,
    dice: random.Random | None = None,
) -> QPainterPath:
    """A cloud or a leafy crown: `lobes` points on an ellipse, each pair joined by a cubic that stands out by `bulge` x their distance.

    `dice` shakes the points by up to 6 %; `turn` is the angle of the first point in radians.
    """
    pts: list[Point] = []
    for i in range(lobes):
        slip = dice.uniform(-0.06, 0.06) * 2 if dice else 0.0
        angle = turn + 2 * math.pi * (i + slip) / lobes
        size = 1 + (dice.uniform(-0.06, 0.06) if dice else 0.0)
        pts.append((cx + rx * size * math.cos(angle), cy + ry * size * math.sin(angle)))
    path = QPainterPath(QPointF(*pts[0]))
    for i in range(lobes):
        (x0, y0), (x1, y1) = pts[i], pts[(i + 1) % lobes]
        reach = math.hypot(x1 - x0, y1 - y0) * bulge
        # outward is measured on the unit circle, so that a flat crown bulges at its ends as at its top
        ox, oy = ((x0 + x1) / 2 - cx) / rx, ((y0 + y1) / 2 - cy) / ry
        far = math.hypot(ox, oy) or 1.0
        ox, oy = ox / far * reach, oy / far * reach
        path.cubicTo(x0 + ox, y0 + oy, x1 + ox, y1 + oy, x1, y1)
    path.closeSubpath()
    return path


def leaf(x: float, y: float, length: float, width: float, degrees: float) -> QPainterPath:
    """One leaf with its stalk at x, y, pointing along `degrees` (0 is right, 90 is down)."""
    path = QPainterPath(QPointF(0, 0))
    path.cubicTo(length * 0.25, -width * 0.75, length * 0.7, -width * 0.62, length, 0)
    path.cubicTo(length * 0.7, width * 0.5, length * 0.25, width * 0.6, 0, 0)
    return QTransform().translate(x, y).rotate(degrees).map(path)


def drop(cx: float, cy: float, r: float) -> QPainterPath:
    """A drop of water, its round part about r."""
    path = QPainterPath(QPointF(cx, cy - r * 1.45))
    path.cubicTo(cx + r * 0.35, cy - r * 0.8, cx + r, cy - r * 0.35, cx + r, cy + r * 0.2)
    path.cubicTo(cx + r, cy + r * 0.78, cx + r * 0.55, cy + r * 1.15, cx, cy + r * 1.15)
    path.cubicTo(cx - r * 0.55, cy + r * 1.15, cx - r, cy + r * 0.78, cx - r, cy + r * 0.2)
    path.cubicTo(cx - r, cy - r * 0.35, cx - r * 0.35, cy - r * 0.8, cx, cy - r * 1.45)
    return path


def star(cx: float, cy: float, r: float, inner: float = 0.55, points: int = 5) -> QPainterPath:
    """A soft star with its first point up; `inner` is the share of r between the points."""
    pts: list[Point] = []
    for i in range(points * 2):
        angle = math.radians(-90 + 180 / points * i)
        far = r if i % 2 == 0 else r * inner
        pts.append((cx + far * math.cos(angle), cy + far * math.sin(angle)))
    return curve(pts, True, 0.28)


def circle(cx: float, cy: float, r: float, r2: float | None = None) -> QPainterPath:
    """A circle, or an ellipse when the second radius is given."""
    path = QPainterPath()
    path.addEllipse(QPointF(cx, cy), r, r if r2 is None else r2)
    return path


def rounded(x: float, y: float, w: float, h: float, r: float) -> QPainterPath:
    """A box with round corners; r never exceeds half of a side."""
    path = QPainterPath()
    r = max(0.0, min(r, w / 2, h / 2))
    path.addRoundedRect(QRectF(x, y, w, h), r, r)
    return path


def arc(cx: float, cy: float, r: float, start: float, sweep: float) -> QPainterPath:
    """A piece of a circle; degrees, 0 is right, counter-clockwise as Qt counts."""
    box = QRectF(cx - r, cy - r, r * 2, r * 2)
    path = QPainterPath()
    path.arcMoveTo(box, start)
    path.arcTo(box, start, sweep)
    return path


def mirrored(path: QPainterPath) -> QPainterPath:
    """The path on the other side of x = 0."""
    return QTransform().scale(-1, 1).map(path)


def ribbon(points: Sequence[tuple[float, float, float]], squash: float = 0.5, steps: int = 160) -> tuple[QPainterPath, QPainterPath]:
    """A path or stream seen from the side of a hill, and its middle line.

    Points are x, y and width; `squash` is how much thinner it looks where it runs across than where it runs away.
    """
    line = curve([(x, y) for x, y, _ in points], False)
    marks = [0.0]
    for (x0, y0, _), (x1, y1, _) in pairwise(points):
        marks.append(marks[-1] + math.hypot(x1 - x0, y1 - y0))
    left: list[QPointF] = []
    right: list[QPointF] = []
    piece = 0
    for i in range(steps + 1):
        share = i / steps
        at, back, ahead = (line.pointAtPercent(min(1.0, max(0.0, share + d))) for d in (0.0, -0.004, 0.004))
        dx, dy = ahead.x() - back.x(), ahead.y() - back.y()
        far = math.hypot(dx, dy) or 1.0
        while piece < len(points) - 2 and marks[piece + 1] <= share * marks[-1]:
            piece += 1
        blend = min(1.0, max(0.0, (share * marks[-1] - marks[piece]) / max(1e-6, marks[piece + 1] - marks[piece])))
        blend = blend * blend * (3 - 2 * blend)
        half = (points[piece][2] * (1 - blend) + points[piece + 1][2] * blend) / 2
        nx, ny = -dy / far * half, dx / far * half * squash
        left.append(QPointF(at.x() + nx, at.y() + ny))
        right.append(QPointF(at.x() - nx, at.y() - ny))
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addPolygon(QPolygonF(left + right[::-1]))
    path.closeSubpath()
    return path, line

"""The five states of a letter, each with its own outline, and the small sign of each for lists and tables."""

import math
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainterPath

from app.learning.skills import Status
from app.ui.painting.brush import Brush
from app.ui.painting.shapes import curve, drop, leaf, lobed


class TreeState(StrEnum):
    """What is shown of where a child stands on a letter: the same five from the grove to the teacher's table."""

    NOT_YET = "not yet"
    READY = "ready"
    GROWING = "growing"
    BLOOMED = "bloomed"
    NEEDS_WATER = "needs water"


_OF_STATUS = {
    Status.LOCKED: TreeState.NOT_YET,
    Status.READY: TreeState.READY,
    Status.GROWING: TreeState.GROWING,
    Status.BLOOMED: TreeState.BLOOMED,
}


def tree_state(status: Status, needs_water: bool = False) -> TreeState:
    """The state that shows a status."""
    return TreeState.NEEDS_WATER if needs_water else _OF_STATUS[status]


# The colour a state has on the grown-up side: the name of a strong colour whose pale partners are "<tone>-soft" and "on-<tone>-soft".
TONES = {
    TreeState.NOT_YET: "seed",
    TreeState.READY: "sun",
    TreeState.GROWING: "primary",
    TreeState.BLOOMED: "primary",
    TreeState.NEEDS_WATER: "water",
}


def state_mark(brush: Brush, cx: float, cy: float, size: float, state: TreeState, tint: QColor | str | None = None) -> None:
    """The sign of a state, `size` px across: acorn, sprout, half-filled tree, flower, drop."""
    r = size / 2
    if state is TreeState.NOT_YET:
        _acorn(brush, cx, cy, r, tint or "seed")
    elif state is TreeState.READY:
        _sprout(brush, cx, cy, r, tint or "on-sun-soft")
    elif state is TreeState.GROWING:
        _half_tree(brush, cx, cy, r, tint or "heat-3")
    elif state is TreeState.BLOOMED:
        _flower(brush, cx, cy, r, tint or "primary")
    else:
        brush.fill(drop(cx, cy + r * 0.1, r * 0.58), tint or "water")
        light = curve([(cx - r * 0.26, cy + r * 0.22), (cx - r * 0.16, cy + r * 0.42), (cx + r * 0.06, cy + r * 0.5)], False)
        brush.line(light, "surface", max(1.0, size * 0.06))


def _acorn(brush: Brush, cx: float, cy: float, r: float, tint: QColor | str) -> None:
    cap = QPainterPath(QPointF(cx - r * 0.62, cy - r * 0.12))
    cap.cubicTo(cx - r * 0.62, cy - r * 0.85, cx + r * 0.62, cy - r * 0.85, cx + r * 0.62, cy - r * 0.12)
    cap.closeSubpath()
    nut = QPainterPath(QPointF(cx - r * 0.46, cy + r * 0.06))
    nut.cubicTo(cx - r * 0.46, cy + r * 0.6, cx - r * 0.12, cy + r * 0.75, cx, cy + r * 0.9)
    nut.cubicTo(cx + r * 0.12, cy + r * 0.75, cx + r * 0.46, cy + r * 0.6, cx + r * 0.46, cy + r * 0.06)
    nut.closeSubpath()
    brush.fill(cap, tint)
    brush.fill(nut, None, tint, max(1.4, r * 0.16))


def _sprout(brush: Brush, cx: float, cy: float, r: float, tint: QColor | str) -> None:
    stem = curve([(cx, cy + r * 0.85), (cx - r * 0.03, cy + r * 0.3), (cx, cy - r * 0.05)], False)
    brush.line(stem, tint, max(1.6, r * 0.2))
    brush.fill(leaf(cx, cy, r * 0.95, r * 0.62, -35), tint)
    brush.fill(leaf(cx, cy + r * 0.08, r * 0.85, r * 0.55, -146), tint)


def _half_tree(brush: Brush, cx: float, cy: float, r: float, tint: QColor | str) -> None:
    crown = lobed(cx, cy - r * 0.22, r * 0.50, r * 0.46, 7, 0.42)
    brush.line(curve([(cx, cy + r * 0.9), (cx, cy + r * 0.2)], False), tint, max(1.6, r * 0.2))
    brush.fill(crown, None, tint, max(1.5, r * 0.18))
    lower = QPainterPath()
    lower.addRect(QRectF(cx - r, cy - r * 0.2, r * 2, r * 2))
    with brush.within(lower):
        brush.fill(crown, tint)


def _flower(brush: Brush, cx: float, cy: float, r: float, tint: QColor | str) -> None:
    for i in range(5):
        angle = -math.pi / 2 + i * 2 * math.pi / 5
        brush.dot(cx + r * 0.50 * math.cos(angle), cy + r * 0.50 * math.sin(angle), r * 0.38, tint)
    brush.dot(cx, cy, r * 0.34, tint)
    brush.dot(cx, cy, r * 0.22, "surface" if brush.flat else "sun")

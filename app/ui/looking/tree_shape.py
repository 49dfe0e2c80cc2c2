"""Where everything of a drawn skill tree stands: skills in layers from the ground up, lines between them through the gaps. In px at 1x."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from app.learning.skills import LEAVES_SECURE, Edge, Level, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.learning.ids import SkillId
    from app.services.looking import PlacedSkill, TreeView

NODE = 64.0
COLUMN, ROW = 98.0, 108.0
_AROUND = 60.0  # paper around the whole


@dataclass(frozen=True, slots=True)
class Line:
    """A line from what comes first up to what it opens. `met` when the first has come far enough."""

    edge: Edge
    path: QPainterPath
    box: QRectF
    met: bool


class TreeShape:
    """The places of one child's tree; `mirrored` turns left and right over."""

    def __init__(self, view: TreeView, mirrored: bool) -> None:
        self.view = view
        self.skills = {placed.skill.id: placed for placed in view.skills}
        self._side = -1.0 if mirrored else 1.0
        self._counts: dict[int, int] = {}
        for placed in view.skills:
            self._counts[placed.layer] = max(self._counts.get(placed.layer, 0), placed.place + 1)
        self.middles: dict[SkillId, QPointF] = {placed.skill.id: self._middle(placed) for placed in view.skills}
        self.lines = tuple(self._line(edge) for edge in view.edges if edge.skill in self.skills and edge.prerequisite in self.skills)
        self.before: dict[SkillId, list[Edge]] = {}
        self.after: dict[SkillId, list[Edge]] = {}
        for line in self.lines:
            self.before.setdefault(line.edge.skill, []).append(line.edge)
            self.after.setdefault(line.edge.prerequisite, []).append(line.edge)

    @property
    def bounds(self) -> QRectF:
        """All of it with some paper around."""
        wide, high = self.view.widest * COLUMN, self.view.layers * ROW
        return QRectF(-wide / 2 - _AROUND, -high, wide + 2 * _AROUND, high)

    def band(self, layer: int) -> tuple[float, float]:
        """Top and height of a layer's band."""
        return -(layer + 1) * ROW, ROW

    def box(self, skill: SkillId) -> QRectF:
        """The tile of a skill."""
        middle = self.middles[skill]
        return QRectF(middle.x() - NODE / 2, middle.y() - NODE / 2, NODE, NODE)

    def _x(self, layer: int, place: float) -> float:
        return self._side * (place - (self._counts.get(layer, 1) - 1) / 2) * COLUMN

    def _middle(self, placed: PlacedSkill) -> QPointF:
        return QPointF(self._x(placed.layer, placed.place), -(placed.layer + 0.5) * ROW)

    def _line(self, edge: Edge) -> Line:
        below, above = self.skills[edge.prerequisite], self.skills[edge.skill]
        start, end = self.middles[edge.prerequisite], self.middles[edge.skill]
        points = [QPointF(start.x(), start.y() - NODE / 2), *self._gaps(below.layer, above.layer, start, end),
                  QPointF(end.x(), end.y() + NODE / 2)]  # fmt: skip
        path = _smooth(points)
        return Line(edge, path, path.boundingRect().adjusted(-2, -2, 2, 2), reached(below, edge.minimum))

    def _gaps(self, low: int, high: int, start: QPointF, end: QPointF) -> list[QPointF]:
        """A point in a gap of each layer that is passed, bottom and top of its row."""
        points = []
        for layer in range(low + 1, high):
            share = (layer - low) / (high - low)
            x = start.x() + (end.x() - start.x()) * share
            count = self._counts.get(layer, 1)
            gaps = [self._x(layer, gap - 0.5) for gap in range(count + 1)]
            near = min(gaps, key=lambda gap: abs(gap - x))
            y = -(layer + 0.5) * ROW
            points += [QPointF(near, y + NODE / 2), QPointF(near, y - NODE / 2)]
        return points


def reached(placed: PlacedSkill, minimum: Level) -> bool:
    """Whether a skill has come as far as something after it asks."""
    levels = {Status.LOCKED: 0, Status.READY: Level.READY, Status.GROWING: Level.GROWING, Status.BLOOMED: Level.BLOOMED}
    level = int(levels[placed.status])
    if placed.status is Status.GROWING and placed.leaves >= LEAVES_SECURE:
        level = Level.SECURE
    return level >= minimum


def _smooth(points: Sequence[QPointF]) -> QPainterPath:
    """Upright at each point, curved between them."""
    path = QPainterPath(points[0])
    for here, there in pairwise(points):
        half = (there.y() - here.y()) / 2
        path.cubicTo(QPointF(here.x(), here.y() + half), QPointF(there.x(), there.y() - half), there)
    return path

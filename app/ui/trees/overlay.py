"""What lies over the tree and changes often: the ways to and from a skill, the ring of the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.ui.trees.drawing import DETAIL_FROM

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.learning.layout_rows import Ints
    from app.ui.trees.drawing import Drawing

_RING = 6.0
_MOST_NEAR = 250  # lines drawn as curves in a frame


class Way(QGraphicsItem):
    """Some lines of the tree, strong: `use` is their colour, `dashed` for what is not open yet; `arrows` show which way."""

    def __init__(self, use: str, width: float, *, dashed: bool = False, arrows: bool = False, below: float = 1.0) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setZValue(below)
        self._use, self._width, self._dashed, self._arrows = use, width, dashed, arrows
        self._drawing: Drawing | None = None
        self._lines: Ints = np.zeros(0, np.int64)
        self._box = QRectF()

    def show_lines(self, drawing: Drawing, lines: Collection[int]) -> None:
        """Show these lines of a drawing instead of those before."""
        self.prepareGeometryChange()
        self._drawing, self._lines = drawing, np.array(sorted(lines), np.int64)
        ends = set(drawing.shape.edges[self._lines].ravel().tolist())
        left, top, right, bottom = drawing.shape.around(ends) if ends else (0.0, 0.0, 0.0, 0.0)
        self._box = QRectF(left, top, right - left, bottom - top)
        self.setVisible(bool(len(self._lines)))

    @property
    def lines(self) -> list[int]:
        """Which lines are shown."""
        return [int(line) for line in self._lines]

    def boundingRect(self) -> QRectF:
        """All of them."""
        return self._box

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Curves from near, straight lines from far."""
        del widget
        drawing = self._drawing
        if drawing is None:
            return
        exposed: QRectF = option.exposedRect
        zoom = painter.worldTransform().m11()
        seen = drawing.shape.lines_in((exposed.left(), exposed.top(), exposed.right(), exposed.bottom()))
        seen = seen[np.isin(seen, self._lines)]
        colour = drawing.theme.colour(self._use)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if zoom < DETAIL_FROM or len(seen) > _MOST_NEAR:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(colour, 0))
            shape = drawing.shape
            first, last = shape.edges[seen, 0], shape.edges[seen, 1]
            ends = np.column_stack((shape.x[first], shape.y[first], shape.x[last], shape.y[last])).tolist()
            painter.drawLines([QLineF(*end) for end in ends])
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colour, self._width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        if self._dashed:
            pen.setDashPattern([2.2, 2.0])
        painter.setPen(pen)
        for line in seen.tolist():
            painter.drawPath(drawing.path(line))
        if self._arrows:
            self._draw_arrows(painter, drawing, seen)

    def _draw_arrows(self, painter: QPainter, drawing: Drawing, lines: Ints) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(drawing.theme.colour(self._use))
        for line in lines.tolist():
            (x, y) = drawing.shape.line(line)[-1]
            up = 1.0 if drawing.shape.y[drawing.shape.edges[line, 1]] < y else -1.0
            painter.drawPolygon(QPolygonF([QPointF(x, y), QPointF(x - 6, y + 9 * up), QPointF(x + 6, y + 9 * up)]))


class Ring(QGraphicsItem):
    """The ring around a skill: chosen (focus colour), or where it has just changed."""

    def __init__(self, use: str, width: float = 3.0, above: float = 5.0) -> None:
        super().__init__()
        self.setZValue(above)
        self._use, self._width = use, width
        self._box = QRectF()
        self._drawing: Drawing | None = None
        self.setVisible(False)

    def show_around(self, drawing: Drawing, place: int | None) -> None:
        """Go to a skill; None hides it."""
        self.prepareGeometryChange()
        self._drawing = drawing
        if place is not None:
            left, top, right, bottom = drawing.shape.box(place)
            self._box = QRectF(left - _RING, top - _RING, right - left + 2 * _RING, bottom - top + 2 * _RING)
        self.setVisible(place is not None)

    def boundingRect(self) -> QRectF:
        """The ring."""
        return self._box.adjusted(-4, -4, 4, 4)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """At every zoom at least as thick as can be seen."""
        del option, widget
        if self._drawing is None:
            return
        thick = max(self._width, self._width / max(0.05, painter.worldTransform().m11()) * 0.7)
        path = QPainterPath()
        path.addRoundedRect(self._box, 17, 17)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._drawing.theme.colour(self._use), thick))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

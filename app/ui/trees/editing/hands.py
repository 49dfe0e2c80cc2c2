"""What a hand holds in the editor: an arrow on its way from a tile, tiles on their way, or the frame that chooses several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

if TYPE_CHECKING:
    from app.ui.theme import Theme
    from app.ui.trees.drawing import Drawing

HANDLE = 13.0  # px at 100 %: the radius of the handle above a chosen tile
_ABOVE = 20.0
_BEYOND = 4000.0  # px at 100 %


class Held(QGraphicsItem):
    """Drawn above the tree: the chosen tiles, the handle, and whatever is on its way. `wrong` says that it cannot be let go there."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setZValue(8)
        self._theme = theme
        self._drawing: Drawing | None = None
        self.chosen: set[int] = set()
        self.arrow: QLineF | None = None
        self.frame: QRectF | None = None
        self.away = QPointF()
        self.wrong = False

    def show_drawing(self, drawing: Drawing) -> None:
        """Follow another drawing."""
        self.prepareGeometryChange()
        self._drawing, self.arrow, self.frame, self.away = drawing, None, None, QPointF()

    def handle(self) -> QPointF | None:
        """The middle of the handle that arrows are drawn from: above the one chosen tile."""
        if self._drawing is None or len(self.chosen) != 1:
            return None
        left, top, right, _ = self._drawing.shape.box(next(iter(self.chosen)))
        return QPointF((left + right) / 2, top - _ABOVE)

    def boundingRect(self) -> QRectF:
        """Anywhere on the paper, and some way beyond it."""
        if self._drawing is None:
            return QRectF()
        left, top, right, bottom = self._drawing.shape.bounds
        return QRectF(left - _BEYOND, top - _BEYOND, right - left + 2 * _BEYOND, bottom - top + 2 * _BEYOND)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Rings, handle, arrow, frame."""
        del option, widget
        if self._drawing is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self._theme.colour("clay" if self.wrong else "primary")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.colour("focus"), 3))
        for place in self.chosen:
            left, top, right, bottom = self._drawing.shape.box(place)
            painter.drawRoundedRect(QRectF(left - 5, top - 5, right - left + 10, bottom - top + 10).translated(self.away), 16, 16)
        if (at := self.handle()) is not None and self.away.isNull():
            self._draw_handle(painter, at, self._theme.colour("primary"))
        if self.arrow is not None:
            painter.setPen(QPen(strong, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(self.arrow)
            painter.setBrush(strong)
            painter.drawEllipse(self.arrow.p2(), 5, 5)
        if self.frame is not None:
            painter.setBrush(self._theme.colour("focus", 0.12))
            painter.setPen(QPen(self._theme.colour("focus"), 0))
            painter.drawRect(self.frame)

    def _draw_handle(self, painter: QPainter, at: QPointF, colour: QColor) -> None:
        painter.setPen(QPen(self._theme.colour("surface"), 2))
        painter.setBrush(colour)
        painter.drawEllipse(at, HANDLE, HANDLE)
        arrow = QPainterPath(at + QPointF(0, 6))
        arrow.lineTo(at + QPointF(0, -6))
        arrow.moveTo(at + QPointF(-4.5, -1.5))
        arrow.lineTo(at + QPointF(0, -6))
        arrow.lineTo(at + QPointF(4.5, -1.5))
        painter.setPen(QPen(self._theme.colour("on-primary"), 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(arrow)

"""The vine: the child's own line, green and in leaf, that grows under the pen.

A stroke is three lines of different width one upon the other. So that a move costs as much after a minute as in the first second, each of
the three is kept as a picture of its own, to which only the new piece is added.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainterPath

from app.ui.painting.brush import Brush
from app.ui.painting.colours import linear
from app.ui.painting.shapes import leaf

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from app.ui.theme import Theme

_LEAF_EVERY = 46.0  # px
_PLAIN = ((1.0, "vine-dark", 0.0), (0.70, "vine", 0.0), (0.20, "vine-light", -0.13))  # share of the width, colour, moved up-left by
_FLAT = ((0.8, "vine", 0.0),)


class Vine:
    """Everything drawn on one sheet of `width` x `height` px with a line `thick` px wide."""

    def __init__(self, theme: Theme, width: int, height: int, dpr: float, thick: float) -> None:
        self._theme, self._thick = theme, thick
        self._parts = _FLAT if theme.flat else _PLAIN
        self._layers = [_paper(width, height, dpr) for _ in range(len(self._parts) + 1)]  # the last for leaves
        self._at: QPointF | None = None
        self._since_leaf = 0.0
        self._side = 1

    def begin(self, at: QPointF) -> QRect:
        """A stroke begins. Returns what must be painted anew."""
        self._at, self._since_leaf = at, _LEAF_EVERY * 0.5
        return self._add(at, at)

    def grow(self, to: QPointF) -> QRect:
        """The stroke goes on. Returns what must be painted anew."""
        start = self._at
        if start is None:
            return self.begin(to)
        self._at = to
        self._since_leaf += math.hypot(to.x() - start.x(), to.y() - start.y())
        changed = self._add(start, to)
        if self._since_leaf >= _LEAF_EVERY and not self._theme.flat:
            self._since_leaf = 0.0
            self._leaf(start, to)
        return changed

    def end(self) -> None:
        """The pen is lifted."""
        self._at = None

    def paint(self, brush: Brush, opacity: float = 1.0) -> None:
        """All strokes, dark to light, then the leaves."""
        with brush.faded(opacity):
            for layer in self._layers:
                brush.painter.drawImage(0, 0, layer)

    def _add(self, start: QPointF, to: QPointF) -> QRect:
        for layer, (share, use, by) in zip(self._layers, self._parts, strict=False):
            width = self._thick * share
            with Brush.on(layer, self._theme) as brush:
                path = QPainterPath(start + QPointF(by, by) * self._thick)
                path.lineTo(to + QPointF(by + 0.01, by) * self._thick)  # a point has no line: a little one has round ends
                brush.line(path, self._tint(use), width)
        around = self._thick * 1.8
        return QRectF(start, to).normalized().adjusted(-around, -around, around, around).toAlignedRect()

    def _tint(self, use: str) -> QColor:
        return self._theme.child(use)

    def _leaf(self, start: QPointF, to: QPointF) -> None:
        """A leaf on the other side than the last."""
        degrees = math.degrees(math.atan2(to.y() - start.y(), to.x() - start.x()))
        self._side = -self._side
        out = math.radians(degrees + 90 * self._side)
        size, away = self._thick * 1.05, self._thick * 0.3
        x, y = to.x() + math.cos(out) * away, to.y() + math.sin(out) * away
        shape = leaf(x, y, size, size * 0.6, degrees + self._side * 52)
        box = shape.boundingRect()
        with Brush.on(self._layers[-1], self._theme) as brush:
            brush.fill(shape, linear(box.left(), box.top(), box.right(), box.bottom(), "#8CCB74", "#3C8B4B"))


def _paper(width: int, height: int, dpr: float) -> QImage:
    image = QImage(max(1, round(width * dpr)), max(1, round(height * dpr)), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(dpr)
    image.fill(Qt.GlobalColor.transparent)
    return image

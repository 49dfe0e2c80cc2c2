"""The small map: all of the tree and what of it is in sight. A press or a drag goes there; by keys the large one is walked in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.painting.brush import Brush
from app.ui.painting.shapes import rounded

if TYPE_CHECKING:
    from app.ui.theme import Theme
    from app.ui.trees.tree_map import TreeMap

_WIDE, _HIGH, _EDGE = 150, 92, 6


class SmallMap(QWidget):
    """Follows a `TreeMap`."""

    def __init__(self, theme: Theme, tree: TreeMap, name: str) -> None:
        super().__init__()
        self.theme, self._tree = theme, tree
        self._far: QPixmap | None = None
        self._whole: QPixmap | None = None
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        tree.moved.connect(self.update)

    def sizeHint(self) -> QSize:
        """Small."""
        return QSize(_WIDE, _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper, tree, and a frame around what is in sight."""
        del event
        with Brush.on(self, self.theme) as brush:
            brush.box(0, 0, _WIDE, _HIGH, 12, "surface", "line", max(1.0, self.theme.edge_width))
            room, scale = self._room()
            far = self._tree.layer.far
            if far is None or scale == 0.0 or self._tree.drawing is None:
                return
            if far is not self._far:
                size = QSize(max(1, round(room.width())), max(1, round(room.height())))
                mode = Qt.AspectRatioMode.IgnoreAspectRatio
                self._whole = far.scaled(size, mode, Qt.TransformationMode.SmoothTransformation)
                self._far = far
            if self._whole is not None:
                brush.painter.drawPixmap(room.topLeft(), self._whole)
            left, top, right, bottom = self._tree.seen()
            corner = self._tree.layer.boundingRect().topLeft()
            x, y = room.x() + (left - corner.x()) * scale, room.y() + (top - corner.y()) * scale
            frame = QRectF(x, y, (right - left) * scale, (bottom - top) * scale).intersected(QRectF(2, 2, _WIDE - 4, _HIGH - 4))
            brush.fill(rounded(frame.x(), frame.y(), max(4.0, frame.width()), max(4.0, frame.height()), 3), None, "primary", 2)

    def _room(self) -> tuple[QRectF, float]:
        """Where the tree is drawn, and its scale."""
        all_of_it = self._tree.layer.boundingRect()
        if all_of_it.isEmpty():
            return QRectF(), 0.0
        wide, high = _WIDE - 2.0 * _EDGE, _HIGH - 2.0 * _EDGE
        scale = min(wide / all_of_it.width(), high / all_of_it.height())
        size_x, size_y = all_of_it.width() * scale, all_of_it.height() * scale
        return QRectF(_EDGE + (wide - size_x) / 2, _EDGE + (high - size_y) / 2, size_x, size_y), scale

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())

    def _go(self, point: QPointF) -> None:
        room, scale = self._room()
        if scale:
            corner = self._tree.layer.boundingRect().topLeft()
            there = corner + (point - room.topLeft()) / scale
            self._tree.look_at(there.x(), there.y())

"""The steps at the side of the tree: which row is which, whatever is shown of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.painting.brush import Brush
from app.ui.words import tr

if TYPE_CHECKING:
    from app.ui.theme import Theme
    from app.ui.trees.tree_map import TreeMap


class RowMarks(QWidget):
    """Stands beside a `TreeMap` and follows it."""

    def __init__(self, theme: Theme, tree: TreeMap) -> None:
        super().__init__()
        self.theme, self._tree = theme, tree
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        tree.moved.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return QSize(round(self.theme.width("small", tr("Step {number}", number=88))) + 20, 100)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A word for each row that has room for one."""
        del event
        drawing = self._tree.drawing
        with Brush.on(self, self.theme) as brush:
            brush.area(0, 0, self.width(), self.height(), "surface")
            if drawing is None or not drawing.shape.count:
                return
            rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            edge = 0.5 if rtl else self.width() - 0.5
            shape, zoom = drawing.shape, self._tree.zoom
            line, high = self.theme.role("small").line, shape.paper.row * zoom
            ground, top = float(shape.y.max()), self._tree.seen()[1]
            every = max(1, round(line * 1.4 / high + 0.5))
            for row in range(shape.rows):
                y = (ground - row * shape.paper.row - top) * zoom
                if -high < y < self.height() + high:
                    if row % 2:
                        brush.area(0, y - high / 2, self.width(), high, "paper")
                    if row % every == 0:
                        box = QRectF(10, y - line / 2, self.width() - 14, line)
                        align = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
                        brush.text(box, tr("Step {number}", number=row + 1), "small", "ink-soft", align)
            brush.segment(edge, 0, edge, self.height(), "line", 1)

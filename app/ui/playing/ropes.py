"""The strings between a bough and what hangs from it. They follow what hangs when it moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.painting.brush import Brush
from app.ui.painting.glade import rope

if TYPE_CHECKING:
    from app.ui.theme import Theme


class Ropes(QWidget):
    """Two strings for each thing, from `bough` (px from the top) to its upper edge."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._boxes: tuple[QRectF, ...] = ()
        self._bough = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def hang(self, boxes: tuple[QRectF, ...], bough: float, width: float) -> None:
        """Hang these boxes of the parent, which is `width` px wide, from the bough."""
        self._boxes, self._bough = boxes, bough
        lowest = max((box.top() for box in boxes), default=0.0) + 40
        top = max(0.0, bough - 40)
        self.setGeometry(0, round(top), round(width), round(max(1.0, lowest - top)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The strings, each with a turn round the bough."""
        del event
        top = float(self.y())
        with Brush.on(self, self.theme) as brush:
            for box in self._boxes:
                for side in (-1, 1):
                    end = QPointF(box.center().x() + side * box.width() * 0.25, box.top() + box.height() * 0.09 - top)
                    start = end.x() - side * box.width() * 0.05
                    rope(brush, start, self._bough - top + 14, end.x(), end.y(), 26)

"""The strings between a bough and what hangs from it. They follow what hangs when it moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.painting.brush import Brush
from app.ui.painting.colours import lighter, linear
from app.ui.painting.glade import rope
from app.ui.painting.shapes import rounded

if TYPE_CHECKING:
    from app.ui.theme import Theme


_TURN = 26.0  # px of a string round the bough


class Ropes(QWidget):
    """Two strings for each thing, from `bough` (px from the top) to its upper edge."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._boxes: tuple[QRectF, ...] = ()
        self._bough = 0.0
        self._perch: QRectF | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def hang(self, boxes: tuple[QRectF, ...], bough: float, width: float, perch: QRectF | None = None) -> None:
        """Hang these boxes of the parent, which is `width` px wide, from the bough; and a `perch` to stand on."""
        if perch != self._perch:
            self.update()
        before = self._strings()
        self._boxes, self._bough, self._perch = boxes, bough, perch
        lowest = max((box.top() for box in boxes), default=0.0) + 40
        if perch is not None:
            lowest = max(lowest, perch.bottom() + 12)
        top = max(0.0, bough - 40)
        self.setGeometry(0, round(top), round(width), round(max(1.0, lowest - top)))
        for start, end in before ^ self._strings():  # what hangs still is not painted again with what moves
            self.update(_around(QPointF(*start), QPointF(*end)))

    def _strings(self) -> set[tuple[tuple[float, float], tuple[float, float]]]:
        """Where each string begins and ends, in px of this widget."""
        top = float(self.y())
        bough, found = self._bough - top + 14, set()
        for box in self._boxes:
            for side in (-1, 1):
                x, y = box.center().x() + side * box.width() * 0.25, box.top() + box.height() * 0.09 - top
                found.add(((x - side * box.width() * 0.05, bough), (x, y)))
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """The strings, each with a turn round the bough."""
        area, top = event.region(), float(self.y())
        with Brush.on(self, self.theme) as brush:
            if self._perch is not None:
                bar = self._perch.translated(0, -top)
                if area.intersects(bar.adjusted(-12, self._bough - self._perch.top() - 20, 12, 16).toAlignedRect()):
                    self._draw_perch(brush, bar, self._bough - top + 14)
            for start, end in self._strings():
                if area.intersects(_around(QPointF(*start), QPointF(*end))):
                    rope(brush, *start, *end, _TURN)

    def _draw_perch(self, brush: Brush, bar: QRectF, bough: float) -> None:
        for x in (bar.left() + bar.height(), bar.right() - bar.height()):
            rope(brush, x, bough, x, bar.center().y(), _TURN)
        r = bar.height() / 2
        if brush.flat:
            brush.box(bar.x(), bar.y(), bar.width(), bar.height(), r, "surface", "line", 3)
            return
        bark, dark = brush.theme.scene("bark"), brush.theme.scene("bark-dark")
        brush.shadow(rounded(bar.x(), bar.y(), bar.width(), bar.height(), r), 6, 5, 0.25)
        brush.box(bar.x(), bar.y(), bar.width(), bar.height(), r, linear(0, bar.top(), 0, bar.bottom(), lighter(bark, 0.25), bark, dark))


def _around(start: QPointF, end: QPointF) -> QRect:
    """What a string covers, with its turn round the bough."""
    return QRectF(start, end).normalized().adjusted(-10, -_TURN - 8, 10, 8).toAlignedRect()

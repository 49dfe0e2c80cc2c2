"""A sheet of warm paper that lies over the land: for the secret pictures and the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.painting.brush import Brush
from app.ui.painting.colours import colour, linear, mix
from app.ui.painting.pictures import painted
from app.ui.painting.shapes import rounded

if TYPE_CHECKING:
    from app.ui.theme import Theme

_AROUND = 56  # px for the shadow on each side
_RADIUS = 40.0
_LIP = 12.0


class Paper(QWidget):
    """The sheet; place it with `spread`."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def spread(self, box: QRectF) -> None:
        """Lie over `box` of the parent; the shadow goes beyond."""
        self.setGeometry(box.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND).toRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sheet, from the cache."""
        del event
        width, height = float(self.width()), float(self.height())

        def draw(brush: Brush) -> None:
            _sheet(brush, _AROUND, _AROUND, width - 2 * _AROUND, height - 2 * _AROUND)

        picture = painted(("paper",), width, height, self.devicePixelRatioF(), self.theme, draw)
        with Brush.on(self, self.theme) as brush:
            brush.painter.drawPixmap(0, 0, picture)


def _sheet(brush: Brush, x: float, y: float, w: float, h: float) -> None:
    if brush.flat:
        brush.box(x, y, w, h, _RADIUS, "surface", "line", 4)
        return
    top, lip = brush.theme.child("tile"), brush.theme.child("tile-lip")
    brush.shadow(rounded(x, y + _LIP, w, h, _RADIUS), 26, 14, 0.34)
    brush.box(x, y + _LIP, w, h, _RADIUS, lip)
    brush.box(x, y, w, h, _RADIUS, linear(x, y, x, y + h, top, mix(top, lip, 0.18)))
    brush.fill(rounded(x + 3, y + 3, w - 6, h - 6, _RADIUS - 3), None, colour("#FFFFFF", 0.9), 3)
    brush.grain(rounded(x, y, w, h, _RADIUS), 0.03)

"""What is to come, as two pictures with an arrow between them: play elsewhere and come back, or the night and the morning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QWidget

from app.ui.grove.joy import coin
from app.ui.painting.brush import Brush
from app.ui.painting.pictures import painted

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from app.ui.theme import Theme


class Goodbye(QWidget):
    """Only to be seen; `name` says it in words. Lay it around a box with `lay`."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._now, self._then = "", ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_pictures(self, now: str, then: str, name: str) -> None:
        """First this, then that (each one emoji)."""
        self._now, self._then = now, then
        self.setAccessibleName(name)
        self.update()

    def lay(self, box: QRectF) -> None:
        """Take `box` of the parent: two coins, an arrow between."""
        self.setGeometry(box.toAlignedRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """From the cache."""
        del event
        key = ("goodbye", self._now, self._then, self.isRightToLeft())
        picture = painted(key, self.width(), self.height(), self.devicePixelRatioF(), self.theme, self._draw)
        with Brush.on(self, self.theme) as brush:
            brush.painter.drawPixmap(0, 0, picture)

    def _draw(self, brush: Brush) -> None:
        w, h, rtl = float(self.width()), float(self.height()), self.isRightToLeft()
        r = min(h * 0.37, w * 0.18)
        first, last = (w - r * 1.4, r * 1.4) if rtl else (r * 1.4, w - r * 1.4)  # room for the shadows
        for x, picture in ((first, self._now), (last, self._then)):
            coin(brush, x, h / 2, r, picture, 0)
        brush.icon("arrow-right", w / 2, h / 2, r * 0.9, "ink", 2.6, flip=rtl)

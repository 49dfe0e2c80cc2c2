"""The name of the program, with a small tree."""

import math

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.painting.brush import Brush
from app.ui.painting.parts import wordmark
from app.ui.theme import Theme

NAME = "Lettergrove"


class LettergroveMark(QWidget):
    """The mark at `px` text size. The name is never mirrored or translated."""

    def __init__(self, theme: Theme, px: float = 23, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._px, self._named = theme, px, True
        self.setAccessibleName(NAME)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_name_shown(self, shown: bool) -> None:
        """The tree alone, or with the name."""
        self._named = shown
        self.updateGeometry()
        self.update()

    def _width(self) -> float:
        if not self._named:
            return self._px * 0.88
        font = QFont(self.theme.font("title-1", NAME, 800))
        font.setPixelSize(round(self._px))
        return self._px * 1.06 + QFontMetricsF(font).horizontalAdvance(NAME)

    def sizeHint(self) -> QSize:
        """Tree and name."""
        return QSize(math.ceil(self._width()) + 2, round(self._px * 1.5))

    def minimumSizeHint(self) -> QSize:
        """The tree."""
        return QSize(round(self._px), round(self._px * 1.5))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Start of the line; in the middle when it stands alone."""
        del event
        spare = self.width() - self._width()
        rtl = self.layoutDirection().name == "RightToLeft"
        x = spare / 2 if not self._named else spare - 4 if rtl else 4.0
        with Brush.on(self, self.theme) as brush:
            wordmark(brush, x, self._px * 1.04, self._px, NAME if self._named else "", "ink" if brush.flat else "primary")

"""How far something is: a line that fills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.painting.brush import Brush
from app.ui.painting.shapes import rounded

if TYPE_CHECKING:
    from app.ui.theme import Theme

_HIGH = 10


class ProgressLine(QWidget):
    """`set_share` from 0 to 1; None while it is not known how far it is."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._share = theme, 0.0
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float) -> None:
        """How far it is now."""
        self._share = min(1.0, max(0.0, share))
        self.setAccessibleDescription(f"{round(100 * self._share)} %")
        self.update()

    def sizeHint(self) -> QSize:
        """A thin line of any width."""
        return QSize(160, _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        """From the start of the line, as one reads."""
        del event
        width, filled = float(self.width()), self.width() * self._share
        start = width - filled if self.isRightToLeft() else 0.0
        with Brush.on(self, self.theme) as brush:
            brush.fill(rounded(0, 0, width, _HIGH, _HIGH / 2), "sunken", "line", 1)
            if filled >= _HIGH:
                box = QRectF(start, 0, filled, _HIGH)
                brush.fill(rounded(box.x(), box.y(), box.width(), box.height(), _HIGH / 2), "primary")

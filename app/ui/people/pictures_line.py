"""The three pictures of a picture password, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.painting.brush import Brush

if TYPE_CHECKING:
    from app.ui.theme import Theme

_SIDE, _GAP = 56, 8


class PicturesLine(QWidget):
    """The order runs with the layout: from the right in a right-to-left window."""

    def __init__(self, theme: Theme, pictures: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._pictures = theme, tuple(pictures)
        self.setAccessibleName(", ".join(pictures))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As many squares as pictures."""
        return QSize(len(self._pictures) * (_SIDE + _GAP) - _GAP, _SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each picture on a square of its own."""
        del event
        with Brush.on(self, self.theme) as brush:
            for place, picture in enumerate(self._pictures):
                x = place * (_SIDE + _GAP)
                if self.isRightToLeft():
                    x = self.width() - x - _SIDE
                brush.box(x, 0, _SIDE, _SIDE, 14, "sunken", "line" if brush.flat else None, 1.5)
                brush.picture(picture, x + _SIDE / 2, _SIDE / 2, 34)

"""A few letters of a pack, drawn as a child will see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.learning.people import Letterform
from app.ui.painting.brush import Brush
from app.ui.painting.parts import TileState, letter_tile

if TYPE_CHECKING:
    from app.ui.theme import Theme

_SIDE, _GAP = 64, 10


class LetterRow(QWidget):
    """Tiles of `sample`, which are letters with a space between."""

    def __init__(self, theme: Theme, sample: str, script: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._letters, self._script = theme, sample.split(), script
        self.setAccessibleName(sample)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """All of them side by side, and the lip below."""
        return QSize(len(self._letters) * (_SIDE + _GAP), _SIDE + 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        """In the direction in which one reads."""
        del event
        with Brush.on(self, self.theme) as brush:
            for number, letter in enumerate(self._letters):
                x = number * (_SIDE + _GAP)
                if self.isRightToLeft():
                    x = self.width() - x - _SIDE
                letter_tile(brush, x, 2, _SIDE, letter, TileState.REST, self._script, Letterform.SCHOOL)

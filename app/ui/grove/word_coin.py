"""A word of the letter that has bloomed, as a round picture to press: it says its word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainterPath

from app.ui.grove.joy import coin
from app.ui.painting.pictures import painted
from app.ui.painting.shapes import circle
from app.ui.widgets.child_button import ChildButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.learning.letters import Word
    from app.ui.painting.brush import Brush
    from app.ui.theme import Theme


class WordCoin(ChildButton):
    """A picture in a golden rim, `radius` px."""

    def __init__(self, theme: Theme, word: Word, radius: float = 60, parent: QWidget | None = None) -> None:
        self.word, self._radius = word, radius
        super().__init__(theme, radius * 2, radius * 2, word.text, parent)

    def set_radius(self, radius: float) -> None:
        """Grow or shrink around the middle."""
        self._radius = radius
        self.see_as(radius * 2, radius * 2)

    def ring(self) -> QPainterPath:
        """Round the coin."""
        middle = self.seen().center()
        return circle(middle.x(), middle.y() + self._radius * 0.05, self._radius * 1.05 + 7)

    def paint(self, brush: Brush, sunk: float) -> None:
        """From the cache, in quarter steps of sinking."""
        step, r, size, middle = round(sunk * 4) / 4, self._radius, self.sizeHint(), self.seen().center()

        def draw(b: Brush) -> None:
            coin(b, middle.x(), middle.y(), r, self.word.picture, step)

        key = ("coin", self.word.picture, step)
        brush.painter.drawPixmap(0, 0, painted(key, size.width(), size.height(), self.devicePixelRatioF(), self.theme, draw))

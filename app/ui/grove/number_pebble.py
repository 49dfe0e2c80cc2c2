"""A pebble with a digit on it, for the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainterPath

from app.ui.painting.colours import colour, lighter, linear
from app.ui.painting.parts import pebble_lip
from app.ui.painting.pictures import painted
from app.ui.painting.shapes import circle
from app.ui.widgets.child_button import ChildButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.ui.painting.brush import Brush
    from app.ui.theme import Theme


class NumberPebble(ChildButton):
    """One digit to press, `radius` px."""

    def __init__(self, theme: Theme, digit: int, radius: float = 46, parent: QWidget | None = None) -> None:
        self.digit, self._radius = digit, radius
        super().__init__(theme, radius * 2, radius * 2, str(digit), parent)

    def set_radius(self, radius: float) -> None:
        """Grow or shrink around the middle."""
        self._radius = radius
        self.see_as(radius * 2, radius * 2)

    def ring(self) -> QPainterPath:
        """A circle round disc and lip."""
        middle, lip = self.seen().center(), 0.0 if self.theme.flat else pebble_lip(self._radius)
        return circle(middle.x(), middle.y() + lip / 2, self._radius + lip / 2 + 7)

    def paint(self, brush: Brush, sunk: float) -> None:
        """From the cache, in quarter steps of sinking."""
        step, size = round(sunk * 4) / 4, self.sizeHint()
        key = ("number", self.digit, step)
        picture = painted(key, size.width(), size.height(), self.devicePixelRatioF(), self.theme, lambda b: self._draw(b, step))
        brush.painter.drawPixmap(0, 0, picture)

    def _draw(self, brush: Brush, sunk: float) -> None:
        """A paper disc on its lip, and the digit."""
        middle, r = self.seen().center(), self._radius
        cx, cy = middle.x(), middle.y()
        if brush.flat:
            face, ink = ("ink", "surface") if sunk > 0.5 else ("surface", "ink")
            brush.dot(cx, cy, r - 2, face, "line", 4)
            brush.letter(str(self.digit), cx, cy, r * 1.1, ink)
            return
        lip, top = pebble_lip(r), brush.theme.child("paper")
        brush.dot(cx, cy + lip, r, brush.theme.child("paper-lip"))
        cy += lip * sunk
        brush.dot(cx, cy, r, linear(cx - r, cy - r, cx + r, cy + r, lighter(top, 0.14), top))
        brush.fill(circle(cx, cy, r - 2.5), None, colour("#FFFFFF", 0.35 if brush.theme.dark else 0.9), 2)
        brush.letter(str(self.digit), cx, cy, r * 1.05, brush.theme.child("on-paper"))

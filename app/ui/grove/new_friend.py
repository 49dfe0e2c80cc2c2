"""The empty place among the friends: a grown-up adds a child here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainterPath

from app.ui.painting.colours import colour
from app.ui.painting.shapes import circle
from app.ui.widgets.child_button import ChildButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.ui.painting.brush import Brush
    from app.ui.theme import Theme

_RIM = "#7F9A82"
_INK = "#355245"


class NewFriend(ChildButton):
    """A dashed round place with a plus and a small key, `radius` px."""

    def __init__(self, theme: Theme, name: str, radius: float, parent: QWidget | None = None) -> None:
        self._radius = radius
        super().__init__(theme, radius * 2, radius * 2, name, parent)

    def ring(self) -> QPainterPath:
        """Round the place."""
        middle = self.seen().center()
        return circle(middle.x(), middle.y(), self._radius + 7)

    def paint(self, brush: Brush, sunk: float) -> None:
        """The place; pressed it is fuller."""
        middle, r = self.seen().center(), self._radius
        cx, cy = middle.x(), middle.y()
        if brush.flat:
            brush.dot(cx, cy, r - 2, "surface", "line", 3)
            brush.icon("plus", cx, cy, r * 0.7, "ink")
            brush.dot(cx + r * 0.7, cy + r * 0.7, r * 0.24, "surface", "line", 2)
            brush.icon("key", cx + r * 0.7, cy + r * 0.7, r * 0.25, "ink")
            return
        paper = brush.theme.child("paper")
        ink = brush.theme.child("on-paper") if brush.theme.dark else brush.colour(_INK)
        brush.dot(cx, cy, r - 2, colour(paper, 0.6 + 0.3 * sunk))
        brush.line(circle(cx, cy, r - 2), _RIM, 4, [2.2, 2.6])
        brush.icon("plus", cx, cy, r * 0.7, ink, 2)
        brush.dot(cx + r * 0.7, cy + r * 0.7, r * 0.24, paper, brush.theme.child("paper-lip"), 2)
        brush.icon("key", cx + r * 0.7, cy + r * 0.7, r * 0.25, ink)

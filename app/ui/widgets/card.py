"""A card: a surface with a title, and room for what is about it. No card stands inside another."""

import math
from itertools import product

from PySide6.QtCore import QMargins, QRectF
from PySide6.QtGui import QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.ui.painting.brush import Brush
from app.ui.painting.pictures import painted
from app.ui.theme import Theme
from app.ui.widgets.label import Label

_BELOW = 4  # px kept for the shadow; at the sides a card keeps to the lines of its layout
_PAD = 20
_RADIUS = 18
_MIDDLE = 4  # of the nine pieces


class Card(QWidget):
    """A surface of height 1 with 20 px inside: `add` puts things below each other, `head` is the line of the title ."""

    def __init__(self, theme: Theme, title: str = "", note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        outer = QVBoxLayout(self)
        outer.setContentsMargins(QMargins(_PAD, _PAD, _PAD, _PAD + _BELOW))
        outer.setSpacing(12)
        self.head = QHBoxLayout()
        self.head.setSpacing(10)
        self.title: Label | None = None
        if title:
            self.title = Label(theme, title, "title-3")
            self.head.addWidget(self.title)
            if note:
                self.head.addWidget(Label(theme, note, "small", "ink-quiet"), 1)
            else:
                self.head.addStretch(1)
            outer.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        outer.addLayout(self.body, 1)
        self.setAccessibleName(title)

    def add(self, what: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a widget or a layout below what is there."""
        if isinstance(what, QLayout):
            self.body.addLayout(what, stretch)
        else:
            self.body.addWidget(what, stretch)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Shadow, surface and edge. The shadow is kept per size: a card is repainted whenever something on it is."""
        del event
        w, h = float(self.width()), float(self.height())

        dpr = self.devicePixelRatioF()
        with Brush.on(self, self.theme) as brush:
            if self.theme.flat:
                brush.card(0, 0, w, h - _BELOW, _RADIUS)
                return
            # nine pieces of one small picture: the cache does not grow with the sizes of cards
            small = float(2 * math.ceil(_RADIUS + _BELOW + 8))
            picture = painted(("card",), small, small, dpr, self.theme, lambda b: b.card(0, 0, small, small - _BELOW, _RADIUS))
            _nine_pieces(brush, picture, w, h, small / 2 - 1, dpr)


def _nine_pieces(brush: Brush, picture: QPixmap, w: float, h: float, corner: float, dpr: float) -> None:
    """Stretch the middle of a picture over w x h px and keep its corners of `corner` px."""
    size = picture.width() / dpr
    columns = ((0.0, corner, 0.0, corner), (corner, w - corner, corner, size - corner), (w - corner, w, size - corner, size))
    rows = ((0.0, corner, 0.0, corner), (corner, h - corner, corner, size - corner), (h - corner, h, size - corner, size))
    # the middle is of one colour: stretching it took 5 ms for a large card
    brush.area(corner - 1, corner - 1, w - 2 * corner + 2, h - 2 * corner + 2, "surface")
    for place, ((x0, x1, u0, u1), (y0, y1, v0, v1)) in enumerate(product(columns, rows)):
        if place != _MIDDLE:
            source = QRectF(u0 * dpr, v0 * dpr, (u1 - u0) * dpr, (v1 - v0) * dpr)
            brush.painter.drawPixmap(QRectF(x0, y0, x1 - x0, y1 - y0), picture, source)

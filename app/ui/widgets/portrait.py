"""The child's friend: as a picture, and as a button with wreath and name plate."""

import math
from functools import partial

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.learning.people import Avatar
from app.ui.fonts import letter_font, script_of
from app.ui.painting.brush import Brush
from app.ui.painting.faces import Mood
from app.ui.painting.friends import portrait
from app.ui.painting.lettering import shown
from app.ui.painting.parts import name_plate
from app.ui.painting.pictures import Key
from app.ui.painting.shapes import circle, rounded
from app.ui.painting.studio import studio
from app.ui.painting.wreaths import wreath
from app.ui.theme import Theme
from app.ui.widgets.child_button import MARGIN, ChildButton

_RING, _CHOSEN = "#FFFDF4", "#F6BC4B"


class PaintedPortrait(QObject):
    """Draws a friend on one widget, painted in the studio: until it is there the one before stays, at first a plain disc."""

    def __init__(self, on: QWidget, theme: Theme) -> None:
        super().__init__(on)
        self._on, self._theme = on, theme
        self._key: Key = ()
        self._shown: QPixmap | None = None
        studio().done.connect(self._arrived)

    def draw(self, brush: Brush, x: float, y: float, size: float, avatar: Avatar, mood: Mood = Mood.CALM, ring: str | None = None) -> None:
        """Draw it `size` px across from x, y, with a ring of 7 % of its size when a colour is given."""
        r = size / 2

        def paint(b: Brush) -> None:
            portrait(b, r, r, r, avatar, mood, ring, size * 0.05 if ring else 0)

        self._key = ("portrait", avatar, mood, ring, size)
        picture = studio().ask(self._key, size, size, self._on.devicePixelRatioF(), self._theme, paint)
        self._shown = picture or self._shown
        if self._shown is not None:
            brush.painter.drawPixmap(round(x), round(y), self._shown)
        else:
            brush.dot(x + r, y + r, r - 1, "sunken")

    def _arrived(self, key: object) -> None:
        if key == self._key:
            self._on.update()


class Portrait(QWidget):
    """A friend in a round window, `size` px across. Not a button."""

    def __init__(
        self, theme: Theme, avatar: Avatar, size: float = 40, name: str = "", mood: Mood = Mood.CALM, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme, self._avatar, self._size, self._mood = theme, avatar, size, mood
        self._picture = PaintedPortrait(self, theme)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_avatar(self, avatar: Avatar, mood: Mood | None = None) -> None:
        """Show another friend, or the same in another mood."""
        self._avatar, self._mood = avatar, mood or self._mood
        self.update()

    def sizeHint(self) -> QSize:
        """The diameter, both ways."""
        return QSize(round(self._size), round(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The friend."""
        del event
        with Brush.on(self, self.theme) as brush:
            self._picture.draw(brush, 0, 0, self._size, self._avatar, self._mood)


class FriendButton(ChildButton):
    """A child's friend to press: a portrait in a wreath with the child's name below, or bare (the profile button of the grove)."""

    def __init__(
        self,
        theme: Theme,
        avatar: Avatar,
        name: str,
        label: str = "",
        radius: float = 84,
        parent: QWidget | None = None,
    ) -> None:
        """`name` is what a screen reader says, `label` what stands on the plate ("" for no plate and no wreath)."""
        self._avatar, self._radius, self._chosen = avatar, radius, False
        self.theme = theme
        self._label = shown(label, 60)
        self._plate_width = self._plate()
        leaves = radius * 0.27 + 4 if label else 0.0
        self._room = leaves
        plate_h = self._plate_height() - 4 if label else 0.0
        width = max(2 * (radius + leaves), self._plate_width)
        super().__init__(theme, width, 2 * radius + leaves + max(leaves, plate_h), name, parent)
        self._key: Key = ()
        self._shown: QPixmap | None = None
        studio().done.connect(self._arrived)
        if label and self._label != label:
            self.setToolTip(shown(label, 600))

    def set_chosen(self, chosen: bool) -> None:
        """Mark this friend as the one pressed: gold ring, green plate, smile."""
        self._chosen = chosen
        self.update()

    def _font(self) -> QFont:
        return letter_font(self.theme.role("child name").px, script_of(self._label), weight=700)

    def _plate(self) -> float:
        if not self._label:
            return 0.0
        return max(112.0, min(self._radius * 2 + 44, QFontMetricsF(self._font()).horizontalAdvance(self._label) + 44))

    def _plate_height(self) -> float:
        return math.ceil(max(44.0, QFontMetricsF(self._font()).height() + 8))

    def _middle(self) -> tuple[float, float]:
        box = self.seen()
        return box.center().x(), box.top() + self._room + self._radius

    def ring(self) -> QPainterPath:
        """Round the portrait, and round its plate."""
        cx, cy = self._middle()
        path = circle(cx, cy, self._radius + 7)
        if not self._label:
            return path
        width, height = self._plate_width + 14, self._plate_height() + 18
        return path.united(rounded(cx - width / 2, cy + self._radius - 13, width, height, height / 2))

    def paint(self, brush: Brush, sunk: float) -> None:
        """Wreath, portrait and plate, painted in the studio; a press makes the friend smile."""
        size, chosen = self.sizeHint(), self._chosen
        mood = Mood.HAPPY if sunk > 0.25 or chosen or self.over else Mood.CALM
        self._key = ("friend button", self._avatar, self._label, chosen, mood, self._radius, self.theme.text_size)
        draw = partial(self._draw, mood, chosen)
        picture = studio().ask(self._key, size.width(), size.height(), self.devicePixelRatioF(), self.theme, draw)
        self._shown = picture or self._shown  # until the new one is painted the last one stays
        if self._shown is not None:
            brush.painter.drawPixmap(0, 0, self._shown)

    def _arrived(self, key: object) -> None:
        if key == self._key:
            self.update()

    def _draw(self, mood: Mood, chosen: bool, brush: Brush) -> None:
        cx, cy = self._middle()
        r = self._radius
        if chosen:
            brush.glow(cx, cy, min(r + self._room + MARGIN, r * 1.6))
        brush.shadow(circle(cx, cy + 6, r - 2), 12, 4, 0.30)
        if self._label:
            wreath(brush, cx, cy, r, self._label)
        ring = _CHOSEN if chosen or (brush.theme.dark and not self._label) else _RING
        if brush.flat:
            ring = "primary" if chosen else "line"
        portrait(brush, cx, cy, r, self._avatar, mood, ring, max(5.0, r * 0.1))
        if self._label:
            height = self._plate_height()
            name_plate(brush, cx, cy + r - 6, self._plate_width, height, self._label, self._font(), chosen)

"""The child's round button: an icon, always with a spoken name."""

from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QWidget

from app.ui.painting.brush import Brush
from app.ui.painting.parts import PebbleKind, pebble, pebble_lip
from app.ui.painting.pictures import painted
from app.ui.painting.shapes import circle
from app.ui.theme import Theme
from app.ui.widgets.child_button import MARGIN, ChildButton


class Pebble(ChildButton):
    """A disc on a lip, `radius` px (44 at least). One green (`go`) pebble per page: the next step."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        name: str,
        kind: PebbleKind | str = PebbleKind.PAPER,
        radius: float = 46,
        parent: QWidget | None = None,
    ) -> None:
        self._icon, self._kind, self._radius = icon, PebbleKind(kind), float(radius)
        super().__init__(theme, radius * 2, radius * 2, name, parent)

    def set_kind(self, kind: PebbleKind) -> None:
        """Be another kind: what is the next step may change."""
        self._kind = kind
        self.update()

    def set_icon(self, icon: str, name: str) -> None:
        """Mean something else."""
        self._icon = icon
        self.setAccessibleName(name)
        self.update()

    def set_radius(self, radius: float) -> None:
        """Grow or shrink around the middle (wide windows)."""
        self._radius = radius
        self.see_as(radius * 2, radius * 2)

    def ring(self) -> QPainterPath:
        """A circle round disc and lip."""
        lip = 0.0 if self.theme.flat else pebble_lip(self._radius)
        middle = self.seen().center()
        return circle(middle.x(), middle.y() + lip / 2, self._radius + lip / 2 + 7)

    def paint(self, brush: Brush, sunk: float) -> None:
        """The disc with its icon, from the cache in quarter steps of sinking."""
        step, rtl = round(sunk * 4) / 4, self.layoutDirection().name == "RightToLeft"
        r, size = self._radius, self.sizeHint()
        key = ("pebble", self._icon, self._kind, step, rtl)

        def draw(b: Brush) -> None:
            pebble(b, MARGIN + r, MARGIN + r, r, self._icon, self._kind, step, rtl)

        picture = painted(key, size.width(), size.height(), self.devicePixelRatioF(), self.theme, draw)
        brush.painter.drawPixmap(0, 0, picture)

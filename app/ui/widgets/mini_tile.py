"""A letter in a grid or list of the grown-up side: the letter, the sign of its state, and a bar of how far it has come."""

import math
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.learning.people import Letterform
from app.ui.painting.brush import Brush
from app.ui.painting.glyphs import fitted_px, glyph, glyph_on_line
from app.ui.painting.pictures import Key
from app.ui.painting.shapes import rounded
from app.ui.painting.studio import studio
from app.ui.painting.tree_state import TreeState, state_mark
from app.ui.theme import Theme
from app.ui.widgets.pressable import Pressable

# ground, ink, edge
_LOOKS = {
    TreeState.NOT_YET: ("sunken", "ink-quiet", "line"),
    TreeState.READY: ("sun-soft", "on-sun-soft", "sun"),
    TreeState.GROWING: ("surface", "ink", "heat-2"),
    TreeState.BLOOMED: ("primary-soft", "on-primary-soft", "heat-3"),
    TreeState.NEEDS_WATER: ("water-soft", "on-water-soft", "water"),
}
_BARS = {TreeState.GROWING: "heat-3", TreeState.NEEDS_WATER: "water", TreeState.BLOOMED: "primary"}


class MiniTile(Pressable):
    """`share` 0 to 1 is how far the letter has come; `name` says letter and state in words ("Letter m, ready")."""

    def __init__(
        self,
        theme: Theme,
        letter: str,
        state: TreeState,
        name: str,
        share: float = 0.0,
        script: str = "Latn",
        letterform: Letterform = Letterform.SCHOOL,
        side: float = 48,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, parent)
        self._letter, self._state, self._share, self._script, self._form = letter, state, share, script, letterform
        self._side = round(side * max(1.0, theme.text_size))
        self._badge = max(9.0, self._side * 0.19)
        self._corner = float(math.ceil(self._badge))  # px the badge stands out at the upper end corner
        self._key: Key = ()
        self._shown: QPixmap | None = None
        studio().done.connect(self._arrived)
        self.setToolTip(name)
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The tile and the corner its badge stands out into (on both sides, so that the letter stays in the middle)."""
        return QSize(round(self._side + self._corner), round(self._side + self._corner))

    def focus_shape(self) -> QPainterPath:
        """The tile without its badge."""
        x = self._corner if self.rtl else 0.0
        return rounded(x, self._corner, self._side, self._side, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tile, painted in the studio: a grid has dozens. Until the new one is painted the last one stays."""
        del event
        on, hover = self.isChecked(), self.underMouse()
        self._key = ("mini tile", self._letter, self._state, self._share, self._script, self._form, self._side, on, hover, self.rtl)
        draw, dpr = partial(self._draw, on, hover, float(self.width()), self.rtl), self.devicePixelRatioF()
        self._shown = studio().ask(self._key, self.width(), self.height(), dpr, self.theme, draw) or self._shown
        if self._shown is not None:
            with Brush.on(self, self.theme) as brush:
                brush.painter.drawPixmap(0, 0, self._shown)

    def _arrived(self, key: object) -> None:
        if key == self._key:
            self.update()

    def _draw(self, on: bool, hover: bool, width: float, rtl: bool, brush: Brush) -> None:
        ground, ink, edge = _LOOKS[self._state]
        edge = "line" if brush.flat else edge
        s, x, y = float(self._side), self._corner if rtl else 0.0, self._corner
        brush.box(x, y, s, s, 12, ground, "ink" if on and not brush.flat else edge, 3 if on else 2 if hover or brush.flat else 1.3)
        bar = _BARS.get(self._state)
        cx, cy = x + s / 2, y + s * (0.47 if bar else 0.52)
        if self._script == "Latn":  # one size and one line, so that a row of letters stands level
            path = glyph_on_line(self._letter, cx, cy, s * (0.56 if len(self._letter) == 1 else 0.46), self._script, self._form)
        else:
            px = fitted_px(self._letter, s * 0.56, s * 0.64, s * 0.46, self._script, self._form)
            path = glyph(self._letter, cx, cy, px, self._script, self._form)
        brush.fill(path, ink)
        if bar:
            done = max(5.0, (s - 18) * min(1.0, self._share))
            brush.box(x + 9, y + s - 11, s - 18, 4.5, 2.2, "heat-1" if self._state is TreeState.BLOOMED else "heat-0")
            brush.box(x + s - 9 - done if rtl else x + 9, y + s - 11, done, 4.5, 2.2, bar)
        r = self._badge
        bx = x + 3 if rtl else x + s - 3
        bx = min(max(bx, r + 1), width - r - 1)
        brush.dot(bx, y + 1, r, "surface", edge, 1.3)
        state_mark(brush, bx, y + 1, r * 1.36, self._state)

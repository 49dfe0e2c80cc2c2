"""Where a letter lies on its sheet: the outline, the raster's points, the lines that it stands on or hangs from."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainterPath

from app.learning.people import Letterform
from app.ui.fonts import letter_font
from app.ui.painting.glyphs import glyph, seen
from app.ui.tracing.raster import ROOM, SIDE, WEIGHT

_REFERENCE = 100.0  # px of the letters that `seen` measures
_HANGING = {"Deva": "क", "Beng": "ক", "Guru": "ਕ"}  # a letter whose top is the head line
GRASS = frozenset({"Latn", "Cyrl", "Grek"})


@dataclass(frozen=True, slots=True)
class Placed:
    """A letter fitted into a box of the sheet, its visible middle in the middle of the box."""

    text: str
    script: str
    letterform: Letterform
    box: QRectF

    @property
    def _seen(self) -> QRectF:
        return seen(self.text, self.script, self.letterform, WEIGHT)

    @property
    def px(self) -> float:
        """The size of the letter."""
        return _REFERENCE * min(self.box.width() / self._seen.width(), self.box.height() / self._seen.height())

    @property
    def outline(self) -> QPainterPath:
        """The shape of the letter."""
        middle = self.box.center()
        return glyph(self.text, middle.x(), middle.y(), self.px, self.script, self.letterform, WEIGHT)

    @property
    def scale(self) -> float:
        """Px of the sheet for one of the raster."""
        return self.px / _REFERENCE * max(self._seen.width(), self._seen.height()) / ROOM

    def point(self, x: float, y: float) -> QPointF:
        """A point of the raster on the sheet."""
        middle = self.box.center()
        return QPointF(middle.x() + (x - SIDE / 2) * self.scale, middle.y() + (y - SIDE / 2) * self.scale)

    def _height(self, y: float) -> float:
        """Where a height of the letter's font (of 100 px, the base line at 0) lies on the sheet."""
        return self.box.center().y() + (y - self._seen.center().y()) * self.px / _REFERENCE

    @property
    def base_line(self) -> float:
        """The height on which letters stand."""
        return self._height(0.0)

    @property
    def small_line(self) -> float:
        """The height that small letters reach."""
        return self._height(-QFontMetricsF(letter_font(_REFERENCE, self.script, self.letterform, WEIGHT)).xHeight())

    @property
    def head_line(self) -> float | None:
        """The height of the line that letters hang from; None in a script that has none."""
        known = _HANGING.get(self.script)
        if known is None:
            return None
        return self._height(seen(known, self.script, self.letterform, WEIGHT).top() + 3.5)

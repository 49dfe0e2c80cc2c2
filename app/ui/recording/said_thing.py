"""What is to be said, large: the letter, or the picture of a word above the word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.painting.brush import Brush
from app.ui.painting.glyphs import fitted_px

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from app.learning.voices import VoiceLine
    from app.ui.theme import Theme

_HIGH = 168


class SaidThing(QWidget):
    """Shows a line of the book."""

    def __init__(self, theme: Theme, script: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._script = theme, script
        self._line: VoiceLine | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_line(self, line: VoiceLine, name: str) -> None:
        """Show this; `name` says it in words."""
        self._line = line
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        """A broad card."""
        return QSize(280, _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A quiet ground; the letter, or picture and word."""
        del event
        w, h = float(self.width()), float(self.height())
        with Brush.on(self, self.theme) as brush:
            brush.box(0, 0, w, h, 16, "sunken", "line" if brush.flat else None, 2)
            line = self._line
            if line is None:
                return
            if line.picture:
                brush.picture(line.picture, w / 2, h * 0.38, 76)
                brush.text(QRectF(12, h - 58, w - 24, 48), line.text, "title-2", "ink", Qt.AlignmentFlag.AlignHCenter)
            else:
                px = fitted_px(line.text, 96, w * 0.7, h * 0.72, self._script)
                brush.letter(line.text, w / 2, h / 2, px, "ink", self._script)

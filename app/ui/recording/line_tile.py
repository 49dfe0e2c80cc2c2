"""One thing of the book: a letter, or a picture with its word, and a mark that says whether it is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QSizePolicy

from app.services.voices import Told
from app.ui.painting.brush import Brush
from app.ui.painting.glyphs import fitted_px, glyph, glyph_on_line
from app.ui.painting.shapes import rounded
from app.ui.recording import wording
from app.ui.widgets.pressable import Pressable

if TYPE_CHECKING:
    from PySide6.QtGui import QPainterPath, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from app.services.voices import BookLine
    from app.ui.theme import Theme

_MARK = 10.0
# ground, ink, edge
_LOOKS = {
    Told.NOT_YET: ("sunken", "ink-soft", "line"),
    Told.RECORDED: ("primary-soft", "on-primary-soft", "heat-3"),
    Told.MISSING: ("sun-soft", "on-sun-soft", "sun"),
}


class LineTile(Pressable):
    """A square for a letter, a broad tile for a word; the chosen one has a strong edge."""

    def __init__(self, theme: Theme, book_line: BookLine, script: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, wording.named(book_line), parent)
        self._of, self._script = book_line, script
        self.setToolTip(self.accessibleName())
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def book_line(self) -> BookLine:
        """What it stands for."""
        return self._of

    def show_line(self, book_line: BookLine) -> None:
        """It is recorded now, or no longer."""
        self._of = book_line
        self.setAccessibleName(wording.named(book_line))
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        """54 px high, larger with larger text."""
        side = round(54 * max(1.0, self.theme.text_size))
        wide = side if not self._of.line.picture else round(side * 1.2 + min(150.0, self.theme.width("label", self._of.line.text)) + 22)
        return QSize(wide + round(_MARK), side + round(_MARK))

    def focus_shape(self) -> QPainterPath:
        """The tile without the room for its mark."""
        return rounded(_MARK if self.rtl else 0, _MARK, self.width() - _MARK, self.height() - _MARK, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tile, what it says, the mark at its upper end corner."""
        del event
        w, h, on = self.width() - _MARK, self.height() - _MARK, self.isChecked()
        line, left = self._of.line, _MARK if self.rtl else 0.0
        ground, ink, edge = _LOOKS[self._of.told]
        with Brush.on(self, self.theme) as brush:
            edge = "line" if brush.flat else edge
            thick = 3.0 if on else 2.0 if brush.flat or self.underMouse() else 1.3
            brush.box(left, _MARK, w, h, 12, ground, "focus" if on and brush.flat else "ink" if on else edge, thick)
            if line.picture:
                self._draw_word(brush, left, w, h, ink)
            else:
                brush.fill(self._letter(left + w / 2, _MARK + h / 2, w), ink)
            self._draw_mark(brush, left + 3 if self.rtl else w - 3)

    def _letter(self, x: float, y: float, side: float) -> QPainterPath:
        """On one line and of one size, so that a row of letters stands level; other scripts fill their tile."""
        text = self._of.line.text
        if self._script == "Latn":
            return glyph_on_line(text, x, y, side * (0.54 if len(text) == 1 else 0.44), self._script)
        return glyph(text, x, y, fitted_px(text, side * 0.5, side * 0.7, side * 0.5, self._script), self._script)

    def _draw_word(self, brush: Brush, left: float, w: float, h: float, ink: str) -> None:
        px = h * 0.52
        at = w - h * 0.55 if self.rtl else h * 0.55
        brush.picture(self._of.line.picture, left + at, _MARK + h / 2, px)
        room = QRectF(left + (12 if self.rtl else h * 1.02), _MARK, w - h * 1.02 - 12, h)
        align = Qt.AlignmentFlag.AlignRight if self.rtl else Qt.AlignmentFlag.AlignLeft
        brush.text(room, self._of.line.text, "label", ink, align)

    def _draw_mark(self, brush: Brush, x: float) -> None:
        if self._of.told is Told.NOT_YET:
            return
        tone, icon = ("primary", "check") if self._of.told is Told.RECORDED else ("sun", "warning")
        brush.dot(x, _MARK, _MARK - 1, tone, "surface", 1.5)
        brush.icon(icon, x, _MARK, 12, f"on-{tone}", 2.6)

"""A choice among a few: a card with a sign, a title and a note; the chosen one has a green edge and a tick."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.painting.brush import Brush
from app.ui.painting.glyphs import fitted_px
from app.ui.painting.lettering import lines_of
from app.ui.painting.shapes import rounded
from app.ui.widgets.pressable import Pressable

if TYPE_CHECKING:
    from app.ui.theme import Theme

_SIGN, _PAD, _TICK = 56.0, 16.0, 11.0


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands before the words: an icon of ours, or a letter in its script."""

    icon: str = ""
    letter: str = ""
    script: str = "Latn"


class Choice(Pressable):
    """One of several; put them into an exclusive `QButtonGroup`."""

    def __init__(self, theme: Theme, title: str, note: str, sign: Sign, parent: QWidget | None = None) -> None:
        super().__init__(theme, f"{title}. {note}" if note else title, parent)
        self._title, self._note, self._sign = title, note, sign
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Room for the title in one line and the note in two."""
        width = _PAD * 2 + _SIGN + 12 + max(110.0, self.theme.width("title-3", self._title) + 20)
        return QSize(round(width), self.heightForWidth(round(width)))

    def minimumSizeHint(self) -> QSize:
        """Narrower, the words are cut off with dots."""
        return QSize(round(_PAD * 2 + _SIGN + 80), self.heightForWidth(220))

    def heightForWidth(self, width: int) -> int:
        """The sign, or the words when the text is large."""
        del width
        words = self.theme.role("title-3").line + self.theme.role("small").line * (2 if self._note else 0)
        return round(max(_SIGN, words) + 2 * _PAD)

    def focus_shape(self) -> QPainterPath:
        """The card."""
        return rounded(0, 0, self.width(), self.height(), 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Card, sign, words, tick."""
        del event
        w, h, on = float(self.width()), float(self.height()), self.isChecked()
        with Brush.on(self, self.theme) as brush:
            hover = self.underMouse() and not on
            edge, wide = ("primary", 2.5) if on else ("line-strong" if hover else "line", self.theme.edge_width)
            brush.box(1, 1, w - 2, h - 2, 18, "primary-soft" if on else "surface", edge, wide)
            self._draw_sign(brush, w - _PAD - _SIGN if self.rtl else _PAD, h, on)
            left = _PAD if self.rtl else _PAD + _SIGN + 12
            self._draw_words(brush, QRectF(left, 0, w - 2 * _PAD - _SIGN - 12, h), on)
            if on:
                x = _PAD + 4 if self.rtl else w - _PAD - 4
                brush.dot(x, _PAD + 4, _TICK, "primary")
                brush.icon("check", x, _PAD + 4, 14, "on-primary", stroke=3)

    def _draw_sign(self, brush: Brush, x: float, h: float, on: bool) -> None:
        middle = (x + _SIGN / 2, h / 2)
        if self._sign.icon:
            brush.dot(*middle, _SIGN / 2 - 4, "surface" if on else "primary-soft", "primary" if brush.flat else None, 2)
            brush.icon(self._sign.icon, *middle, 26, "primary")
            return
        brush.box(x, h / 2 - _SIGN / 2, _SIGN, _SIGN, 16, "primary" if on else "sunken", "line" if brush.flat else None, 1.5)
        px = fitted_px(self._sign.letter, 40, _SIGN * 0.72, _SIGN * 0.66, self._sign.script)
        brush.letter(self._sign.letter, *middle, px, "on-primary" if on else "ink", self._sign.script)

    def _draw_words(self, brush: Brush, box: QRectF, on: bool) -> None:
        title, small, ink = self.theme.role("title-3").line, self.theme.role("small").line, "on-primary-soft" if on else "ink"
        lines = len(lines_of(self._note, self.theme.metrics("small", self._note), box.width(), 2)) if self._note else 0
        top = box.center().y() - (title + small * lines) / 2
        align = Qt.AlignmentFlag.AlignRight if self.rtl else Qt.AlignmentFlag.AlignLeft
        brush.text(QRectF(box.x(), top, box.width(), title), self._title, "title-3", ink, align)
        if lines:
            note = QRectF(box.x(), top + title, box.width(), small * lines)
            brush.paragraph(note, self._note, "small", ink if on else "ink-soft", align, most=2)

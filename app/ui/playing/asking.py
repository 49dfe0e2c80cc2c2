"""What is asked, as a picture: a speech bubble beside Pip, or a large card that hangs from the bough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from app.learning.people import Letterform
from app.ui.painting.brush import Brush
from app.ui.painting.colours import colour, linear, mix
from app.ui.painting.glyphs import fitted_px
from app.ui.painting.parts import bubble
from app.ui.painting.pictures import painted
from app.ui.painting.shapes import rounded
from app.ui.words import tr

if TYPE_CHECKING:
    from app.ui.theme import Theme

_AROUND = 34  # px for shadow and tail


class Asking(QWidget):
    """Shows a word's picture, and the wanted letter beside it where it is to be seen."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._picture, self._letter = "", ""
        self._script, self._letterform = "Latn", Letterform.SCHOOL
        self._box = QRectF(0, 0, 200, 150)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def letter(self) -> str:
        """The wanted letter when it is shown, else empty."""
        return self._letter

    def ask(self, picture: str, word: str, letter: str, script: str, letterform: Letterform) -> None:
        """Show this picture; `letter` may be empty. `word` is for screen readers."""
        self._picture, self._letter = picture, letter
        self._script, self._letterform = script, letterform
        self.setAccessibleName(tr("Picture: {word}", word=word) if word else tr("Listen"))
        self.show()
        self.update()

    def _content(self, brush: Brush, box: QRectF) -> None:
        """The picture in the middle of a box, with the letter beside it; an ear where there is neither."""
        ink = brush.colour("ink") if brush.flat else brush.theme.child("on-tile")
        middle, size = box.center(), min(box.height() * 0.72, 128.0)
        if not self._picture and not self._letter:
            brush.icon("ear", middle.x(), middle.y(), size, ink, 1.8)
            return
        if not self._letter:
            brush.picture(self._picture, middle.x(), middle.y(), size)
            return
        aside = box.width() * 0.23 if self._picture else 0.0
        wide, high = box.width() * (0.4 if self._picture else 0.8), box.height() * 0.66
        px = fitted_px(self._letter, box.height() * 0.83, wide, high, self._script, self._letterform)
        side = -1 if self.isRightToLeft() else 1
        brush.letter(self._letter, middle.x() - side * aside, middle.y(), px, ink, self._script, self._letterform)
        if self._picture:
            brush.picture(self._picture, middle.x() + side * aside, middle.y(), min(size, box.width() * 0.4))

    def _key(self) -> tuple[object, ...]:
        return (type(self).__name__, self._picture, self._letter, self._script, self._letterform, self.isRightToLeft())

    def paintEvent(self, event: QPaintEvent) -> None:
        """From the cache."""
        del event
        picture = painted(self._key(), self.width(), self.height(), self.devicePixelRatioF(), self.theme, self.draw)
        with Brush.on(self, self.theme) as brush:
            brush.painter.drawPixmap(0, 0, picture)

    def draw(self, brush: Brush) -> None:
        """Paint it in the widget's own px."""
        raise NotImplementedError


class AskingBubble(Asking):
    """A speech bubble whose tail ends at Pip's beak."""

    _tail = (0.0, 0.0)

    def lay(self, box: QRectF, tail: QPointF) -> None:
        """Take `box` of the parent, the tail ending at `tail`."""
        whole = box.united(QRectF(tail.x() - 2, tail.y() - 2, 4, 4)).adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND).toAlignedRect()
        self.setGeometry(whole)
        self._box = box.translated(-QPointF(whole.topLeft()))
        self._tail = (tail.x() - whole.x(), tail.y() - whole.y())
        self.update()

    def draw(self, brush: Brush) -> None:
        """Bubble and picture."""
        box = self._box
        bubble(brush, box.x(), box.y(), box.width(), box.height(), self._tail, min(44.0, box.height() * 0.3))
        self._content(brush, box.adjusted(10, 0, -30, 0) if not self.isRightToLeft() else box.adjusted(30, 0, -10, 0))

    def _key(self) -> tuple[object, ...]:
        return (*super()._key(), self._tail)


class AskingCard(Asking):
    """A large card in a wooden frame."""

    def lay(self, box: QRectF) -> None:
        """Take `box` of the parent."""
        whole = box.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND).toAlignedRect()
        self.setGeometry(whole)
        self._box = box.translated(-QPointF(whole.topLeft()))
        self.update()

    def draw(self, brush: Brush) -> None:
        """Frame, paper and picture."""
        box = self._box
        x, y, w, h = box.x(), box.y(), box.width(), box.height()
        r = min(w, h) * 0.14
        if brush.flat:
            brush.box(x, y, w, h, r, "surface", "line", 5)
        else:
            bark, dark = brush.theme.scene("bark"), brush.theme.scene("bark-dark")
            paper = brush.theme.child("tile")
            brush.shadow(rounded(x, y + 6, w, h, r), 16, 10, 0.34)
            brush.box(x, y, w, h, r, linear(x, y, x, y + h, mix(bark, "#FFFFFF", 0.22), bark, dark))
            brush.grain(rounded(x, y, w, h, r))
            brush.fill(rounded(x + 3, y + 3, w - 6, h - 6, r - 3), None, colour("#FFFFFF", 0.25), 2)
            edge = min(w, h) * 0.06
            brush.box(x + edge, y + edge, w - 2 * edge, h - 2 * edge, r * 0.7, linear(x, y, x, y + h, paper, mix(paper, "#E9D6A6", 0.35)))
        inner = min(w, h) * 0.08
        self._content(brush, box.adjusted(inner, inner, -inner, -inner))

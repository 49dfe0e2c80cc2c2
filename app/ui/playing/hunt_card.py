"""The card of a letter hunt: the wanted letter, and in a word its picture with the word below, where what was found lights up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from app.ui.painting.glyphs import fitted_px
from app.ui.painting.word_glyphs import laid_in, word_pieces
from app.ui.playing.asking import AskingCard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.ui.painting.brush import Brush
    from app.ui.theme import Theme


class HuntCard(AskingCard):
    """`show_word` adds the word, `light` says which of its pieces were found."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._word: tuple[str, ...] = ()
        self._lit: frozenset[int] = frozenset()

    def show_word(self, pieces: tuple[str, ...]) -> None:
        """The pieces of the word as they are seen; none in a hunt among letters."""
        self._word, self._lit = pieces, frozenset()
        self.update()

    def light(self, places: frozenset[int]) -> None:
        """These pieces were found."""
        self._lit = places
        self.update()

    @property
    def in_word(self) -> bool:
        """Whether there is a word on the card."""
        return bool(self._word)

    def _content(self, brush: Brush, box: QRectF) -> None:
        """The letter at the side where reading starts, in a glass; the picture and the word beside it."""
        glass = QRectF(box.center().x() - box.height() / 2, box.top(), box.height(), box.height())
        if self._word:
            glass.moveLeft(box.right() - box.height() if self.isRightToLeft() else box.left())
        self._glass(brush, glass)
        if not self._word:
            return
        left = box.left() if self.isRightToLeft() else glass.right() + 8
        rest = QRectF(left, box.top(), box.width() - glass.width() - 8, box.height())
        size = min(rest.height() * 0.56, 110.0)
        brush.picture(self._picture, rest.center().x(), rest.top() + rest.height() * 0.30, size)
        line = QRectF(rest.left() + 4, rest.top() + rest.height() * 0.62, rest.width() - 8, rest.height() * 0.36)
        ink, lit = ("ink", "primary") if brush.flat else (brush.theme.child("on-tile"), brush.theme.child("go"))
        for place, path in enumerate(laid_in(word_pieces(self._word, self._script, self._letterform), line, 0.62)):
            brush.fill(path, lit if place in self._lit else ink)

    def _glass(self, brush: Brush, box: QRectF) -> None:
        """A looking glass with the letter in it."""
        r = box.height() * 0.40
        x, y = box.center().x() - r * 0.06, box.center().y() - r * 0.06
        ink = "ink" if brush.flat else brush.theme.child("on-tile")
        rim = "primary" if brush.flat else brush.theme.scene("bark-dark")
        wide = max(5.0, r * 0.13)
        brush.segment(x + r * 0.66, y + r * 0.66, x + r * 1.12, y + r * 1.12, rim, wide * 1.7)
        brush.dot(x, y, r, "surface" if brush.flat else "#FFFFFF", rim, wide)
        px = fitted_px(self._letter, r * 1.7, r * 1.25, r * 1.2, self._script, self._letterform)
        brush.letter(self._letter, x, y, px, ink, self._script, self._letterform)

    def _key(self) -> tuple[object, ...]:
        return (*super()._key(), self._word, self._lit)

"""The card of a word that is being built: its picture, and below it what is built so far, written as the script writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from app.learning.spelling import put_together
from app.ui.painting.glyphs import glyph_in_box
from app.ui.painting.word_glyphs import laid_in, word_pieces
from app.ui.playing.asking import AskingCard

if TYPE_CHECKING:
    from PySide6.QtGui import QPainterPath
    from PySide6.QtWidgets import QWidget

    from app.ui.painting.brush import Brush
    from app.ui.theme import Theme


class WordCard(AskingCard):
    """`show_pieces` says of what the word is built, `settle` which of them are there."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._pieces: tuple[str, ...] = ()
        self._blocks: tuple[int, ...] = ()
        self._there: frozenset[int] = frozenset()

    def show_pieces(self, pieces: tuple[str, ...], blocks: tuple[int, ...]) -> None:
        """The pieces of the word; those of one block are written together (a Korean syllable)."""
        self._pieces, self._blocks, self._there = pieces, blocks, frozenset()
        self.update()

    def settle(self, there: frozenset[int]) -> None:
        """These pieces are in their places."""
        self._there = there
        self.update()

    def _content(self, brush: Brush, box: QRectF) -> None:
        """Picture above, word below."""
        size = min(box.height() * 0.60, 128.0)
        brush.picture(self._picture, box.center().x(), box.top() + size * 0.52, size)
        line = QRectF(box.left() + 6, box.top() + size + box.height() * 0.06, box.width() - 12, 0)
        line.setBottom(box.bottom() - box.height() * 0.02)
        ink = "ink" if brush.flat else brush.theme.child("on-tile")
        for path in self._built(line):
            brush.fill(path, ink)

    def _built(self, line: QRectF) -> list[QPainterPath]:
        """The outlines of what is there: each piece where it stands in the whole word, joined as it is joined there."""
        count = max(self._blocks, default=0) + 1
        if count == len(self._pieces):
            whole = laid_in(word_pieces(self._pieces, self._script, self._letterform), line, line.height() / 100.0)
            return [path for place, path in enumerate(whole) if place in self._there]
        side = min(line.height(), line.width() / count)
        paths = []
        for block in range(count):
            parts = self._begun(block)
            x = line.center().x() + (block - (count - 1) / 2) * side
            if parts:
                cell = QRectF(x - side * 0.44, line.center().y() - side / 2, side * 0.88, side)
                paths.append(glyph_in_box(put_together(parts), cell, self._script, self._letterform))
        return paths

    def _begun(self, block: int) -> list[str]:
        """The parts of a syllable that are there without a gap."""
        parts: list[str] = []
        for place, text in enumerate(self._pieces):
            if self._blocks[place] == block:
                if place not in self._there:
                    break
                parts.append(text)
        return parts

    def _key(self) -> tuple[object, ...]:
        return (*super()._key(), self._pieces, self._blocks, self._there)

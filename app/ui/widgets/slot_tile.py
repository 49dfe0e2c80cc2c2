"""An empty place for a letter of a word; the next one is marked, and one that is filled shows its letter as it stands in the word."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainterPath
from PySide6.QtWidgets import QWidget

from app.learning.people import Letterform
from app.ui.painting.brush import Brush
from app.ui.painting.glyphs import fitted, glyph_in_box
from app.ui.painting.parts import TileState, tile_ground
from app.ui.painting.shapes import rounded
from app.ui.painting.word_glyphs import word_pieces
from app.ui.theme import Theme
from app.ui.widgets.child_button import MARGIN
from app.ui.widgets.tiles import Tile

_DASH = (1.8, 1.6)


class SlotTile(Tile):
    """`text` is what belongs here; with a `word` (its pieces) it is drawn as the one at `place`, joined to its neighbours.

    `shown`: it is seen faintly before it is there, for children who do not hear.
    """

    def __init__(
        self, theme: Theme, text: str, name: str, script: str, letterform: Letterform, word: tuple[str, ...] = (), place: int = 0,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        self._text, self._script, self._letterform, self._word, self._place = text, script, letterform, word, place
        self.filled = self.following = self.shown = False
        super().__init__(theme, 110, name, parent)

    def fill(self, name: str, moving: bool) -> None:
        """Its letter is here."""
        if not self.filled:
            self.filled, self.following = True, False
            self.setAccessibleName(name)
            self.set_state(TileState.YES, moving)

    def follow(self, following: bool) -> None:
        """Whether it is the next to be filled."""
        self.following = following and not self.filled
        self.update()

    def show_letter(self, shown: bool) -> None:
        """Whether its letter is seen before it is there."""
        self.shown = shown
        self.update()

    def draw(self, brush: Brush, state: TileState, sunk: float) -> None:
        """A hollow, or the letter."""
        side = self.seen().width()
        if self.filled:
            brush.fill(self._letter(side), tile_ground(brush, MARGIN, MARGIN, side, TileState.YES, sunk))
            return
        hollow = rounded(MARGIN + 2, MARGIN + 2, side - 4, side - 4, side * 0.17)
        theme, hinted = brush.theme, state is TileState.HINT
        if brush.flat:
            brush.fill(hollow, "paper")
            if self.shown:
                brush.line(self._letter(side), "ink", 2)
            brush.line(hollow, "primary" if hinted or self.following else "line", 7 if hinted else 4, _DASH)
            return
        if hinted:
            brush.shadow(hollow, 9, 0, 1.0, theme.scene("glow"))
        brush.fill(hollow, QColor(255, 255, 255, 60) if not self.following else QColor(255, 255, 255, 165))
        edge = theme.child("hint") if hinted else theme.child("go") if self.following else theme.child("tile")
        brush.line(hollow, edge, 6 if hinted or self.following else 4, _DASH)
        if self.shown:
            with brush.faded(0.45):
                brush.fill(self._letter(side), theme.child("on-tile"))

    def _letter(self, side: float) -> QPainterPath:
        box = QRectF(MARGIN + side * 0.16, MARGIN + side * 0.20, side * 0.68, side * 0.60)
        path = word_pieces(self._word, self._script, self._letterform)[self._place] if self._word else None
        if path is not None and not path.isEmpty():
            return fitted(path, box)
        return glyph_in_box(self._text, box, self._script, self._letterform)

    def key(self) -> tuple[object, ...]:
        """What is seen."""
        letter = (self._text, self._script, self._letterform, self._word, self._place) if self.filled or self.shown else ()
        return ("slot", self.filled, self.following, *letter)

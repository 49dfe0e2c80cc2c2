"""A letter to find, in one of its looks; or a piece of a word as it stands in it, joined to its neighbours."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from app.learning.people import Letterform
from app.ui.painting.brush import Brush
from app.ui.painting.glyphs import fitted, glyph_in_box
from app.ui.painting.parts import TileState, tile_ground, tile_lip
from app.ui.painting.word_glyphs import word_pieces
from app.ui.theme import Theme
from app.ui.widgets.child_button import MARGIN
from app.ui.widgets.tiles import Tile


class LookTile(Tile):
    """`letter` is what a key for it types, `shown` what is seen. With a `word` (its pieces) it shows the one at `place`."""

    def __init__(
        self, theme: Theme, letter: str, shown: str, name: str, script: str, letterform: Letterform, look: int = 0,
        word: tuple[str, ...] = (), place: int = 0, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        self.letter, self.shown, self._script, self._letterform = letter, shown, script, letterform
        self._look, self._word, self._place = look, word, place
        super().__init__(theme, 136, name, parent)

    def draw(self, brush: Brush, state: TileState, sunk: float) -> None:
        """The letter on its tile, as large as letters are there."""
        side = self.seen().width()
        ink = tile_ground(brush, MARGIN, MARGIN, side, state, sunk)
        drop = 0.0 if brush.flat else tile_lip(side) * (sunk if state is not TileState.RESTING else 0.5)
        box = QRectF(MARGIN + side * 0.18, MARGIN + side * 0.22 + drop, side * 0.64, side * 0.58)
        path = None if not self._word else word_pieces(self._word, self._script, self._letterform)[self._place]
        if path is None or path.isEmpty():
            brush.fill(glyph_in_box(self.shown, box, self._script, self._letterform, self._look), ink)
        else:
            brush.fill(fitted(path, box), ink)

    def key(self) -> tuple[object, ...]:
        """What is seen on it."""
        return ("look tile", self.shown, self._script, self._letterform, self._look, self._word, self._place)

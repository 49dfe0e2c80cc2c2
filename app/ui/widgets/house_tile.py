"""The house of a letter, as a button."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from app.ui.painting.brush import Brush
from app.ui.painting.houses import TALL, House, draw_house
from app.ui.painting.parts import TileState
from app.ui.theme import Theme
from app.ui.widgets.child_button import MARGIN
from app.ui.widgets.tiles import Tile


class HouseTile(Tile):
    """Shows a house; `set_home` lets its letter live there."""

    def __init__(self, theme: Theme, house: House, name: str, parent: QWidget | None = None) -> None:
        self.house = house
        super().__init__(theme, 150, name, parent)

    def set_side(self, side: float) -> None:
        """`side` px wide, around the middle."""
        self.see_as(side, side * TALL)

    def set_home(self, letter: str, name: str, moving: bool = True) -> None:
        """The letter has come home."""
        if self.house.lives != letter:
            self.house = replace(self.house, lives=letter)
            self.setAccessibleName(name)
            self.set_state(TileState.YES, moving)

    def draw(self, brush: Brush, state: TileState, sunk: float) -> None:
        """The house where a tile would be."""
        seen = self.seen()
        draw_house(brush, QRectF(MARGIN, MARGIN, seen.width(), seen.height()), self.house, state, sunk)

    def key(self) -> tuple[object, ...]:
        """What is seen of it."""
        return ("house", self.house)

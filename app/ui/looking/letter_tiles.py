"""The letters of a child as tiles with the sign of their state, and chips that count and filter them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from app.ui.looking import wording
from app.ui.looking.flow import Flow
from app.ui.painting.tree_state import TreeState
from app.ui.widgets.card import Card
from app.ui.widgets.chip import Chip
from app.ui.widgets.mini_tile import MiniTile
from app.ui.words import tr

if TYPE_CHECKING:
    from app.ui.looking.letters_read import Looked
    from app.ui.theme import Theme


class LetterTiles(Card):
    """`chosen` brings the key of the letter that was pressed, `filtered` the state that is shown alone (None: all)."""

    chosen = Signal(str)
    filtered = Signal(object)

    def __init__(self, theme: Theme, looked: Looked, letter: str | None, only: TreeState | None) -> None:
        super().__init__(theme, tr("Letters"), tr("press one to see more"))
        self._looked = looked
        self._chips = self._make_chips()
        chips = QWidget()
        row = Flow(8)
        chips.setLayout(row)
        for chip in self._chips.values():
            row.addWidget(chip)
        self.add(chips)
        self._tiles = {one.letter: self._make_tile(one.letter, one.text) for one in looked.rows}
        group = QButtonGroup(self)
        tiles = QWidget()
        flow = Flow(4)
        tiles.setLayout(flow)
        for key, tile in self._tiles.items():
            group.addButton(tile)
            flow.addWidget(tile)
            tile.setChecked(key == letter)
            tile.clicked.connect(partial(self._choose, key))
        self.add(tiles)
        self.body.addStretch(1)
        self._show(only)

    def _make_chips(self) -> dict[TreeState | None, Chip]:
        chips: dict[TreeState | None, Chip] = {
            None: Chip(self.theme, tr("All {count}", count=len(self._looked.trees)), pressable=True)
        }
        for state in wording.STATES:
            count = self._looked.count(state)
            chips[state] = Chip(self.theme, f"{wording.state(state)} {count}", state=state, pressable=True)
            chips[state].setEnabled(count > 0)
        for only, chip in chips.items():
            chip.clicked.connect(partial(self._filter, only))
        return chips

    def _make_tile(self, letter: str, text: str) -> MiniTile:
        state = self._looked.state(letter)
        name = tr("Letter {letter}, {state}", letter=text, state=wording.state(state).lower())
        child = self._looked.grid.child
        return MiniTile(self.theme, text, state, name, self._looked.share(letter), self._looked.script, child.letterform, 50)

    def tile(self, letter: str) -> MiniTile | None:
        """The tile of a letter."""
        return self._tiles.get(letter)

    def _choose(self, letter: str, _checked: bool = False) -> None:
        self.chosen.emit(letter)

    def _filter(self, state: TreeState | None, _checked: bool = False) -> None:
        self._show(state)
        self.filtered.emit(state)

    def _show(self, only: TreeState | None) -> None:
        for state, chip in self._chips.items():
            chip.setChecked(state is only)
        for letter, tile in self._tiles.items():
            tile.setVisible(only is None or self._looked.state(letter) is only)

"""Letter hunt: a looking glass shows a letter; the child finds it wherever it stands, among other letters or in the word of a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QRectF, QSizeF

from app.learning.games.rounds import Outcome
from app.learning.mastery import Game
from app.ui.playing.card_grid import foot_of, grid_in
from app.ui.playing.hung_card import HungCardPage
from app.ui.playing.hunt_card import HuntCard
from app.ui.widgets.look_tile import LookTile

if TYPE_CHECKING:
    from app.learning.games.rounds import Round, Tile
    from app.ui.grove.ground import Ground
    from app.ui.playing.line_up import LineUp
    from app.ui.playing.player import Player
    from app.ui.stage import Stage

_BESIDE, _GAP = 158.0, 16.0  # px left to the help, and between the card and the tiles


class LetterHunt(HungCardPage):
    """The card with the looking glass, the letters below it in rows."""

    title: ClassVar[str] = "Letter hunt"
    game: ClassVar[Game] = Game.LETTER_HUNT
    above: ClassVar[float] = 0.40

    def new_card(self, stage: Stage) -> HuntCard:
        """A looking glass."""
        return HuntCard(stage.theme, self)

    @property
    def hunt(self) -> HuntCard:
        """The card, as what it is."""
        assert isinstance(self.card, HuntCard)  # noqa: S101 (for the type checker: `new_card` made it)
        return self.card

    def tile_for(self, who: Player, place: int, offered: Tile, name: str) -> LookTile:
        """A letter in its look, or a piece of the word."""
        turn = self.turn
        word = tuple(tile.shown for tile in turn.tiles) if turn is not None and turn.word is not None else ()
        shown = offered.shown or offered.text
        return LookTile(
            self.stage.theme, offered.text, shown, name, who.pack.script, who.child.letterform, offered.look, word, place, self
        )

    def show_asking(self, turn: Round, letter: str) -> None:
        """The letter is always seen: it is its looks that are learned. In a word, the picture too."""
        del letter
        who, word = self.who, turn.word
        self.hunt.ask(word.picture if word else "", word.text if word else "", turn.asked, who.pack.script, who.child.letterform)
        self.hunt.show_word(tuple(tile.shown for tile in turn.tiles) if word else ())

    def turned(self, place: int, outcome: Outcome) -> None:
        """What was found lights up in the word."""
        super().turned(place, outcome)
        course = self.sitting.course if self.sitting is not None else None
        if course is not None:
            self.hunt.light(frozenset(course.found))

    def card_size(self, room: float, ground: Ground) -> QSizeF:
        """A glass, and beside it the word."""
        high = min(room, 210.0 * ground.unit)
        return QSizeF(high * (2.5 if self.hunt.in_word else 1.3), high)

    def lay_tiles(self, places: LineUp) -> None:
        """Letters in rows as large as may be; the pieces of a word in one row, in the order of reading."""
        ground = places.ground
        top = ground.height * self.above + (_GAP + 30) * ground.scale
        beside = _BESIDE * ground.unit
        area = QRectF(beside, top, ground.width - 2 * beside, ground.height - top - foot_of(ground))
        turn = self.turn
        in_word = turn is not None and turn.word is not None
        grid = grid_in(area, ground, max(1, len(self.tiles)), in_word, self.who.pack.right_to_left if in_word else None)
        for tile, middle in zip(self.tiles, grid.middles, strict=False):
            tile.set_side(grid.side)
            tile.stand_at(middle.x(), middle.y())

"""Picture to first letter: Pip points at a large picture and says its word; the child presses the letter that it begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QRectF

from app.learning.mastery import Game
from app.ui.grove.scenes import LOOKING_GLADE, card_bough_height
from app.ui.playing.asking import AskingCard
from app.ui.playing.game_page import GamePage
from app.ui.playing.ropes import Ropes

if TYPE_CHECKING:
    from app.learning.games.rounds import Round
    from app.ui.playing.line_up import LineUp
    from app.ui.stage import Stage


class PictureToLetter(GamePage):
    """A picture on strings with Pip beside it, tiles on the meadow."""

    title: ClassVar[str] = "Picture and letter"
    game: ClassVar[Game] = Game.PICTURE_TO_LETTER
    above: ClassVar[float] = 0.50

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, LOOKING_GLADE)
        self._ropes = Ropes(stage.theme, self)
        self._card = AskingCard(stage.theme, self)
        for thing in (self.pip, self._ropes, self._card):  # Pip sits in front of its strings
            thing.lower()
        self.backdrop.lower()

    def show_asking(self, turn: Round, letter: str) -> None:
        """The picture on the card."""
        word = turn.word
        who = self.who
        self._card.ask(word.picture if word else "", word.text if word else "", letter, who.pack.script, who.child.letterform)

    def put_away(self) -> None:
        """No card."""
        super().put_away()
        self._card.hide()
        self._ropes.hide()

    def place_asking(self, places: LineUp) -> None:
        """The card in the middle below the bough, Pip on the bough beside it, the speaker at the card's corner."""
        ground = places.ground
        bough = card_bough_height(ground)
        upper = ground.height * self.above
        top = bough + 34 * ground.scale
        side = min(upper - top, 256.0 * ground.unit, ground.width * 0.24)
        wide = side * (1.6 if self._card.letter else 1.12)
        box = QRectF((ground.width - wide) / 2, top, wide, side)
        self._card.lay(box)
        size = min(side * 0.74, 240.0 * ground.unit)
        mirrored = ground.mirrored
        x = ground.start(box.left() - size * 0.72)
        feet = box.top() + side * 0.86
        self.pip.set_size(size)
        self.pip.stand(x, feet)
        self._ropes.hang((box,), bough, ground.width, QRectF(x - size * 0.42, feet - 2, size * 0.84, max(10.0, size * 0.08)))
        self._hear.stand_at(box.right() + 6 if not mirrored else box.left() - 6, box.bottom() - 14)

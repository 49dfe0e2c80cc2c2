"""Odd one out: tiles that are alike but one. A card shows what is meant without a word: three apples, and a flower with a ring."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QRectF

from app.learning.mastery import Game
from app.ui.grove.scenes import LOOKING_GLADE, card_bough_height
from app.ui.playing.alike_card import AlikeCard
from app.ui.playing.game_page import GamePage
from app.ui.playing.ropes import Ropes

if TYPE_CHECKING:
    from app.learning.games.rounds import Round
    from app.ui.playing.line_up import LineUp
    from app.ui.stage import Stage


class OddOneOut(GamePage):
    """The card on strings with Pip beside it, tiles on the meadow."""

    title: ClassVar[str] = "Odd one out"
    game: ClassVar[Game] = Game.ODD_ONE_OUT
    above: ClassVar[float] = 0.44

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, LOOKING_GLADE)
        self._ropes = Ropes(stage.theme, self)
        self._card = AlikeCard(stage.theme, self)
        for thing in (self.pip, self._ropes, self._card):
            thing.lower()
        self.backdrop.lower()

    def show_asking(self, turn: Round, letter: str) -> None:
        """Nothing of the letters is told: they are there to be seen."""
        del turn, letter
        self._card.show()

    def put_away(self) -> None:
        """No card."""
        super().put_away()
        self._card.hide()
        self._ropes.hide()

    def place_asking(self, places: LineUp) -> None:
        """The card in the middle below the bough, Pip beside it, the speaker at the card's corner."""
        ground = places.ground
        bough = card_bough_height(ground)
        top = bough + 34 * ground.scale
        high = min(ground.height * self.above - top, 190.0 * ground.unit)
        wide = min(high * 2.7, ground.width * 0.42)
        box = QRectF((ground.width - wide) / 2, top, wide, high)
        self._card.lay(box)
        size = min(high * 0.92, 220.0 * ground.unit, (box.left() - 136 * ground.unit) / 1.42)  # beside it is the way home
        mirrored = ground.mirrored
        x = ground.start(box.left() - size * 0.72)
        feet = box.top() + high * 0.9
        self.pip.set_size(size)
        self.pip.stand(x, feet)
        self._ropes.hang((box,), bough, ground.width, QRectF(x - size * 0.42, feet - 2, size * 0.84, max(10.0, size * 0.08)))
        self._hear.stand_at(box.right() + 6 if not mirrored else box.left() - 6, box.bottom() - 14)

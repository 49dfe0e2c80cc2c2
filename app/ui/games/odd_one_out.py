"""Odd one out: tiles that are alike but one. A card shows what is meant without a word: three apples, and a flower with a ring."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSizeF

from app.learning.mastery import Game
from app.ui.playing.alike_card import AlikeCard
from app.ui.playing.hung_card import HungCardPage

if TYPE_CHECKING:
    from app.learning.games.rounds import Round
    from app.ui.grove.ground import Ground
    from app.ui.stage import Stage


class OddOneOut(HungCardPage):
    """The card with the apples; the letters themselves are told nothing of."""

    title: ClassVar[str] = "Odd one out"
    game: ClassVar[Game] = Game.ODD_ONE_OUT
    above: ClassVar[float] = 0.44

    def new_card(self, stage: Stage) -> AlikeCard:
        """Apples, and a flower."""
        return AlikeCard(stage.theme, self)

    def show_asking(self, turn: Round, letter: str) -> None:
        """Nothing of the letters is told: they are there to be seen."""
        del turn, letter
        self.card.show()

    def card_size(self, room: float, ground: Ground) -> QSizeF:
        """A long card."""
        high = min(room, 190.0 * ground.unit)
        return QSizeF(min(high * 2.7, ground.width * 0.42), high)

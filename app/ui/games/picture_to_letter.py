"""Picture to first letter: Pip points at a large picture and says its word; the child presses the letter that it begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSizeF

from app.learning.mastery import Game
from app.ui.playing.asking import AskingCard
from app.ui.playing.hung_card import HungCardPage

if TYPE_CHECKING:
    from app.learning.games.rounds import Round
    from app.ui.grove.ground import Ground
    from app.ui.stage import Stage


class PictureToLetter(HungCardPage):
    """The card with the picture."""

    title: ClassVar[str] = "Picture and letter"
    game: ClassVar[Game] = Game.PICTURE_TO_LETTER
    above: ClassVar[float] = 0.50
    pip_share: ClassVar[float] = 0.74
    pip_most: ClassVar[float] = 240.0

    def new_card(self, stage: Stage) -> AskingCard:
        """A picture on paper."""
        return AskingCard(stage.theme, self)

    def show_asking(self, turn: Round, letter: str) -> None:
        """The picture on the card."""
        word = turn.word
        who = self.who
        self.card.ask(word.picture if word else "", word.text if word else "", letter, who.pack.script, who.child.letterform)

    def card_size(self, room: float, ground: Ground) -> QSizeF:
        """As large as may be; broader with a letter on it."""
        side = min(room, 256.0 * ground.unit, ground.width * 0.24)
        return QSizeF(side * (1.6 if self.card.letter else 1.12), side)

"""Alphabet train: a train of letters rolls by, one waggon empty; the child finds the letter that rides in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QRectF

from app.learning.games.rounds import Outcome
from app.learning.mastery import Game
from app.ui.grove.scenes import QUIET_GLADE
from app.ui.playing.game_page import GamePage
from app.ui.playing.train import Train

if TYPE_CHECKING:
    from app.learning.games.rounds import Round
    from app.learning.letters import Letter, Spoken
    from app.services.play import Feedback
    from app.ui.playing.line_up import LineUp
    from app.ui.stage import Stage


class AlphabetTrain(GamePage):
    """The train across the glade with Pip on its roof, tiles below."""

    title: ClassVar[str] = "Alphabet train"
    game: ClassVar[Game] = Game.ALPHABET_TRAIN
    above: ClassVar[float] = 0.48

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, QUIET_GLADE)
        self._train = Train(stage.theme, self)
        for thing in (self._train, self.pip):
            thing.lower()
        self.backdrop.lower()

    def show_asking(self, turn: Round, letter: str) -> None:
        """The letters on their waggons; the order runs as the script does."""
        del letter
        pack = self.who.pack
        self._train.couple(turn.row, pack.right_to_left, pack.script, self.who.child.letterform)

    def praise(self, letter: Letter) -> tuple[Spoken, ...]:
        """Its name, as in the alphabet."""
        return (letter.name,)

    def answered(self, place: int, outcome: Outcome, feedback: Feedback) -> None:
        """The right letter gets on."""
        super().answered(place, outcome, feedback)
        if outcome is Outcome.RIGHT:
            self._train.board(self.tiles[place].letter)

    def put_away(self) -> None:
        """The train has gone."""
        super().put_away()
        self._train.hide()

    def place_asking(self, places: LineUp) -> None:
        """The train over the tiles, Pip on the roof at the side where reading starts, the speaker beside it."""
        ground = places.ground
        low = ground.height * self.above
        wide = min(ground.width * 0.9, (low - 96) * 4.6)
        box = QRectF((ground.width - wide) / 2, low - wide / 5 * 0.98, wide, wide / 5 * 0.98)
        self._train.lay(box)
        size = min(box.top() - 6, wide / 5 * 0.9, 170.0 * ground.unit)
        self.pip.set_size(size)
        self.pip.stand(ground.start(box.left() + wide * 0.34), box.top() + box.height() * Train.ROOF + 3)
        self._hear.stand_at(ground.start(box.left() + wide * 0.34 + size + 70 * ground.unit), max(70 * ground.unit, box.top() * 0.55))

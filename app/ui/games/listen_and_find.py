"""Listen and find: Pip sings a letter's sound; the child presses its letter among tiles that hang from the bough."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPointF, QRectF

from app.learning.mastery import Game
from app.ui.grove.scenes import LISTENING_GLADE, bough_height
from app.ui.playing.asking import AskingBubble
from app.ui.playing.game_page import GamePage
from app.ui.playing.ropes import Ropes

if TYPE_CHECKING:
    from app.learning.games.rounds import Round
    from app.ui.playing.line_up import LineUp
    from app.ui.stage import Stage

_SWAY = (2.0, -1.6, 1.2, -1.8, 1.5, -1.2)  # degrees: hung by hand, not by a ruler


class ListenAndFind(GamePage):
    """Tiles on strings, Pip on the bough, the word's picture in its bubble."""

    title: ClassVar[str] = "Listen and find"
    game: ClassVar[Game] = Game.LISTEN_AND_FIND
    above: ClassVar[float] = 0.31
    hanging: ClassVar[bool] = True

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, LISTENING_GLADE)
        self._ropes = Ropes(stage.theme, self)
        self._bubble = AskingBubble(stage.theme, self)
        for thing in (self._ropes, self._bubble, self.pip):
            thing.lower()
        self.backdrop.lower()

    def show_asking(self, turn: Round, letter: str) -> None:
        """The word's picture in the bubble."""
        word = turn.word
        who = self.who
        self._bubble.ask(word.picture if word else "", word.text if word else "", letter, who.pack.script, who.child.letterform)
        for tile, degrees in zip(self.tiles, _SWAY, strict=False):
            tile.set_sway(degrees)

    def put_away(self) -> None:
        """No bubble, no strings."""
        super().put_away()
        self._bubble.hide()
        self._ropes.hide()

    def place_asking(self, places: LineUp) -> None:
        """Pip on the bough, the bubble at its beak, the speaker at the bubble's corner."""
        ground = places.ground
        bough = bough_height(ground)
        size = min(bough * 0.80, ground.width * 0.2)
        mirrored = ground.mirrored
        at = ground.width * 0.39
        self.pip.set_size(size)
        self.pip.stand(ground.start(at), bough - 12 * ground.scale)
        high = min(bough * 0.70, ground.width * 0.17)
        wide = high * (1.75 if self._bubble.letter else 1.4)
        left = at + size * 1.06
        box = QRectF(left if not mirrored else ground.width - left - wide, bough * 0.10, wide, high)
        tail = QPointF(ground.start(at + size * 0.90), bough * 0.10 + high * 0.74)
        self._bubble.lay(box, tail)
        self._hear.stand_at(box.right() - 6 if not mirrored else box.left() + 6, box.bottom() - 8)
        side, top = places.side, places.top
        hanging = [middle for place, middle in enumerate(places.middles[: len(self.tiles)]) if self.stays(place)]
        self._ropes.hang(tuple(QRectF(middle.x() - side / 2, top, side, side) for middle in hanging), bough, ground.width)

"""A game of choice whose question hangs from the bough as a large card: Pip on a perch beside it, tiles on the meadow."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from app.ui.grove.scenes import LOOKING_GLADE
from app.ui.playing.game_page import GamePage
from app.ui.playing.hanging import Hanging

if TYPE_CHECKING:
    from PySide6.QtCore import QSizeF

    from app.ui.grove.ground import Ground
    from app.ui.playing.asking import AskingCard
    from app.ui.playing.line_up import LineUp
    from app.ui.stage import Stage


class HungCardPage(GamePage):
    """What these games share; `pip_share` and `pip_most` as in `Hanging`."""

    pip_share: ClassVar[float] = 0.92
    pip_most: ClassVar[float] = 220.0

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, LOOKING_GLADE)
        self._hanging = Hanging(stage.theme, self, self.pip_share, self.pip_most)
        self.card = self.new_card(stage)
        for thing in (self.pip, self._hanging.ropes, self.card):  # Pip sits in front of its strings
            thing.lower()
        self.backdrop.lower()

    @abstractmethod
    def new_card(self, stage: Stage) -> AskingCard:
        """The card of this game."""

    @abstractmethod
    def card_size(self, room: float, ground: Ground) -> QSizeF:
        """How large the card is where `room` px of height are left to it."""

    def put_away(self) -> None:
        """No card, no strings."""
        super().put_away()
        self.card.hide()
        self._hanging.hide()

    def place_asking(self, places: LineUp) -> None:
        """The card below the bough, with what belongs to it."""
        ground = places.ground
        size = self.card_size(ground.height * self.above - self._hanging.top(ground), ground)
        self._hanging.lay(ground, size, self.card, self.pip, self._hear)

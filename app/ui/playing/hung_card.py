"""A game whose question hangs from the bough as a large card: Pip on a perch beside it, tiles on the meadow."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QRectF

from app.ui.grove.scenes import LOOKING_GLADE, card_bough_height
from app.ui.playing.game_page import GamePage
from app.ui.playing.ropes import Ropes

if TYPE_CHECKING:
    from PySide6.QtCore import QSizeF

    from app.ui.grove.ground import Ground
    from app.ui.playing.asking import AskingCard
    from app.ui.playing.line_up import LineUp
    from app.ui.stage import Stage


class HungCardPage(GamePage):
    """`pip_share` is Pip's height as a share of the card's, at most `pip_most` px."""

    pip_share: ClassVar[float] = 0.92
    pip_most: ClassVar[float] = 220.0

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, LOOKING_GLADE)
        self._ropes = Ropes(stage.theme, self)
        self.card = self.new_card(stage)
        for thing in (self.pip, self._ropes, self.card):  # Pip sits in front of its strings
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
        self._ropes.hide()

    def place_asking(self, places: LineUp) -> None:
        """The card in the middle below the bough, Pip on its perch beside it, the speaker at the card's corner."""
        ground = places.ground
        bough = card_bough_height(ground)
        top = bough + 34 * ground.scale
        size = self.card_size(ground.height * self.above - top, ground)
        box = QRectF((ground.width - size.width()) / 2, top, size.width(), size.height())
        self.card.lay(box)
        tall = min(box.height() * self.pip_share, self.pip_most * ground.unit, (box.left() - 136 * ground.unit) / 1.42)  # beside: home
        x = ground.start(box.left() - tall * 0.72)
        feet = box.top() + box.height() * 0.88
        self.pip.set_size(tall)
        self.pip.stand(x, feet)
        self._ropes.hang((box,), bough, ground.width, QRectF(x - tall * 0.42, feet - 2, tall * 0.84, max(10.0, tall * 0.08)))
        self._hear.stand_at(box.left() - 6 if ground.mirrored else box.right() + 6, box.bottom() - 14)

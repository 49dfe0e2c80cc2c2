"""A game to choose, as a picture to press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.painting.game_signs import SignLetters, draw_sign
from app.ui.painting.pictures import painted
from app.ui.widgets.child_button import MARGIN, ChildButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.learning.mastery import Game
    from app.ui.painting.brush import Brush
    from app.ui.theme import Theme


class GameButton(ChildButton):
    """The sign of a game; None is the explorer. The one that is best now has a golden ring."""

    def __init__(self, theme: Theme, game: Game | None, letters: SignLetters, best: bool, name: str, parent: QWidget) -> None:
        self.game, self.best, self._letters = game, best, letters
        super().__init__(theme, 200, 200, name, parent)

    def set_side(self, side: float) -> None:
        """Another size, around the middle."""
        self.see_as(side, side)

    def paint(self, brush: Brush, sunk: float) -> None:
        """From the cache, in quarter steps of sinking."""
        step, size, side = round(sunk * 4) / 4, self.sizeHint(), self.seen().width()

        def draw(b: Brush) -> None:
            draw_sign(b, MARGIN, MARGIN, side, self.game, self._letters, step, self.best)

        key = ("game", self.game, self.best, self._letters, step)
        brush.painter.drawPixmap(0, 0, painted(key, size.width(), size.height(), self.devicePixelRatioF(), self.theme, draw))

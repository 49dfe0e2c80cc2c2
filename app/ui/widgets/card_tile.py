"""A card of a game of pairs, as a button: face down until it is turned over."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.learning.people import Letterform
from app.ui.painting.brush import Brush
from app.ui.painting.cards import card_back, card_face
from app.ui.painting.parts import TileState
from app.ui.theme import Motion, Theme
from app.ui.widgets.child_button import MARGIN
from app.ui.widgets.tiles import Tile


class CardTile(Tile):
    """`up` says which side is seen. A card whose partner was found (YES) stays up and cannot be pressed."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        picture: str,
        script: str = "Latn",
        letterform: Letterform = Letterform.SCHOOL,
        side: float = 140,
        parent: QWidget | None = None,
    ) -> None:
        self.letter, self.picture, self._script, self._letterform = text, picture, script, letterform
        self.up = False
        self._wide = 1.0  # how much of its breadth is seen while it turns
        super().__init__(theme, side, "", parent)
        self._turning = self._animation(Motion.PANEL, self._on_turn)

    def turn(self, up: bool, name: str, moving: bool = True) -> None:
        """Show the face or the back; `name` is what it is called then."""
        self.setAccessibleName(name)
        if up == self.up:
            return
        self.up = up
        if moving and self._turning.duration():
            self._move(self._turning, 0.0, 1.0)
        self.update()

    def draw(self, brush: Brush, state: TileState, sunk: float) -> None:
        """One of its sides."""
        side = self.seen().width()
        if self.up:
            card_face(brush, MARGIN, MARGIN, side, self.letter, self.picture, state, self._script, self._letterform, sunk)
        else:
            card_back(brush, MARGIN, MARGIN, side, state, sunk)

    def key(self) -> tuple[object, ...]:
        """The side that is seen, and what is on it."""
        return ("card", self.letter, self.picture, self._script, self._letterform) if self.up else ("card back",)

    def paint(self, brush: Brush, sunk: float) -> None:
        """The card, narrow while it turns."""
        middle = self.seen().center()
        painter = brush.painter
        painter.save()
        painter.translate(middle)
        painter.scale(max(0.04, self._wide), 1.0)
        painter.translate(-middle)
        super().paint(brush, sunk)
        painter.restore()

    def _on_turn(self, share: float) -> None:
        self._wide = float(share)
        self.update()

    def _can_press(self) -> bool:
        return self.state is not TileState.YES and super()._can_press()

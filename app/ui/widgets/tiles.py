"""The tiles a child chooses from: a letter or a picture.

`set_state` moves as the visual language says: `YES` hops, `NOT_THIS` wobbles and then rests, `HINT` glows three times and stays. A resting
tile cannot be pressed again, but keeps its place, its letter and its focus.
"""

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.learning.people import Letterform
from app.ui.painting.brush import Brush
from app.ui.painting.parts import TileState, letter_tile, picture_tile
from app.ui.painting.pictures import painted
from app.ui.theme import Motion, Theme
from app.ui.widgets.child_button import MARGIN, ChildButton

_SWING = 7.0  # px
_EXPECTING = 1.07  # so much larger is what something would be put into now
_PRESSING = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select})


class Tile(ChildButton):
    """What letter and picture tiles share: states and how they move. `settled` is sent when a movement has ended."""

    settled = Signal()
    letter = ""  # what a key for it types

    def __init__(self, theme: Theme, side: float, name: str, parent: QWidget | None = None) -> None:
        self._state = TileState.REST
        self._before = TileState.REST
        self._blend = 1.0  # how much of the state is shown over the one before
        self._dx = self._dy = 0.0
        self._sway = 0.0
        self._expects = False
        super().__init__(theme, side, side, name, parent)
        self._wobble = self._animation(Motion.WOBBLE, self._on_wobble)
        self._hop = self._animation(Motion.HOP, self._on_hop)
        self._glow = self._animation(Motion.GLOW, self._on_glow)
        self._wobble.finished.connect(self._rest)
        self._hop.finished.connect(self._end)
        self._glow.finished.connect(self._end)
        self._glow.setLoopCount(3)

    @property
    def state(self) -> TileState:
        """How the tile stands."""
        return self._state

    def set_state(self, state: TileState, moving: bool = True) -> None:
        """Take a state, with its movement unless `moving` is false."""
        for animation in (self._wobble, self._hop, self._glow):
            animation.stop()
        self._before, self._state = self._state, state
        self._dx = self._dy = 0.0
        self._blend = 1.0
        if not moving:
            if state is TileState.NOT_THIS:
                self._rest()
        elif state is TileState.NOT_THIS:
            self._move(self._wobble, 0.0, 1.0)
        elif state is TileState.YES:
            self._move(self._hop, 0.0, 1.0)
        elif state is TileState.HINT:
            self._move(self._glow, 0.0, 1.0)
        self.setCursor(Qt.CursorShape.ArrowCursor if not self._can_press() else Qt.CursorShape.PointingHandCursor)
        self.update()

    def set_sway(self, degrees: float) -> None:
        """Hang a little askew; the ring stays upright."""
        self._sway = 0.0 if self.theme.flat else degrees
        self.update()

    @property
    def expects(self) -> bool:
        """Whether something that is carried would be put here now."""
        return self._expects

    def expect(self, expects: bool) -> None:
        """Something is carried over it, or no longer."""
        if expects != self._expects:
            self._expects = expects
            self.update()

    def set_side(self, side: float) -> None:
        """Another size, around the middle."""
        self.see_as(side, side)

    def nextCheckState(self) -> None:
        """Tiles are not toggles."""

    def hitButton(self, pos: object) -> bool:
        """A resting tile cannot be pressed."""
        return self._can_press() and super().hitButton(pos)  # type: ignore[arg-type]  # Qt passes a QPoint

    def click(self) -> None:
        """Press by key or code; nothing while resting."""
        if self._can_press():
            super().click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys press as fingers do: not a resting tile. Arrows and letters go on to the page."""
        if not self._can_press() and event.key() in _PRESSING:
            event.accept()
            return
        super().keyPressEvent(event)

    def _can_press(self) -> bool:
        return self._state not in {TileState.RESTING, TileState.NOT_THIS}

    def _on_wobble(self, value: float) -> None:
        share = float(value)
        self._dx = 0.0 if self.theme.less_movement else _SWING * math.sin(share * 6 * math.pi) * (1 - share)
        self._blend = share
        self.update()

    def _on_hop(self, value: float) -> None:
        share = min(1.0, max(0.0, float(value)))
        self._dy = 0.0 if self.theme.less_movement else -18 * math.sin(share * math.pi)
        self.update()

    def _on_glow(self, value: float) -> None:
        # the third pulse ends bright, because the glow stays
        last = self._glow.currentLoop() == 2
        self._blend = float(value) if last else math.sin(float(value) * math.pi)
        self.update()

    def _rest(self) -> None:
        if self._state is TileState.NOT_THIS:
            self._state = TileState.RESTING
        self._end()

    def _end(self) -> None:
        self._dx = self._dy = 0.0
        self._blend = 1.0
        self.update()
        self.settled.emit()

    def draw(self, brush: Brush, state: TileState, sunk: float) -> None:
        """Draw the tile at rest, its corner at MARGIN, MARGIN."""
        raise NotImplementedError

    def key(self) -> tuple[object, ...]:
        """What the picture of the tile depends on besides its state."""
        raise NotImplementedError

    def paint(self, brush: Brush, sunk: float) -> None:
        """The tile, cross-faded from its state before while it moves."""
        middle = self.seen().center()
        step = round(sunk * 4) / 4 if self._can_press() else 0.0
        with brush.at(middle.x() + self._dx, middle.y() + self._dy, _EXPECTING if self._expects else 1.0, self._sway):
            if self._blend < 1:
                self._layer(brush, self._before, step, 1.0)
            self._layer(brush, self._state, step, self._blend)

    def _layer(self, brush: Brush, state: TileState, step: float, strength: float) -> None:
        size, middle = self.sizeHint(), self.seen().center()

        def draw(b: Brush) -> None:
            self.draw(b, state, step)

        picture = painted((*self.key(), state, step), size.width(), size.height(), self.devicePixelRatioF(), self.theme, draw)
        with brush.faded(strength):
            brush.painter.drawPixmap(-middle, picture)


class LetterTile(Tile):
    """A letter to press, `side` px (136 at least in games)."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        name: str,
        script: str = "Latn",
        letterform: Letterform = Letterform.SCHOOL,
        side: float = 204,
        parent: QWidget | None = None,
    ) -> None:
        self.letter, self._script, self._letterform = text, script, letterform
        super().__init__(theme, side, name, parent)

    def draw(self, brush: Brush, state: TileState, sunk: float) -> None:
        """The letter on its tile."""
        letter_tile(brush, MARGIN, MARGIN, self.seen().width(), self.letter, state, self._script, self._letterform, sunk)

    def key(self) -> tuple[object, ...]:
        """Letter, script and form."""
        return ("letter tile", self.letter, self._script, self._letterform)


class PictureTile(Tile):
    """A picture to press: of a word, or of a picture password. Chosen (`YES`) it carries a tick."""

    def __init__(self, theme: Theme, emoji: str, name: str, side: float = 116, parent: QWidget | None = None) -> None:
        self.picture = emoji
        super().__init__(theme, side, name, parent)

    def draw(self, brush: Brush, state: TileState, sunk: float) -> None:
        """The picture on its tile."""
        picture_tile(brush, MARGIN, MARGIN, self.seen().width(), self.picture, state, sunk)

    def key(self) -> tuple[object, ...]:
        """The picture."""
        return ("picture tile", self.picture)

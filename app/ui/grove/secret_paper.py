"""The secret pictures: three out of nine, in order. It greets, it does not guard: after two misses the next picture glows."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from app.learning.people import SECRET_PICTURES, Child
from app.system.sound import Effect
from app.ui.grove.paper import Paper
from app.ui.painting.brush import Brush
from app.ui.painting.faces import Mood
from app.ui.painting.parts import TileState
from app.ui.painting.tree_state import TreeState, state_mark
from app.ui.widgets.pebble import Pebble
from app.ui.widgets.portrait import PaintedPortrait
from app.ui.widgets.tiles import PictureTile
from app.ui.words import tr

if TYPE_CHECKING:
    from app.ui.grove.child_page import ChildPage
    from app.ui.stage import Stage
    from app.ui.theme import Theme

_NAMES = ("apple", "train", "star", "fish", "balloon", "sunflower", "socks", "bee", "umbrella", "key", "carrot", "boat")
_SHOWN = 9
_MISSES = 2
_KNOWN_MS = 420  # the third picture hops before the grove opens
_GAP = 24.0


class SecretPaper(QWidget):
    """A sheet with the friend, three places to fill, and nine pictures. `known` is sent when the three are right."""

    known = Signal()
    closed = Signal()

    def __init__(self, stage: Stage, child: Child, page: ChildPage) -> None:
        super().__init__(page)
        theme = stage.theme
        self._stage, self._child, self._page = stage, child, page
        self._secret = child.secret or (0, 1, 2)
        self._done = 0
        self._misses = 0
        self._paper = Paper(theme, self)
        self._slots = _Slots(theme, child, self)
        self._tiles = [self._tile(theme, number) for number in nine_pictures(child)]
        self._again = Pebble(theme, "again", tr("From the beginning"), parent=self)
        self._close = Pebble(theme, "arrow-left", tr("Somebody else"), parent=self)
        self._again.clicked.connect(self._restart)
        self._close.clicked.connect(self.closed)
        for each in (*self._tiles, self._again, self._close):
            page.add(each)
        self._greet = QTimer(self, singleShot=True, interval=_KNOWN_MS)
        self._greet.timeout.connect(self.known)

    @property
    def tiles(self) -> list[PictureTile]:
        """The nine pictures, in reading order."""
        return self._tiles

    @property
    def things(self) -> list[QWidget]:
        """All that takes part in moving by keys."""
        return [*self._tiles, self._again, self._close]

    def _tile(self, theme: Theme, number: int) -> PictureTile:
        tile = PictureTile(theme, SECRET_PICTURES[number], tr(_NAMES[number]), parent=self)
        tile.clicked.connect(lambda: self._press(tile, number))
        return tile

    def _press(self, tile: PictureTile, number: int) -> None:
        if self._done >= len(self._secret):
            return
        if number != self._secret[self._done]:
            self._stage.speaker.effect(Effect.NOT_THIS)
            tile.set_state(TileState.NOT_THIS)
            tile.settled.connect(lambda: tile.set_state(TileState.REST, moving=False), Qt.ConnectionType.SingleShotConnection)
            self._misses += 1
            if self._misses >= _MISSES:
                self._glow()
            return
        self._done += 1
        self._misses = 0
        self._stage.speaker.effect(Effect.YES)
        tile.set_state(TileState.YES)
        self._slots.fill(tuple(SECRET_PICTURES[each] for each in self._secret[: self._done]))
        if self._done == len(self._secret):
            self._greet.start()

    def _glow(self) -> None:
        wanted = SECRET_PICTURES[self._secret[self._done]]
        for tile in self._tiles:
            if tile.picture == wanted and tile.state is not TileState.HINT:
                tile.set_state(TileState.HINT)
                self._stage.speaker.effect(Effect.HINT)

    def _restart(self) -> None:
        self._done = self._misses = 0
        self._slots.fill(())
        for tile in self._tiles:
            tile.set_state(TileState.REST, moving=False)

    def lay_out(self, box: QRectF, unit: float) -> None:
        """Stand in `box` of the page; low boxes put the two pebbles beside the pictures."""
        self.setGeometry(self._page.rect())
        self._paper.spread(box)
        low = box.height() < 640 * unit
        head = (92.0 if low else 132.0) * unit
        r = 44.0 * unit
        aside = 2 * r + _GAP if low else 0.0
        below = 0.0 if low else 2 * r + _GAP + 16
        side = min(116.0 * unit, (box.width() - aside - 48 - 2 * _GAP) / 3, (box.height() - head - below - 52 - 2 * _GAP) / 3)
        wide = 3 * side + 2 * _GAP
        left = box.x() + (box.width() - wide - aside) / 2
        top = box.y() + 24 + head + 8
        for index, tile in enumerate(self._tiles):
            tile.set_side(side)
            tile.stand_at(left + side / 2 + index % 3 * (side + _GAP), top + side / 2 + index // 3 * (side + _GAP))
        self._slots.setGeometry(round(left), round(box.y() + 20), round(wide + aside), round(head))
        for pebble, share in ((self._close, 0), (self._again, 1)):
            pebble.set_radius(r)
            if low:
                pebble.stand_at(left + wide + _GAP + r, top + r + share * (wide - 2 * r))
            else:
                pebble.stand_at(left + r + share * (wide - 2 * r), top + wide + _GAP + r)


def nine_pictures(child: Child) -> tuple[int, ...]:
    """The numbers of the nine pictures this child is shown: its three and six others, always in the same order for it."""
    dice = random.Random(child.id.int)  # noqa: S311 (the same places each time; the secret itself is no secret)
    own = child.secret or (0, 1, 2)
    others = [number for number in range(len(SECRET_PICTURES)) if number not in own]
    shown = [*dict.fromkeys(own), *dice.sample(others, _SHOWN - len(set(own)))]
    dice.shuffle(shown)
    return tuple(shown)


class _Slots(QWidget):
    """The friend, and three places that fill."""

    def __init__(self, theme: Theme, child: Child, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme, self._child = theme, child
        self._friend = PaintedPortrait(self, theme)
        self._pictures: tuple[str, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def fill(self, pictures: tuple[str, ...]) -> None:
        """Show the pictures that were right so far."""
        self._pictures = pictures
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """From the start: the friend, then the places."""
        del event
        width, height = float(self.width()), float(self.height())
        size = min(height - 4, 112.0 * height / 120)
        mood = Mood.HAPPY if len(self._pictures) else Mood.CALM
        rtl = self.isRightToLeft()
        with Brush.on(self, self.theme) as brush:
            ring = None if brush.flat else "#F6BC4B"
            self._friend.draw(brush, width - size if rtl else 0, (height - size) / 2, size, self._child.avatar, mood, ring)
            side = min(84.0, (width - size - 24 - 2 * 12) / 3, height - 12)
            for index in range(3):
                x = size + 24 + index * (side + 12)
                self._place(brush, width - x - side if rtl else x, (height - side) / 2, side, index)

    def _place(self, brush: Brush, x: float, y: float, side: float, index: int) -> None:
        filled, current = index < len(self._pictures), index == len(self._pictures)
        r, middle = side * 0.27, (x + side / 2, y + side / 2)
        if brush.flat:
            brush.box(x, y, side, side, r, "surface", "primary" if filled else "line", 6 if current else 3)
        else:
            face, edge = ("#E4F2DA", "#4A9457") if filled else ("#FFF3D2", "#E9A526") if current else ("#F1EAD6", "#D2C5A0")
            brush.box(x, y, side, side, r, face, edge, 4)
        if filled:
            brush.picture(self._pictures[index], *middle, side * 0.62)
        elif current:
            state_mark(brush, *middle, side * 0.42, TreeState.READY, "ink" if brush.flat else "#A06A00")
        else:
            brush.dot(*middle, side * 0.09, "line" if brush.flat else "#C9BB92")

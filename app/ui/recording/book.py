"""The list of what there is to say: tiles with a mark on those that are recorded, and how many are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QWidget

from app.services.voices import Told
from app.ui.looking.flow import Flow
from app.ui.recording import wording
from app.ui.recording.line_tile import LineTile
from app.ui.widgets.card import Card
from app.ui.widgets.figures import Bar
from app.ui.words import tr

if TYPE_CHECKING:
    from app.learning.letters import LetterPack
    from app.learning.voices import VoiceKey
    from app.services.voices import BookLine
    from app.ui.theme import Theme

_LEAST = 200  # px of the list


class Book(Card):
    """`chosen` brings the key of the line that was pressed."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, pack: LetterPack, lines: Sequence[BookLine]) -> None:
        self._kind = lines[0].line.key.kind
        super().__init__(theme, wording.kinds(self._kind), tr("press one to go to it"))
        self._bar = Bar(theme, 0, "")
        self.add(self._bar)
        tiles, flow = QWidget(), Flow(4)
        tiles.setLayout(flow)
        group = QButtonGroup(self)
        self._tiles: dict[VoiceKey, LineTile] = {}
        for one in lines:
            tile = self._tiles[one.line.key] = LineTile(theme, one, pack.script)
            tile.clicked.connect(partial(self._choose, one.line.key))
            group.addButton(tile)
            flow.addWidget(tile)
        self._area = QScrollArea()  # of its own, so that the booth beside it stays where it is
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setMinimumHeight(_LEAST)
        self._area.setWidget(tiles)
        for ground in (tiles, self._area.viewport()):  # the card shows through
            ground.setAutoFillBackground(False)
        self.add(self._area, 1)
        self._count()

    @property
    def tiles(self) -> tuple[LineTile, ...]:
        """The tiles in the order of the book."""
        return tuple(self._tiles.values())

    @property
    def progress(self) -> str:
        """How many are recorded, in words."""
        return wording.how_many(self._kind, self._done(), len(self._tiles))

    def mark(self, key: VoiceKey) -> None:
        """Show where one is."""
        tile = self._tiles[key]
        tile.setChecked(True)
        self._area.ensureWidgetVisible(tile)

    def show_lines(self, lines: Sequence[BookLine]) -> None:
        """The same lines, some of them recorded meanwhile."""
        for one in lines:
            self._tiles[one.line.key].show_line(one)
        self._count()

    def _choose(self, key: VoiceKey, _checked: bool = False) -> None:
        self.chosen.emit(key)

    def _count(self) -> None:
        self._bar.set_share(self._done() / len(self._tiles), self.progress)

    def _done(self) -> int:
        return sum(tile.book_line.told is Told.RECORDED for tile in self.tiles)

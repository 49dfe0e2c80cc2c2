"""Trace: a letter is written, first in its channel of sand, then on an empty sheet; the child's line grows as a vine.

A guided letter is done as soon as its lines have been gone along. A free one is read when the child presses the green tick; what it shows
is said after the answer has been kept, as in every game.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPointF, QRectF, Qt

from app.learning.games import trace
from app.learning.games.rounds import Outcome, Round
from app.learning.mastery import Game
from app.system.sound import Effect
from app.ui.grove.letter_words import letter_of
from app.ui.grove.scenes import QUIET_GLADE
from app.ui.grove.standing_friend import StandingFriend
from app.ui.painting.parts import PebbleKind
from app.ui.playing.line_up import LineUp, line_up
from app.ui.playing.sitting_page import SittingPage
from app.ui.tracing.raster import raster_of
from app.ui.tracing.sheet import Sheet
from app.ui.widgets.pebble import Pebble
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.learning.tracing import Model
    from app.learning.tracing_guide import Guide
    from app.services.play import Feedback
    from app.ui.stage import Stage
    from app.ui.widgets.tiles import Tile

_ARRIVE_MS = 250  # a page that has just come is seen before it speaks
_AGAIN_MS = 900  # after a drawing that showed something else: it fades first
_COLUMN = 92.0  # px at the end side for the pebbles


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the scorer and the sheet need of one letter; None where its font draws nothing."""

    model: Model | None
    guide: Guide | None


def prepared(raster: bytes, rivals: dict[str, bytes], letter: str, right_to_left: bool) -> Prepared:
    """Work out a letter. Not for the GUI thread: it takes some 30 ms, and the first time it loads numpy."""
    from app.learning.tracing import model_of  # noqa: PLC0415 (numpy takes 100 ms to load: only here, beside the window)
    from app.learning.tracing_guide import guide_of  # noqa: PLC0415 (as above)
    from app.ui.tracing.stroke_book import strokes_of  # noqa: PLC0415 (as above)

    return Prepared(model_of(raster, rivals), guide_of(raster, strokes_of(letter), right_to_left))


class Trace(SittingPage):
    """A sheet with Pip on its edge, pebbles beside it."""

    title: ClassVar[str] = "Write letters"
    game: ClassVar[Game] = Game.TRACE
    above: ClassVar[float] = 0.2

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, QUIET_GLADE)
        theme = stage.theme
        self._round: Round | None = None
        self._model: Model | None = None
        self._friend: StandingFriend | None = None
        self.sheet = self.add(Sheet(theme, self))
        self.watch = self.add(Pebble(theme, "play", tr("Watch how it is written"), parent=self))
        self.again = self.add(Pebble(theme, "again", tr("A fresh sheet"), parent=self))
        self.done = self.add(Pebble(theme, "check", tr("Done"), PebbleKind.GO, 56, self))
        self.sheet.completed.connect(lambda: self._answer(trace.OWN_PLACE))
        self.sheet.drew.connect(self._drew)
        self.sheet.asked_to_guide.connect(self._ask_hint)
        self.watch.clicked.connect(self.sheet.watch)
        self.again.clicked.connect(self._start_again)
        self.done.clicked.connect(self._read)
        for thing in (self.watch, self.again, self.done):
            thing.hide()
        self.sheet.lower()
        self.backdrop.lower()

    @property
    def tiles(self) -> Sequence[Tile]:
        """There are none: the child makes the letter."""
        return ()

    @property
    def turn(self) -> Round | None:
        """The turn that is shown, None before the first."""
        return self._round

    @property
    def takes_presses(self) -> bool:
        """Whether the sheet takes strokes now."""
        return super().takes_presses and self._model is not None

    # a turn

    def turn_came(self, turn: object) -> None:
        """A fresh sheet; the letter is worked out beside the window."""
        who, sitting = self._player, self._sitting
        if who is None or sitting is None or sitting.course is None or not isinstance(turn, Round):
            return
        self._round, self._model = turn, None
        self._show_turns(sitting.done, sitting.turns)
        script, form = who.pack.script, who.child.letterform
        self.sheet.show_letter(turn.asked, script, form, guided=sitting.course.hinted)
        self.sheet.setAccessibleName(tr("Sheet for the letter {letter}", letter=turn.asked))
        if self._friend is None:
            self._friend = StandingFriend(self.stage.theme, who.child.avatar, self)
            self._friend.stackUnder(self.sheet)
            self._friend.show()
        self._show_pebbles()
        self.arrange()
        raster = raster_of(turn.asked, script, form)
        rivals = {tile.letter: raster_of(tile.text, script, form) for tile in turn.tiles[trace.UNREAD_PLACE + 1 :]}
        asked, mirrored, tasks = turn.asked, who.pack.right_to_left, self.stage.tasks
        tasks.ask(self, lambda _: prepared(raster, rivals, asked, mirrored), lambda found: self._ready(turn, found), self._failed)
        self._again.start(_ARRIVE_MS)

    def _ready(self, turn: Round, found: Prepared) -> None:
        if turn is not self._round or found.model is None or found.guide is None:
            return
        self._model = found.model
        self.sheet.set_guide(found.guide)
        self._show_pebbles()

    def _show_pebbles(self) -> None:
        """The pebbles of this turn: watching where strokes are known, the tick where something is to be read. One of them is green."""
        guided, drawn = self.sheet.guided, bool(self.sheet.strokes)
        self.again.show()
        self.watch.setVisible(guided and self.sheet.can_be_watched)
        self.done.setVisible(not guided)
        self.done.setEnabled(drawn)
        self._hear.set_kind(PebbleKind.GO if guided else PebbleKind.PAPER)
        self.in_focus_order([self.sheet, self.done, self._hear, self.watch, self.again, self.pip, self._bulb, self._home])

    def _drew(self) -> None:
        self.done.setEnabled(True)

    def _start_again(self) -> None:
        if self.takes_presses:
            self.sheet.clear()
            self._show_pebbles()

    def _read(self) -> None:
        """The child says that the letter is there."""
        strokes = self.sheet.strokes
        if self._model is None or self._round is None or not strokes or not self.takes_presses:
            return
        from app.learning.tracing import read  # noqa: PLC0415 (loaded by now, with numpy)

        reading = read(strokes, self._model)
        self._answer(trace.place_read(self._round, reading.accepted, reading.rival))

    def _answer(self, place: int) -> None:
        if self._sitting is not None and self._sitting.press(place):
            self._again.stop()
            self.sheet.set_open(False)
            self.done.setEnabled(False)
            self.stage.speaker.effect(Effect.PRESS)

    def answered(self, place: int, outcome: Outcome, feedback: Feedback) -> None:  # noqa: ARG002 (what grew is shown in the grove)
        """The vine stays where it shows the letter, and fades where it does not; after two such the channel comes."""
        sitting = self._sitting
        if sitting is None or sitting.course is None:
            return
        right = outcome is Outcome.RIGHT
        self.sheet.take(right)
        self.stage.speaker.effect(Effect.YES if right else Effect.NOT_THIS)
        if right:
            self._say_letter()
            self._show_turns(sitting.done, sitting.turns)
            self.pip.be_glad()
            return
        self._again.start(_AGAIN_MS)
        if sitting.course.hinted:
            self.sheet.become_guided()
        self.sheet.set_open(True)
        self._show_pebbles()

    def show_hint(self) -> None:
        """The letter lies down under the child's hand."""
        if not self.sheet.guided:
            self.sheet.become_guided()
            self.stage.speaker.effect(Effect.HINT)
            self._show_pebbles()
        self.sheet.watch()
        self.repeat()

    def repeat(self) -> None:
        """Say what is asked."""
        if self._round is not None and self._player is not None and self._ending is None:
            self.ask_aloud(self._round.say, self._player.pack.voice)

    def _say_letter(self) -> None:
        if self._round is None or self._player is None:
            return
        letter = letter_of(self._player.pack, self._round.tiles[trace.OWN_PLACE].letter)
        if letter is not None:
            self.say((letter.sound,), self._player.pack.voice)

    def put_away(self) -> None:
        """No sheet any more."""
        self._round = self._model = None
        for thing in (self.sheet, self.watch, self.again, self.done):
            thing.hide()

    # keys

    def pressed_nothing(self) -> bool:
        """Space means the sheet, whatever has no focus."""
        self.sheet.setFocus(Qt.FocusReason.TabFocusReason)
        self.sheet.hold()
        return True

    def typed(self, text: str) -> None:
        """H helps, R repeats."""
        if text.casefold() == "h":
            self._bulb.click()
        elif text.casefold() == "r":
            self._hear.click()

    def key_pressed(self, key: int) -> bool:
        """Delete takes a fresh sheet, besides the keys of every game."""
        if key == Qt.Key.Key_Delete and self._ending is None:
            self._start_again()
            return True
        return super().key_pressed(key)

    # layout

    def arrange(self) -> None:
        """The sheet as large as may be, Pip on its edge, pebbles in a column at the end side."""
        places = line_up(self.ground, 1, self.above, self.hanging)
        ground, unit = places.ground, places.ground.unit
        self.lay_corners(places)
        self._lay_sheet(places)
        column = ground.start(ground.width - (_COLUMN / 2 + 32) * unit)
        gap = min(128.0, max(116.0, (ground.height - 260) / 3.4)) * unit
        for place, pebble in enumerate((self._hear, self.watch, self.again)):
            pebble.set_radius(46.0 * unit)
            pebble.stand_at(column, (46 + 32) * unit + place * gap)
        self.lay_ending()

    def _lay_sheet(self, places: LineUp) -> None:
        ground, unit = places.ground, places.ground.unit
        start, end = max(150.0 * unit, ground.width * 0.165), (_COLUMN + 96) * unit
        pip = min(112.0 * unit, ground.height * 0.13)
        top = pip + 16
        bottom = ground.height - (92.0 if places.low else 124.0 * unit)
        left = end if ground.mirrored else start
        box = QRectF(left, top, ground.width - start - end, bottom - top)
        self.sheet.spread(box)
        self.pip.set_size(pip)
        self.pip.stand(box.right() - 96 * unit if ground.mirrored else box.left() + 96 * unit, box.top() + 4)
        self.done.set_radius(56.0 * unit)
        self.done.stand_at(box.left() + 20 * unit if ground.mirrored else box.right() - 20 * unit, box.bottom() - 30 * unit)
        if self._friend is not None:
            height = min(178.0 * unit, start * 0.95)
            self._friend.stand(QPointF(ground.start(start * 0.49), ground.height - 110 * ground.scale), height, ground.mirrored)

    def leave(self) -> None:
        """Nothing moves any more."""
        self.sheet.set_open(False)
        self.sheet.clear()
        super().leave()

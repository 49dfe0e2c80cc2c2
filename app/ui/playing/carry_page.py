"""A game that is played by carrying: letters lie about, and each belongs somewhere.

A letter is dragged to its place, or pressed and then the place is pressed, or both by keys. Until the answer has been kept it waits where
it was put; what does not belong there glides back. The games differ in what the places are and in what is said.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer

from app.learning.games.rounds import Outcome
from app.learning.games.spreads import Spread, SpreadCourse
from app.services import play
from app.system.sound import Effect
from app.ui.painting.parts import TileState
from app.ui.playing.card_grid import grid_in
from app.ui.playing.line_up import line_up
from app.ui.playing.sitting import Sitting
from app.ui.playing.sitting_page import SittingPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.learning.ids import ChildId
    from app.learning.letters import Spoken
    from app.services.play import Feedback
    from app.ui.grove.backdrop import Scenery
    from app.ui.playing.line_up import LineUp
    from app.ui.stage import Stage
    from app.ui.widgets.loose_tile import LooseTile
    from app.ui.widgets.tiles import Tile

_ARRIVE_MS = 250  # a page that has just come is seen before it speaks
_AGAIN_MS = 700  # after a place that was not the one
_SAYS_AGAIN_MS = 1500  # while it is carried
_SCATTER = (-0.30, 0.42, -0.46, 0.22, -0.12)  # how far a letter lies above or below the middle, as a share of the room there is
_FINGER = 88.0  # px: smaller, a child of four misses it
_SWAY = (-7.0, 5.0, -4.0, 8.0, -5.0)  # degrees
_MAGNET = 36.0  # px beside a place that still mean it


class CarryPage(SittingPage):
    """`loose` are the letters that lie about, `places` where they belong."""

    def __init__(self, stage: Stage, scenery: Scenery) -> None:
        super().__init__(stage, scenery)
        self.loose: list[LooseTile] = []
        self.places: list[Tile] = []
        self._waiting: int | None = None  # the letter whose answer is on its way
        self._singing = QTimer(self, interval=_SAYS_AGAIN_MS)
        self._singing.timeout.connect(self._sing_on)
        self.pip.lower()
        self.backdrop.lower()

    # what a game fills in

    @abstractmethod
    def lay_out(self, spread: Spread) -> tuple[list[LooseTile], list[Tile]]:
        """Fresh letters and places."""

    @abstractmethod
    def move_of(self, loose: int, place: int) -> int:
        """The move that carries a letter to a place."""

    @abstractmethod
    def told(self, move: int) -> tuple[int, int]:
        """The letter and the place of a move."""

    @abstractmethod
    def sound_of(self, loose: int) -> Spoken:
        """What a letter says while it is carried."""

    @abstractmethod
    def praise(self, move: int) -> tuple[Spoken, ...]:
        """What is said when it is where it belongs."""

    @abstractmethod
    def show_settled(self, moving: bool) -> None:
        """Show what is where it belongs."""

    @abstractmethod
    def arrange_things(self, lines: LineUp) -> None:
        """Letters, places and Pip for this size."""

    def pressed_loose(self, loose: int) -> None:
        """A letter was pressed: it waits for its place, or no longer."""
        self.choose(None if self.loose[loose].chosen else loose)

    # the sitting

    def new_sitting(self, child: ChildId) -> Sitting:
        """A sitting that hands out spreads."""
        return Sitting(self.stage.tasks, child, self.game, self, play.next_spread)

    @property
    def course(self) -> SpreadCourse | None:
        """The course of what lies there."""
        return self.sitting.spread if self.sitting is not None else None

    @property
    def tiles(self) -> Sequence[Tile]:
        """The letters that lie about."""
        return self.loose

    def turn_came(self, turn: object) -> None:
        """Fresh letters and places."""
        sitting = self.sitting
        if sitting is None or self.course is None or not isinstance(turn, Spread):
            return
        by_key = any(thing.hasFocus() for thing in (*self.loose, *self.places))
        self._clear()
        self.loose, self.places = self.lay_out(turn)
        for number, tile in enumerate(self.loose):
            tile.clicked.connect(lambda _=False, number=number: self.pressed_loose(number))
            tile.lifted.connect(lambda number=number: self._lifted(number))
            tile.moved.connect(self._carried_over)
            tile.dropped.connect(lambda at, number=number: self._dropped(number, at))
            self.add(tile)
        for number, place in enumerate(self.places):
            place.clicked.connect(lambda _=False, number=number: self._pressed_place(number))
            self.add(place)
        self._order_focus()
        self._show_turns(sitting.done, sitting.turns)
        self.show_settled(moving=False)
        self._show_hint(moving=False)
        self.arrange()
        self._appear.show([*self.places, *(tile for number, tile in enumerate(self.loose) if self._lies(number))])
        self.pip.look_at(None)
        if by_key:
            self.loose[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._again.start(_ARRIVE_MS)
        self.stage.speaker.prepare([self.sound_of(number) for number in range(len(self.loose))], self.who.pack.voice)

    def _order_focus(self) -> None:
        self.in_focus_order([*self.loose, *self.places, self._hear, self.pip, self._bulb, self._home])

    def _clear(self) -> None:
        self._waiting = None
        for thing in (*self.loose, *self.places):
            self.drop(thing)
        self.loose, self.places = [], []

    def put_away(self) -> None:
        """Nothing lies there any more."""
        self._clear()

    # carrying

    def _lies(self, loose: int) -> bool:
        """Whether a letter still lies about."""
        course = self.course
        return course is None or not any(self.told(course.move(q, c))[0] == loose for q, c in course.settled.items())

    def choose(self, loose: int | None) -> None:
        """Let a letter wait for its place; it says its sound."""
        for number, tile in enumerate(self.loose):
            tile.choose(number == loose)
        if loose is not None:
            self.stage.speaker.effect(Effect.PRESS)
            self._attend(loose)
            self.say((self.sound_of(loose),), self.who.pack.voice)

    @property
    def waits_for_answer(self) -> bool:
        """Whether a letter was put down, and what that did is not known yet."""
        return self._waiting is not None

    @property
    def chosen(self) -> int | None:
        """The letter that waits for its place."""
        return next((number for number, tile in enumerate(self.loose) if tile.chosen), None)

    def _attend(self, loose: int) -> None:
        """The child is at this letter."""
        self._again.stop()
        course = self.course
        if course is not None:
            course.attended = self.attended_by(loose)
            self._show_hint(moving=False)

    def attended_by(self, loose: int) -> int | None:
        """The question that a letter is about when it is taken up."""
        return loose

    def _lifted(self, loose: int) -> None:
        self.choose(None)
        self.stage.speaker.effect(Effect.PRESS)
        self._attend(loose)
        self._sing_on()
        self._singing.start()

    def _sing_on(self) -> None:
        carried = next((number for number, tile in enumerate(self.loose) if tile.carried), None)
        if carried is None:
            self._singing.stop()
        else:
            self.say((self.sound_of(carried),), self.who.pack.voice)

    def _carried_over(self, at: QPointF) -> None:
        """The place that would take the letter stands out."""
        meant = self.place_at(at)
        for number, place in enumerate(self.places):
            place.expect(number == meant and place.state is not TileState.YES)

    def _dropped(self, loose: int, at: QPointF) -> None:
        self._singing.stop()
        for each in self.places:
            each.expect(False)
        place = self.place_at(at)
        if place is None:
            self.loose[loose].glide_back()
        else:
            self.carry(loose, place)

    def place_at(self, at: QPointF) -> int | None:
        """The place that is meant by a point of the page: the nearest one that it lies on, or close to."""
        near = []
        for number, place in enumerate(self.places):
            box = place.seen().translated(QPointF(place.pos())).adjusted(-_MAGNET, -_MAGNET, _MAGNET, _MAGNET)
            if place.isVisible() and box.contains(at):
                near.append(((place.middle() - at).manhattanLength(), number))
        return min(near)[1] if near else None

    def _pressed_place(self, place: int) -> None:
        chosen = self.chosen
        if chosen is None:
            self.stage.speaker.effect(Effect.PRESS)
            self.pressed_place_alone(place)
        else:
            self.carry(chosen, place)

    def pressed_place_alone(self, place: int) -> None:
        """A place was pressed while no letter waits for one."""

    def carry(self, loose: int, place: int) -> None:
        """Put a letter down at a place; when that decides nothing, it glides back."""
        self.choose(None)
        tile = self.loose[loose]
        if self.sitting is not None and self._waiting is None and self.sitting.press(self.move_of(loose, place)):
            self._again.stop()
            self._waiting = loose
            tile.raise_()
            tile.glide_to(self.places[place].middle())
        else:
            tile.glide_back()

    def answered(self, place: int, outcome: Outcome, feedback: Feedback) -> None:  # noqa: ARG002 (what grew is shown in the grove)
        """At home, or back to where it lay."""
        loose, _ = self.told(place)
        tile, sitting, self._waiting = self.loose[loose], self.sitting, None
        if sitting is None:
            return
        if outcome is Outcome.NOT_THIS:
            tile.glide_back()
            self.stage.speaker.effect(Effect.NOT_THIS)
            self._again.start(_AGAIN_MS)
        else:
            had_focus = any(thing.hasFocus() for thing in (*self.loose, *self.places))
            tile.set_state(TileState.YES, moving=False)
            tile.hide()
            self.stage.speaker.effect(Effect.YES)
            self.say(self.praise(place), self.who.pack.voice)
            self.pip.be_glad()
            self.show_settled(moving=True)
            following = next((one for number, one in enumerate(self.loose) if self._lies(number)), None)
            if had_focus and following is not None:
                following.setFocus(Qt.FocusReason.OtherFocusReason)
            if outcome is Outcome.RIGHT:
                self._show_turns(sitting.done, sitting.turns)
        self._show_hint(moving=True)

    # hints and voice

    def show_hint(self) -> None:
        """Where the letter belongs glows."""
        self.stage.speaker.effect(Effect.HINT)
        self._show_hint(moving=True)
        self.repeat()

    def _show_hint(self, moving: bool) -> None:
        course = self.course
        shows = course.shows if course is not None and not course.over else None
        pair = None if shows is None or course is None else self.told(course.move(*shows))
        for things, meant in ((self.loose, pair and pair[0]), (self.places, pair and pair[1])):
            for number, thing in enumerate(things):
                state = TileState.HINT if pair is not None and number == meant else TileState.REST
                if thing.state in {TileState.HINT, TileState.REST} and thing.state is not state:
                    thing.set_state(state, moving)
        if pair is not None:
            self.pip.look_at(self.places[pair[1]])

    # keys

    def typed(self, text: str) -> None:
        """A letter key takes up its letter; a number means a letter or, while one waits, a place; H helps, R repeats."""
        for number, tile in enumerate(self.loose):
            if self._lies(number) and tile.letter.casefold() == text.casefold():
                tile.setFocus(Qt.FocusReason.ShortcutFocusReason)
                tile.click()
                return
        if text.isdecimal():
            things: Sequence[Tile] = self.loose if self.chosen is None else self.places
            if 1 <= int(text) <= len(things) and things[int(text) - 1].isVisible():
                things[int(text) - 1].click()
        elif text.casefold() == "h":
            self._bulb.click()
        elif text.casefold() == "r":
            self._hear.click()

    # layout

    def arrange(self) -> None:
        """Everything at its place for this size."""
        lines = line_up(self.ground, 1, self.above, self.hanging)
        self.lay_corners(lines)
        upper = lines.corner(46.0, 32, top=True, start=False)
        self._hear.stand_at(upper.x(), upper.y())
        self.arrange_things(lines)
        self.lay_ending()

    def strew(self, lines: LineUp, area: QRectF, largest: float, steep: float = 1.0) -> None:
        """Letters side by side in an area, `largest` px at most, one a little higher, the next a little lower; `steep` 0 to 1.

        In rows, where they would be too small for a finger otherwise.
        """
        ground = lines.ground
        count = max(1, len(self.loose))
        side = min(grid_in(area, ground, count, in_one_row=True).side, largest, area.height() * 0.86)
        rows = grid_in(area, ground, count)
        if side < _FINGER and rows.side > side:
            for tile, middle in zip(self.loose, rows.middles, strict=False):
                tile.set_side(min(rows.side, largest))
                tile.set_sway(0.0)
                tile.lie_at(middle.x(), middle.y())
            return
        spare = (area.height() - side) * steep
        step = min(area.width() / count, side * 1.9)
        for number, tile in enumerate(self.loose):
            tile.set_side(side)
            tile.set_sway(_SWAY[number % len(_SWAY)] * steep)
            x = area.center().x() + (number - (count - 1) / 2) * step
            y = area.center().y() + _SCATTER[number % len(_SCATTER)] * spare
            tile.lie_at(ground.width - x if ground.mirrored else x, y)

    def leave(self) -> None:
        """Nothing is carried any more."""
        super().leave()
        self._singing.stop()
        for tile in self.loose:
            tile.let_go()

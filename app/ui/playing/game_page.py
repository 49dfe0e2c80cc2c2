"""A game of choice on the screen: what is asked above, tiles below, and the sitting that hands out the turns.

The games differ in how they ask and where their tiles stand; everything else is here. A press shows at once; what it did is shown when
the answer has been kept. While it is on its way, presses are not taken; when the database is away, Pip waits and goes on by itself.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.learning.games.rounds import Outcome, Round
from app.learning.mastery import Game
from app.system.sound import Effect
from app.ui.grove.letter_words import letter_of
from app.ui.painting.parts import TileState
from app.ui.playing.line_up import LineUp, line_up
from app.ui.playing.sitting_page import SittingPage
from app.ui.widgets.tiles import LetterTile, Tile
from app.ui.words import tr

if TYPE_CHECKING:
    from app.learning.games.rounds import Tile as Offered
    from app.learning.letters import Letter, Spoken
    from app.learning.problems import Problem
    from app.services.play import Feedback
    from app.ui.grove.backdrop import Scenery
    from app.ui.playing.player import Player
    from app.ui.stage import Stage

# Games that ask by ear: where nothing can be heard they show what is wanted, and an answer is a helped one.
_BY_EAR = frozenset({Game.LISTEN_AND_FIND, Game.PICTURE_TO_LETTER, Game.ALPHABET_TRAIN})
_AGAIN_MS = 700  # after a tile that was not the one: first its sound and wobble, then the prompt once more
_ARRIVE_MS = 250  # a page that has just come is seen before it speaks


class GamePage(SittingPage):
    """What the games of choice share."""

    def __init__(self, stage: Stage, scenery: Scenery) -> None:
        super().__init__(stage, scenery)
        self._round: Round | None = None
        self._tiles: list[Tile] = []

    # what a game fills in

    @abstractmethod
    def place_asking(self, places: LineUp) -> None:
        """Lay out what is asked: Pip, the picture, the speaker pebble."""

    @abstractmethod
    def show_asking(self, turn: Round, letter: str) -> None:
        """Show what this turn asks; `letter` is the wanted letter where it is to be shown, else empty."""

    def tile_for(self, who: Player, place: int, offered: Offered, name: str) -> Tile:  # noqa: ARG002 (where it stands in a word)
        """The tile that shows a letter."""
        return LetterTile(self.stage.theme, offered.text, name, who.pack.script, who.child.letterform, parent=self)

    def praise(self, letter: Letter) -> tuple[Spoken, ...]:
        """What is said of the right letter when it was pressed."""
        return (letter.sound,)

    def put_away(self) -> None:
        """No tiles any more."""
        for tile in self._tiles:
            self.drop(tile)
        self._tiles, self._round = [], None

    @property
    def turn(self) -> Round | None:
        """The turn that is shown, None before the first."""
        return self._round

    @property
    def tiles(self) -> list[Tile]:
        """The tiles of this turn, in reading order."""
        return self._tiles

    def stays(self, place: int) -> bool:
        """Whether a tile is still there: after three that were not the one only two stay."""
        course = self._sitting.course if self._sitting is not None else None
        return course is None or place in course.staying

    # a turn

    def turn_came(self, turn: object) -> None:
        """Fresh tiles, and what is asked."""
        who, sitting = self._player, self._sitting
        if who is None or sitting is None or sitting.course is None or not isinstance(turn, Round):
            return
        had_focus = next((place for place, tile in enumerate(self._tiles) if tile.hasFocus()), -1)
        for tile in self._tiles:
            self.drop(tile)
        self._round = turn
        self._tiles = [self._tile(who, place, tile) for place, tile in enumerate(turn.tiles)]
        self.in_focus_order([*self._tiles, self._hear, self.pip, self._bulb, self._home])
        self._show_turns(sitting.done, sitting.turns)
        if self._sitting is not None:
            self._sitting.unheard = self.silent and turn.game in _BY_EAR
        self.show_asking(turn, turn.asked if self.shows_letter else "")
        self._show_course(moving=False)
        self.arrange()
        self._appear.show(tile for place, tile in enumerate(self._tiles) if self.stays(place))
        self.pip.look_at(None)
        if had_focus >= 0:
            self._tiles[min(had_focus, len(self._tiles) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        self._again.start(_ARRIVE_MS)
        letter = letter_of(who.pack, turn.tiles[turn.right].letter)
        if letter is not None:
            self.stage.speaker.prepare(self.praise(letter), who.pack.voice)

    def _tile(self, who: Player, place: int, offered: Offered) -> Tile:
        tile = self.tile_for(who, place, offered, tr("Letter {letter}", letter=offered.shown or offered.text))
        tile.clicked.connect(lambda: self._press(place))
        return self.add(tile)

    def answered(self, place: int, outcome: Outcome, feedback: Feedback) -> None:  # noqa: ARG002 (what grew is shown in the grove)
        """A hop for the right tile; another goes to rest."""
        self._tiles[place].setDown(False)
        self.turned(place, outcome)

    def turned(self, place: int, outcome: Outcome) -> None:
        """The same for a press after the first of several was found: it answers nothing."""
        tile, sitting = self._tiles[place], self._sitting
        if sitting is None:
            return
        if outcome in {Outcome.RIGHT, Outcome.FOUND}:
            tile.set_state(TileState.YES)
            self.stage.speaker.effect(Effect.YES)
            self._say_letter()
            self._show_turns(sitting.done, sitting.turns)
            if outcome is Outcome.RIGHT:
                self.pip.be_glad()
            else:
                self._show_course(moving=True)  # a hint points at the next
            return
        tile.set_state(TileState.NOT_THIS)
        self.stage.speaker.effect(Effect.NOT_THIS)
        self._show_course(moving=True, but=place)
        self._again.start(_AGAIN_MS)

    def _show_course(self, moving: bool, but: int = -1) -> None:
        """Show the tiles as the course has them."""
        sitting, turn = self._sitting, self._round
        if sitting is None or sitting.course is None or turn is None:
            return
        course = sitting.course
        for place, tile in enumerate(self._tiles):
            if place in course.resting and place != but:
                tile.set_state(TileState.RESTING, moving=False)
            if not self.stays(place):
                if tile.hasFocus():
                    self._tiles[turn.right].setFocus(Qt.FocusReason.OtherFocusReason)
                tile.hide()
        if moving and len(course.staying) < len(self._tiles):
            self.arrange()  # strings without a tile go too
        if course.hinted and not course.over:
            self._glow(moving)

    # hints and prompts

    def show_hint(self) -> None:
        """The right tile glows."""
        self._glow(moving=True)
        self.repeat()

    def _glow(self, moving: bool) -> None:
        course = self._sitting.course if self._sitting is not None else None
        if course is None:
            return
        tile = self._tiles[course.shows]
        if tile.state is not TileState.HINT:
            tile.set_state(TileState.HINT, moving)
            if moving:
                self.stage.speaker.effect(Effect.HINT)
        self.pip.look_at(tile)

    def repeat(self) -> None:
        """Say what is asked."""
        if self._round is not None and self._player is not None and self._ending is None:
            self.ask_aloud(self._round.say, self._player.pack.voice)

    def unheard(self, problem: Problem) -> None:
        """Show the wanted letter, from this turn on."""
        del problem
        if self._round is not None and self._ending is None and self.shows_letter:
            self.show_asking(self._round, self._round.asked)

    def _say_letter(self) -> None:
        if self._round is None or self._player is None:
            return
        letter = letter_of(self._player.pack, self._round.tiles[self._round.right].letter)
        if letter is not None:
            self.say(self.praise(letter), self._player.pack.voice)

    # keys

    def typed(self, text: str) -> None:
        """A letter key presses its tile; H and R mean help and again where no tile has them."""
        for tile in self._tiles:
            if tile.isVisible() and tile.letter.casefold() == text.casefold() and tile.state is not TileState.YES:  # nor what has gone
                tile.setFocus(Qt.FocusReason.ShortcutFocusReason)
                tile.click()
                return
        if text.casefold() == "h":
            self._bulb.click()
        elif text.casefold() == "r":
            self._hear.click()
        elif text.isdecimal() and 1 <= int(text) <= len(self._tiles) and self._tiles[int(text) - 1].isVisible():
            self._tiles[int(text) - 1].click()  # by place, whatever script the keyboard has

    # layout

    def arrange(self) -> None:
        """Everything at its place for this size."""
        places = line_up(self.ground, max(len(self._tiles), 1), self.above, self.hanging)
        self.lay_tiles(places)
        self.lay_corners(places)
        self.place_asking(places)
        self.lay_ending()

    def lay_tiles(self, places: LineUp) -> None:
        """The tiles in a row."""
        for tile, middle in zip(self._tiles, places.middles, strict=False):
            tile.set_side(places.side)
            tile.stand_at(middle.x(), middle.y())

"""A game of choice on the screen: what is asked above, tiles below, and the sitting that hands out the turns.

The two games differ in how they ask and where their tiles stand; everything else is here. A press shows at once; what it did is shown when
the answer has been kept. While it is on its way, presses are not taken; when the database is away, Pip waits and goes on by itself.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer

from app.learning.games.rounds import Outcome, Round
from app.learning.ids import ChildId
from app.system.sound import Effect
from app.ui.grove.child_page import ChildPage
from app.ui.grove.letter_words import letter_of
from app.ui.grove.one_by_one import OneByOne
from app.ui.painting.parts import PebbleKind, TileState
from app.ui.playing.line_up import LineUp, line_up
from app.ui.playing.player import Player, player
from app.ui.playing.seeds_grew import SeedsGrew
from app.ui.playing.singing_pip import SingingPip
from app.ui.playing.sitting import Sitting
from app.ui.routes import Route
from app.ui.widgets.pebble import Pebble
from app.ui.widgets.tiles import LetterTile
from app.ui.widgets.turn_seeds import TurnSeeds
from app.ui.words import tr

if TYPE_CHECKING:
    from app.learning.mastery import Game
    from app.learning.problems import Problem
    from app.services.play import Begun, Feedback, SittingResult
    from app.ui.grove.backdrop import Scenery
    from app.ui.stage import Stage

_AGAIN_MS = 700  # after a tile that was not the one: first its sound and wobble, then the prompt once more
_ARRIVE_MS = 250  # a page that has just come is seen before it speaks


class GamePage(ChildPage):
    """What both games share."""

    game: ClassVar[Game]
    above: ClassVar[float]  # the share of the height for what is asked
    hanging: ClassVar[bool] = False

    def __init__(self, stage: Stage, scenery: Scenery) -> None:
        super().__init__(stage, scenery)
        theme = stage.theme
        self._child: ChildId | None = None
        self._player: Player | None = None
        self._sitting: Sitting | None = None
        self._round: Round | None = None
        self._tiles: list[LetterTile] = []
        self._ending: SeedsGrew | None = None
        self._appear = OneByOne(self)
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self.repeat)
        self.pip = self.add(SingingPip(theme, tr("Pip; hear it again"), self))
        self.seeds = TurnSeeds(theme, 8, parent=self)
        self.seeds.hide()
        self._home = self.add(Pebble(theme, "home", tr("Home"), parent=self))
        self._hear = self.add(Pebble(theme, "speaker", tr("Hear it again"), PebbleKind.GO, parent=self))
        self._bulb = self.add(Pebble(theme, "bulb", tr("Help"), PebbleKind.SUN, 50, self))
        self._home.clicked.connect(self.go_home)
        self._hear.clicked.connect(self.repeat)
        self._bulb.clicked.connect(self._ask_hint)
        stage.speaker.began.connect(self.pip.begin_song)
        stage.speaker.ended.connect(self.pip.end_song)
        self.pip.clicked.connect(self.repeat)

    # what a game fills in

    @abstractmethod
    def place_asking(self, places: LineUp) -> None:
        """Lay out what is asked: Pip, the picture, the speaker pebble."""

    @abstractmethod
    def put_away(self) -> None:
        """Put away what was asked: the sitting is over."""

    @abstractmethod
    def show_asking(self, turn: Round, letter: str) -> None:
        """Show what this turn asks; `letter` is the wanted letter where it is to be shown, else empty."""

    # the page

    def enter(self, **facts: object) -> None:
        """Take the `child`."""
        self._child = facts["child"]  # type: ignore[assignment]  # the route's fact

    def refresh(self) -> None:
        """Ask who plays, then begin; once."""
        child = self._child
        if child is None or self._sitting is not None:
            return
        self._sitting = sitting = Sitting(self.stage.tasks, child, self.game, self)
        sitting.begun.connect(self._begun)
        sitting.turn_came.connect(self._turn)
        sitting.answered.connect(self._answered)
        sitting.hinted.connect(self._show_hint)
        sitting.held.connect(self._hold)
        sitting.went_on.connect(self._go_on)
        sitting.over.connect(self._over)
        sitting.failed.connect(self._failed)
        self.stage.tasks.ask(self, lambda desk: player(desk, child), self._met, self._failed)

    def _met(self, who: Player) -> None:
        self._player = who
        if self._sitting is not None:
            self._sitting.begin()

    def _begun(self, begun: Begun) -> None:
        self._show_turns(begun.done, begun.turns)

    def _show_turns(self, done: int, total: int) -> None:
        self.seeds.set_turns(total, done, tr("Turn {turn} of {total}", turn=min(done + 1, total), total=total))
        self.seeds.show()
        self._lay_turns(line_up(self.ground, 1, self.above, self.hanging))

    def _lay_turns(self, places: LineUp) -> None:
        self.seeds.fit(places.turns_widest)
        middle = places.turns
        self.seeds.move(round(middle.x() - self.seeds.width() / 2), round(middle.y() - self.seeds.height() / 2))

    @property
    def who(self) -> Player:
        """Who plays; there is somebody whenever a turn is shown."""
        if self._player is None:
            raise RuntimeError("a turn came before the player")
        return self._player

    @property
    def turn(self) -> Round | None:
        """The turn that is shown, None before the first."""
        return self._round

    @property
    def sitting(self) -> Sitting | None:
        """The sitting that hands out the turns."""
        return self._sitting

    @property
    def tiles(self) -> list[LetterTile]:
        """The tiles of this turn, in reading order."""
        return self._tiles

    @property
    def takes_presses(self) -> bool:
        """Whether a tile can be pressed now."""
        return self._sitting is not None and self._sitting.takes_presses and not self._appear.busy

    def stays(self, place: int) -> bool:
        """Whether a tile is still there: after three that were not the one only two stay."""
        course = self._sitting.course if self._sitting is not None else None
        return course is None or place in course.staying

    @property
    def ended(self) -> bool:
        """Whether the sitting is over and what grew is shown."""
        return self._ending is not None

    @property
    def waits(self) -> bool:
        """Whether Pip waits for the database."""
        return self.pip.waits

    @property
    def shows_letter(self) -> bool:
        """Whether the wanted letter is shown: for children who do not hear, and where there is no sound."""
        silent = self.stage.computer.volume == 0 or not self.stage.speaker.available
        return silent or (self._player is not None and self._player.shown)

    # a turn

    def _turn(self, turn: Round) -> None:
        who, sitting = self._player, self._sitting
        if who is None or sitting is None or sitting.course is None:
            return
        had_focus = next((place for place, tile in enumerate(self._tiles) if tile.hasFocus()), -1)
        for tile in self._tiles:
            self.drop(tile)
        self._round = turn
        self._tiles = [self._tile(who, place, tile.text) for place, tile in enumerate(turn.tiles)]
        self.in_focus_order([*self._tiles, self._hear, self.pip, self._bulb, self._home])
        self._show_turns(sitting.done, sitting.turns)
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
            self.stage.speaker.prepare((letter.sound,), who.pack.voice)

    def _tile(self, who: Player, place: int, text: str) -> LetterTile:
        tile = LetterTile(self.stage.theme, text, tr("Letter {letter}", letter=text), who.pack.script, who.child.letterform, parent=self)
        tile.clicked.connect(lambda: self._press(place))
        return self.add(tile)

    def _press(self, place: int) -> None:
        if self._sitting is not None and self._sitting.press(place):
            self._again.stop()
            self.stage.speaker.effect(Effect.PRESS)
            self._tiles[place].setDown(True)  # it stays pressed until the answer is kept

    def _answered(self, place: int, outcome: Outcome, feedback: Feedback) -> None:  # noqa: ARG002 (what grew is shown in the grove)
        tile, sitting = self._tiles[place], self._sitting
        tile.setDown(False)
        if sitting is None:
            return
        if outcome is Outcome.RIGHT:
            tile.set_state(TileState.YES)
            self.stage.speaker.effect(Effect.YES)
            self._say_letter()
            self._show_turns(sitting.done, sitting.turns)
            self.pip.be_glad()
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

    def _ask_hint(self) -> None:
        if self._sitting is not None:
            self._sitting.hint()

    def _show_hint(self) -> None:
        self._glow(moving=True)
        self.repeat()

    def _glow(self, moving: bool) -> None:
        if self._round is None:
            return
        tile = self._tiles[self._round.right]
        if tile.state is not TileState.HINT:
            tile.set_state(TileState.HINT, moving)
            if moving:
                self.stage.speaker.effect(Effect.HINT)
        self.pip.look_at(tile)

    def repeat(self) -> None:
        """Say what is asked."""
        if self._round is not None and self._player is not None and self._ending is None:
            self.say(self._round.say, self._player.pack.voice)

    def _say_letter(self) -> None:
        if self._round is None or self._player is None:
            return
        letter = letter_of(self._player.pack, self._round.tiles[self._round.right].letter)
        if letter is not None:
            self.say((letter.sound,), self._player.pack.voice)

    # keys

    def typed(self, text: str) -> None:
        """A letter key presses its tile; H and R mean help and again where no tile has them."""
        for tile in self._tiles:
            if tile.isVisible() and tile.letter.casefold() == text.casefold():  # what has gone cannot be meant
                tile.setFocus(Qt.FocusReason.ShortcutFocusReason)
                tile.click()
                return
        if text.casefold() == "h":
            self._bulb.click()
        elif text.casefold() == "r":
            self._hear.click()

    def key_pressed(self, key: int) -> bool:
        """F1 helps and F5 repeats, whatever letters are on the tiles; any key goes on from the seeds."""
        if self._ending is not None:
            self._ending.skip()
            return True
        if key == Qt.Key.Key_F1:
            self._bulb.click()
        elif key == Qt.Key.Key_F5:
            self._hear.click()
        else:
            return False
        return True

    def go_home(self) -> None:
        """Home; the sitting can be taken up again."""
        self.stage.go(Route.HOME, child=self._child)

    # the database is away, or the sitting is over

    def _hold(self, problem: Problem) -> None:
        self.pip.wait()
        sitting = self._sitting
        self.stage.show_problem(problem, sitting.try_again if sitting is not None else None)

    def _go_on(self) -> None:
        self.pip.end_song()

    def _failed(self, problem: Problem) -> None:
        self.pip.wait()
        self.stage.show_problem(problem, self._begin_again)

    def _begin_again(self) -> None:
        if self._sitting is not None:
            self._sitting.leave()
            self._sitting.deleteLater()
            self._sitting = None
        self.refresh()

    def _over(self, result: SittingResult) -> None:
        if result.bloomed:
            self.stage.go(Route.CELEBRATION, child=self._child, result=result)
            return
        for tile in self._tiles:
            self.drop(tile)
        self._tiles = []
        self._round = None
        self.put_away()
        for thing in (self._hear, self._bulb):
            thing.hide()
        self._ending = SeedsGrew(self.stage, self._player.pack if self._player else None, result, self)
        self._ending.over.connect(self.go_home)
        self.arrange()
        self._ending.begin()

    # layout

    def arrange(self) -> None:
        """Everything at its place for this size."""
        places = line_up(self.ground, max(len(self._tiles), 1), self.above, self.hanging)
        unit = places.ground.unit
        for tile, middle in zip(self._tiles, places.middles, strict=False):
            tile.set_side(places.side)
            tile.stand_at(middle.x(), middle.y())
        for pebble, radius, at in ((self._home, 46.0, places.home), (self._bulb, 50.0, places.hint)):
            pebble.set_radius(radius * unit)
            pebble.stand_at(at.x(), at.y())
        self._hear.set_radius(46.0 * unit)
        self._lay_turns(places)
        self.place_asking(places)
        if self._ending is not None:
            self._ending.setGeometry(self.rect())
            self._ending.raise_()
            self.pip.raise_()
            self._home.raise_()

    def leave(self) -> None:
        """The sitting stays open; what still waits to be kept is kept."""
        super().leave()
        self._again.stop()
        self._appear.stop()
        if self._ending is not None:
            self._ending.stop()
        if self._sitting is not None:
            self._sitting.leave()



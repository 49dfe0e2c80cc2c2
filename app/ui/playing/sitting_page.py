"""What every game that is played in sittings shares: Pip, the turns, the corner buttons, the sitting, and its end.

What did not go well (the database is away, the child is gone) is shown here too: Pip waits, nothing is lost, and it goes on by itself.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer

from app.system.sound import Effect
from app.ui.grove.child_page import ChildPage
from app.ui.one_by_one import OneByOne
from app.ui.painting.parts import PebbleKind
from app.ui.playing.line_up import LineUp, line_up
from app.ui.playing.player import Player, player
from app.ui.playing.seeds_grew import SeedsGrew
from app.ui.playing.singing_pip import SingingPip
from app.ui.playing.sitting import Sitting
from app.ui.routes import Route
from app.ui.widgets.pebble import Pebble
from app.ui.widgets.turn_seeds import TurnSeeds
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.learning.games.rounds import Outcome
    from app.learning.ids import ChildId
    from app.learning.letters import Spoken
    from app.learning.mastery import Game
    from app.learning.problems import Problem
    from app.services.play import Begun, Feedback, SittingResult
    from app.ui.grove.backdrop import Scenery
    from app.ui.stage import Stage
    from app.ui.widgets.tiles import Tile


class SittingPage(ChildPage):
    """A game with its sitting."""

    game: ClassVar[Game]
    above: ClassVar[float]  # the share of the height for what is asked
    hanging: ClassVar[bool] = False

    def __init__(self, stage: Stage, scenery: Scenery) -> None:
        super().__init__(stage, scenery)
        theme = stage.theme
        self._child: ChildId | None = None
        self._player: Player | None = None
        self._sitting: Sitting | None = None
        self._ending: SeedsGrew | None = None
        self._asked_aloud: tuple[Spoken, ...] = ()
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
        stage.speaker.troubled.connect(self.unheard)
        self.pip.clicked.connect(self.repeat)

    # what a game fills in

    @property
    @abstractmethod
    def tiles(self) -> Sequence[Tile]:
        """The tiles of this turn, in reading order."""

    @abstractmethod
    def turn_came(self, turn: object) -> None:
        """A turn has come, or goes on after a restart."""

    @abstractmethod
    def answered(self, place: int, outcome: Outcome, feedback: Feedback) -> None:
        """The answer has been kept: show what it did."""

    @abstractmethod
    def show_hint(self) -> None:
        """The child asked for help."""

    @abstractmethod
    def repeat(self) -> None:
        """Say what is asked."""

    def unheard(self, problem: Problem) -> None:
        """What was said could not be heard: a game that has to be heard shows it instead."""
        del problem

    @abstractmethod
    def put_away(self) -> None:
        """Put away the tiles and what was asked: the sitting is over."""

    def turned(self, place: int, outcome: Outcome) -> None:
        """A press answered nothing: show what it did."""

    def ask_aloud(self, words: Sequence[Spoken], voice: str) -> None:
        """Say a prompt; said again it is slower."""
        again = tuple(words) == self._asked_aloud
        self._asked_aloud = tuple(words)
        self.say([replace(word, slowly=again) for word in words], voice)

    def new_sitting(self, child: ChildId) -> Sitting:
        """The sitting of this page."""
        return Sitting(self.stage.tasks, child, self.game, self)

    # the page

    def enter(self, **facts: object) -> None:
        """Take the `child`."""
        self._child = facts["child"]  # type: ignore[assignment]  # the route's fact

    def refresh(self) -> None:
        """Ask who plays, then begin; once."""
        child = self._child
        if child is None or self._sitting is not None:
            return
        self._sitting = sitting = self.new_sitting(child)
        sitting.begun.connect(self._begun)
        sitting.turn_came.connect(self.turn_came)
        sitting.answered.connect(self.answered)
        sitting.turned.connect(self.turned)
        sitting.hinted.connect(self.show_hint)
        sitting.held.connect(self._hold)
        sitting.went_on.connect(self._go_on)
        sitting.over.connect(self._over)
        sitting.failed.connect(self._failed)
        self.stage.tasks.ask(self, lambda desk: player(desk, child), self._met, self._failed)

    def _met(self, who: Player) -> None:
        self._player = who
        self.run_as(who.pack)
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
    def sitting(self) -> Sitting | None:
        """The sitting that hands out the turns."""
        return self._sitting

    @property
    def takes_presses(self) -> bool:
        """Whether a tile can be pressed now."""
        return self._sitting is not None and self._sitting.takes_presses and not self._appear.busy

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
        """Whether the wanted letter is shown: for children who do not hear, and where there is no sound, or no voice."""
        return self.silent or (self._player is not None and self._player.shown)

    @property
    def silent(self) -> bool:
        """Whether nothing can be heard on this computer now, though the child could hear it."""
        who, speaker = self._player, self.stage.speaker
        if who is not None and who.shown:
            return False
        return self.stage.computer.volume == 0 or not speaker.available or (who is not None and not speaker.can_say(who.pack.voice))

    # acting

    def _press(self, place: int) -> None:
        if self._sitting is not None and self._sitting.press(place):
            self._again.stop()
            self.stage.speaker.effect(Effect.PRESS)
            self.tiles[place].setDown(self._sitting.keeps)  # it stays pressed until the answer is kept

    def _ask_hint(self) -> None:
        if self._sitting is not None:
            self._sitting.hint()

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
        self.put_away()
        for thing in (self._hear, self._bulb):
            thing.hide()
        self._ending = SeedsGrew(self.stage, self._player.pack if self._player else None, result, self)
        self._ending.over.connect(self.go_home)
        self.arrange()
        self._ending.begin()

    # layout

    def lay_corners(self, places: LineUp) -> None:
        """The pebbles and the turns at their places."""
        unit = places.ground.unit
        for pebble, radius, at in ((self._home, 46.0, places.home), (self._bulb, 50.0, places.hint)):
            pebble.set_radius(radius * unit)
            pebble.stand_at(at.x(), at.y())
        self._hear.set_radius(46.0 * unit)
        self._lay_turns(places)

    def lay_ending(self) -> None:
        """What grew lies over everything but Pip and the way home."""
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



"""The games to choose from, as pictures. A game stands here as soon as the child knows enough letters for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import QPointF, QRectF

from app.learning.letters import form
from app.learning.problems import Problem, Trouble
from app.learning.skills import Status
from app.services import game_offer, looking
from app.system.sound import Effect
from app.ui.grove.child_page import ChildPage
from app.ui.grove.game_button import GameButton
from app.ui.grove.letter_words import words_of
from app.ui.grove.scenes import QUIET_GLADE
from app.ui.one_by_one import OneByOne
from app.ui.painting.game_signs import SignLetters
from app.ui.people import saying
from app.ui.playing.card_grid import grid_in
from app.ui.routes import GAME_ROUTES, Route
from app.ui.widgets.pebble import Pebble
from app.ui.words import tr

if TYPE_CHECKING:
    from app.learning.ids import ChildId
    from app.learning.mastery import Game
    from app.services.desk import Desk
    from app.services.game_offer import GameOffer
    from app.services.looking import Grove
    from app.ui.stage import Stage


@dataclass(frozen=True, slots=True)
class Choice:
    """What there is to choose."""

    grove: Grove
    offer: GameOffer


def choice(desk: Desk, child: ChildId) -> Choice:
    """The games of a child, and its letters for their signs. Raises Problem NOT_FOUND."""
    return Choice(looking.grove(desk, child), game_offer.offer(desk, child))


def sign_letters(grove: Grove) -> SignLetters:
    """The letters that the signs are drawn with: the child's own first ones, those it has begun before the others."""
    pack, case = grove.pack, grove.child.case
    begun = [tree.letter for tree in grove.trees if tree.status in (Status.GROWING, Status.BLOOMED)]
    order = list(dict.fromkeys((*begun, *(tree.letter for tree in grove.trees), *pack.usual_order)))
    first = next((key for key in order if pack.letter(key).first_words), order[0])
    second = next(key for key in order if key != first)
    letter = pack.letter(first)
    word = next(iter(words_of(pack, first)), None)
    return SignLetters(
        letter.lower, form(pack.letter(second), case), letter.upper or letter.lower, word.picture if word else "",
        pack.script, grove.child.letterform, pack.right_to_left,
    )  # fmt: skip


class Games(ChildPage):
    """One picture for each game, the explorer last."""

    title: ClassVar[str] = "Games"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, QUIET_GLADE)
        self._child: ChildId | None = None
        self._buttons: list[GameButton] = []
        self._appear = OneByOne(self)
        self._home = self.add(Pebble(stage.theme, "home", tr("Home"), parent=self))
        self._home.clicked.connect(self.go_home)

    def enter(self, **facts: object) -> None:
        """Take the `child`."""
        self._child = cast("ChildId", facts["child"])

    def refresh(self) -> None:
        """Ask which games there are."""
        child = self._child
        if child is not None and not self._buttons:
            self.stage.tasks.ask(self, lambda desk: choice(desk, child), self._show, self._not_shown)

    def _not_shown(self, problem: Problem) -> None:
        if problem.trouble is Trouble.NOT_FOUND:
            self.stage.go(Route.WHO)
        else:
            self.stage.show_problem(problem, self.refresh)

    @property
    def buttons(self) -> list[GameButton]:
        """The games, the explorer last."""
        return self._buttons

    def _show(self, there: Choice) -> None:
        self.run_as(there.grove.pack)
        letters = sign_letters(there.grove)
        games: tuple[Game | None, ...] = (*there.offer.games, None)
        for game in games:
            name = tr("Every key is a letter") if game is None else saying.game(game)
            button = GameButton(self.stage.theme, game, letters, game is there.offer.following, name, self)
            button.clicked.connect(lambda _=False, game=game: self._go(game))
            self._buttons.append(self.add(button))
        self.in_focus_order([*self._buttons, self._home])
        self.arrange()
        self._appear.show(self._buttons)

    def _go(self, game: Game | None) -> None:
        self.stage.speaker.effect(Effect.PRESS)
        self.stage.go(Route.EXPLORER if game is None else GAME_ROUTES[game], child=self._child)

    def pressed_nothing(self) -> bool:
        """Space or Enter means the game that is best now."""
        best = next((button for button in self._buttons if button.best), None)
        if best is not None:
            best.click()
        return best is not None

    def go_home(self) -> None:
        """Home."""
        self.stage.go(Route.HOME, child=self._child)

    def leave(self) -> None:
        """Show no more."""
        super().leave()
        self._appear.stop()

    # layout

    def arrange(self) -> None:
        """The pictures in rows in the middle."""
        ground = self.ground
        self._home.set_radius(46 * ground.unit)
        at = QPointF(ground.start(78 * ground.unit), 78 * ground.unit)
        self._home.stand_at(at.x(), at.y())
        beside, above = 160.0 * ground.unit, 30.0 * ground.unit
        area = QRectF(beside, above, ground.width - 2 * beside, ground.height - 2 * above)
        grid = grid_in(area, ground, max(2, len(self._buttons)))
        for button, middle in zip(self._buttons, grid.middles, strict=False):
            button.set_side(grid.side)
            button.stand_at(middle.x(), middle.y())

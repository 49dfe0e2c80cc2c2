"""The child's home: the grove itself, one tree for each letter, and the way on.

The green pebble goes on with what is best now: a play session that was left, else the game that the coach wants; the one with four squares
leads to all games. A tree says its letter when it is pressed, and the friend walks over; pressed again it is the way into the game as well.
What has grown since the last visit grows before the child's eyes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import QPointF, QTimer

from app.learning.ids import ChildId
from app.learning.mastery import Game
from app.learning.problems import Problem, Trouble
from app.learning.skills import Status
from app.services import care, game_offer, looking, settings
from app.services.change import Topic
from app.system.sound import Effect
from app.ui.ahead import load_ahead
from app.ui.grove import seen
from app.ui.grove.child_page import ChildPage
from app.ui.grove.glow import Glow
from app.ui.grove.letter_words import drawn, named, said
from app.ui.grove.scenes import HOME_LAND
from app.ui.grove.spots import SPOTS
from app.ui.grove.standing_friend import StandingFriend
from app.ui.painting.parts import PebbleKind
from app.ui.playing import besides
from app.ui.routes import GAME_ROUTES, Route
from app.ui.widgets.gate_key import GateKey
from app.ui.widgets.pebble import Pebble
from app.ui.widgets.portrait import FriendButton
from app.ui.widgets.tree_button import TreeButton
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from app.learning.care import Due
    from app.learning.grove import GroveTree
    from app.services.desk import Desk
    from app.services.looking import Grove
    from app.ui.painting.trees import Tree
    from app.ui.stage import Stage

_ARRIVES_MS = 500  # the grove is seen before it speaks or grows
_GROWS_MS = 1100  # one tree after the other


@dataclass(frozen=True, slots=True)
class View:
    """The grove, which game comes next, whether it is time for a rest, and whether the child needs calm."""

    grove: Grove
    game: Game
    due: Due | None
    calm: bool


def view(desk: Desk, child: ChildId, passed: timedelta = timedelta()) -> View:
    """The child's grove, and the game that goes on: one left in the middle, else the one that is best. Raises Problem NOT_FOUND.

    `passed` is what the child has played in this sitting without leaving an answer.
    """
    due = care.standing(desk, child, passed).due
    return View(looking.grove(desk, child), game_offer.offer(desk, child).following, due, settings.read(desk, child).calm)


class ChildHome(ChildPage):
    """The grove of one child."""

    lives_by: ClassVar[frozenset[Topic]] = frozenset({Topic.PROGRESS, Topic.CHILDREN, Topic.SKILLS, Topic.SETTINGS})
    title: ClassVar[str] = "The grove"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, HOME_LAND)
        theme = stage.theme
        self._child: ChildId | None = None
        self._view: View | None = None
        self._glade = 0
        self._trees: dict[str, TreeButton] = {}  # by letter, in the order of the road
        self._offered: str | None = None  # the letter whose tree was pressed last
        self._growing: list[str] = []
        self._friend: StandingFriend | None = None
        self._profile: FriendButton | None = None
        self._glow = Glow(theme, self)
        self._play = self.add(Pebble(theme, "play", tr("Play"), PebbleKind.GO, 78, self))
        self._on = self.add(Pebble(theme, "arrow-right", tr("Next glade"), parent=self))
        self._back = self.add(Pebble(theme, "arrow-left", tr("Glade before"), parent=self))
        self._hear = self.add(Pebble(theme, "speaker", tr("What comes next?"), radius=44, parent=self))
        self._games = self.add(Pebble(theme, "grid", tr("Games"), radius=44, parent=self))
        self._gate = self.add(GateKey(theme, tr("For grown-ups"), self))
        self._play.clicked.connect(self.play)
        self._on.clicked.connect(lambda: self._walk_to(self._glade + 1))
        self._back.clicked.connect(lambda: self._walk_to(self._glade - 1))
        self._hear.clicked.connect(self._say_next)
        self._games.clicked.connect(lambda: stage.go(Route.GAMES, child=self._child))
        self._gate.asked.connect(lambda: stage.go(Route.GATE, wanted=Route.LETTERS, child=self._child))
        self._gate.opened.connect(lambda: stage.go(Route.SIGN_IN, wanted=Route.LETTERS, child=self._child))
        self._arrive = QTimer(self, singleShot=True, interval=_ARRIVES_MS)
        self._arrive.timeout.connect(self._arrived)
        self._grow = QTimer(self, interval=_GROWS_MS)
        self._grow.timeout.connect(self._grow_one)
        self._on.hide()
        self._back.hide()

    def enter(self, **facts: object) -> None:
        """Take the `child`."""
        self._child = cast("ChildId", facts["child"])
        self.stage.child = self._child

    def refresh(self) -> None:
        """Ask how the grove stands."""
        child = self._child
        if child is not None:
            passed = besides.besides(child)
            self.stage.tasks.ask(self, lambda desk: view(desk, child, passed), self._show, self._not_shown)

    def _not_shown(self, problem: Problem) -> None:
        if problem.trouble is Trouble.NOT_FOUND:
            self.stage.go(Route.WHO)
        else:  # the database is away: the grove stays as it is
            self.stage.show_problem(problem, self.refresh)

    @property
    def shown(self) -> bool:
        """Whether the trees stand."""
        return self._view is not None

    @property
    def trees(self) -> dict[str, TreeButton]:
        """The trees of this glade by letter, in the order of the road."""
        return self._trees

    @property
    def games(self) -> Pebble:
        """The way to all games."""
        return self._games

    @property
    def gate(self) -> GateKey:
        """The key of the grown-ups."""
        return self._gate

    # the grove

    def _show(self, view: View) -> None:
        first = self._view is None
        if first and view.due is not None:
            self.stage.go(Route.REST, child=self._child)  # what has grown is shown after the rest
            return
        if first and self.stage.calm_down(view.calm):
            return  # this page is made anew
        self._view = view
        grove = view.grove
        self.run_as(grove.pack)
        changed = seen.grown_since(grove.child.id, grove.trees)
        if first:
            self._glade = next((tree.glade for tree in grove.trees if tree.letter in changed), self._next_glade())
            self._meet(grove)
            self._plant(changed)
            self._arrive.start()
            return
        for tree in grove.trees:
            if tree.letter in self._trees:
                self._trees[tree.letter].set_tree(self._drawn(tree), named(tree))
        self._stand_friend(walking=True)

    def _meet(self, grove: Grove) -> None:
        theme, child = self.stage.theme, grove.child
        self._friend = StandingFriend(theme, child.avatar, self)
        name = tr("{name}; somebody else plays", name=child.name)
        self._profile = self.add(FriendButton(theme, child.avatar, name, "", 56 * self.ground.unit, self))
        self._profile.clicked.connect(self.go_home)
        self._friend.show()
        self._profile.show()

    def _next_glade(self) -> int:
        return next((tree.glade for tree in self._grove_trees() if tree.is_next), 0)

    def _grove_trees(self) -> tuple[GroveTree, ...]:
        return self._view.grove.trees if self._view else ()

    def _here(self) -> list[GroveTree]:
        """The trees of this glade, in the order of the road."""
        return [tree for tree in self._grove_trees() if tree.glade == self._glade]

    def _drawn(self, tree: GroveTree) -> Tree:
        view = cast("View", self._view)
        place = next(i for i, each in enumerate(view.grove.trees) if each.letter == tree.letter)
        return drawn(tree, place, view.grove.pack, view.grove.child)

    def _plant(self, changed: Mapping[str, GroveTree] | None = None) -> None:
        """Trees for this glade; those that changed stand as they were, and grow after the arrival."""
        before = changed or {}
        for old in self._trees.values():
            self.drop(old)
        self._trees = {}
        for tree in self._here():
            look = before.get(tree.letter, tree)
            button = TreeButton(self.stage.theme, self._drawn(look), named(tree), parent=self)
            button.clicked.connect(lambda _=False, letter=tree.letter: self.press(letter))
            self._trees[tree.letter] = self.add(button)
        self._growing = [letter for letter in self._trees if letter in before]
        self._order()
        self.arrange()
        for button in self._trees.values():
            button.show()
        glades = max((tree.glade for tree in self._grove_trees()), default=0) + 1
        self._on.setVisible(self._glade < glades - 1)
        self._back.setVisible(self._glade > 0)

    def _order(self) -> None:
        """Focus follows the road, then the corners; what stands in front is painted last."""
        spots = {letter: SPOTS[i] for i, letter in enumerate(self._trees)}
        layers: list[tuple[float, QWidget]] = [(spots[letter].y, button) for letter, button in self._trees.items()]
        if self._friend is not None:
            layers.append((self._friend_spot()[1] - 1, self._friend))
        for _, layer in sorted(layers, key=lambda pair: pair[0]):
            layer.raise_()
        profile = [self._profile] if self._profile else []
        corners: list[QWidget] = [self._play, self._on, self._back, self._hear, self._games, *profile, self._gate]
        self._glow.raise_()
        for corner in corners:
            corner.raise_()
        self.in_focus_order([*self._trees.values(), *corners])

    def _arrived(self) -> None:
        following = [GAME_ROUTES[self._view.game]] if self._view is not None else []
        load_ahead(*following, Route.GAMES, Route.CELEBRATION, Route.WHO, Route.GATE)
        if self._growing:
            self._grow_one()
            self._grow.start()
        else:
            self._say_next()

    def _grow_one(self) -> None:
        if not self._growing:
            self._grow.stop()
            self._say_next()
            return
        letter = self._growing.pop(0)
        tree = next((each for each in self._grove_trees() if each.letter == letter), None)
        if tree is not None and letter in self._trees:
            self._trees[letter].set_tree(self._drawn(tree), named(tree))
            self.stage.speaker.effect(Effect.BLOOM if tree.status is Status.BLOOMED else Effect.ARRIVE)

    # the friend

    def _friend_letter(self) -> str | None:
        """Beside which tree the friend waits: the one pressed last, else the next one, else the last of the glade."""
        here = self._here()
        if self._offered in self._trees:
            return self._offered
        coming = next((tree.letter for tree in here if tree.is_next), None)
        return coming or (here[-1].letter if here else None)

    def _friend_spot(self) -> tuple[float, float, float]:
        letter = self._friend_letter()
        place = list(self._trees).index(letter) if letter in self._trees else 0
        return SPOTS[place].friend

    def _stand_friend(self, walking: bool = False) -> None:
        if self._friend is not None:
            ground, (x, y, height) = self.ground, self._friend_spot()
            self._friend.stand(ground.point(x, y), height * ground.scale, not ground.mirrored, walking)

    # acting

    def press(self, letter: str) -> None:
        """A tree was pressed: it says its letter; pressed again, and begun already or ready, it is the way into the game."""
        tree = next((each for each in self._here() if each.letter == letter), None)
        if tree is None or self._view is None:
            return
        if self._offered == letter and tree.status is not Status.LOCKED:
            self.play()
            return
        self.stage.speaker.effect(Effect.PRESS)
        self._say(letter)
        self._offered = letter if tree.status is not Status.LOCKED else None
        if self._offered:
            self._stand_friend(walking=True)
            self._order()
            self._glow.breathe()

    def play(self) -> None:
        """Go on with what is best now."""
        if self._view is not None:
            self.stage.go(GAME_ROUTES[self._view.game], child=self._child)

    def _walk_to(self, glade: int) -> None:
        self._grow.stop()
        self._glade, self._offered = glade, None
        self._plant()
        first = next(iter(self._trees.values()), None)
        if first is not None and (self._on.hasFocus() or self._back.hasFocus()):
            first.setFocus()

    def _say(self, letter: str) -> None:
        if self._view is not None:
            self.say(said(self._view.grove.pack, letter), self._view.grove.pack.voice)

    def _say_next(self) -> None:
        coming = self._offered or next((tree.letter for tree in self._grove_trees() if tree.is_next), None)
        if coming is not None:
            self._say(coming)

    # keys

    def typed(self, text: str) -> None:
        """A letter key goes to its tree and says it, in whichever glade it stands."""
        wanted = next((tree for tree in self._grove_trees() if text.casefold() in (tree.letter.casefold(), tree.text.casefold())), None)
        if wanted is None:
            return
        if wanted.glade != self._glade:
            self._walk_to(wanted.glade)
        self._trees[wanted.letter].setFocus()
        self.press(wanted.letter)

    def pressed_nothing(self) -> bool:
        """Space or Enter means the green pebble."""
        self._play.click()
        return True

    def came_to(self, thing: QWidget) -> None:
        """A tree says its letter when the keys come to it."""
        letter = next((each for each, button in self._trees.items() if button is thing), None)
        if letter is not None:
            self._say(letter)

    def go_home(self) -> None:
        """To the friends."""
        self.stage.go(Route.WHO)

    # layout

    def arrange(self) -> None:
        """Trees on their spots, buttons in their corners."""
        ground = self.ground
        unit, width, height = ground.unit, ground.width, ground.height
        for button, spot in zip(self._trees.values(), SPOTS, strict=False):
            target = ground.about(spot.x, spot.y, spot.wide, spot.tall, 88.0)
            button.stand(ground.x(spot.x), ground.y(spot.y), spot.height * ground.scale, target)
        self._stand_friend()
        radii = ((self._play, 78.0), (self._on, 46.0), (self._back, 46.0), (self._hear, 44.0), (self._games, 44.0))
        for pebble, radius in radii:
            pebble.set_radius(radius * unit)
        going = QPointF(ground.start(width - 130 * unit), height - 116 * unit)
        self._play.stand_at(going.x(), going.y())
        self._glow.shine_at(going, 150 * unit)
        self._on.stand_at(ground.start(width - 64 * unit), height * 0.485)
        self._back.stand_at(ground.start(max(70.0, ground.across * 70)), ground.y(466))
        self._hear.stand_at(ground.start(200 * unit), 84 * unit)
        self._games.stand_at(ground.start(316 * unit), 84 * unit)
        self._gate.stand_at(ground.start(width - 44), 44)
        if self._profile is not None:
            self._profile.stand_at(ground.start(84 * unit), 84 * unit)

    def leave(self) -> None:
        """Stop growing and speaking."""
        super().leave()
        self._arrive.stop()
        self._grow.stop()

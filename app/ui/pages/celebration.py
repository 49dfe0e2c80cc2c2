"""A letter has bloomed: its tree of honour, its words to press, and the way on. Warm, short, never louder than the next thing to do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from app.learning.ids import ChildId
from app.services import children, languages
from app.services.play import SittingResult
from app.system.sound import Effect
from app.ui.grove.child_page import ChildPage
from app.ui.grove.glow import Glow
from app.ui.grove.joy import golden_leaf
from app.ui.grove.letter_words import letter_of, words_of
from app.ui.grove.petal_fall import PetalFall
from app.ui.grove.scenes import EVENING
from app.ui.grove.standing_friend import StandingFriend
from app.ui.grove.word_coin import WordCoin
from app.ui.one_by_one import OneByOne
from app.ui.painting.brush import Brush
from app.ui.painting.colours import colour
from app.ui.painting.parts import PebbleKind
from app.ui.painting.studio import studio
from app.ui.painting.tree_state import TreeState
from app.ui.painting.trees import Species, Tree
from app.ui.playing.singing_pip import SingingPip
from app.ui.routes import Route
from app.ui.widgets.pebble import Pebble
from app.ui.widgets.tree_button import TreeButton
from app.ui.words import tr

if TYPE_CHECKING:
    from app.learning.letters import LetterPack
    from app.learning.people import Child
    from app.services.desk import Desk
    from app.services.play import Growth
    from app.ui.stage import Stage
    from app.ui.theme import Theme

_ENOUGH_MS = 4000
_BLOOMS_MS = 400
_COIN = 60.0  # radius
_COINS = ((-1.0, 0.16), (0.0, 0.0), (1.0, 0.16))  # round the crown: which side, and how far down it
_WORDS = len(_COINS)


def honoured(desk: Desk, child: ChildId) -> tuple[Child, LetterPack]:
    """The child and its letters."""
    who = children.child(desk, child)
    return who, languages.pack(who.languages[0])


class Celebration(ChildPage):
    """One letter's moment; when several have bloomed they follow one another."""

    title: ClassVar[str] = "A letter has bloomed"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, EVENING)
        theme = stage.theme
        self._child: ChildId | None = None
        self._blooms: list[Growth] = []
        self._who: Child | None = None
        self._pack: LetterPack | None = None
        self._tree: TreeButton | None = None
        self._friend: StandingFriend | None = None
        self._coins: list[WordCoin] = []
        self._appear = OneByOne(self)
        self._petals = PetalFall(theme, 9, self)
        self._award = _Award(theme, self)
        self._pip = self.add(SingingPip(theme, tr("Pip; hear it again"), self))
        self._glow = Glow(theme, self)
        self._home = self.add(Pebble(theme, "home", tr("Home"), parent=self))
        self._hear = self.add(Pebble(theme, "speaker", tr("Hear it again"), radius=44, parent=self))
        self._on = self.add(Pebble(theme, "arrow-right", tr("On"), PebbleKind.GO, 78, self))
        self._home.clicked.connect(self.go_home)
        self._on.clicked.connect(self._go_on)
        self._hear.clicked.connect(self._say)
        self._pip.clicked.connect(self._say)
        stage.speaker.began.connect(self._pip.begin_song)
        stage.speaker.ended.connect(self._pip.end_song)
        self._enough = QTimer(self, singleShot=True, interval=_ENOUGH_MS)
        self._enough.timeout.connect(self._glow.breathe)
        self._bloom = QTimer(self, singleShot=True, interval=_BLOOMS_MS)
        self._bloom.timeout.connect(self._open)

    def enter(self, **facts: object) -> None:
        """Take the `child` and the `result` of its sitting."""
        self._child = cast("ChildId", facts["child"])
        self._blooms = list(cast("SittingResult", facts["result"]).bloomed)

    def refresh(self) -> None:
        """Ask who has earned it."""
        child = self._child
        if child is not None:
            self.stage.tasks.ask(self, lambda desk: honoured(desk, child), self._show, lambda _: self.go_home())

    @property
    def petals(self) -> PetalFall:
        """The petals."""
        return self._petals

    def _show(self, answer: tuple[Child, LetterPack]) -> None:
        self._who, self._pack = answer
        self.run_as(self._pack)
        self._friend = StandingFriend(self.stage.theme, self._who.avatar, self)
        self._friend.show()
        self._honour()

    def _honour(self) -> None:
        """The next letter that has bloomed stands in the middle, just before its blossom opens."""
        who, pack = self._who, self._pack
        if who is None or pack is None or not self._blooms:
            self.go_home()
            return
        growth, theme = self._blooms[0], self.stage.theme
        for old in (*self._coins, *([self._tree] if self._tree else [])):
            self.drop(old)
        growing = Tree(growth.text, TreeState.GROWING, Species.OAK, 3, pack.script, who.letterform, bare=True)
        self._tree = self.add(TreeButton(theme, growing, tr("Letter {letter}, bloomed", letter=growth.text), parent=self))
        self._tree.clicked.connect(self._say)
        self._coins = [self._coin(word_index) for word_index in range(min(_WORDS, len(words_of(pack, growth.letter))))]
        self.in_focus_order([self._tree, *self._coins, self._on, self._hear, self._pip, self._home])
        self.arrange()
        shown = (self._petals, self._tree, self._friend, self._pip, self._award)
        layers = (*shown, *self._coins, self._glow, self._home, self._hear, self._on)
        for layer in layers:
            if layer is not None:
                layer.raise_()
        self._appear.show((self._tree, *self._coins))
        self._bloom.start()
        self._enough.start()

    def _coin(self, index: int) -> WordCoin:
        word = words_of(cast("LetterPack", self._pack), self._blooms[0].letter)[index]
        coin = self.add(WordCoin(self.stage.theme, word, parent=self))
        coin.clicked.connect(lambda: self.say((word.spoken,), cast("LetterPack", self._pack).voice))
        return coin

    def _open(self) -> None:
        if self._tree is None or self._who is None or self._pack is None:
            return
        growth = self._blooms[0]
        bloomed = Tree(growth.text, TreeState.BLOOMED, Species.OAK, 3, self._pack.script, self._who.letterform)
        self._tree.set_tree(bloomed, tr("Letter {letter}, bloomed", letter=growth.text))
        self.stage.speaker.effect(Effect.BLOOM)
        self._petals.fall()
        self._pip.be_glad()
        self._say()

    def _say(self) -> None:
        if self._pack is None or not self._blooms:
            return
        letter = letter_of(self._pack, self._blooms[0].letter)
        if letter is not None:
            self.say((letter.sound, *(coin.word.spoken for coin in self._coins)), self._pack.voice)

    def _go_on(self) -> None:
        self._blooms = self._blooms[1:]
        self._glow.rest()
        if self._blooms:
            self._honour()
        else:
            self.go_home()

    def go_home(self) -> None:
        """To the grove."""
        self.stage.go(Route.HOME, child=self._child)

    def pressed_nothing(self) -> bool:
        """Space or Enter goes on."""
        self._on.click()
        return True

    def typed(self, text: str) -> None:
        """R says it again, and so does the letter itself."""
        if text.casefold() == "r" or (self._blooms and text.casefold() == self._blooms[0].text.casefold()):
            self._say()

    def arrange(self) -> None:
        """The tree in the middle, its words around it, the way on in the lower end corner."""
        ground = self.ground
        unit, width, height, scale = ground.unit, ground.width, ground.height, ground.scale
        self._petals.setGeometry(self.rect())
        foot = QPointF(width / 2, ground.y(690))
        tall = min(500 * scale, (foot.y() - (2 * _COIN + 34) * unit) / 0.96)
        crown = QRectF(foot.x() - tall * 0.36, foot.y() - tall * 0.95, tall * 0.72, tall * 0.64)
        if self._tree is not None:
            self._tree.stand(foot.x(), foot.y(), tall, crown)
        for coin, (across, down) in zip(self._coins, _places(len(self._coins)), strict=True):
            coin.set_radius(_COIN * unit)
            x = crown.center().x() + across * (crown.width() / 2 + (_COIN + 14) * unit)
            y = crown.top() - (_COIN + 12) * unit if not across else crown.top() + down * crown.height()
            coin.stand_at(x if not ground.mirrored else width - x, y)
        aside = tall * 0.46
        if self._friend is not None:
            feet = QPointF(ground.start(width / 2 - aside), foot.y() + 26 * scale)
            self._friend.stand(feet, min(206 * scale, tall * 0.42), ground.mirrored)
        bird = min(140 * scale, tall * 0.28)
        self._pip.set_size(bird)
        self._pip.stand(ground.start(min(width / 2 + aside, width - 216 * unit - bird * 0.95)), foot.y() + 22 * scale)
        self._award.lay(QPointF(width / 2, min(height - 44, foot.y() + 58 * scale)), scale)
        for pebble, radius, x, y in ((self._home, 46.0, 78.0, 78.0), (self._hear, 44.0, 200.0, 78.0)):
            pebble.set_radius(radius * unit)
            pebble.stand_at(ground.start(x * unit), y * unit)
        going = QPointF(ground.start(width - 130 * unit), height - 116 * unit)
        self._on.set_radius(78 * unit)
        self._on.stand_at(going.x(), going.y())
        self._glow.shine_at(going, 150 * unit)

    def leave(self) -> None:
        """Nothing falls or sings on."""
        super().leave()
        self._appear.stop()
        self._enough.stop()
        self._bloom.stop()
        self._petals.stop()


def _places(count: int) -> tuple[tuple[float, float], ...]:
    """Where so many coins stand round the tree: one on top, two at the sides."""
    return {0: (), 1: _COINS[1:2], 2: (_COINS[0], _COINS[2])}.get(count, _COINS)


class _Award(QWidget):
    """Three golden leaves in a pill: the letter is grown."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._scale = 1.0
        studio().done.connect(self._arrived)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def lay(self, middle: QPointF, scale: float) -> None:
        """Lie around a point."""
        self._scale = scale
        self.setGeometry(round(middle.x() - 112 * scale), round(middle.y() - 46 * scale), round(224 * scale), round(92 * scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Pill and leaves."""
        del event
        w, h = self.width(), self.height()
        picture = studio().ask(("award",), w, h, self.devicePixelRatioF(), self.theme, partial(_draw_award, self._scale))
        if picture is not None:  # painted once: petals fall over it in every frame
            with Brush.on(self, self.theme) as brush:
                brush.painter.drawPixmap(0, 0, picture)

    def _arrived(self, key: object) -> None:
        if key == ("award",):
            self.update()


def _draw_award(scale: float, brush: Brush) -> None:
    with brush.at(0, 0, scale):
        paper = "surface" if brush.flat else colour(brush.theme.child("paper"), 0.86)
        brush.box(10, 10, 204, 72, 36, paper, "line" if brush.flat else None, 3)
        for i in range(3):
            golden_leaf(brush, 42 + i * 58, 66, 54)

"""The explorer: whatever key is pressed, a huge letter stands there as a tree and says itself. For the youngest, and for anyone who likes.

No key leads out of it by accident: not Tab, not Enter, not the function keys. The way home is the pebble, or Escape three times running.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent

from app.learning.games.explorer import LEAVING, letter_after, letter_of_key
from app.learning.grove import child_order
from app.learning.letters import form
from app.services.exploring import explored
from app.system.sound import Effect
from app.ui.grove.child_page import ChildPage
from app.ui.grove.letter_words import said, words_of
from app.ui.grove.scenes import QUIET_GLADE
from app.ui.painting.tree_state import TreeState
from app.ui.painting.trees import Tree, species_of
from app.ui.playing import besides
from app.ui.playing.asking import AskingBubble
from app.ui.playing.singing_pip import SingingPip
from app.ui.routes import Route
from app.ui.widgets.pebble import Pebble
from app.ui.widgets.tree_button import TreeButton
from app.ui.words import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.learning.ids import ChildId
    from app.services.exploring import Explored
    from app.ui.stage import Stage

_ARRIVES_MS = 300


class Explorer(ChildPage):
    """One huge tree, Pip beside it with the picture of a word."""

    title: ClassVar[str] = "Every key is a letter"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, QUIET_GLADE)
        theme = stage.theme
        self._child: ChildId | None = None
        self._who: Explored | None = None
        self._order: tuple[str, ...] = ()
        self._standing: str | None = None
        self._tree: TreeButton | None = None
        self._leaving = 0
        self._bubble = AskingBubble(theme, self)
        self._pip = self.add(SingingPip(theme, tr("Pip; hear it again"), self))
        self._home = self.add(Pebble(theme, "home", tr("Home; or press Escape three times"), parent=self))
        self._home.clicked.connect(self.go_home)
        self._pip.clicked.connect(self._say)
        stage.speaker.began.connect(self._pip.begin_song)
        stage.speaker.ended.connect(self._pip.end_song)
        self._arrive = QTimer(self, singleShot=True, interval=_ARRIVES_MS)
        self._arrive.timeout.connect(self._say)

    def enter(self, **facts: object) -> None:
        """Take the `child`."""
        self._child = cast("ChildId", facts["child"])

    def refresh(self) -> None:
        """Ask whose letters these are."""
        child = self._child
        if child is not None and self._who is None:
            self.stage.tasks.ask(self, lambda desk: explored(desk, child), self._met, self.stage.show_problem)

    def _met(self, who: Explored) -> None:
        self._who = who
        self.run_as(who.pack)
        self._order = child_order(who.pack, who.preferences)
        self._show(self._order[0], speak=False)
        self._arrive.start()

    @property
    def letter(self) -> str | None:
        """The letter that stands there, by its key in the pack; None before the letters are there."""
        return self._standing

    # a letter

    def _show(self, letter: str, speak: bool = True) -> None:
        who = self._who
        if who is None:
            return
        besides.note_press(who.child.id)
        self._standing = letter
        text = form(who.pack.letter(letter), who.child.case)
        place = self._order.index(letter)
        tree = Tree(text, TreeState.BLOOMED, species_of(place), 3, who.pack.script, who.child.letterform)
        name = tr("Letter {letter}", letter=text)
        if self._tree is None:
            self._tree = self.add(TreeButton(self.stage.theme, tree, name, parent=self))
            self._tree.clicked.connect(self._say)
            self._tree.show()
        else:
            self._tree.set_tree(tree, name)
        word = next(iter(words_of(who.pack, letter)), None)
        self._bubble.ask(word.picture if word else "", word.text if word else "", "", who.pack.script, who.child.letterform)
        self.arrange()
        if speak:
            self.stage.speaker.effect(Effect.PRESS)
            self._say()

    def _say(self) -> None:
        if self._who is not None and self._standing is not None:
            self.say(said(self._who.pack, self._standing), self._who.pack.voice)

    # keys and presses: every one is a letter

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab is a key like any other."""
        del following
        return False

    def _key(self, event: QKeyEvent, here: QWidget | None) -> bool:
        """Take every key, with whatever is held down beside it."""
        del here
        if event.isAutoRepeat():
            return True
        if event.key() == Qt.Key.Key_Escape:
            self._leaving += 1
            if self._leaving >= LEAVING:
                self.go_home()
                return True
        else:
            self._leaving = 0
        if self._who is not None:
            self._show(letter_of_key(event.text().strip(), int(event.key()), self._who.pack))
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the land shows the next letter."""
        del event
        self._leaving = 0
        if self._who is not None:
            self._show(letter_after(self._standing, self._order))

    def go_home(self) -> None:
        """Home."""
        self.stage.go(Route.HOME, child=self._child)

    # layout

    def arrange(self) -> None:
        """The tree in the middle, as tall as the window lets it be; Pip and its bubble beside it."""
        ground = self.ground
        unit, width, height = ground.unit, ground.width, ground.height
        self._home.set_radius(46 * unit)
        self._home.stand_at(ground.start(78 * unit), 78 * unit)
        tall = min(height * 0.86, width * 0.62)
        foot = height * 0.94
        if self._tree is not None:
            box = QRectF(width * 0.56 - tall * 0.42, foot - tall, tall * 0.84, tall * 0.98)
            if ground.mirrored:
                box.moveLeft(width - box.right())
            self._tree.stand(ground.start(width * 0.56), foot, tall, box)
        size = min(height * 0.24, width * 0.15)
        self._pip.set_size(size)
        at = width * 0.155
        self._pip.stand(ground.start(at), height * 0.93)
        high = min(height * 0.26, width * 0.17)
        wide = high * 1.2
        left = at - wide * 0.72
        box = QRectF(left if not ground.mirrored else width - left - wide, height * 0.655 - high, wide, high)
        self._bubble.lay(box, QPointF(ground.start(at + size * 0.5), height * 0.93 - size * 0.80))

    def leave(self) -> None:
        """Be quiet."""
        super().leave()
        self._arrive.stop()

"""Who is playing: friends to press, and the secret pictures of those who have some.

One child or thirty: what does not fit on a page is on the next one. A letter key goes to the first friend whose name begins with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QWidget

from app.learning.letters import Spoken
from app.services import children, languages, settings
from app.services.change import Topic
from app.ui.ahead import load_ahead
from app.ui.grove.child_page import ChildPage
from app.ui.grove.friend_grid import FriendGrid, friend_grid
from app.ui.grove.new_friend import NewFriend
from app.ui.grove.scenes import FRIENDS_GLADE
from app.ui.grove.secret_paper import SecretPaper
from app.ui.one_by_one import OneByOne
from app.ui.routes import Route
from app.ui.widgets.gate_key import GateKey
from app.ui.widgets.pebble import Pebble
from app.ui.widgets.portrait import FriendButton
from app.ui.words import tr

if TYPE_CHECKING:
    from app.learning.people import Child
    from app.services.desk import Desk
    from app.ui.stage import Stage

_WIDE_ENOUGH = 1200.0  # below this the secret pictures leave room for one friend only
_PAPER = (476.0, 682.0)
_LOW_PAPER = (560.0, 524.0)
_VOICE = "en"  # of the interface; what is said in the child's language waits in the grove


def everybody(desk: Desk) -> tuple[tuple[Child, ...], bool]:
    """The children of the space by name, and whether secret pictures are asked for."""
    return children.list_children(desk), settings.read(desk, None).secrets


class WhoIsPlaying(ChildPage):
    """Friends on a glade."""

    lives_by: ClassVar[frozenset[Topic]] = frozenset({Topic.CHILDREN, Topic.SETTINGS})
    title: ClassVar[str] = "Who is playing?"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, FRIENDS_GLADE)
        theme = stage.theme
        self._children: tuple[Child, ...] = ()
        self._secrets = False
        self._page = 0
        self._chosen: Child | None = None
        self._paper: SecretPaper | None = None
        self._friends: dict[int, FriendButton] = {}  # by place among the children
        self._new: NewFriend | None = None
        self._laid: tuple[object, ...] = ()
        self._appear = OneByOne(self)
        self._hear = self.add(Pebble(theme, "speaker", tr("Hear it again"), parent=self))
        self._hear.clicked.connect(self._ask)
        self._back = self.add(Pebble(theme, "arrow-left", tr("Other friends, back"), parent=self))
        self._on = self.add(Pebble(theme, "arrow-right", tr("Other friends, on"), parent=self))
        self._back.clicked.connect(lambda: self._turn_to(self._page - 1))
        self._on.clicked.connect(lambda: self._turn_to(self._page + 1))
        self._gate = self.add(GateKey(theme, tr("For grown-ups"), self))
        self._gate.asked.connect(lambda: stage.go(Route.GATE, wanted=Route.CHILDREN))
        self._gate.opened.connect(lambda: stage.go(Route.SIGN_IN, wanted=Route.CHILDREN))
        self._back.hide()
        self._on.hide()

    def refresh(self) -> None:
        """Ask who is here."""
        self.stage.tasks.ask(self, everybody, self._show)

    def _show(self, answer: tuple[tuple[Child, ...], bool]) -> None:
        self._children, self._secrets = answer
        self._laid = ()
        self.arrange()
        load_ahead(Route.HOME, Route.GATE, Route.SIGN_IN)

    @property
    def friends(self) -> list[FriendButton]:
        """The friends on this page, in reading order."""
        return list(self._friends.values())

    @property
    def new_friend(self) -> NewFriend | None:
        """The place for a new child, when it is on this page."""
        return self._new

    @property
    def paper(self) -> SecretPaper | None:
        """The secret pictures, while they are asked for."""
        return self._paper

    # choosing

    def choose(self, child: Child) -> None:
        """This friend was pressed."""
        if self._secrets and child.secret is not None:
            self._open_paper(child)
        else:
            self._play(child)

    def _play(self, child: Child) -> None:
        self.stage.go(Route.HOME, child=child.id)

    def _open_paper(self, child: Child) -> None:
        self._close_paper()
        self._chosen = child
        self._paper = SecretPaper(self.stage, child, self)
        self._paper.known.connect(lambda: self._play(child))
        self._paper.closed.connect(self._close_paper)
        self._laid = ()
        self.arrange()
        self._paper.show()
        self._paper.tiles[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_paper(self) -> None:
        if self._paper is None:
            return
        for thing in self._paper.things:
            self._things.remove(thing)
        self._paper.hide()
        self._paper.deleteLater()
        chosen, self._paper, self._chosen = self._chosen, None, None
        self._laid = ()
        self.arrange()
        if chosen in self._children and (place := self._children.index(chosen)) in self._friends:
            self._friends[place].setFocus(Qt.FocusReason.OtherFocusReason)

    # layout

    def arrange(self) -> None:
        """Friends in their grid, buttons in their corners, the secret pictures at the end side."""
        ground = self.ground
        unit, width, height = ground.unit, ground.width, ground.height
        paper = self._paper_box()
        if self._paper is not None:
            self._paper.lay_out(paper, unit)
        area = self._area(paper)
        self._lay_friends(area)
        self._hear.set_radius(46 * unit)
        self._hear.stand_at(ground.start(78 * unit), height - 78 * unit)
        self._gate.stand_at(ground.start(width - 44), 44)
        before, after = area.left() - 62 * unit, area.right() + 62 * unit
        if ground.mirrored:
            before, after = after, before
        for pebble, x in ((self._back, before), (self._on, after)):
            pebble.set_radius(46 * unit)
            pebble.stand_at(x, area.center().y())
        self._hear.setVisible(not (self._paper is not None and self._narrow()))
        if self._paper is not None:
            self._paper.raise_()
        self._gate.setVisible(self._paper is None or not self._narrow())

    def _narrow(self) -> bool:
        return self.ground.width < _WIDE_ENOUGH

    def _paper_box(self) -> QRectF:
        ground = self.ground
        unit = ground.unit
        wide, high = _PAPER if ground.height >= _PAPER[1] * unit + 60 else _LOW_PAPER
        wide, high = wide * unit, min(high * unit, ground.height - 56)
        x = 80 * unit if ground.mirrored else ground.width - wide - 80 * unit
        return QRectF(x, (ground.height - high) / 2 - 6, wide, high)

    def _area(self, paper: QRectF) -> QRectF:
        """Where friends may stand: everything but the corners, and the paper when it is open."""
        ground = self.ground
        unit = ground.unit
        side = 150.0 * unit if ground.width > 900 else 124.0
        area = QRectF(side, 40 * unit, ground.width - 2 * side, ground.height - 76 * unit)
        if self._paper is None:
            return area
        if ground.mirrored:
            area.setLeft(paper.right() + 40 * unit)
            area.setRight(ground.width - (40 if self._narrow() else 110) * unit)
        else:
            area.setRight(paper.left() - 40 * unit)
            area.setLeft((40 if self._narrow() else 110) * unit)
        return area

    def _lay_friends(self, area: QRectF) -> None:
        alone = self._paper is not None and self._narrow()
        shown = [self._children.index(self._chosen)] if alone and self._chosen in self._children else list(range(len(self._children)))
        places = [*shown, *([] if self._paper is not None else [-1])]
        grid = friend_grid(area, len(places), self.ground.unit, self.ground.mirrored)
        pages = max(1, -(-len(places) // grid.room))
        if self._paper is not None and self._chosen in self._children and not alone:
            self._page = self._children.index(self._chosen) // grid.room
        self._page = min(self._page, pages - 1)
        self._back.setVisible(self._page > 0)
        self._on.setVisible(self._page < pages - 1)
        here = places[self._page * grid.room : (self._page + 1) * grid.room]
        laid = (grid, tuple(here), self._children, self._chosen)
        if laid != self._laid:
            self._laid = laid
            self._make(grid, here)

    def _make(self, grid: FriendGrid, here: list[int]) -> None:
        focused = next((place for place, button in self._friends.items() if button.hasFocus()), None)
        for old in (*self._friends.values(), *([self._new] if self._new else [])):
            self.drop(old)
        self._friends, self._new = {}, None
        things: list[QWidget] = []
        for place, middle in zip(here, grid.middles, strict=False):
            button = self._button(place, grid.radius)
            button.stand_at(middle.x(), middle.y())
            things.append(button)
        tail: list[QWidget] = [self._back, self._on, *(self._paper.things if self._paper else []), self._hear, self._gate]
        self.in_focus_order([*things, *tail])
        if focused in self._friends:
            self._friends[focused].setFocus(Qt.FocusReason.OtherFocusReason)
        if self.isVisible():
            self._appear.show(things)
        else:
            for thing in things:
                thing.show()

    def _button(self, place: int, radius: float) -> FriendButton | NewFriend:
        if place < 0:
            self._new = self.add(NewFriend(self.stage.theme, tr("Add a child; for grown-ups"), radius, self))
            self._new.clicked.connect(lambda: self.stage.go(Route.GATE, wanted=Route.CHILD_EDITOR, child=None))
            return self._new
        child = self._children[place]
        button = FriendButton(self.stage.theme, child.avatar, child.name, child.name, radius, self)
        button.set_chosen(child == self._chosen)
        button.clicked.connect(lambda: self.choose(child))
        self._friends[place] = self.add(button)
        return button

    def _turn_to(self, page: int) -> None:
        self._page = max(0, page)
        self.arrange()
        if self._friends:
            next(iter(self._friends.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    # keys and sounds

    def typed(self, text: str) -> None:
        """Go to the next friend whose name begins so."""
        focused = next((place for place, button in self._friends.items() if button.hasFocus()), -1)
        count = len(self._children)
        for step in range(1, count + 1):
            place = (focused + step) % count
            if self._children[place].name.casefold().startswith(text.casefold()):
                self._show_place(place)
                return

    def _show_place(self, place: int) -> None:
        if place not in self._friends:
            room = max(1, len(self._friends) + (1 if self._new else 0))
            self._turn_to(place // room)
        if place in self._friends:
            self._friends[place].show()  # what is still to appear cannot have the focus
            self._friends[place].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_home(self) -> None:
        """Escape closes the secret pictures."""
        self._close_paper()

    def _ask(self) -> None:
        self.say((Spoken(tr("Who is playing?")),), languages.pack(_VOICE).voice)

    def leave(self) -> None:
        """Show no more."""
        super().leave()
        self._appear.stop()

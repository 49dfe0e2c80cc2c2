"""Choosing an avatar: a friend, its scarf and its backdrop, each drawn as it will look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainterPath, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.learning.people import BACKDROPS, SCARVES, Avatar, Friend
from app.ui.painting.brush import Brush
from app.ui.painting.faces import Mood
from app.ui.painting.shapes import circle
from app.ui.widgets.portrait import PaintedPortrait, Portrait
from app.ui.widgets.pressable import Pressable
from app.ui.words import tr

if TYPE_CHECKING:
    from app.ui.theme import Theme

_FRIEND, _SWATCH, _ACROSS = 52, 34, 6

FRIEND_NAMES = {
    Friend.FOX: "Fox", Friend.PANDA: "Panda", Friend.RABBIT: "Rabbit", Friend.OWL: "Owl", Friend.FROG: "Frog", Friend.BEAR: "Bear",
    Friend.CAT: "Cat", Friend.HEDGEHOG: "Hedgehog", Friend.LION: "Lion", Friend.PENGUIN: "Penguin", Friend.ELEPHANT: "Elephant",
    Friend.MOUSE: "Mouse",
}  # fmt: skip


class _Round(Pressable):
    """A round thing to choose, `size` px across."""

    def __init__(self, theme: Theme, name: str, size: int) -> None:
        super().__init__(theme, name)
        self.setCheckable(True)
        self.setToolTip(name)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The thing and the ring of the chosen one."""
        return QSize(self._size + 10, self._size + 10)

    def focus_shape(self) -> QPainterPath:
        """A circle."""
        middle = self._size / 2 + 5
        return circle(middle, middle, middle)

    def draw(self, brush: Brush) -> None:
        """The thing itself, in a box of `size` px."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        """The thing, with a ring when it is chosen."""
        del event
        middle = self._size / 2 + 5
        with Brush.on(self, self.theme) as brush:
            if self.isChecked():
                brush.dot(middle, middle, middle - 1.5, None, "primary", 3)
            elif self.underMouse():
                brush.dot(middle, middle, middle - 1.5, None, "line-strong", 1.5)
            with brush.at(5, 5):
                self.draw(brush)


class _FriendChoice(_Round):
    def __init__(self, theme: Theme, friend: Friend) -> None:
        super().__init__(theme, tr(FRIEND_NAMES[friend]), _FRIEND)
        self.friend = friend
        self.avatar = Avatar(friend)
        self._picture = PaintedPortrait(self, theme)

    def draw(self, brush: Brush) -> None:
        self._picture.draw(brush, 0, 0, _FRIEND, self.avatar, Mood.HAPPY if self.isChecked() else Mood.CALM)


class _Swatch(_Round):
    def __init__(self, theme: Theme, name: str, tint: str) -> None:
        super().__init__(theme, name, _SWATCH)
        self.tint = tint

    def draw(self, brush: Brush) -> None:
        brush.dot(_SWATCH / 2, _SWATCH / 2, _SWATCH / 2 - 1, self.tint, "line-strong", 1)


class AvatarPicker(QWidget):
    """Shows the avatar large and lets one choose its three parts. `changed` brings the new `Avatar`."""

    changed = Signal(object)

    def __init__(self, theme: Theme, avatar: Avatar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.avatar = avatar
        self._shown = Portrait(theme, avatar, 132, tr("The chosen friend"), Mood.HAPPY)
        self._friends = [_FriendChoice(theme, friend) for friend in Friend]
        scarves = [_Swatch(theme, tr("Scarf {number}", number=i + 1), tint) for i, tint in enumerate(SCARVES)]
        backdrops = [_Swatch(theme, tr("Backdrop {number}", number=i + 1), tint) for i, tint in enumerate(BACKDROPS)]
        self._exclusive(self._friends, lambda one: one.friend is avatar.friend, lambda one: replace(self.avatar, friend=one.friend))
        self._exclusive(scarves, lambda one: one.tint == avatar.scarf, lambda one: replace(self.avatar, scarf=one.tint))
        self._exclusive(backdrops, lambda one: one.tint == avatar.backdrop, lambda one: replace(self.avatar, backdrop=one.tint))
        grid = QGridLayout()
        grid.setSpacing(2)
        for place, friend in enumerate(self._friends):
            grid.addWidget(friend, place // _ACROSS, place % _ACROSS)
        choices = QVBoxLayout()
        choices.setSpacing(6)
        choices.addLayout(grid)
        colours = QHBoxLayout()
        colours.setSpacing(0)
        for swatch in (*scarves, *backdrops):
            if swatch is backdrops[0]:
                colours.addSpacing(16)
            colours.addWidget(swatch)
        colours.addStretch(1)
        choices.addLayout(colours)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addWidget(self._shown)
        row.addLayout(choices)
        row.addStretch(1)
        self._dress_friends()

    def _exclusive(self, buttons: list[_FriendChoice] | list[_Swatch], is_on: Callable[..., bool], chosen: Callable[..., Avatar]) -> None:
        group = QButtonGroup(self)
        for button in buttons:
            group.addButton(button)
            button.setChecked(is_on(button))
            button.clicked.connect(lambda _=False, one=button: self._choose(chosen(one)))

    def _choose(self, avatar: Avatar) -> None:
        self.avatar = avatar
        self._shown.set_avatar(avatar)
        self._dress_friends()
        self.changed.emit(avatar)

    def _dress_friends(self) -> None:
        for friend in self._friends:  # all wear the chosen colours, so that one sees what one gets
            friend.avatar = replace(self.avatar, friend=friend.friend)
            friend.update()

"""A page of the child side: a painted backdrop, things to press laid over it, keys by place, and quiet when it is left.

Nothing here needs to be read, scrolled or hurried. A page adds its things with `add` in the order of the path, lays them out in `arrange`,
and says what its letter keys mean in `typed`.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.ui.grove.backdrop import Backdrop, Scenery
from app.ui.grove.by_place import is_arrow, towards
from app.ui.grove.ground import Ground
from app.ui.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.learning.letters import Spoken
    from app.ui.stage import Stage

W = TypeVar("W", bound=QWidget)
_PRESS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select})
_HOME = frozenset({Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_Back})

_BY_KEYS = frozenset({Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason})


class ChildPage(Page):
    """What the pages of the child side share."""

    def __init__(self, stage: Stage, scenery: Scenery) -> None:
        super().__init__(stage)
        self.backdrop = Backdrop(self, stage, scenery)
        self._things: list[QWidget] = []

    @property
    def ground(self) -> Ground:
        """How the design lies in this window."""
        return Ground(self.width(), self.height(), self.isRightToLeft())

    # what a page fills in

    def arrange(self) -> None:
        """Lay everything out for the present size."""

    def typed(self, text: str) -> None:
        """A letter key was pressed."""

    def go_home(self) -> None:
        """Backspace or Escape."""

    def pressed_nothing(self) -> bool:
        """Space or Enter while nothing has the focus; True when something was meant."""
        return False

    def came_to(self, thing: QWidget) -> None:
        """The keys have come to a thing: the place to say its name."""

    def key_pressed(self, key: int) -> bool:
        """Other keys of the page; True when one was meant."""
        del key
        return False

    # what a page uses

    def add(self, thing: W) -> W:
        """Take part in moving by keys, in the order of adding."""
        self._things.append(thing)
        thing.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a ring is for keys: a finger does not need to see where it was
        thing.installEventFilter(self)
        return thing

    def drop(self, thing: QWidget) -> None:
        """Take a thing away for good."""
        self._things.remove(thing)
        thing.removeEventFilter(self)
        if thing.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        thing.hide()
        thing.deleteLater()

    def in_focus_order(self, things: Sequence[QWidget]) -> None:
        """Focus follows this order."""
        self._things = list(things)
        for one, following in pairwise(things):
            QWidget.setTabOrder(one, following)

    def say(self, words: Sequence[Spoken], voice: str) -> None:
        """Speak, when there is something to say."""
        if words:
            self.stage.speaker.say(tuple(words), voice)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Everything keeps its place in the land, or its corner."""
        super().resizeEvent(event)
        self.backdrop.setGeometry(self.rect())
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """A window that is turned over is laid out anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.backdrop.renew()
            self.arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows, Enter and letter keys of whatever has the focus come here first."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            return self._key(event, watched)
        if isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() in _BY_KEYS and isinstance(watched, QWidget):
            self.came_to(watched)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys while nothing has the focus."""
        if not self._key(event, None):
            super().keyPressEvent(event)

    def _key(self, event: QKeyEvent, here: QWidget | None) -> bool:
        key = event.key()
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
            return False
        if is_arrow(key):
            there = towards(key, here, self._things)
            if there is not None:
                there.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        if key in _HOME:
            if not event.isAutoRepeat():
                self.go_home()
            return True
        if here is None and key in (*_PRESS, Qt.Key.Key_Space) and not event.isAutoRepeat() and self.pressed_nothing():
            return True
        if key in _PRESS and isinstance(here, QAbstractButton):
            if not event.isAutoRepeat() and here.isEnabled():
                here.click()
            return True
        return self._letter(event)

    def _letter(self, event: QKeyEvent) -> bool:
        if event.isAutoRepeat():
            return bool(event.text().strip())
        if self.key_pressed(event.key()):
            return True
        text = event.text().strip()
        if text and text.isprintable():
            self.typed(text)
            return True
        return False

    def leave(self) -> None:
        """Be quiet."""
        self.stage.speaker.hush()

"""A real window on a real database for tests of the child side, and hands that play in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.data.address import DatabaseAddress
from app.data.database import Database
from app.learning.people import Child, SpaceKind
from app.services import spaces
from app.services.children import NewChild
from app.services.desk import Desk
from app.system.clock import now
from app.system.ids import new_id
from app.system.paths import Paths
from app.system.settings import ComputerSettings
from app.ui import fonts
from app.ui.grove.child_page import ChildPage
from app.ui.one_by_one import OneByOne
from app.ui.page import Page
from app.ui.painting.studio import studio
from app.ui.playing.game_page import GamePage
from app.ui.routes import Route
from app.ui.widgets.child_button import ChildButton
from app.ui.window import Window

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

P = TypeVar("P", bound=Page)
PASSWORD = "a grove of letters"
LONG = 10_000  # ms: patience for what a busy computer does late


@dataclass(slots=True)
class Playhouse:
    """A household with one child, and the windows that a test opens on it."""

    qtbot: QtBot
    address: DatabaseAddress
    paths: Paths
    desk: Desk
    child: Child
    windows: list[Window] = field(default_factory=list)
    opening: Callable[[], Desk] | None = None

    def open(self, width: int = 1280, height: int = 800, **computer: Any) -> Window:
        """A window of this size, at the door. Silent, so that the wanted letter is shown."""
        fonts.add_application_fonts()
        window = Window(self.paths, ComputerSettings(volume=0.0, **computer), self.opening or self._open_desk)
        window.setFixedSize(width, height)
        window.show()
        window.go(Route.STARTING)
        window.tasks.start()
        self.windows.append(window)
        return window

    def _open_desk(self) -> Desk:
        database = Database.open(self.address)
        return replace(self.desk, database=database, grown_up=None)

    def close(self, window: Window) -> None:
        """Close it, as a person does; all that was given to do is done."""
        self.windows.remove(window)
        window.leave()
        window.deleteLater()
        studio().wait()

    def page(self, window: Window, kind: type[P]) -> P:
        """The window's page, as soon as it is one of this kind."""
        self.qtbot.waitUntil(lambda: isinstance(window.page, kind), timeout=LONG)
        return cast("P", window.page)

    def turn(self, window: Window) -> GamePage:
        """The game, as soon as a tile can be pressed."""
        self.qtbot.waitUntil(lambda: isinstance(window.page, GamePage) and window.page.takes_presses, timeout=LONG)
        return cast("GamePage", window.page)

    def whole(self, page: Page) -> None:
        """Wait until everything that appears one after the other is there."""
        self.qtbot.waitUntil(lambda: not any(one.busy for one in page.findChildren(OneByOne)), timeout=LONG)

    def settle(self, page: Page) -> None:
        """Wait until the page's land is painted."""
        if isinstance(page, ChildPage):
            self.qtbot.waitUntil(lambda: page.backdrop.ready, timeout=LONG)


def found(database: Database, languages: tuple[str, ...] = ("en",), kind: SpaceKind = SpaceKind.HOUSEHOLD) -> tuple[Desk, Child]:
    """A space with the child Mia in a database, and the owner's desk."""
    desk = Desk(database, None, None, now, new_id)
    made = spaces.found_space(desk, kind, "The Mills", "Ada", PASSWORD, NewChild("Mia", languages=languages[:1]), languages).value
    assert made.child is not None
    return replace(desk, space=made.space.id, grown_up=made.owner.id), made.child


def click(button: ChildButton) -> None:
    """Press a child's button in its visible middle, as a hand does."""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, button.seen().center().toPoint())


def key(window: Window, *keys: Qt.Key | str) -> None:
    """Type into whatever has the focus."""
    for each in keys:
        target: QWidget | None = window.focusWidget()
        target = window.page if target is None else target
        assert target is not None
        if isinstance(each, str):  # QTest knows Latin letters only
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, each))
        else:
            QTest.keyClick(target, each)


def targets(page: QWidget) -> list[ChildButton]:
    """Everything that can be pressed on a page now."""
    return [button for button in page.findChildren(ChildButton) if button.isVisible()]


def box_of(button: ChildButton) -> tuple[QPoint, QPoint]:
    """The upper left and lower right corner of what can be pressed, in the window's px."""
    seen = button.seen().toRect()
    window = button.window()
    return button.mapTo(window, seen.topLeft()), button.mapTo(window, seen.bottomRight())

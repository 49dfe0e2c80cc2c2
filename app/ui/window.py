"""The window: shows one page at a time, and is the stage on which pages play."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.learning.problems import Problem
from app.services.change import Topic
from app.system.recordings import Origin
from app.system.settings import ComputerSettings
from app.ui import dressing, placing
from app.ui.folding_on import FoldingOn
from app.ui.keeping import Keeping
from app.ui.kiosk import Kiosk
from app.ui.leaving import LeaveBy, leave_by
from app.ui.linking.neighbours import Neighbours
from app.ui.linking.watch import LinkWatch
from app.ui.notices import Notices
from app.ui.page import Page
from app.ui.recorded import Recorded
from app.ui.routes import CHILD_SIDE, GROWN_UP_SIDE, PAGES, Route
from app.ui.speaker import Speaker
from app.ui.tasks import Tasks
from app.ui.words import tr

if TYPE_CHECKING:
    from app.learning.ids import ChildId
    from app.services.change import Change
    from app.services.desk import Desk
    from app.system.paths import Paths
    from app.ui.shell import Shell

log = logging.getLogger(__name__)

SMALLEST = QSize(800, 480)
IDLE_MS = 5 * 60 * 1000  # after this the grown-up side closes to the grove (visual language, section 8)
_REMEMBERED = 20


class Window(QWidget):
    """The program's one window. It implements `Stage`. `arrived` brings the `Route` of each page that is shown."""

    arrived = Signal(object)

    def __init__(self, paths: Paths, computer: ComputerSettings, open_desk: Callable[[], Desk], kiosk: bool = False) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("Lettergrove")
        self.setMinimumSize(SMALLEST)
        self.paths = paths
        self.computer = computer
        self.child: ChildId | None = None
        self._calm = self._leaving = False
        self.session_ends = False  # the system shuts down, or somebody logs out: that is no child at the window's corner
        self.theme = dressing.theme_for(computer)
        self.tasks = Tasks(open_desk, self)
        self.speaker = Speaker(paths, computer.volume, self)
        Recorded(self.tasks, self.speaker, paths, self)
        self.link = LinkWatch(self)
        self._neighbours = Neighbours(self.tasks, self)
        self._folding = FoldingOn(self.tasks, self)
        self._kiosk = Kiosk(self)
        self._always_kiosk = kiosk  # the command line says so
        self._keeping = Keeping(paths, self)
        self._keeping.failed.connect(self.show_problem)
        self._page: Page | None = None
        self._at: tuple[Route, dict[str, object]] = (Route.STARTING, {})
        self._been: list[tuple[Route, dict[str, object]]] = []
        self._shell: Shell | None = None
        self._area = QStackedLayout(self)
        self._notices = Notices(self)
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self.sign_out)
        self.tasks.opened.connect(self._hear_packs)
        self.tasks.changed.connect(self._topics_changed)
        self.tasks.not_opened.connect(lambda problem: self.go(Route.TROUBLE, problem=problem))
        self.tasks.troubled.connect(self.show_problem)
        self.tasks.waiting.connect(self._notices.show_waiting)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._dress)
        self._dress()
        placing.restore(self, computer)

    # the stage

    def go(self, route: Route, **facts: object) -> None:
        """Leave this page for another."""
        if self._at[0] is not Route.STARTING and (route, facts) != self._at:
            self._been = [*self._been[-_REMEMBERED:], self._at]
        self._show(route, facts)

    def back(self) -> None:
        """Go to where this page was reached from, or to the start."""
        route, facts = self._been.pop() if self._been else (Route.WHO, {})
        self._show(route, facts)

    def toast(self, text: str, change: Change[Any] | None = None) -> None:
        """Say in one line what was done, with Undo when the change can be taken back."""
        undo = change.undo if change else None
        self._notices.toast(text, (lambda: self.tasks.do(self, undo)) if undo else None)

    def show_problem(self, problem: Problem, again: Callable[[], None] | None = None) -> None:
        """Show a banner with the problem's sentence and its action."""
        log.warning("%s", problem.trouble)
        self._notices.problem(problem, again)

    def change_computer(self, **what: object) -> None:
        """Change settings of this computer and show them at once."""
        self.computer = replace(self.computer, **what)  # type: ignore[arg-type]  # each value passes its reader
        self._keeping.keep(self.computer)
        self.speaker.set_volume(self.computer.volume)
        if "kiosk" in what:
            self.appear()
        if what.keys() & {"theme", "text_size", "less_movement", "direction", "easy_reading"}:
            self._dress()

    def calm_down(self, calm: bool) -> bool:
        """Things appear instead of moving while a child plays that needs calm."""
        changed, self._calm = calm != self._calm, calm
        if changed:
            self._dress()
        return changed

    @property
    def kiosk(self) -> bool:
        """Whether the window fills the screen and only a password leads out."""
        return self._always_kiosk or self.computer.kiosk

    def appear(self) -> None:
        """Show the window, in a kiosk over the whole screen."""
        if self.kiosk:
            self._kiosk.hold()
            self._kiosk.keep_keys(wanted=self._at[0] in CHILD_SIDE)
        elif self._kiosk.on:
            self._kiosk.let_go()
        else:
            self.show()
        if self._shell is not None:
            self._hear_hands()  # a window whose flags change has another handle

    def ask_to_leave(self) -> None:
        """Close at once, or ask the gate first; where the gate is asked already it stays."""
        by = leave_by(self.route, self.kiosk)
        if by is LeaveBy.NOTHING:
            self.leave()
        elif "leaving" not in self._at[1]:
            self.go(Route.GATE, leaving=by)

    def leave(self) -> None:
        """Close; nobody is asked."""
        self._leaving = True
        self.close()

    def sign_out(self) -> None:
        """Close the grown-up side; the child side does not act for anybody."""
        self.tasks.act_as(None)
        self._been.clear()
        self._show(Route.WHO, {})

    @property
    def notice_room(self) -> QVBoxLayout | None:
        """Where a notice stands above a page of the grown-up side; None on the child side, where it lies over the land."""
        return self._shell.room if self._shell is not None else None

    @property
    def kept_free(self) -> int:
        """How many px at the start of the window belong to the rail."""
        return self._shell.rail_width if self._shell is not None else 0

    # pages

    @property
    def route(self) -> Route:
        """Where the window is."""
        return self._at[0]

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self._page

    def _show(self, route: Route, facts: dict[str, object]) -> None:
        module, _, name = PAGES[route].partition(":")
        page = cast(Page, getattr(import_module(module), name)(self))
        page.enter(**facts)
        old, self._page, self._at = self._page, page, (route, facts)
        self._notices.dismiss()
        self._place(route, page)
        if old is not None:
            old.leave()
            old.hide()
            old.deleteLater()
        page.refresh()
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setWindowTitle(tr("{page} – Lettergrove", page=tr(page.title)) if page.title else "Lettergrove")
        self.arrived.emit(route)

    def _place(self, route: Route, page: Page) -> None:
        self._kiosk.keep_keys(wanted=route in CHILD_SIDE)
        if route in GROWN_UP_SIDE:
            if self._shell is None:
                from app.ui.shell import Shell  # noqa: PLC0415 (loads the database code, which the first paint does not wait for)

                self._shell = Shell(self)
                self._area.addWidget(self._shell)
            self._shell.show_page(route, page)
            self._area.setCurrentWidget(self._shell)
            self._idle.start()
            self._hear_hands()
            return
        self._idle.stop()
        self._area.addWidget(page)
        self._area.setCurrentWidget(page)
        if self._shell is not None:
            self._area.removeWidget(self._shell)
            self._shell.deleteLater()
            self._shell = None

    def _hear_packs(self) -> None:
        """Let what packs have sounds of be heard instead of the synthetic voice."""
        from app.services.languages import recorded  # noqa: PLC0415 (not before the first paint)

        self.tasks.ask(self, lambda _: recorded(), partial(self.speaker.recordings.give, Origin.PACK))

    def _topics_changed(self, topics: frozenset[Topic]) -> None:
        if Topic.PACKS in topics:
            self._hear_packs()
        if self._shell is not None:
            self._shell.topics_changed(topics)
        if self._page is not None and self._page.lives_by & topics:
            self._page.refresh()

    def _dress(self) -> None:
        self.theme = dressing.theme_for(self.computer, self._calm)
        dressing.dress(self.theme, self.computer)
        if self._page is None:
            return
        place = self._page.keep_place()
        if self._shell is not None:  # it is made anew in the new theme, with the page
            self._area.removeWidget(self._shell)
            self._shell.deleteLater()
            self._shell = None
        self._notices.dress()
        self._show(*self._at)
        if place is not None:
            self._page.return_to(place)

    def _hear_hands(self) -> None:
        """Notice every touch from now on, where it comes from the system: a filter of the application doubled the time a page takes."""
        if (handle := self.windowHandle()) is not None:
            handle.installEventFilter(self)

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any touch of the grown-up side starts its idle time anew."""
        if self._idle.isActive() and event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove,
                                                      QEvent.Type.Wheel, QEvent.Type.TouchBegin):
            self._idle.start()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F11 fills the screen and gives it back; in a kiosk it stays full."""
        if event.key() == Qt.Key.Key_F11 and not self.kiosk:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Notices keep to their corner."""
        super().resizeEvent(event)
        self._notices.place()

    def raise_up(self) -> None:
        """Come to the front, from wherever the window is."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.appear()
        self.raise_()
        self.activateWindow()

    def changeEvent(self, event: QEvent) -> None:
        """A kiosk that was made small comes back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._kiosk.state_changed()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window goes at once; what was given to do is finished behind it. Who closes the child side is asked first."""
        allowed = self._leaving or self.session_ends
        if not allowed and leave_by(self.route, self.kiosk) is not LeaveBy.NOTHING:
            event.ignore()
            self.ask_to_leave()
            return
        self._kiosk.stop()
        self.computer = placing.remembered(self, self.computer)
        self.hide()
        if self._page is not None:
            self._page.leave()
        self._idle.stop()
        if (handle := self.windowHandle()) is not None:
            handle.removeEventFilter(self)
        QGuiApplication.styleHints().colorSchemeChanged.disconnect(self._dress)
        self._keeping.failed.disconnect(self.show_problem)
        self._keeping.failed.connect(_note_unsaved, Qt.ConnectionType.DirectConnection)
        self._keeping.keep(self.computer)
        self.speaker.close()
        self.link.close()
        self._neighbours.close()
        self._folding.close()
        self.tasks.close()
        self._keeping.close()
        event.accept()


def _note_unsaved(problem: Problem) -> None:
    """The window has gone; nobody is left to be told."""
    log.warning("Settings were not saved: %s", problem)

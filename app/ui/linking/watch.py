"""The watch over the link of this computer: syncs in the background while the window is open, and asks the shared server for pages.

Nothing of it is loaded on a computer that is not linked; a page never waits for a server: what is asked of one runs in a thread of its
own, so that the database thread stays free for play.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from app.learning.problems import Problem
from app.sync.state import Stage as LinkStage
from app.sync.state import State
from app.ui.painting.lettering import isolated, shown
from app.ui.routes import GAME_ROUTES, Route
from app.ui.tasks import as_problem
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.learning.people import Space
    from app.services.change import Topic
    from app.services.desk import Desk
    from app.sync.syncer import Syncer
    from app.ui.window import Window

T = TypeVar("T")

_AFTER_START_MS = 1500  # the first game comes first
_PLAY = frozenset(GAME_ROUTES.values())


@dataclass(slots=True, eq=False)
class Errand:
    """Something asked of the shared server. `cancel` leaves it as soon as it can be left; nothing is answered then."""

    owner: QObject
    then: Callable[[Any], None]
    otherwise: Callable[[Problem], None]
    moved: Callable[[int, int], None]
    cancelled: bool = False

    def cancel(self) -> None:
        """Wait for it no longer."""
        self.cancelled = True


class LinkWatch(QObject):
    """Made with the window. `stated` brings each new `State`, also `state`; all methods are for the GUI thread."""

    stated = Signal(object)
    _told = Signal(object)
    _came = Signal(object)  # frozenset[str]: tables in which something came from elsewhere
    _moved = Signal()
    _ended = Signal(object, object)  # Errand, its value or Problem
    _done = Signal(object, int, int)  # Errand, rows done, rows expected

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window, self._closed, self._coming = window, False, False
        self._syncer: Syncer | None = None
        self.state = State(LinkStage.OFF)
        self._told.connect(self._tell)
        self._came.connect(self._announce)
        self._moved.connect(self.find_space)
        self._ended.connect(self._answer)
        self._done.connect(_report)
        window.tasks.opened.connect(lambda: QTimer.singleShot(_AFTER_START_MS, self, self._look))
        window.tasks.changed.connect(self._nudge)
        window.arrived.connect(self._arrived)

    def begin(self) -> None:
        """Sync from now on: there is a link."""
        if self._syncer is None and not self._closed:
            self._window.tasks.ask(self, self._make, self._start, self._window.show_problem)
        elif self._syncer is not None:
            self._syncer.sync_now()

    def sync_now(self) -> None:
        """A person asks for it."""
        if self._syncer is not None:
            self._syncer.sync_now()

    def stop(self) -> None:
        """Leave the exchange that is under way; it goes on later where it stopped."""
        if self._syncer is not None:
            self._syncer.cancel()

    def ask_hub(
        self,
        owner: QObject,
        work: Callable[[Desk, Callable[[], bool], Callable[[int, int], None]], T],
        then: Callable[[T], None],
        otherwise: Callable[[Problem], None] | None = None,
        moved: Callable[[int, int], None] = lambda _done, _expected: None,
    ) -> Errand:
        """Do something that asks the shared server, off every thread that anybody waits for.

        `work` is given the desk, whether it was cancelled, and whom to tell how far it has come. Answers come as those of `Tasks` do.
        """
        errand = Errand(owner, then, otherwise or self._window.show_problem, moved)

        def run(desk: Desk) -> None:
            try:
                value: Any = work(desk, lambda: errand.cancelled, lambda done, expected: self._done.emit(errand, done, expected))
            except Exception as error:  # noqa: BLE001 (the last place on this thread; without it the page would wait for ever)
                value = as_problem(error)
            if not self._closed:
                self._ended.emit(errand, value)

        def leave(desk: Desk) -> None:
            Thread(target=run, args=(desk,), name="errand", daemon=True).start()

        self._window.tasks.ask(owner, lambda desk: desk, leave, errand.otherwise)
        return errand

    def close(self) -> None:
        """End at once; what was not sent yet is sent the next time."""
        self._closed = True
        if self._syncer is not None:
            self._syncer.close()

    # the syncer

    def _look(self) -> None:
        if not self._closed:
            self._window.tasks.ask(self, _is_linked, lambda linked: self.begin() if linked else None, _let_be)

    def _make(self, desk: Desk) -> Syncer:
        from app.services import syncing  # noqa: PLC0415 (loads the network code: on the database thread, and only where there is a link)

        return syncing.background(desk, self._window.paths, self._told.emit, self._came.emit, self._moved.emit)

    def _start(self, syncer: Syncer) -> None:
        if self._closed or self._syncer is not None:
            return
        self._syncer = syncer
        syncer.brisk = self._window.route in _PLAY
        syncer.start()

    def _nudge(self, _topics: frozenset[Topic]) -> None:
        if self._syncer is not None and not self._coming:
            self._syncer.nudge()

    def _arrived(self, route: Route) -> None:
        if self._syncer is not None:
            self._syncer.brisk = route in _PLAY

    def _tell(self, state: State) -> None:
        self.state = state
        self.stated.emit(state)

    def _announce(self, tables: frozenset[str]) -> None:
        """Pages that live by what came from elsewhere refresh; that is nothing to send again."""
        from app.services.change import topics_of_tables  # noqa: PLC0415 (not before the first paint)

        if "spaces" in tables:
            self.find_space()
        self._coming = True
        try:
            self._window.tasks.changed.emit(topics_of_tables(tables))
        finally:
            self._coming = False

    def find_space(self) -> None:
        """Work in the shared space from now on, if it has come here, or what was here has moved into it."""
        self._window.tasks.ask(self, _space_now, self._work_there)

    def _work_there(self, found: tuple[Space, bool] | None) -> None:
        if found is None:
            return
        space, stays = found
        self._window.tasks.work_in(space.id)
        if stays:
            from app.services.change import Topic  # noqa: PLC0415 (not before the first paint)

            self._window.tasks.changed.emit(frozenset(Topic))
        else:
            self._window.sign_out()
        self._window.toast(tr("Shared from now on: {name}", name=isolated(shown(space.name, 60))))

    # errands

    def _answer(self, errand: Errand, value: object) -> None:
        if errand.cancelled or not isValid(errand.owner):
            return
        if isinstance(value, Problem):
            errand.otherwise(value)
        else:
            errand.then(value)


def _report(errand: Errand, done: int, expected: int) -> None:
    if not errand.cancelled and isValid(errand.owner):
        errand.moved(done, expected)


def _is_linked(desk: Desk) -> bool:
    from app.services.link_presence import is_linked  # noqa: PLC0415 (on the database thread)

    return is_linked(desk)


def _space_now(desk: Desk) -> tuple[Space, bool] | None:
    """The space of this database, if the desk works in another one or in none; and whether whoever is at the desk has moved there too."""
    from app.services import grown_ups, spaces  # noqa: PLC0415 (on the database thread)

    found = spaces.current_space(replace(desk, space=None))
    if found is None or found.id == desk.space:
        return None
    stays = desk.grown_up is not None and any(each.id == desk.grown_up for each in grown_ups.list_grown_ups(replace(desk, space=found.id)))
    return found, stays


def _let_be(problem: Problem) -> None:
    """The database went just now: whatever asks next tells why."""
    del problem

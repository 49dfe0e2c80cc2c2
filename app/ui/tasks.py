"""The seam between window and data: a page asks (a read) or does (a change), and never waits.

Both run in order on one worker thread, which opens the database first and owns it; answers come back on the GUI thread. An answer for
an owner that has gone is dropped. A change announces its topics through `changed`; pages that live by one of them refresh.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar, cast

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from app.learning.ids import GrownUpId, SpaceId
from app.learning.problems import Problem, Trouble

if TYPE_CHECKING:
    from app.services.change import Change
    from app.services.desk import Desk

T = TypeVar("T")
log = logging.getLogger(__name__)

PROGRESS_AFTER_MS = 600  # shorter waits are not worth a flicker (style: the seam)
PROGRESS_STAYS_MS = 500


@dataclass(slots=True, eq=False)
class Ticket:
    """A piece of work under way. `cancel` drops its answer; a change that has begun is still kept whole."""

    owner: QObject
    work: Callable[[Desk], Any]
    then: Callable[[Any], None] | None
    otherwise: Callable[[Problem], None] | None
    is_change: bool
    cancelled: bool = False

@dataclass(frozen=True, slots=True)
class _Answer:
    ticket: Ticket
    value: Any = None
    problem: Problem | None = None


class Tasks(QObject):
    """Runs reads and changes off the GUI thread, in the order they were given."""

    changed = Signal(object)  # frozenset[Topic]
    opened = Signal()
    not_opened = Signal(object)  # Problem
    troubled = Signal(object)  # Problem that nobody else took
    settled = Signal()  # everything that was given has been answered
    waiting = Signal(bool)  # something has been taking longer than a blink, or no longer is
    _answered = Signal(object)

    def __init__(self, open_desk: Callable[[], Desk], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_desk = open_desk
        self._desk: Desk | None = None
        self._queue: SimpleQueue[Ticket | Callable[[], None] | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._under_way: set[Ticket] = set()
        self._answered.connect(self._deliver)
        self._appear = QTimer(self, singleShot=True, interval=PROGRESS_AFTER_MS)
        self._appear.timeout.connect(self._show_waiting)
        self._stay = QTimer(self, singleShot=True, interval=PROGRESS_STAYS_MS)
        self._stay.timeout.connect(self._hide_waiting)
        self._shown = False

    def start(self) -> None:
        """Begin to open the database. Call it after the first paint: importing database code during Qt's own start can hang."""
        if self._thread is None:
            self._thread = Thread(target=self._run, name="database", daemon=True)
            self._thread.start()
        else:
            self._queue.put(self._open)

    def ask(self, owner: QObject, read: Callable[[Desk], T], then: Callable[[T], None],
            otherwise: Callable[[Problem], None] | None = None) -> Ticket:
        """Run `read` and hand what it returns to `then`; a `Problem` goes to `otherwise`, or to the window."""
        return self._give(Ticket(owner, read, then, otherwise, is_change=False))

    def do(self, owner: QObject, change: Callable[[Desk], Change[T]], then: Callable[[Change[T]], None] | None = None,
           otherwise: Callable[[Problem], None] | None = None) -> Ticket:
        """Run `change`, hand the `Change` to `then`, and announce its topics. It is kept even when its owner has gone meanwhile."""
        return self._give(Ticket(owner, change, then, otherwise, is_change=True))

    def act_as(self, grown_up: GrownUpId | None) -> None:
        """Who acts from now on: a grown-up who signed in, or nobody (the child side)."""
        self._queue.put(lambda: self._sit(lambda desk: replace(desk, grown_up=grown_up)))

    def work_in(self, space: SpaceId) -> None:
        """Whose space it is from now on (after the first-run wizard has founded it)."""
        self._queue.put(lambda: self._sit(lambda desk: replace(desk, space=space)))

    def close(self, patience_s: float = 10.0) -> bool:
        """Finish the changes that were given, drop the reads, close the database. True when all was done in time."""
        for ticket in self._under_way:
            ticket.then = ticket.otherwise = None
            ticket.cancelled = not ticket.is_change
        self._appear.stop()
        self._stay.stop()
        if self._thread is None:
            return True
        self._queue.put(None)
        self._thread.join(patience_s)
        return not self._thread.is_alive()

    # on the GUI thread

    def _give(self, ticket: Ticket) -> Ticket:
        self._under_way.add(ticket)
        self._queue.put(ticket)
        if not self._shown and not self._appear.isActive():
            self._appear.start()
        return ticket

    def _deliver(self, answer: _Answer) -> None:
        ticket = answer.ticket
        self._under_way.discard(ticket)
        if not self._under_way:
            self._appear.stop()
            if self._shown and not self._stay.isActive():
                self._stay.start()
        self._answer(answer)
        if not self._under_way:
            self.settled.emit()

    def _answer(self, answer: _Answer) -> None:
        ticket = answer.ticket
        wanted = not ticket.cancelled and isValid(ticket.owner)
        if answer.problem is not None:
            if wanted and ticket.otherwise is not None:
                ticket.otherwise(answer.problem)
            elif wanted or ticket.is_change:
                self.troubled.emit(answer.problem)
            return
        if wanted and ticket.then is not None:
            ticket.then(answer.value)
        if ticket.is_change:
            self.changed.emit(cast("Change[Any]", answer.value).topics)

    def _show_waiting(self) -> None:
        if self._under_way:
            self._shown = True
            self._stay.stop()
            self.waiting.emit(True)

    def _hide_waiting(self) -> None:
        if not self._under_way:
            self._shown = False
            self.waiting.emit(False)

    # on the worker thread

    def _run(self) -> None:
        self._open()
        kept: list[Ticket] = []  # work that came before the database could be opened
        while (job := self._queue.get()) is not None:
            if not isinstance(job, Ticket):
                job()
                if self._desk is not None:
                    while kept:
                        self._work(kept.pop(0))
            elif self._desk is None:
                kept.append(job)
            else:
                self._work(job)
        if self._desk is not None:
            self._desk.database.close()

    def _open(self) -> None:
        try:
            self._desk = self._open_desk()
        except Exception as error:  # noqa: BLE001 (the last place on this thread; nothing may be lost in silence)
            self.not_opened.emit(as_problem(error))
        else:
            self.opened.emit()

    def _work(self, ticket: Ticket) -> None:
        if ticket.cancelled or self._desk is None:
            self._answered.emit(_Answer(ticket))
            return
        try:
            answer = _Answer(ticket, ticket.work(self._desk))
        except Exception as error:  # noqa: BLE001 (as above)
            answer = _Answer(ticket, problem=as_problem(error))
        self._answered.emit(answer)

    def _sit(self, change: Callable[[Desk], Desk]) -> None:
        if self._desk is not None:
            self._desk = change(self._desk)


def as_problem(error: Exception) -> Problem:
    """What ended a thread's work, as something that can be told; a fault of our own goes to the log."""
    if isinstance(error, Problem):
        return error
    log.error("Unexpected error in the background", exc_info=error)
    return Problem(Trouble.UNEXPECTED, what=type(error).__name__)

"""An answer that is kept until it is kept: given to the database again and again, with the same id, until it says yes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.learning.problems import Problem, Trouble
from app.services import play

if TYPE_CHECKING:
    from app.services.change import Change
    from app.services.play import Answer, Feedback
    from app.ui.tasks import Tasks

_AGAIN_MS = (500, 1000, 2000, 4000)  # then every 4 s: a server that comes back is found at once, one that is away is not pestered


class WaitingAnswer(QObject):
    """Records one answer after the other. `held` says that one waits for the database, `kept` that it has been committed."""

    kept = Signal(object)  # Feedback
    held = Signal(object)  # Problem: the first time an answer has to wait
    refused = Signal(object)  # Problem: the child or the play session is no longer there
    _turns = 0

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._answer: Answer | None = None
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._give)

    @property
    def busy(self) -> bool:
        """Whether an answer is on its way."""
        return self._answer is not None

    def give(self, answer: Answer) -> None:
        """Record the answer; there must be none on its way."""
        self._answer, self._turns = answer, 0
        self._give()

    def give_now(self) -> None:
        """Try at once what waits for its next try (a grown-up pressed "Try again")."""
        if self._answer is not None and self._again.isActive():
            self._again.stop()
            self._give()

    def stay_behind(self) -> None:
        """The page goes; what still waits goes on being tried by the window."""
        for signal in (self.kept, self.held, self.refused):
            signal.disconnect()
        if self.busy:
            self.setParent(self._tasks)
            self.kept.connect(self.deleteLater)
            self.refused.connect(self.deleteLater)

    def _give(self) -> None:
        answer = self._answer
        if answer is not None:
            self._tasks.do(self, _recording(answer), self._done, self._not_done)

    def _done(self, change: Change[Feedback]) -> None:
        self._answer = None
        self.kept.emit(change.value)

    def _not_done(self, problem: Problem) -> None:
        if problem.trouble is Trouble.NOT_FOUND:
            self._answer = None
            self.refused.emit(problem)
            return
        if self._turns == 0:
            self.held.emit(problem)
        self._again.start(_AGAIN_MS[min(self._turns, len(_AGAIN_MS) - 1)])
        self._turns += 1


def _recording(answer: Answer) -> Callable[..., Change[Feedback]]:
    return lambda desk: play.record_answer(desk, answer)

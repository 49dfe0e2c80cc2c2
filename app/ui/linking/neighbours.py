"""What other windows do on the same server is seen here: a short look every few seconds, and the pages about it refresh.

Only where the database is not this computer's own. (Computers that are linked to a shared server hear of one another by `watch`.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.learning.problems import Problem
    from app.services.desk import Desk
    from app.ui.tasks import Tasks

LOOK_MS = 2500


class Neighbours(QObject):
    """Made with the window; looks from the moment the database is open.

    A change made here is taken for news once more: refreshing twice harms nobody.
    """

    def __init__(self, tasks: Tasks, parent: QObject, look_ms: int = LOOK_MS) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._seen: Mapping[str, int] = {}
        self._timer = QTimer(self, interval=look_ms, singleShot=True)
        self._timer.timeout.connect(self._look)
        tasks.opened.connect(self._begin)

    def close(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _begin(self) -> None:
        self._tasks.ask(self, _may_write, lambda others: self._timer.start() if others else None, _let_be)

    def _look(self) -> None:
        self._tasks.ask(self, _figures, self._compare, self._missed)

    def _compare(self, found: Mapping[str, int]) -> None:
        from app.services.neighbours import changed  # noqa: PLC0415 (loads the database code, which is loaded by now)

        before, self._seen = self._seen, found
        self._timer.start()
        topics = changed(before, found)
        if topics:
            self._tasks.changed.emit(topics)

    def _missed(self, problem: Problem) -> None:
        """The server is away just now: whatever a person asks for tells so."""
        del problem
        self._timer.start()


def _may_write(desk: Desk) -> bool:
    from app.services.neighbours import others_may_write  # noqa: PLC0415 (on the database thread)

    return others_may_write(desk)


def _figures(desk: Desk) -> Mapping[str, int]:
    from app.services.neighbours import figures  # noqa: PLC0415 (on the database thread)

    return figures(desk)


def _let_be(problem: Problem) -> None:
    del problem

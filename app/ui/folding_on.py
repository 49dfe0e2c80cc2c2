"""Folding what waits while the window is open: after an upgrade, or when a pack came in, some skills of one child at a time.

Whoever plays comes first: it begins some seconds after the start, and rests between two steps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.services.change import Change, Topic

if TYPE_CHECKING:
    from app.learning.problems import Problem
    from app.services.desk import Desk
    from app.ui.tasks import Tasks

_AFTER_START_MS = 4000  # the first game comes first
_REST_MS = 60


class FoldingOn(QObject):
    """Made with the window. Pages hear of it, as progress, when all is folded."""

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._folded = False
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._fold)
        tasks.opened.connect(lambda: self._next.start(_AFTER_START_MS))
        tasks.changed.connect(self._changed)

    def close(self) -> None:
        """Fold no more; the rest at the next start."""
        self._next.stop()

    def _changed(self, topics: frozenset[Topic]) -> None:
        if Topic.PACKS in topics and not self._next.isActive():
            self._next.start(_REST_MS)

    def _fold(self) -> None:
        self._tasks.do(self, _fold_some, self._go_on, self._let_be)

    def _go_on(self, change: Change[bool]) -> None:
        if change.value:
            self._folded = True
            self._next.start(_REST_MS)
        elif self._folded:
            self._folded = False
            self._tasks.changed.emit(frozenset({Topic.PROGRESS}))

    def _let_be(self, _problem: Problem) -> None:
        """Whatever stands in the way is told by what the person does next; at the next start it is tried again."""


def _fold_some(desk: Desk) -> Change[bool]:
    from app.services.refolding import fold_some  # noqa: PLC0415 (on the database thread)

    return fold_some(desk)

"""Doing things one after the other, so that no frame has to make and paint them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtWidgets import QWidget

_APART_MS = 16  # one frame; painting a friend takes 3 ms, a tree 4 to 5


class OneByOne(QObject):
    """Shows what it is given, or takes the steps it is given, one every `apart_ms`; 0 is one in every turn of the event loop."""

    def __init__(self, parent: QObject, apart_ms: int = _APART_MS) -> None:
        super().__init__(parent)
        self._steps: Iterator[object] | None = None
        self._timer = QTimer(self, interval=apart_ms)
        self._timer.timeout.connect(self._next)

    def show(self, things: Iterable[QWidget]) -> None:
        """Show these, the first at once; what waited from before is forgotten."""
        self.take(_shown(things))

    def take(self, steps: Iterator[object]) -> None:
        """Take the first step at once and each other one (the way to the next `yield`) in its turn; steps from before are forgotten."""
        self._steps = steps
        self._timer.start()
        self._next()

    @property
    def busy(self) -> bool:
        """Whether something is still to be done."""
        return self._steps is not None

    def finish(self) -> None:
        """Do all that is left now."""
        while self.busy:
            self._next()

    def stop(self) -> None:
        """Do no more."""
        self._steps = None
        self._timer.stop()

    def _next(self) -> None:
        steps = self._steps
        if steps is None:
            return
        try:
            next(steps)
        except StopIteration:
            if self._steps is steps:
                self.stop()


def _shown(things: Iterable[QWidget]) -> Iterator[None]:
    waiting = list(things)
    while waiting:
        thing = waiting.pop(0)
        if isValid(thing):
            thing.show()
            if waiting:
                yield

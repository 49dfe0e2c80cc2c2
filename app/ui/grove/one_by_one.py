"""Showing things one after the other, so that no frame has to paint them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

_APART_MS = 16  # one frame; painting a friend takes 3 ms, a tree 4 to 5


class OneByOne(QObject):
    """Shows what it is given, one thing a frame."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: list[QWidget] = []
        self._timer = QTimer(self, interval=_APART_MS)
        self._timer.timeout.connect(self._next)

    def show(self, things: Iterable[QWidget]) -> None:
        """Show these, the first at once; what waited from before is forgotten."""
        self._waiting = list(things)
        self._timer.start()
        self._next()

    @property
    def busy(self) -> bool:
        """Whether something is still to be shown."""
        return bool(self._waiting)

    def stop(self) -> None:
        """Show no more."""
        self._waiting = []
        self._timer.stop()

    def _next(self) -> None:
        while self._waiting and not isValid(self._waiting[0]):
            self._waiting.pop(0)
        if self._waiting:
            self._waiting.pop(0).show()
        if not self._waiting:
            self._timer.stop()

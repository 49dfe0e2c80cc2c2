"""Measures how long the GUI thread keeps an event waiting, from outside of it.

A thread posts an event, waits until the GUI thread has taken it, and notes how long that took; then it rests a moment and posts the
next. What it measures is what a press would have waited. On a shared machine a wait may not be ours: its CPU times tell.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from time import perf_counter, process_time, thread_time

from PySide6.QtCore import QObject, Signal

_REST_S = 0.002


@dataclass(frozen=True, slots=True)
class Wait:
    """How long one event waited, and how long the GUI thread (`own`) and all threads of the program together worked meanwhile, in ms.

    Much more waiting than work of all threads means that another process had the core. `where` is the mark of that moment.
    """

    wall: float
    own: float
    program: float
    where: str


class Watchdog(QObject):
    """Runs from `start` to `stop`, both called in the GUI thread. `waits` are all events in order; set `mark` to say where they were."""

    _posted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.waits: list[Wait] = []
        self.mark = ""
        self._own = 0.0  # CPU time of the GUI thread when it last took an event, s
        self._taken, self._stopping = threading.Event(), threading.Event()
        self._posted.connect(self._take)
        self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)

    def start(self) -> None:
        """Begin to measure."""
        self._own = thread_time()
        self._thread.start()

    def stop(self) -> None:
        """Stop; `waits` does not change any more."""
        self._stopping.set()
        self._taken.set()
        self._thread.join()

    @property
    def longest(self) -> Wait:
        """The longest wait of all."""
        return max(self.waits, key=lambda wait: wait.wall, default=Wait(0.0, 0.0, 0.0, ""))

    def share_below(self, milliseconds: float) -> float:
        """Which share of all events waited less, 0 to 1."""
        return sum(wait.wall < milliseconds for wait in self.waits) / max(1, len(self.waits))

    def _take(self) -> None:
        self._own = thread_time()
        self._taken.set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            mark, own, program, began = self.mark, self._own, process_time(), perf_counter()
            self._taken.clear()
            self._posted.emit()
            self._taken.wait()
            wall = (perf_counter() - began) * 1000
            # `own` counts from the event before, which is at most the rest of this thread longer
            worked = min((self._own - own) * 1000, wall), (process_time() - program) * 1000
            self.waits.append(Wait(wall, *worked, mark if mark == self.mark else f"{mark} > {self.mark}"))
            self._stopping.wait(_REST_S)

"""Measures how long the GUI thread keeps an event waiting, from outside of it.

A thread posts an event, waits until the GUI thread has taken it, and notes how long that took; then it rests a moment and posts the
next. What it measures is what a press would have waited.
"""

from __future__ import annotations

import threading
from time import perf_counter

from PySide6.QtCore import QObject, Signal

_REST_S = 0.002


class Watchdog(QObject):
    """Runs from `start` to `stop`. `waits` are the milliseconds of every event, in order; `longest` names the worst with its `mark`."""

    _posted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.waits: list[float] = []
        self.slow: list[tuple[float, str]] = []
        self.mark = ""
        self._taken, self._stopping = threading.Event(), threading.Event()
        self._posted.connect(self._taken.set)
        self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)

    def start(self) -> None:
        """Begin to measure."""
        self._thread.start()

    def stop(self) -> None:
        """Stop; `waits` does not change any more."""
        self._stopping.set()
        self._taken.set()
        self._thread.join()

    def share_below(self, milliseconds: float) -> float:
        """Which share of all events waited less, 0 to 1."""
        return sum(wait < milliseconds for wait in self.waits) / max(1, len(self.waits))

    def _run(self) -> None:
        while not self._stopping.is_set():
            began, mark = perf_counter(), self.mark
            self._taken.clear()
            self._posted.emit()
            self._taken.wait()
            waited = (perf_counter() - began) * 1000
            self.waits.append(waited)
            if waited > 16:
                self.slow.append((waited, f"{mark} > {self.mark}"))
            self._stopping.wait(_REST_S)

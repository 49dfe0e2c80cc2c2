"""Fetching a pack in a thread of its own, told to the page by signals."""

from __future__ import annotations

import contextlib
from threading import Event, Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.learning.packs import MOST_PACKED_BYTES
from app.learning.problems import Problem, Trouble

if TYPE_CHECKING:
    from app.system.paths import Paths


class Fetching(QObject):
    """One fetch. `moved` brings bytes so far and in all (0: not told), `arrived` the file, `failed` the Problem; each on the GUI thread."""

    moved = Signal(float, float)
    arrived = Signal(object)  # Path
    failed = Signal(object)  # Problem

    def __init__(self, paths: Paths, address: str, parent: QObject) -> None:
        super().__init__(parent)
        self._paths, self._address = paths, address
        self._stop = Event()
        self._thread = Thread(target=self._run, name="fetch a pack", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """Stop soon; what has arrived is kept for the next time."""
        self._stop.set()

    def _run(self) -> None:
        from app.system.download import fetch  # noqa: PLC0415 (loads the network code: not on the GUI thread)

        with contextlib.suppress(RuntimeError):  # the page has gone, and this object with it
            try:
                found = fetch(self._address, self._paths, MOST_PACKED_BYTES, self._tell, self._stop.is_set)
            except Problem as problem:
                self.failed.emit(problem)
            except Exception as error:  # noqa: BLE001 (the last place on this thread)
                self.failed.emit(Problem(Trouble.UNEXPECTED, what=type(error).__name__))
            else:
                self.arrived.emit(found.path)

    def _tell(self, done: int, total: int | None) -> None:
        if not self._stop.is_set():
            self.moved.emit(float(done), float(total or 0))

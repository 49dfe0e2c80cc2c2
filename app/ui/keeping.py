"""Keeping the settings of this computer, off the GUI thread: writing them whole waits for the disk."""

from __future__ import annotations

from threading import Lock, Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.learning.problems import Problem
from app.system.settings import save

if TYPE_CHECKING:
    from app.system.paths import Paths
    from app.system.settings import ComputerSettings


class Keeping(QObject):
    """`keep` returns at once; of what was given while it wrote, only the last is written. `failed` brings the Problem."""

    failed = Signal(object)

    def __init__(self, paths: Paths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths = paths
        self._lock = Lock()
        self._next: ComputerSettings | None = None
        self._thread: Thread | None = None

    def keep(self, settings: ComputerSettings) -> None:
        """Write the settings soon."""
        with self._lock:
            self._next = settings
            if self._thread is None:
                self._thread = Thread(target=self._write, name="settings")
                self._thread.start()

    def close(self) -> None:
        """Wait until all is written."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def _write(self) -> None:
        while True:
            with self._lock:
                settings, self._next = self._next, None
                if settings is None:
                    self._thread = None
                    return
            try:
                save(self._paths, settings)
            except Problem as problem:
                self.failed.emit(problem)

"""Writing a file beside everything else: in a thread of its own, with how far it is, and a way to stop it."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.learning.problems import Problem, Trouble
from app.system.disk import problem_of
from app.ui.trees import paper

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ui.trees.paper import Format, Sheet

log = logging.getLogger(__name__)


class Exporting(QObject):
    """One file on its way. `went` is sent with the share that is done, then one of `written`, `stopped`, `failed`."""

    went = Signal(float)
    written = Signal(object)  # Path
    stopped = Signal()
    failed = Signal(object)  # Problem

    def __init__(self, path: Path, kind: Format, sheet: Callable[[], Sheet], parent: QObject) -> None:
        super().__init__(parent)
        self._path, self._kind, self._sheet = path, kind, sheet
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="export")

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Want it no more; the file that was begun is taken away."""
        self._stop.set()

    def close(self) -> None:
        """Stop, and wait for the thread: a program that ends must not leave half a file."""
        self.stop()
        if self._thread.is_alive():
            self._thread.join()

    def _work(self) -> None:
        try:
            paper.write(self._path, self._kind, self._sheet(), self._told)
        except paper.Stopped:
            self.stopped.emit()
        except OSError as error:
            self.failed.emit(problem_of(error, self._path))
        except Exception as error:
            log.exception("A tree could not be written")
            self.failed.emit(Problem(Trouble.UNEXPECTED, what=type(error).__name__))
        else:
            self.written.emit(self._path)

    def _told(self, share: float) -> bool:
        self.went.emit(share)
        return not self._stop.is_set()

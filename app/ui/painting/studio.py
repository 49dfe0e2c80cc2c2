"""The studio: pictures that take longer than a frame, painted in a thread of their own and handed over.

`ask` returns the picture when it is kept; otherwise it is painted and `done` announces its key. The thread ends when there is nothing
left to paint.
"""

from __future__ import annotations

import logging
import threading
from collections import deque

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from app.ui.painting.pictures import Drawing, Key, image_of, keep, kept
from app.ui.theme import Theme

_log = logging.getLogger(__name__)


class Studio(QObject):
    """One worker thread at most. Every method belongs to the GUI thread."""

    done = Signal(object)  # the key that was asked for
    _painted = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._jobs: deque[tuple[Key, Key, float, float, float, Theme, Drawing]] = deque()
        self._asked: set[Key] = set()
        self._thread: threading.Thread | None = None
        self._painted.connect(self._receive)

    def ask(self, key: Key, width: float, height: float, dpr: float, theme: Theme, draw: Drawing) -> QPixmap | None:
        """The picture, or None: then it is on its way and `done` will say so.

        `draw` runs in another thread: it must not touch widgets, icons or pictures of words.
        """
        whole: Key = (*key, theme.key, round(width, 1), round(height, 1), dpr)
        ready = kept(whole)
        if ready is not None:
            return ready
        with self._lock:
            if whole not in self._asked:
                self._asked.add(whole)
                self._jobs.append((whole, key, width, height, dpr, theme, draw))
                if self._thread is None:
                    self._thread = threading.Thread(target=self._work, name="studio")
                    self._thread.start()
        return None

    def wait(self) -> None:
        """Paint everything that was asked for before going on (tests and pictures only)."""
        while True:
            with self._lock:
                thread = self._thread
            if thread is None:
                break
            thread.join()
        QCoreApplication.sendPostedEvents(self)

    def close(self) -> None:
        """Drop what is not painted yet and let the thread end."""
        with self._lock:
            self._jobs.clear()
            self._asked.clear()
            thread = self._thread
        if thread is not None:
            thread.join()

    # --- in the worker's thread

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._jobs:
                    self._thread = None
                    return
                whole, key, width, height, dpr, theme, draw = self._jobs.popleft()
            try:
                image = image_of(width, height, dpr, theme, draw)
            except Exception:  # noqa: BLE001 (logged) - whatever a drawing raises: the others must still be painted
                _log.exception("%s could not be painted", key)
                continue
            self._painted.emit(whole, key, image)

    # --- in the GUI thread

    def _receive(self, whole: Key, key: Key, image: QImage) -> None:
        with self._lock:
            self._asked.discard(whole)
        keep(whole, image)
        self.done.emit(key)


def studio() -> Studio:
    """The studio of this application, made when first asked for; it closes with the application."""
    app = QCoreApplication.instance()
    if app is None:
        raise RuntimeError("a QApplication comes first")
    found = app.findChild(Studio)
    if isinstance(found, Studio):
        return found
    made = Studio(parent=app)
    app.aboutToQuit.connect(made.close)
    return made

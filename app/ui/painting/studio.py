"""The studio: pictures that take longer than a frame, painted in a thread of their own and handed over.

`ask` returns the picture when it is kept; otherwise it is painted and `done` announces its key. The thread ends when there is nothing
left to paint. With a folder, opaque pictures asked for with `lasting=True` are kept there as files, so that the first frame of the next
start shows a ready-made land. They are plain bitmaps: a land of 1280 x 800 loads in 4 ms, as PNG in 20.
"""

from __future__ import annotations

import hashlib
import logging
import math
import threading
from collections import deque
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from app.ui.painting.pictures import Drawing, Key, image_of, keep, kept
from app.ui.theme import Theme

DRAWN_AS = 1  # raise when the drawing changes, so that files of before are not shown
_MOST_FILES = 8
_AT_ONCE = 6 * 2**20  # bytes of a file that is loaded in the GUI thread, in about 6 ms; larger ones are loaded in ours

_log = logging.getLogger(__name__)


class Studio(QObject):
    """One worker thread at most. Every method belongs to the GUI thread."""

    done = Signal(object)  # the key that was asked for
    _painted = Signal(object, object, object)

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._lock = threading.Lock()
        self._jobs: deque[tuple[Key, Key, float, float, float, Theme, Drawing, bool]] = deque()
        self._asked: set[Key] = set()
        self._thread: threading.Thread | None = None
        self._painted.connect(self._receive)

    def keep_files_in(self, folder: Path) -> None:
        """Keep lasting pictures in this folder from now on."""
        self._folder = folder

    def ask(self, key: Key, width: float, height: float, dpr: float, theme: Theme, draw: Drawing, lasting: bool = False) -> QPixmap | None:
        """The picture, or None: then it is on its way and `done` will say so.

        `draw` runs in another thread: it must not touch widgets, icons or pictures of words. `lasting` pictures have no transparent parts.
        """
        whole: Key = (*key, theme.key, round(width, 1), round(height, 1), dpr)
        ready = kept(whole)
        if ready is not None:
            return ready
        if lasting and (image := self._from_file(whole, _AT_ONCE)) is not None:
            return keep(whole, image)
        with self._lock:
            if whole not in self._asked:
                self._asked.add(whole)
                self._jobs.append((whole, key, width, height, dpr, theme, draw, lasting))
                if self._thread is None:
                    self._thread = threading.Thread(target=self._work, name="studio", daemon=True)
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
                whole, key, width, height, dpr, theme, draw, lasting = self._jobs.popleft()
            try:
                stored = self._from_file(whole) if lasting else None
                image = stored or image_of(width, height, dpr, theme, draw)
            except Exception:  # noqa: BLE001 (logged) - whatever a drawing raises: the others must still be painted
                _log.exception("%s could not be painted", key)
                continue
            if lasting and stored is None:
                self._to_file(whole, image)
            self._painted.emit(whole, key, image)

    def _file(self, whole: Key) -> Path | None:
        if self._folder is None:
            return None
        name = hashlib.sha256(repr((DRAWN_AS, whole)).encode("utf-8")).hexdigest()[:24]
        return self._folder / f"{name}.bmp"

    def _to_file(self, whole: Key, image: QImage) -> None:
        path = self._file(whole)
        if path is None or self._folder is None:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_suffix(".part")
            opaque = image.convertToFormat(QImage.Format.Format_RGB32)
            if opaque.save(str(unfinished), "BMP"):  # type: ignore[call-overload]  # PySide types the format as bytes, Qt takes both
                unfinished.replace(path)
            old = sorted(self._folder.glob("*.bmp"), key=lambda p: p.stat().st_mtime, reverse=True)
            for gone in old[_MOST_FILES:]:
                gone.unlink(missing_ok=True)
        except OSError:
            return  # a full or read-only disk: the picture is painted again next time

    # --- in either thread

    def _from_file(self, whole: Key, most: float = math.inf) -> QImage | None:
        path = self._file(whole)
        try:
            if path is None or path.stat().st_size > most:
                return None
        except OSError:
            return None
        image = QImage(str(path))
        if image.isNull():
            return None
        image.setDevicePixelRatio(float(str(whole[-1])))
        return image

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

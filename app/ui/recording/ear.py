"""The recorder for pages: its news are handed to the GUI thread as signals."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.system.loudspeaker import REAL
from app.system.recorder import Ear, Recorder


class RecorderEar(QObject):
    """Every method returns at once. A take ends with `done` (bytes, a wav file) or `troubled` (Problem), a cancelled one with neither."""

    hears = Signal(object)  # Hearing
    done = Signal(object)
    troubled = Signal(object)

    def __init__(self, parent: QObject, backends: Sequence[str] = REAL) -> None:
        super().__init__(parent)
        self._recorder = Recorder(Ear(self.hears.emit, self.done.emit, self.troubled.emit), backends)

    def begin(self) -> None:
        """Count in, then record."""
        self._recorder.begin()

    def stop(self) -> None:
        """What was said until now is what is kept."""
        self._recorder.stop()

    def cancel(self) -> None:
        """Forget this take."""
        self._recorder.cancel()

    def close(self) -> None:
        """Give the microphone back."""
        self._recorder.close()

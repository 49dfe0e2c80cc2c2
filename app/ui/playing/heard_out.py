"""Waiting until what is being said has been heard to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from app.ui.speaker import Speaker

GRACE_MS = 1500  # for the first sound to begin; where there is no voice none does
LONGEST_MS = 12_000  # of a prompt


class HeardOut(QObject):
    """`over` comes once after each `wait`: at the end of the prompt that was begun after it, or when none begins."""

    over = Signal()

    def __init__(self, speaker: Speaker, parent: QObject) -> None:
        super().__init__(parent)
        self._waits = self._begun = False
        self._patience = QTimer(self, singleShot=True)
        self._patience.timeout.connect(self._end)
        speaker.began.connect(self._hear)
        speaker.ended.connect(self._hear_end)

    def wait(self) -> None:
        """Begin to wait; the prompt is said next, and what it interrupts does not count."""
        self._waits, self._begun = True, False
        self._patience.start(GRACE_MS)

    def stop(self) -> None:
        """Wait no more."""
        self._waits = False
        self._patience.stop()

    def _hear(self, milliseconds: float) -> None:
        del milliseconds
        if self._waits:
            self._begun = True
            self._patience.start(LONGEST_MS)

    def _hear_end(self) -> None:
        if self._begun:
            self._end()

    def _end(self) -> None:
        if self._waits:
            self.stop()
            self.over.emit()

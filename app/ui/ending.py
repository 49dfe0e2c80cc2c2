"""Ending well when the system asks for it: Ctrl-C in the terminal, `kill`, the end of the login close the window as its button does.

Python runs its signal handlers only between its own instructions, and Qt's loop runs none of them for hours; the signal's number comes
through a pair of sockets instead, which the loop watches.
"""

import signal
import socket
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")  # Windows has no SIGHUP


class EndBySignal(QObject):
    """Calls `end` on the GUI thread when a signal asks the program to end. Made and closed on the main thread."""

    def __init__(self, end: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._end = end
        self._ours, self._pythons = socket.socketpair()
        for each in (self._ours, self._pythons):
            each.setblocking(False)
        self._before_fd = signal.set_wakeup_fd(self._pythons.fileno(), warn_on_full_buffer=False)
        found = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
        self._before = {number: signal.signal(number, _noticed) for number in found}
        self._watch = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._watch.activated.connect(self._came)

    def _came(self) -> None:
        numbers = self._ours.recv(64)
        if any(number in self._before for number in numbers):
            self._end()

    def close(self) -> None:
        """Give the signals back."""
        self._watch.setEnabled(False)
        signal.set_wakeup_fd(self._before_fd)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._ours.close()
        self._pythons.close()


def _noticed(number: int, frame: FrameType | None) -> None:
    """Nothing is done here: that there is a handler lets Python write the number to the socket."""
    del number, frame

"""One window per data folder: a second start raises the first window and ends."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QLockFile, QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_ANSWER_WITHIN_MS = 500


def _key(home: Path) -> str:
    return "lettergrove-" + hashlib.sha256(str(home.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:24]


def raise_first(home: Path) -> bool:
    """Ask the window that already works on `home` to come to the front. False when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_key(home))
    if not socket.waitForConnected(_ANSWER_WITHIN_MS):
        return False
    socket.write(b"raise\n")
    socket.waitForBytesWritten(_ANSWER_WITHIN_MS)
    socket.disconnectFromServer()
    return True


def begin(home: Path) -> "FirstWindow | None":
    """Become the first window of `home`; None when there is one, which was asked to come to the front.

    Asking and becoming are one step for programs that start at the same instant, as they do when somebody clicks twice.
    """
    turn = QLockFile(QDir.temp().filePath(f"{_key(home)}.lock"))
    turn.tryLock(_ANSWER_WITHIN_MS)  # in vain only where nothing can be written there; then there is no better way
    try:
        return None if raise_first(home) else FirstWindow(home)
    finally:
        turn.unlock()


class FirstWindow(QObject):
    """Listens for second starts on `home`. What a crashed program left behind is taken away first."""

    def __init__(self, home: Path, on_raise: Callable[[], None] = lambda: None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.on_raise = on_raise
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        if not self._server.listen(_key(home)):
            QLocalServer.removeServer(_key(home))
            self._server.listen(_key(home))

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.on_raise()

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

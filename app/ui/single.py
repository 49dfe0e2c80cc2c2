"""One window per data folder: a second start raises the first window and ends."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
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


class FirstWindow(QObject):
    """Listens for second starts on `home`. What a crashed program left behind is taken away first."""

    def __init__(self, home: Path, on_raise: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_raise = on_raise
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        if not self._server.listen(_key(home)):
            QLocalServer.removeServer(_key(home))
            self._server.listen(_key(home))

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self._on_raise()

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

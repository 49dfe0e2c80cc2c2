"""The kiosk: one window over the whole screen, in front of everything, that does not get smaller.

What the program can hold, it holds: full screen, on top, back when it was made small, and under X11 the keys of the system too (Alt+Tab,
the Super key) while the child side is shown. What only the system can hold stands in docs/classroom.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_KEEPS_KEYS = frozenset({"xcb"})  # elsewhere Qt has no way, and says so with a warning
_AGAIN_MS = 250


class Kiosk(QObject):
    """Holds `window`. `on` follows `hold` and `let_go`; the window calls `state_changed` when its state did."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.on = False
        self._return = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self._return.timeout.connect(self._come_back)

    def hold(self) -> None:
        """Fill the screen and stay in front. The window is shown."""
        self.on = True
        self._window.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, True)
        self._window.showFullScreen()

    def let_go(self) -> None:
        """A window as any other again."""
        self.on = False
        self._return.stop()
        self.keep_keys(wanted=False)
        shown = self._window.isVisible()
        self._window.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, False)
        if shown:
            self._window.showNormal()

    def state_changed(self) -> None:
        """The window was made small, or left the full screen: it comes back."""
        if self.on and self._window.isVisible() and not self._whole():
            self._return.start()

    def keep_keys(self, wanted: bool) -> None:
        """Keep the system's keys from the system, where that can be. On the grown-up side other windows (a file dialog) need them."""
        handle = self._window.windowHandle()
        if handle is not None and QGuiApplication.platformName() in _KEEPS_KEYS:
            handle.setKeyboardGrabEnabled(wanted and self.on)

    def stop(self) -> None:
        """The window closes."""
        self.keep_keys(wanted=False)
        self.on = False
        self._return.stop()

    def _whole(self) -> bool:
        state = self._window.windowState()
        return bool(state & Qt.WindowState.WindowFullScreen) and not state & Qt.WindowState.WindowMinimized

    def _come_back(self) -> None:
        if self.on and not self._whole():
            self._window.showFullScreen()
            self._window.raise_()
            self._window.activateWindow()

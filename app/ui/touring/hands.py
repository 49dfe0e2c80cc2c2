"""Hands: press, type and wait in the real window, the way a person's events arrive."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from app.system.clock import elapsed_ms

if TYPE_CHECKING:
    from app.ui.routes import Route
    from app.ui.window import Window

_LOOK_MS = 4
_WRITES_MS = 60  # nobody writes and presses within one turn of the event loop
_PATIENCE_S = 30.0


class Lost(Exception):
    """What the tour waited for did not come; its text says what that was."""


class Hands:
    """Works in one window. With `pictures`, `look` writes a picture of what is shown into that folder."""

    def __init__(self, window: Window, pictures: Path | None) -> None:
        self.window = window
        self._pictures = pictures
        self.seen: list[str] = []

    def rest(self, milliseconds: int) -> None:
        """Let time pass, with everything alive."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def until(self, what: str, holds: Callable[[], object], seconds: float = _PATIENCE_S) -> None:
        """Wait until `holds`. Raises Lost (`what` did not come)."""
        end = elapsed_ms() + seconds * 1000
        while not holds():
            if elapsed_ms() > end:
                raise Lost(f"{what}, at {self.window.route}")
            self.rest(_LOOK_MS)

    def arrive(self, route: Route, seconds: float = _PATIENCE_S) -> None:
        """Wait until the window is at `route`."""
        self.until(f"the way to {route}", lambda: self.window.route is route, seconds)

    def press(self, widget: QWidget) -> None:
        """Press with the pointer, in the middle of the widget."""
        self.until("something to press", lambda: widget.isVisible() and widget.isEnabled())
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, widget.rect().center())

    def key(self, key: Qt.Key) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(self.window, key)

    def write(self, field: QLineEdit, text: str) -> None:
        """Type into a field."""
        field.setFocus()
        field.clear()
        if text.isascii():
            QTest.keyClicks(field, text)
        else:
            field.insert(text)  # an input method would bring it whole
        self.rest(_WRITES_MS)

    def look(self, name: str) -> None:
        """Keep a picture of what is shown, once it stands still."""
        self.seen.append(name)
        if self._pictures is not None:
            self.rest(120)
            self.window.grab().save(str(self._pictures / f"{name}.png"))

"""Saying something to screen readers at once, where the system can: what changes by itself would otherwise be seen only."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent


def announce(about: QObject, text: str) -> None:
    """Let a screen reader say `text` when it is done with what it says; nothing happens where none is listening."""
    if text:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(about, text))

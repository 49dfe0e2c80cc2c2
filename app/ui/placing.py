"""Where the window stands: remembered between starts and clamped to the screens that are there now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication

from app.system.settings import WindowPlace

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.system.settings import ComputerSettings

USUAL = (1280, 800)


def restore(window: QWidget, computer: ComputerSettings) -> None:
    """Put the window where it was left; on a screen that is gone it comes to the middle of the first one."""
    screen = QGuiApplication.primaryScreen().availableGeometry()
    kept = computer.geometry
    if kept is None:
        place = QRect(0, 0, min(USUAL[0], screen.width()), min(USUAL[1], screen.height()))
        place.moveCenter(screen.center())
    else:
        place = QRect(kept.x, kept.y, max(kept.width, 320), max(kept.height, 240))
        seen = [s.availableGeometry() for s in QGuiApplication.screens() if s.availableGeometry().intersects(place)]
        place = _within(place, seen[0] if seen else screen)
    window.setGeometry(place)
    if kept is not None and kept.maximised:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def remembered(window: QWidget, computer: ComputerSettings) -> ComputerSettings:
    """The settings with the place where the window stands now."""
    place = window.normalGeometry() if window.isMaximized() or window.isFullScreen() else window.geometry()
    kept = WindowPlace(place.x(), place.y(), max(1, place.width()), max(1, place.height()), window.isMaximized())
    return replace(computer, geometry=kept)


def _within(place: QRect, screen: QRect) -> QRect:
    size = place.size().boundedTo(screen.size())
    x = min(max(place.x(), screen.x()), screen.right() + 1 - size.width())
    y = min(max(place.y(), screen.y()), screen.bottom() + 1 - size.height())
    return QRect(x, y, size.width(), size.height())

"""Which theme the settings of this computer ask for, and putting it on."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.system.settings import ComputerSettings, Direction, LessMovement, ThemeChoice
from app.ui.theme import Theme, system_theme, system_wants_less_movement


def theme_for(computer: ComputerSettings, calm_child: bool = False) -> Theme:
    """The theme of this computer; "system" asks the system. A child that needs calm wins over both. Needs a QGuiApplication."""
    name = system_theme() if computer.theme is ThemeChoice.SYSTEM else computer.theme
    wish = computer.less_movement
    calm = system_wants_less_movement() if wish is LessMovement.SYSTEM else wish is LessMovement.YES
    return Theme.of(name, computer.text_size, computer.easy_reading, calm or calm_child)


def dress(theme: Theme, computer: ComputerSettings) -> None:
    """Put on the theme and the direction of the interface, whose words are English."""
    app = cast(QApplication, QApplication.instance())
    theme.dress(app)
    app.setLayoutDirection(direction(computer, right_to_left=False))


def direction(computer: ComputerSettings, *, right_to_left: bool) -> Qt.LayoutDirection:
    """On which side a page in a language begins: where the language does, unless the setting fixes it."""
    right = right_to_left if computer.direction is Direction.LANGUAGE else computer.direction is Direction.RIGHT
    return Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight

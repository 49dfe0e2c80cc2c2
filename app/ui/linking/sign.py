"""The sign of a state: an icon in a disc of its tone. Filled where all is well, so that it is told by shape too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.painting.brush import Brush

if TYPE_CHECKING:
    from app.ui.theme import Theme


class Sign(QWidget):
    """`side` px across; what it means is said by the words beside it. `bare`: the icon alone, without a disc."""

    def __init__(self, theme: Theme, icon: str, tone: str, side: int, bare: bool = False) -> None:
        super().__init__()
        self.theme, self._icon_name, self._tone, self._side, self._bare = theme, icon, tone, side, bare
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_sign(self, icon: str, tone: str) -> None:
        """Another one."""
        self._icon_name, self._tone = icon, tone
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Disc and icon."""
        del event
        middle = self._side / 2
        solid = self._tone == "primary" and self._side > 40
        ink = "on-primary" if solid else f"on-{self._tone}-soft"
        with Brush.on(self, self.theme) as brush:
            if self._bare:
                brush.icon(self._icon_name, middle, middle, 24, "ink-soft", 2.0)
                return
            ground = "primary" if solid else f"{self._tone}-soft"
            brush.dot(middle, middle, middle - 1, ground, ink if brush.flat and not solid else None, 2)
            brush.icon(self._icon_name, middle, middle, self._side / 2, ink, 2.4)

"""A pool of light behind the next step; it breathes when it is time to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, QVariantAnimation
from PySide6.QtGui import QHideEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.painting.brush import Brush
from app.ui.painting.pictures import painted
from app.ui.theme import Motion

if TYPE_CHECKING:
    from app.ui.theme import Theme

_STILL = 0.62


class Glow(QWidget):
    """A round light of `radius` px; place its middle with `shine_at`."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._strength = _STILL
        self._radius = 1.0
        self._breath = QVariantAnimation(self, duration=theme.motion(Motion.BREATHE).ms)
        self._breath.setLoopCount(-1)
        for share, strength in ((0.0, _STILL), (0.5, 1.0), (1.0, _STILL)):
            self._breath.setKeyValueAt(share, strength)
        self._breath.valueChanged.connect(self._set_strength)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def shine_at(self, middle: QPointF, radius: float) -> None:
        """Lie behind what stands at `middle`."""
        self._radius = radius
        self.setGeometry(round(middle.x() - radius), round(middle.y() - radius), round(2 * radius), round(2 * radius))

    def breathe(self) -> None:
        """Grow lighter and darker; with less movement, stay light."""
        if self._breath.duration():
            self._breath.start()
        else:
            self._set_strength(1.0)

    def rest(self) -> None:
        """Be still again."""
        self._breath.stop()
        self._set_strength(_STILL)

    def _set_strength(self, strength: float) -> None:
        self._strength = float(strength)
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing moves unseen."""
        super().hideEvent(event)
        self._breath.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The light, from the cache."""
        del event
        if self.theme.flat:
            return
        r = self._radius
        picture = painted(("glow",), 2 * r, 2 * r, self.devicePixelRatioF(), self.theme, lambda b: b.glow(r, r, r))
        with Brush.on(self, self.theme) as brush, brush.faded(self._strength):
            brush.painter.drawPixmap(0, 0, picture)

"""The door to the grown-up side: a pale key of 56 px, on purpose the only small thing a child sees.

Held for two seconds it opens (`opened`); pressed briefly it asks for the written way in (`asked`), so that nobody needs a steady hand.
By keyboard, Space and Enter ask.
"""

from PySide6.QtCore import QEasingCurve, QRectF, QVariantAnimation, Signal
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QWidget

from app.ui.painting.brush import Brush
from app.ui.painting.shapes import arc, rounded
from app.ui.theme import Theme
from app.ui.widgets.child_button import ChildButton

HOLD_MS = 2000
_BRIEF = 0.25  # a hold shorter than this share of it counts as a press


class GateKey(ChildButton):
    """The key. `name` tells both ways in."""

    opened = Signal()
    asked = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        self._share = 0.0
        super().__init__(theme, 56, 56, name, parent)
        self._hold = QVariantAnimation(self)  # the ring is not decoration: it fills even with less movement
        self._hold.setDuration(HOLD_MS)
        self._hold.setStartValue(0.0)
        self._hold.setEndValue(1.0)
        self._hold.setEasingCurve(QEasingCurve.Type.Linear)
        self._hold.valueChanged.connect(self._fill)
        self._hold.finished.connect(self._open)
        self._opening = False
        self.pressed.connect(self._hold_on)
        self.released.connect(self._let_go)
        self.clicked.connect(self._ask)

    def _hold_on(self) -> None:
        self._opening = False
        self._hold.start()

    def _fill(self, value: float) -> None:
        self._share = float(value)
        self.update()

    def _let_go(self) -> None:
        self._brief = self._share < _BRIEF
        self._hold.stop()
        self._share = 0.0
        self.update()

    def _open(self) -> None:
        self._opening = True
        self._share = 0.0
        self.setDown(False)
        self.update()
        self.opened.emit()

    def _ask(self) -> None:
        # Qt's click of the keyboard comes without a hold; one that opened the door, or was given up half way, asks nothing
        if not self._opening and getattr(self, "_brief", True):
            self.asked.emit()
        self._opening = False

    def ring(self) -> QPainterPath:
        """Follows the corner of the key's ground."""
        box = self.seen().adjusted(-7, -7, 7, 7)
        return rounded(box.x(), box.y(), box.width(), box.height(), 24)

    def paint(self, brush: Brush, sunk: float) -> None:
        """The pale ground, the key, and the ring as far as it is filled."""
        box: QRectF = self.seen()
        c = box.center()
        if brush.flat:
            brush.box(box.x(), box.y(), 56, 56, 18, "surface", "line", 2)
        else:
            brush.box(box.x(), box.y(), 56, 56, 18, brush.theme.child("gate"))
        brush.icon("key", c.x(), c.y(), 26, "ink" if brush.flat else brush.theme.child("on-gate"))
        if self._share > 0:
            ink = brush.colour("primary") if brush.flat else brush.theme.child("hint")
            brush.line(arc(c.x(), c.y(), 24, 90, -360 * self._share), ink, 5)
        elif sunk > 0:
            brush.box(box.x(), box.y(), 56, 56, 18, brush.colour("ink", 0.08 * sunk))

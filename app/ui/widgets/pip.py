"""Pip the wren, who says every sound, and the bubble with what Pip speaks of. Pressing Pip says it again."""

import math

from PySide6.QtCore import QEasingCurve, QPointF, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QWidget

from app.ui.painting.brush import Brush
from app.ui.painting.parts import sound_waves
from app.ui.painting.pictures import painted
from app.ui.painting.pip import draw_pip
from app.ui.painting.shapes import rounded
from app.ui.theme import Theme
from app.ui.widgets.child_button import ChildButton

_YAWN_MS = 1_300
_STEPS = 4  # beak positions that are painted
_OPENINGS_PER_SECOND = 4.0  # Pip sings in syllables; under three flashes a second of the whole picture


class Pip(ChildButton):
    """Pip, `size` px high, looking towards the end of the line (to the left in right-to-left layouts)."""

    def __init__(self, theme: Theme, name: str, size: float = 196, parent: QWidget | None = None) -> None:
        self._size, self._beak, self._waves, self._yawning = size, 0.0, False, False
        super().__init__(theme, size * 1.62, size * 1.06, name, parent)
        self._song = QVariantAnimation(self)
        self._song.setStartValue(0.0)
        self._song.setEasingCurve(QEasingCurve.Type.Linear)
        self._song.valueChanged.connect(self._sing_on)
        self._song.finished.connect(self._hush)

    def sing(self, ms: int) -> None:
        """Open the beak and send out waves for as long as the sound lasts. With less movement the beak stays open and the waves stand."""
        self._song.stop()
        self._waves, self._yawning = True, False
        self._song.setDuration(max(1, ms))
        self._song.setEndValue(ms / 1000)
        if self.theme.less_movement:
            self._beak = 1.0
        self._song.start()
        self.update()

    def yawn(self, wide: bool = False) -> None:
        """It has been a long play session: Pip's eyes shut, after a `wide` yawn or without one."""
        self._song.stop()
        self._hush()
        self._yawning = True
        if wide:
            self._beak = 1.0
            QTimer.singleShot(_YAWN_MS, self, self._shut)
        self.update()

    def _shut(self) -> None:
        if self._yawning:
            self._hush()

    def _sing_on(self, seconds: float) -> None:
        if not self.theme.less_movement:
            self._beak = round(abs(math.sin(float(seconds) * math.pi * _OPENINGS_PER_SECOND)) * _STEPS) / _STEPS
            self.update()

    def _hush(self) -> None:
        self._beak, self._waves = 0.0, False
        self.update()

    def _flipped(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def feet(self) -> QPointF:
        """Where Pip stands, in the widget's own px."""
        box = self.seen()
        return QPointF(box.x() + box.width() * (0.58 if self._flipped() else 0.42), box.bottom() - self._size * 0.03)

    def stand(self, x: float, y: float) -> None:
        """Stand with the feet at a point of the parent."""
        feet = self.feet()
        self.move(round(x - feet.x()), round(y - feet.y()))

    def ring(self) -> QPainterPath:
        """Round the bird, without the room for its waves."""
        box, feet = self.seen(), self.feet()
        left = feet.x() - self._size * (0.66 if not self._flipped() else 0.62)
        return rounded(left, box.top() - 7, self._size * 1.28, box.height() + 14, 40)

    def paint(self, brush: Brush, sunk: float) -> None:
        """Pip from the cache, and the waves."""
        size, flip, feet = self.sizeHint(), self._flipped(), self.feet()
        beak = max(self._beak, 0.5 if sunk > 0.5 else 0.0)

        def draw(b: Brush) -> None:
            draw_pip(b, feet.x(), feet.y(), self._size, beak, flip, self._yawning)

        key = ("pip", beak, flip, self._yawning)
        brush.painter.drawPixmap(0, 0, painted(key, size.width(), size.height(), self.devicePixelRatioF(), self.theme, draw))
        if self._waves:
            side = -1 if flip else 1
            sound_waves(brush, feet.x() + side * self._size * 0.52, feet.y() - self._size * 0.77, self._size * 0.27, left=flip)

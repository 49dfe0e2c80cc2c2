"""Petals that fall once over a page, and butterflies that sit in the air. Only to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Qt, QVariantAnimation
from PySide6.QtGui import QHideEvent, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from app.ui.grove.joy import BUTTERFLY_TINTS, PETAL_TINTS, Petal, butterfly, petal_at, petals
from app.ui.painting.brush import Brush
from app.ui.painting.colours import lighter, linear
from app.ui.painting.pictures import painted
from app.ui.painting.shapes import leaf
from app.ui.theme import Motion

if TYPE_CHECKING:
    from app.ui.theme import Theme

_COUNT = 46
_SIZE = 18.0
_REACH = 19  # px from the middle of a petal to the edge of its picture, and one for rounding
_TURN = 10  # degrees from one picture of a petal to the next
_STILL_AT = 0.37
_WINGS = 1.15  # how far a butterfly reaches from its middle, in its own sizes
_BUTTERFLIES = ((520.0, 150.0, 40.0, -18.0), (1010.0, 360.0, 44.0, 20.0), (250.0, 400.0, 40.0, -24.0), (770.0, 176.0, 32.0, 16.0))


class PetalFall(QWidget):
    """Lies over the land, below what can be pressed. With less movement the petals hang still; in high contrast there are none."""

    def __init__(self, theme: Theme, seed: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._petals = petals(_COUNT, seed)
        self._share = _STILL_AT
        self._fall = QVariantAnimation(self)
        self._fall.setStartValue(0.0)
        self._fall.setEndValue(1.0)
        self._fall.setDuration(theme.motion(Motion.PETALS).ms)
        self._fall.valueChanged.connect(self._on_fall)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def fall(self) -> None:
        """Let them fall."""
        if self._fall.duration() and not self.theme.flat:
            self._fall.start()

    @property
    def still(self) -> bool:
        """Whether nothing falls."""
        return self._fall.state() != QVariantAnimation.State.Running

    def stop(self) -> None:
        """Fall no more."""
        self._fall.stop()

    def _on_fall(self, share: float) -> None:
        before = self._boxes()
        self._share = float(share)
        for box in (*before, *self._boxes()):
            self.update(box)

    def _boxes(self) -> list[QRect]:
        found: list[QRect] = []
        for petal in self._petals:
            x, y, _ = petal_at(petal, self._share, self.width(), self.height())
            found.append(self.rect().intersected(_square(x, y, _REACH)))
        return found

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing moves unseen."""
        super().hideEvent(event)
        self._fall.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Petals and butterflies."""
        area = event.region()
        across, up = self.width() / 1280, self.height() / 800
        with Brush.on(self, self.theme) as brush:
            for place, (x, y, size, _) in enumerate(_BUTTERFLIES):
                if area.intersects(_square(x * across, y * up, 60)):
                    side = 2 * _WINGS * size * min(across, up)
                    brush.painter.drawPixmap(QPointF(x * across - side / 2, y * up - side / 2), self._butterfly(place, side))
            if brush.flat:
                return
            for petal in self._petals:
                x, y, turn = petal_at(petal, self._share, self.width(), self.height())
                if not area.intersects(_square(x, y, _REACH)):
                    continue
                brush.painter.drawPixmap(QPointF(round(x - _SIZE), round(y - _SIZE)), self._picture(petal, petal.turn + turn))

    def _butterfly(self, place: int, side: float) -> QPixmap:
        degrees = _BUTTERFLIES[place][3]

        def draw(brush: Brush) -> None:
            butterfly(brush, side / 2, side / 2, side / (2 * _WINGS), BUTTERFLY_TINTS[place], degrees)

        return painted(("butterfly", place), side, side, self.devicePixelRatioF(), self.theme, draw)

    def _picture(self, petal: Petal, turn: float) -> QPixmap:
        """A petal in one of a few sizes and turns: turning 46 pictures in each frame took longer than the frame."""
        size, degrees, tint = round(petal.size / 3) * 3, round(turn / _TURN) * _TURN % 360, petal.tint

        def draw(brush: Brush) -> None:
            s = _SIZE
            with brush.at(s, s, size / s, degrees):
                brush.fill(leaf(-s * 0.5, 0, s, s * 0.68, 0), linear(-s, -s, s, s, lighter(tint, 0.35), tint))

        key = ("petal", PETAL_TINTS.index(tint), size, degrees)
        return painted(key, 2 * _SIZE, 2 * _SIZE, self.devicePixelRatioF(), self.theme, draw)


def _square(x: float, y: float, reach: int) -> QRect:
    return QRect(round(x) - reach, round(y) - reach, 2 * reach, 2 * reach)

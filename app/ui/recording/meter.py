"""What the microphone hears, as a row of leaves that light up, and three lights that count in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.system.take import COUNTS
from app.ui.painting.brush import Brush
from app.ui.words import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from app.ui.theme import Theme

_BARS = 24
_LOUD = 21  # from this bar on it is too loud


class Meter(QWidget):
    """Still until `show_level`; `count` lights of three are on while it counts in, all are a full ring while it records."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._level, self._count, self._on = 0.0, 0, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.rest()

    def sizeHint(self) -> QSize:
        """As high as a control."""
        return QSize(260, round(self.theme.control_height()))

    def rest(self) -> None:
        """Nothing is heard."""
        self._level, self._count, self._on = 0.0, 0, False
        self.setAccessibleName(tr("The microphone is off"))
        self.update()

    def show_level(self, level: float, count: int) -> None:
        """`level` 0 to 1; `count` 3, 2, 1, and 0 while it records."""
        if (count, True) != (self._count, self._on):
            self.setAccessibleName(tr("Begins in {count}", count=count) if count else tr("The microphone is on"))
        self._level, self._count, self._on = level, count, True
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lights at the start of the line, bars behind them."""
        del event
        w, h, rtl = float(self.width()), float(self.height()), self.isRightToLeft()
        with Brush.on(self, self.theme) as brush:
            lead = self._lights(brush, w, h, rtl)
            step = min((w - lead) / _BARS, 18.0)
            lit = round(self._level * _BARS) if self._on else 0
            for place in range(_BARS):
                x = lead + place * step
                x = w - x - step + 3 if rtl else x
                tall = h * (0.30 + 0.5 * place / _BARS)
                paint = "heat-0" if place >= lit else "sun" if place >= _LOUD else "primary"
                if brush.flat and place >= lit:
                    brush.box(x, (h - tall) / 2, step - 3, tall, 2, None, "line", 1.2)
                else:
                    brush.box(x, (h - tall) / 2, step - 3, tall, 2, paint)

    def _lights(self, brush: Brush, w: float, h: float, rtl: bool) -> float:
        for place in range(COUNTS):
            x = 10 + place * 22.0
            x = w - x if rtl else x
            recording = self._on and self._count == 0
            on = self._on and (recording or place < COUNTS + 1 - self._count)
            tone = "primary" if recording else "sun"
            brush.dot(x, h / 2, 7.5, tone if on else None, tone if on else "line-strong", 2)
        return COUNTS * 22.0 + 10

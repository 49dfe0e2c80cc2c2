"""How far a round of turns has come: one small plant for each turn."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.painting.brush import Brush
from app.ui.painting.marks import turn_seeds, turns_size
from app.ui.painting.pictures import painted
from app.ui.theme import Theme

_SEED, _GAP = 44.0, 14 / 44  # px of a plant, and the gap as a share of it


class TurnSeeds(QWidget):
    """A pill with `total` plants, `done` of them in flower. No number is shown; `name` says it for screen readers."""

    def __init__(self, theme: Theme, total: int, done: int = 0, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._total, self._done, self._seed = theme, total, done, _SEED
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_turns(total, done, name)

    def set_turns(self, total: int, done: int, name: str = "") -> None:
        """Show another count; every flower stays where it grew."""
        self._total, self._done = max(1, total), min(done, total)
        self.setAccessibleName(name)
        self.resize(self.sizeHint())
        self.updateGeometry()
        self.update()

    def fit(self, width: float) -> None:
        """Be no wider than `width` px; the plants become smaller where they must."""
        whole = turns_size(self._total, _SEED, _SEED * _GAP)[0]
        self._seed = _SEED * min(1.0, width / whole)
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """The pill."""
        width, height = turns_size(self._total, self._seed, self._seed * _GAP)
        return QSize(round(width), round(height) + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pill, from the cache."""
        del event
        size = self.sizeHint()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        box = QRectF(1, 1, size.width() - 2, size.height() - 2)

        def draw(brush: Brush) -> None:
            turn_seeds(brush, box, self._done, self._total, rtl, self._seed, self._seed * _GAP)

        key = ("turns", self._total, self._done, rtl)
        with Brush.on(self, self.theme) as brush:
            brush.painter.drawPixmap(0, 0, painted(key, size.width(), size.height(), self.devicePixelRatioF(), self.theme, draw))

"""Small pictures of a share: a ring and a bar, each with a sentence for screen readers."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.painting.brush import Brush
from app.ui.painting.shapes import arc, circle
from app.ui.theme import Theme


class Ring(QWidget):
    """A share (0 to 1) as a ring with a label in it, such as "2/3". `name` says it in a sentence."""

    def __init__(
        self, theme: Theme, share: float, label: str, name: str, size: float = 52, tone: str = "heat-3", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme, self._size, self._tone = theme, size, tone
        self._share, self._label = share, label
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_share(share, label, name)

    def set_share(self, share: float, label: str, name: str) -> None:
        """Show another share."""
        self._share, self._label = min(1.0, max(0.0, share)), label
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        """A square that grows with the text in it."""
        side = round(self._size * max(1.0, self.theme.text_size))
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Track, share, label."""
        del event
        side = float(min(self.width(), self.height()))
        width = max(4.0, side * 0.12)
        r, c = side / 2 - width / 2 - 0.5, side / 2
        with Brush.on(self, self.theme) as brush:
            brush.fill(circle(c, c, r), None, "line" if brush.flat else "heat-0", 2 if brush.flat else width)
            if self._share > 0:
                brush.line(arc(c, c, r, 90, -360 * self._share), "primary" if brush.flat else self._tone, width)
            brush.text(QRectF(width, 0, side - 2 * width, side), self._label, "small", "ink", Qt.AlignmentFlag.AlignHCenter)


class Bar(QWidget):
    """A share (0 to 1) as a bar that grows from the start of the line."""

    def __init__(
        self, theme: Theme, share: float, name: str, tone: str = "primary", height: int = 8, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme, self._tone, self._share = theme, tone, share
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_share(share, name)

    def set_share(self, share: float, name: str) -> None:
        """Show another share."""
        self._share = min(1.0, max(0.0, share))
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        """160 px wide."""
        return QSize(160, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Track and share."""
        del event
        w, h = float(self.width()), float(self.height())
        done = max(h, w * self._share) if self._share else 0.0
        with Brush.on(self, self.theme) as brush:
            brush.box(0, 0, w, h, h / 2, "surface" if brush.flat else "heat-0", "line" if brush.flat else None, 1.5)
            x = w - done if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0.0
            if done:
                brush.box(x, 0, done, h, h / 2, self._tone)

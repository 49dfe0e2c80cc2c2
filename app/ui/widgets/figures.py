"""A small picture of a share: a bar, with a sentence for screen readers."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.painting.brush import Brush
from app.ui.theme import Theme


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

"""What every control of the grown-up side that can be pressed shares."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QPainterPath
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.ui.painting.lettering import shown
from app.ui.painting.shapes import rounded
from app.ui.theme import Theme


class Pressable(QAbstractButton):
    """A control with a theme, a name in words, the hand under the pointer and both keys (Space and Enter)."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(shown(name, 600))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def rtl(self) -> bool:
        """Whether the layout runs from right to left."""
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def focus_shape(self) -> QPainterPath:
        """The outline the focus ring follows."""
        return rounded(0, 0, self.width(), self.height(), min(self.height() * 0.3, 14))

    def hitButton(self, pos: QPoint) -> bool:
        """Anywhere on the control."""
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses as Space does; holding it presses once."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

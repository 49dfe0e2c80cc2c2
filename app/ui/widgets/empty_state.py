"""Nothing here yet: an acorn, one sentence, one button."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.ui.painting.acorns import acorn
from app.ui.painting.brush import Brush
from app.ui.painting.pictures import painted
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.label import Label

_WIDE, _HIGH, _EARTH = 150, 126, 28


class _Acorn(QWidget):
    def __init__(self, theme: Theme, letter: str) -> None:
        super().__init__()
        self.theme, self._letter = theme, letter
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(_WIDE, _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event

        def draw(brush: Brush) -> None:
            acorn(brush, _WIDE / 2, _HIGH - _EARTH, 190, self._letter)

        with Brush.on(self, self.theme) as brush:
            picture = painted(("acorn", self._letter), _WIDE, _HIGH, self.devicePixelRatioF(), self.theme, draw)
            brush.painter.drawPixmap(0, 0, picture)


class EmptyState(QWidget):
    """`action` is the button, when a label for it was given."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        note: str = "",
        action: str = "",
        icon: str = "plus",
        letter: str = "a",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(_Acorn(theme, letter), 0, middle)
        column.addWidget(Label(theme, title, "title-3", align=middle), 0, middle)
        if note:
            column.addWidget(Label(theme, note, "small", "ink-soft", wrap=True, align=middle), 0, middle)
        self.action: Button | None = None
        if action:
            self.action = PrimaryButton(theme, action, icon)
            column.addSpacing(6)
            column.addWidget(self.action, 0, middle)
        column.addStretch(1)

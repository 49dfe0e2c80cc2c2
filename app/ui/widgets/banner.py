"""A banner in the flow of a page: what is so, and what to do. With a button when someone is needed."""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.painting.brush import Brush
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button, ClayButton, PlainButton
from app.ui.widgets.label import Label


class Banner(QWidget):
    """`tone` is clay only for "needs you". `action` and `close` are the buttons, when they were asked for."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        note: str = "",
        tone: str = "seed",
        action: str = "",
        close_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme, self._icon_name, self._tone = theme, icon, tone
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)  # Fixed would hold it to one line
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 11, 14, 11)
        row.setSpacing(12)
        row.addSpacing(44)  # the icon's; margins would not change sides in right-to-left layouts
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch(1)
        ink = f"on-{tone}-soft"
        self.title = Label(theme, title, "label", ink, wrap=True)
        words.addWidget(self.title)
        self.note: Label | None = None
        if note:
            self.note = Label(theme, note, "small", ink, wrap=True)
            words.addWidget(self.note)
        words.addStretch(1)
        row.addLayout(words, 1)
        self.action: Button | None = None
        if action:
            self.action = (ClayButton if tone == "clay" else PlainButton)(theme, action)
            row.addWidget(self.action)
        self.close_button: Button | None = None
        if close_name:
            self.close_button = PlainButton(theme, "", "close", close_name)
            row.addWidget(self.close_button)
        self.setAccessibleName(f"{title} {note}".strip())
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground and the icon at the start of the line."""
        del event
        ink = f"on-{self._tone}-soft"
        with Brush.on(self, self.theme) as brush:
            brush.box(0, 0, self.width(), self.height(), 16, f"{self._tone}-soft", ink if brush.flat else None, 2)
            rtl = self.layoutDirection().name == "RightToLeft"
            brush.icon(self._icon_name, self.width() - 34 if rtl else 34, self.height() / 2, 24, ink)

"""The side of the grown-up window: whose pages these are, the places to go, and the way back to the grove.

Below 1200 px of window width it folds to icons (72 px) whose names show on hover and focus.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QVBoxLayout, QWidget

from app.learning.people import Avatar
from app.ui.painting.brush import Brush
from app.ui.painting.parts import DIRECTED
from app.ui.theme import Theme
from app.ui.widgets.portrait import PaintedPortrait
from app.ui.widgets.pressable import Pressable
from app.ui.widgets.wordmark import LettergroveMark

FOLDS_BELOW = 1200


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the rail: its key, what it is called, its icon."""

    key: str
    label: str
    icon: str


class RailFoot(Pressable):
    """Something above the way back to the grove, that folds with the rail: the words of sync."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self.folded = False


class _RailButton(Pressable):
    def __init__(self, theme: Theme, label: str, icon: str, strong: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(theme, label, parent)
        self._label, self._icon_name, self._strong = label, icon, strong
        self.folded = False
        self.setCheckable(not strong)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        height = max(42.0, self.theme.control_height() + 2) + (6 if self._strong else 0)
        return QSize(44, round(height))

    def event(self, event: QEvent) -> bool:
        # folded, the name shows on hover (a tip) and on focus
        if event.type() == QEvent.Type.FocusIn and self.folded:
            QToolTip.showText(self.mapToGlobal(self.rect().topRight()), self._label, self)
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        w, h, on = float(self.width()), float(self.height()), self.isChecked()
        flip = self.rtl and self._icon_name in DIRECTED
        with Brush.on(self, self.theme) as brush:
            ink = "on-primary" if self._strong else "on-primary-soft" if on else "ink-soft"
            if self._strong:
                hover = "primary-pressed" if self.isDown() else "primary-hover" if self.underMouse() else "primary"
                brush.box(0, 0, w, h, 15, hover)
            elif on:
                brush.box(0, 0, w, h, 13, "primary-soft", "primary" if brush.flat else None, 2)
                brush.box(w - 4 if self.rtl else 0, 10, 4, h - 20, 2, "primary")
            elif self.underMouse():
                brush.box(0, 0, w, h, 13, "sunken", "line" if brush.flat else None, 2)
            middle = w / 2 if self.folded else 26.0
            brush.icon(self._icon_name, w - middle if self.rtl else middle, h / 2, 21, ink, flip=flip)
            if not self.folded:
                box = QRectF(12 if self.rtl else 48, 0, w - 60, h)
                align = Qt.AlignmentFlag.AlignRight if self.rtl else Qt.AlignmentFlag.AlignLeft
                brush.text(box, self._label, "label", ink, align, 800 if on or self._strong else None)


class _Whose(Pressable):
    """Whose pages these are: a child's friend and name, or a group's sign. Pressed to choose another."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "", parent)
        self.folded = False
        self._avatar: Avatar | None = None
        self._picture = PaintedPortrait(self, theme)
        self._name = self._note = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_whose(self, name: str, note: str, avatar: Avatar | None) -> None:
        self._name, self._note, self._avatar = name, note, avatar
        self.setAccessibleName(f"{name}, {note}" if note else name)
        self.setToolTip(name[:600])
        self.update()

    def sizeHint(self) -> QSize:
        lines = self.theme.role("label").line + self.theme.role("caption").line
        return QSize(44, round(44 if self.folded else max(60.0, lines + 22)))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        w, h = float(self.width()), float(self.height())
        with Brush.on(self, self.theme) as brush:
            if not self.folded:
                brush.box(0, 0, w, h, 16, "sunken" if self.underMouse() else "paper", "line" if brush.flat else None, 1.5)
            x = w / 2 if self.folded else w - 32 if self.rtl else 32.0
            if self._avatar is not None:
                self._picture.draw(brush, x - 20, h / 2 - 20, 40, self._avatar)
            else:
                brush.dot(x, h / 2, 20, "plum-soft", "plum" if brush.flat else None, 2)
                brush.icon("people", x, h / 2, 22, "on-plum-soft")
            if self.folded:
                return
            align = Qt.AlignmentFlag.AlignRight if self.rtl else Qt.AlignmentFlag.AlignLeft
            left, room = (34.0, w - 96) if self.rtl else (62.0, w - 96)
            first, second = self.theme.role("label").line, self.theme.role("caption").line if self._note else 0.0
            top = (h - first - second) / 2
            brush.text(QRectF(left, top, room, first), self._name, "label", "ink", align)
            if self._note:
                brush.text(QRectF(left, top + first, room, second), self._note, "caption", "ink-soft", align)
            brush.icon("chevron-down", 20 if self.rtl else w - 20, h / 2, 16, "ink-soft")


class Rail(QWidget):
    """`gone_to` is sent with the key of a place, `back` by the way to the grove, `whose_pressed` by the head."""

    gone_to = Signal(str)
    back = Signal()
    whose_pressed = Signal()

    def __init__(self, theme: Theme, places: Sequence[Place], here: str, back_label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 20, 14, 20)
        self._column.setSpacing(6)
        self._mark = LettergroveMark(theme, 23)
        self._column.addWidget(self._mark)
        self._column.addSpacing(4)
        self.whose = _Whose(theme, self)
        self.whose.clicked.connect(self.whose_pressed)
        self.whose.hide()
        self._column.addWidget(self.whose)
        self._column.addSpacing(10)
        self._places: dict[str, _RailButton] = {}
        for place in places:
            button = _RailButton(theme, place.label, place.icon)
            button.clicked.connect(lambda _=False, key=place.key: self._go(key))
            self._places[place.key] = button
            self._column.addWidget(button)
        self._column.addStretch(1)
        self._here = here
        self._back = _RailButton(theme, back_label, "tree", strong=True)
        self._back.clicked.connect(self.back)
        self._column.addWidget(self._back)
        self._feet: list[RailFoot] = []
        self._folded = False
        self.set_here(here)
        self._fold(False)

    def foot(self, widget: RailFoot) -> None:
        """Put something above the way back."""
        self._column.insertWidget(self._column.count() - 1, widget)
        self._feet.append(widget)
        widget.folded = self._folded

    def set_here(self, key: str) -> None:
        """Mark the place whose page is shown."""
        self._here = key
        for name, button in self._places.items():
            button.setChecked(name == key)

    def show_whose(self, name: str, note: str = "", avatar: Avatar | None = None) -> None:
        """Say whose pages these are; without an avatar it is a group."""
        self.whose.show_whose(name, note, avatar)
        self.whose.show()

    def follow(self, window: QWidget) -> None:
        """Fold and unfold with the width of `window`."""
        window.installEventFilter(self)
        self._fold(window.width() < FOLDS_BELOW)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window has another width."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self._fold(watched.width() < FOLDS_BELOW)
        return False

    def _go(self, key: str) -> None:
        self.set_here(self._here)  # the page that opens marks its own place
        self.gone_to.emit(key)

    def _fold(self, folded: bool) -> None:
        self._folded = folded
        wide = self.theme.size("rail folded") if folded else self.theme.size("rail") * max(1.0, self.theme.text_size**0.6)
        self.setFixedWidth(round(wide))
        self._mark.set_name_shown(not folded)
        for button in (*self._places.values(), self._back):
            button.folded = folded
            button.setToolTip(button.accessibleName() if folded else "")
        self.whose.folded = folded
        self.whose.updateGeometry()
        for foot in self._feet:
            foot.folded = folded
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The surface and the line at its end."""
        del event
        with Brush.on(self, self.theme) as brush:
            brush.area(0, 0, self.width(), self.height(), "surface")
            x = 0.5 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else self.width() - 0.5
            brush.segment(x, 0, x, self.height(), "line", self.theme.edge_width)

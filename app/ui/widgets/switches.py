"""On or off, and one of several: switch, tick box, segments. State is told by shape and place as well as by colour."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from app.ui.painting.brush import Brush
from app.ui.painting.lettering import shown
from app.ui.painting.shapes import rounded
from app.ui.theme import Theme
from app.ui.widgets.pressable import Pressable


class _Ticked(Pressable):
    """A mark with a label beside it; the whole line can be pressed."""

    mark_width, mark_height = 44.0, 26.0

    def __init__(self, theme: Theme, label: str, on: bool = False, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, name or label, parent)
        self.setText(label)
        self.setCheckable(True)
        self.setChecked(on)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Mark and label, 40 px high at least."""
        label = shown(self.text(), 120)
        width = self.mark_width + (10 + self.theme.width("body", label) + 2 if label else 0)
        return QSize(math.ceil(width), round(self.theme.control_height()))

    def minimumSizeHint(self) -> QSize:
        """The label may be elided."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), round(self.mark_width + 160)), hint.height())

    def _mark_box(self) -> QRectF:
        x = self.width() - self.mark_width if self.rtl else 0.0
        return QRectF(x, (self.height() - self.mark_height) / 2, self.mark_width, self.mark_height)

    def focus_shape(self) -> QPainterPath:
        """The mark; with its label, the line."""
        if self.text():
            return rounded(-2, 2, self.width() + 4, self.height() - 4, 10)
        box = self._mark_box()
        return rounded(box.x(), box.y(), box.width(), box.height(), box.height() / 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Mark and label."""
        del event
        with Brush.on(self, self.theme) as brush, brush.faded(1.0 if self.isEnabled() else 0.45):
            self.draw_mark(brush, self._mark_box())
            lead = self.mark_width + 10
            box = QRectF(0 if self.rtl else lead, 0, self.width() - lead, self.height())
            align = Qt.AlignmentFlag.AlignRight if self.rtl else Qt.AlignmentFlag.AlignLeft
            if self.text():
                brush.text(box, self.text(), "body", "ink", align)

    def draw_mark(self, brush: Brush, box: QRectF) -> None:
        """Draw the mark as it stands."""
        raise NotImplementedError


class Switch(_Ticked):
    """Something that is on or off at once."""

    def draw_mark(self, brush: Brush, box: QRectF) -> None:
        """A knob at the end of its way when on, with a tick on it."""
        on = self.isChecked()
        y = box.center().y()
        ahead = box.right() - 13 if on != self.rtl else box.left() + 13
        if on:
            brush.box(box.x(), box.y(), box.width(), box.height(), 13, "primary")
            brush.dot(ahead, y, 9.5, "surface")
            brush.icon("check", ahead, y, 12, "primary", 3)
        else:
            brush.box(box.x(), box.y(), box.width(), box.height(), 13, "surface" if brush.flat else "seed-soft", "line-strong", 1.5)
            brush.dot(ahead, y, 9.5, "line-strong")


class _Segment(Pressable):
    def __init__(self, theme: Theme, label: str, icon: str | None, parent: QWidget) -> None:
        super().__init__(theme, label, parent)
        self.setText(label)
        self._icon_name = icon
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        label = shown(self.text(), 40)
        lead = 24 if self._icon_name else 0
        return QSize(math.ceil(self.theme.width("label", label) + 32 + lead), round(self.theme.control_height()))

    def focus_shape(self) -> QPainterPath:
        return rounded(0, 4, self.width(), self.height() - 8, 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        on, w, h = self.isChecked(), float(self.width()), float(self.height())
        with Brush.on(self, self.theme) as brush:
            if on:
                brush.card(0, 4, w, h - 8, 10, 1, "primary" if brush.flat else "surface")
            elif self.underMouse():
                brush.box(0, 4, w, h - 8, 10, "line" if not brush.flat else "surface")
            ink = ("on-primary" if brush.flat else "ink") if on else "ink-soft"
            label = shown(self.text(), 40)
            lead = 24.0 if self._icon_name else 0.0
            width = min(w - lead - 8, brush.theme.width("label", label))
            start = (w - lead - width) / 2
            if self._icon_name:
                x = start + 9
                brush.icon(self._icon_name, w - x if self.rtl else x, h / 2, 18, ink)
            brush.text(QRectF(start if self.rtl else start + lead, 0, width + 1, h), label, "label", ink)


class Segments(QWidget):
    """One of a few, side by side. Arrow keys choose; `chosen` is sent with its place when a person changes it."""

    chosen = Signal(int)

    def __init__(
        self, theme: Theme, labels: Sequence[str], on: int = 0, name: str = "", icons: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        for place, label in enumerate(labels):
            segment = _Segment(theme, label, icons[place] if icons else None, self)
            self._group.addButton(segment, place)
            row.addWidget(segment)
        self.choose(on)
        self._group.idClicked.connect(self.chosen)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def place(self) -> int:
        """The place of the chosen one."""
        return self._group.checkedId()

    def choose(self, place: int) -> None:
        """Choose by code; `chosen` is not sent."""
        button = self._group.button(place)
        if button is not None:
            button.setChecked(True)
        for each in self._group.buttons():
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each.isChecked() else Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the choice, in the direction of the layout."""
        ahead = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if ahead is None:
            super().keyPressEvent(event)
            return
        sideways = event.key() in {Qt.Key.Key_Right, Qt.Key.Key_Left}
        if sideways and self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            ahead = -ahead
        to = self.place() + ahead
        button = self._group.button(to)
        if button is not None:
            self.choose(to)
            button.setFocus(Qt.FocusReason.TabFocusReason)
            self.chosen.emit(to)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The well they lie in."""
        del event
        with Brush.on(self, self.theme) as brush:
            brush.box(0, 0, self.width(), self.height(), 13, "sunken", "line" if brush.flat else None, 1.5)

"""Fields to write in and to choose from: text, password, search, select. 40 px high, larger with larger text."""

import math

from PySide6.QtCore import QMargins, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QWidget

from app.ui.painting.brush import Brush
from app.ui.painting.lettering import shown
from app.ui.painting.shapes import rounded
from app.ui.theme import Theme
from app.ui.widgets.pressable import Pressable

LONGEST = 10_000  # what may be typed or pasted; rules for names are the services'


class _FieldButton(Pressable):
    """A small icon inside a field, at its end."""

    def __init__(self, theme: Theme, icon: str, name: str, parent: QWidget) -> None:
        super().__init__(theme, name, parent)
        self.icon_name = icon
        self.setToolTip(name)
        self.resize(32, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with Brush.on(self, self.theme) as brush:
            if self.underMouse():
                brush.box(0, 0, self.width(), self.height(), 9, "sunken")
            brush.icon(self.icon_name, self.width() / 2, self.height() / 2, 18, "ink" if self.isChecked() else "ink-soft")


class TextField(QLineEdit):
    """One line of text. `name` is what it is for, in words; a label beside it stays visible while typing."""

    lead = 14.0  # px before the text
    tail = 14.0

    def __init__(self, theme: Theme, name: str, text: str = "", hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._wrong = False
        self.setFrame(False)
        self.setMaxLength(LONGEST)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setFont(theme.font("body", text))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._follow_script)
        self.setText(text)
        self._set_margins()

    def set_wrong(self, wrong: bool) -> None:
        """Show that what is written cannot be taken; the sentence that says why stands beside the field."""
        self._wrong = wrong
        self.update()

    def sizeHint(self) -> QSize:
        """240 px wide, as high as a control."""
        return QSize(240, round(self.theme.control_height()))

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(96, round(self.theme.control_height()))

    def focus_shape(self) -> QPainterPath:
        """The box."""
        return rounded(0, 0, self.width(), self.height(), 12)

    def _follow_script(self, text: str) -> None:
        # the font of what is written comes first: Qt warns when the first family lacks the script
        font = self.theme.font("body", text)
        if font != self.font():
            self.setFont(font)
            self._set_margins()

    def _set_margins(self) -> None:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left, right = (self.tail, self.lead) if rtl else (self.lead, self.tail)
        # fonts with much room above or below (Devanagari) would stand off the middle: a margin of twice the way puts them back
        metrics = QFontMetrics(self.font())
        off = metrics.capHeight() - (metrics.ascent() - metrics.descent())
        self.setTextMargins(QMargins(round(left) - 2, max(0, off), round(right) - 2, max(0, -off)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the margins on the right sides."""
        super().resizeEvent(event)
        self._set_margins()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Our box, then Qt's text."""
        with Brush.on(self, self.theme) as brush:
            edge = "clay" if self._wrong else "primary" if self.hasFocus() else "line-strong"
            width = 2.0 if self.hasFocus() or self._wrong or brush.flat else 1.0
            brush.box(0, 0, self.width(), self.height(), 12, "surface", edge, width)
            self.draw_inside(brush)
        super().paintEvent(event)

    def draw_inside(self, brush: Brush) -> None:
        """What stands in the field besides the text."""


class PasswordField(TextField):
    """A password, hidden until its eye is pressed."""

    tail = 46.0

    def __init__(self, theme: Theme, name: str, show_name: str, hint: str = "", parent: QWidget | None = None) -> None:
        """`show_name` says what the button does ("Show password")."""
        super().__init__(theme, name, "", hint, parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = _FieldButton(theme, "eye", show_name, self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show_letters)

    def _show_letters(self, on: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        self._eye.icon_name = "eye-off" if on else "eye"
        self._eye.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the eye at the end."""
        super().resizeEvent(event)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._eye.move(5 if rtl else self.width() - 37, (self.height() - 32) // 2)


class SearchBox(TextField):
    """Text to look for, with a way to clear it. Escape clears as well."""

    lead = 42.0
    tail = 42.0

    def __init__(self, theme: Theme, name: str, hint: str = "", clear_name: str = "Clear", parent: QWidget | None = None) -> None:
        super().__init__(theme, name, "", hint, parent)
        self._clear = _FieldButton(theme, "close", clear_name, self)
        self._clear.hide()
        self._clear.clicked.connect(self.clear)
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cross at the end."""
        super().resizeEvent(event)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._clear.move(5 if rtl else self.width() - 37, (self.height() - 32) // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears what is written; in an empty field it is for what is around."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def draw_inside(self, brush: Brush) -> None:
        """The glass."""
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        brush.icon("search", self.width() - 22 if rtl else 22, self.height() / 2, 19, "ink-quiet")


class SelectBox(QComboBox):
    """One of a list. Add with `addItem(text, data)`; long texts are elided, and whole in the list."""

    def __init__(self, theme: Theme, name: str, icon: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._icon_name = theme, icon
        self.setAccessibleName(name)
        self.setFont(theme.font("label"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(6)
        self.view().setFont(theme.font("body"))

    def sizeHint(self) -> QSize:
        """Room for the longest item, 360 px at most."""
        metrics = QFontMetrics(self.font())
        widest = max((metrics.horizontalAdvance(shown(self.itemText(i), 40)) for i in range(min(self.count(), 100))), default=60)
        lead = 42 if self._icon_name else 14
        return QSize(min(360, math.ceil(widest) + lead + 40), round(self.theme.control_height()))

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(96, round(self.theme.control_height()))

    def focus_shape(self) -> QPainterPath:
        """The box."""
        return rounded(0, 0, self.width(), self.height(), 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, icon, chosen text, chevron."""
        del event
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        w, h = float(self.width()), float(self.height())
        lead = 42.0 if self._icon_name else 14.0
        with Brush.on(self, self.theme) as brush, brush.faded(1.0 if self.isEnabled() else 0.45):
            hover = self.underMouse() and self.isEnabled()
            brush.box(0, 0, w, h, 12, "sunken" if hover and not brush.flat else "surface", "line-strong", self.theme.edge_width)
            if self._icon_name:
                brush.icon(self._icon_name, w - 23 if rtl else 23, h / 2, 19, "ink-soft")
            text = self.currentText() or self.placeholderText()
            box = QRectF(34 if rtl else lead, 0, w - lead - 34, h)
            align = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
            brush.text(box, text, "label", "ink" if self.currentText() else "ink-quiet", align)
            brush.icon("chevron-down", 20 if rtl else w - 20, h / 2, 17, "ink-soft")

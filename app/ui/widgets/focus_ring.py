"""The focus ring of the grown-up side: 3 px, 2 px away, following the shape of what has the focus.

It is drawn outside its control, on a sheet of its own over the control's parent, so that controls keep to the lines of their layout.
Controls that want it have `focus_shape()`. The child side draws its own, larger rings.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.ui.painting.brush import Brush
from app.ui.theme import theme_of

_WIDTH, _GAP = 3.0, 2.0
_REACH = round(_WIDTH + _GAP)


class _Sheet(QWidget):
    """The ring round one control. A child of the control's parent: it scrolls and ends with it."""

    def __init__(self, control: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._control = control
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        control.installEventFilter(self)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay with the control."""
        if watched is self._control and event.type() in {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide}:
            self._follow()
        return False

    def end(self) -> None:
        """Go, and do not come back when the control is shown anew before Qt has deleted the sheet."""
        if isValid(self._control):
            self._control.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def _follow(self) -> None:
        self.setGeometry(self._control.geometry().adjusted(-_REACH, -_REACH, _REACH, _REACH))
        self.setVisible(self._control.isVisible())
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The shape of the control, moved out by the gap."""
        del event
        shape = self._control.focus_shape()  # type: ignore[attr-defined]  # only controls with this method get a ring
        stroker = QPainterPathStroker()
        stroker.setWidth(2 * (_GAP + _WIDTH / 2))
        stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        outline: QPainterPath = stroker.createStroke(shape).united(shape).simplified()
        with Brush.on(self, theme_of(self._control)) as brush, brush.at(_REACH, _REACH):
            brush.fill(outline, None, "focus", _WIDTH)


class FocusRing(QObject):
    """Moves the ring to whatever has the focus. One for the application; it belongs to it."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._sheet: _Sheet | None = None
        app.focusChanged.connect(self._moved)

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        del old
        if self._sheet is not None and isValid(self._sheet):
            self._sheet.end()
        self._sheet = None
        parent = new.parentWidget() if new is not None and hasattr(new, "focus_shape") else None
        if new is not None and parent is not None:
            self._sheet = _Sheet(new, parent)


def follow_focus(app: QApplication) -> None:
    """Show the ring from now on; once per application is enough."""
    if app.findChild(FocusRing) is None:
        FocusRing(app)

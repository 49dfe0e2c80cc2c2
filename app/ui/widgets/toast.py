"""A toast: one line about what was done, with Undo where it can be undone. Never for what went wrong.

It stays 6 s, and waits while the pointer or the focus is on it. With less movement it stays until it is closed.
"""

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

from app.ui.painting.brush import Brush
from app.ui.painting.lettering import shown
from app.ui.painting.shapes import rounded
from app.ui.theme import TOAST_STAYS_MS, Motion, Theme
from app.ui.widgets.pressable import Pressable

_AROUND = 20.0  # px for the shadow
_OFF = 24  # px from the window's edges


class _Act(Pressable):
    """The act in a toast: pale on dark."""

    def __init__(self, theme: Theme, label: str, parent: QWidget) -> None:
        super().__init__(theme, label, parent)
        self.setText(label)

    def sizeHint(self) -> QSize:
        label = shown(self.text(), 30)
        width = self.theme.width("label", label) + 28
        return QSize(math.ceil(width), round(self.theme.control_height() - 4))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with Brush.on(self, self.theme) as brush:
            ink = "ink" if brush.flat else "surface"
            strong = self.underMouse() or self.hasFocus()
            ground, edge = brush.colour(ink, 0.30 if strong else 0.16), ink if self.hasFocus() else None
            brush.box(0, 0, self.width(), self.height(), 12, ground, edge, 2)
            brush.text(QRectF(8, 0, self.width() - 16, self.height()), self.text(), "label", ink, Qt.AlignmentFlag.AlignHCenter)


class Toast(QWidget):
    """Put on a window with `appear`; `acted` is sent when its act was pressed, `gone` when it has left (it then deletes itself)."""

    acted = Signal()
    gone = Signal()

    def __init__(self, theme: Theme, text: str, action: str = "", close_name: str = "Close", icon: str = "check") -> None:
        super().__init__()
        self.theme, self._icon_name = theme, icon
        self._text = shown(text, 120)
        self.setAccessibleName(shown(text, 600))
        self._act = _Act(theme, action, self) if action else None
        if self._act is not None:
            self._act.clicked.connect(self._do)
        self._close = _Act(theme, "×", self) if theme.less_movement else None
        if self._close is not None:
            self._close.setAccessibleName(close_name)
            self._close.clicked.connect(self.leave)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.leave)
        self._veil = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(self._veil)
        self._fade = QVariantAnimation(self)
        self._fade.setDuration(theme.motion(Motion.TOAST).ms)
        self._fade.valueChanged.connect(lambda value: self._veil.setOpacity(float(value)))
        self._fade.finished.connect(self._faded)
        self._leaving = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def appear(self, window: QWidget, beside: int = 0) -> None:
        """Show at the lower start corner of `window`, above everything; `beside` px are kept free at the start (the rail)."""
        self.setParent(window)
        size = self.sizeHint()
        width = min(size.width(), window.width() - beside - 2 * _OFF + 2 * round(_AROUND))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = window.width() - beside - _OFF - width + round(_AROUND) if rtl else beside + _OFF - round(_AROUND)
        self.setGeometry(x, window.height() - _OFF - size.height() + round(_AROUND), width, size.height())
        self.show()
        self.raise_()
        for act in (self._act, self._close):
            if act is not None:
                act.installEventFilter(self)
        self._run(0.0, 1.0)
        self._wait()

    def leave(self) -> None:
        """Fade and go."""
        if not self._leaving:
            self._leaving = True
            self._timer.stop()
            self._run(self._veil.opacity(), 0.0)

    def _do(self) -> None:
        self.acted.emit()
        self.leave()

    def _run(self, start: float, end: float) -> None:
        self._fade.stop()
        self._fade.setStartValue(start)
        self._fade.setEndValue(end)
        self._fade.start()

    def _faded(self) -> None:
        if self._leaving:
            self.hide()
            self.gone.emit()
            self.deleteLater()

    def _wait(self) -> None:
        if not self.theme.less_movement and not self._leaving:
            self._timer.start(TOAST_STAYS_MS)

    def _held(self) -> bool:
        return self.underMouse() or any(act is not None and act.hasFocus() for act in (self._act, self._close))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait while someone reads."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Six seconds more."""
        super().leaveEvent(event)
        if not self._held():
            self._wait()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Wait while the act has the focus."""
        del watched
        if event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif event.type() == QEvent.Type.FocusOut and not self.underMouse():
            self._wait()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _height(self) -> float:
        return max(52.0, self.theme.control_height() + 12)

    def sizeHint(self) -> QSize:
        """Icon, line, act, and the shadow around."""
        width = 66 + self.theme.width("label", self._text)
        width += sum(act.sizeHint().width() + 8 for act in (self._act, self._close) if act is not None)
        return QSize(math.ceil(width + 2 * _AROUND), round(self._height() + 2 * _AROUND))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The act stands at the end of the line."""
        super().resizeEvent(event)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        end = self.width() - _AROUND - 8
        for act in (self._close, self._act):
            if act is not None:
                size = act.sizeHint()
                x = self.width() - end if rtl else end - size.width()
                act.setGeometry(round(x), round((self.height() - size.height()) / 2), size.width(), size.height())
                end -= size.width() + 8

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dark on light, light on dark."""
        del event
        w, h = self.width() - 2 * _AROUND, self._height()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        acts = sum(act.width() + 8 for act in (self._act, self._close) if act is not None)
        with Brush.on(self, self.theme) as brush:
            ink = "ink" if brush.flat else "surface"
            brush.shadow(rounded(_AROUND, _AROUND, w, h, 18), 9, 5, 0.30, "shadow")
            brush.box(_AROUND, _AROUND, w, h, 18, "surface" if brush.flat else "ink", "line" if brush.flat else None, 3)
            middle = QPointF(_AROUND + w - 30 if rtl else _AROUND + 30, _AROUND + h / 2)
            brush.icon(self._icon_name, middle.x(), middle.y(), 20, ink, 2.4)
            room = w - 66 - acts + 2
            x = _AROUND + w - 50 - room if rtl else _AROUND + 50
            align = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
            brush.text(QRectF(x, _AROUND, room, h), self._text, "label", ink, align)

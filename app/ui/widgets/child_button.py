"""What every button of the child side shares: room for its ring, sinking, lifting, and keys.

A child presses on release; a finger may slip 12 px. The widget is larger than what is seen by `MARGIN` on each side, for ring and shadow;
pages place it by its visible middle with `stand_at`.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget
from shiboken6 import isValid

from app.ui.painting.brush import Brush
from app.ui.painting.parts import child_focus
from app.ui.painting.shapes import rounded
from app.ui.theme import Motion, Theme

MARGIN = 24.0  # the smallest gap between two targets: margins never cover a neighbour
SLIP = 12.0
LIFT = 2.0


class ChildButton(QAbstractButton):
    """A thing to press, `width` x `height` px as it is seen."""

    def __init__(self, theme: Theme, width: float, height: float, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._seen = (width, height)
        self.over = False  # the pointer is over what is seen
        self._neighbour: ChildButton | None = None
        self._sunk = 0.0
        self._lift = 0.0
        self._press = self._animation(Motion.PRESS, self._set_sunk)
        self._hover = self._animation(Motion.HOVER, self._set_lift)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.pressed.connect(lambda: self._move(self._press, self._sunk, 1.0))
        self.released.connect(lambda: self._move(self._press, self._sunk, 0.0))
        self.resize(self.sizeHint())

    # --- place

    def seen(self) -> QRectF:
        """The box of what is seen, in the widget's own px."""
        return QRectF(MARGIN, MARGIN, *self._seen)

    def see_as(self, width: float, height: float) -> None:
        """Change the visible size; the visible middle stays where it is."""
        middle = self.middle()
        self._seen = (width, height)
        self.resize(self.sizeHint())
        self.updateGeometry()
        self.stand_at(middle.x(), middle.y())
        self.update()

    def sizeHint(self) -> QSize:
        """The visible size and its margins."""
        return QSize(round(self._seen[0] + 2 * MARGIN), round(self._seen[1] + 2 * MARGIN))

    def minimumSizeHint(self) -> QSize:
        """A child's button never shrinks."""
        return self.sizeHint()

    def stand_at(self, cx: float, cy: float) -> None:
        """Stand with the visible middle at cx, cy of the parent."""
        box = self.seen()
        self.move(round(cx - box.center().x()), round(cy - box.center().y()))

    def middle(self) -> QPointF:
        """The visible middle, in the parent's px."""
        return QPointF(self.pos()) + self.seen().center()

    def ring(self) -> QPainterPath:
        """The middle line of the focus ring; buttons of another shape give their own."""
        box = self.seen().adjusted(-7, -7, 7, 7)
        return rounded(box.x(), box.y(), box.width(), box.height(), min(box.width(), box.height()) * 0.2)

    def hitButton(self, pos: QPoint) -> bool:
        """Inside what is seen; once pressed, up to 12 px beside it."""
        slip = SLIP if self.isDown() else 0.0
        return self.seen().adjusted(-slip, -slip, slip, slip).contains(QPointF(pos))

    # --- neighbours: margins overlap, so a press on a margin goes to whoever is seen there

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press this button, or the neighbour whose visible part lies under this one's margin."""
        at = event.position().toPoint()
        if not self.hitButton(at):
            self._neighbour = self._seen_at(at)
        self._pass_on(event, QAbstractButton.mousePressEvent)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Slip off and back on again."""
        self._hover_at(event.position())
        self._pass_on(event, QAbstractButton.mouseMoveEvent)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Release what was pressed."""
        self._pass_on(event, QAbstractButton.mouseReleaseEvent)
        self._neighbour = None

    def _pass_on(self, event: QMouseEvent, handle: Callable[[QAbstractButton, QMouseEvent], None]) -> None:
        other = self._neighbour
        if other is None or not isValid(other):
            handle(self, event)
            return
        there = other.mapFromParent(self.mapToParent(event.position().toPoint()))
        moved = QMouseEvent(
            event.type(), QPointF(there), event.globalPosition(), event.button(), event.buttons(), event.modifiers(), event.pointingDevice()
        )
        handle(other, moved)

    def _seen_at(self, at: QPoint) -> ChildButton | None:
        parent = self.parentWidget()
        if parent is None:
            return None
        place = self.mapToParent(at)
        others = [child for child in parent.children() if isinstance(child, ChildButton) and child is not self and child.isVisible()]
        for other in reversed(others):
            if other.isEnabled() and other.hitButton(other.mapFromParent(place)):
                return other
        return None

    # --- painting

    def paint(self, brush: Brush, sunk: float) -> None:
        """Draw the button; `sunk` 0 to 1 is how far it is pressed."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, lifted or sunk, and its ring."""
        del event
        with Brush.on(self, self.theme) as brush:
            with brush.faded(1.0 if self.isEnabled() else 0.45), brush.at(0, -self._lift * LIFT):
                self.paint(brush, self._sunk)
            if self.hasFocus():
                child_focus(brush, self.ring())

    # --- moving

    def _animation(self, motion: Motion, step: object) -> QVariantAnimation:
        movement = self.theme.motion(motion)
        animation = QVariantAnimation(self)
        animation.setDuration(movement.ms)
        animation.setEasingCurve(movement.easing)
        animation.valueChanged.connect(step)
        return animation

    @staticmethod
    def _move(animation: QVariantAnimation, start: float, end: float) -> None:
        animation.stop()
        animation.setStartValue(start)
        animation.setEndValue(end)
        animation.start()

    def _set_sunk(self, value: float) -> None:
        self._sunk = float(value)
        self.update()

    def _set_lift(self, value: float) -> None:
        self._lift = float(value)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Lift under the pointer."""
        self._hover_at(event.position())
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Sit down again."""
        self._hover_at(None)
        super().leaveEvent(event)

    def _hover_at(self, at: QPointF | None) -> None:
        over = at is not None and self.isEnabled() and self.seen().contains(at)
        if over != self.over:
            self.over = over
            self._move(self._hover, self._lift, 1.0 if over and not self.theme.less_movement else 0.0)
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses as Space does; holding a key down presses once."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

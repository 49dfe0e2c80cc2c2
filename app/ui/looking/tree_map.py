"""The skill tree as a map: drag to move, wheel or pinch to zoom under the pointer, arrows to go from skill to skill.

One widget that paints what is seen of it (one graphics item for each skill is too slow for large trees, docs/benchmarks.md).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.system.clock import elapsed_ms
from app.ui.looking import tree_paint, wording
from app.ui.looking.tree_shape import NODE, ROW
from app.ui.painting.brush import Brush
from app.ui.painting.shapes import rounded
from app.ui.painting.tree_state import TreeState, tree_state
from app.ui.words import tr

if TYPE_CHECKING:
    from app.learning.ids import SkillId
    from app.ui.looking.tree_shape import TreeShape
    from app.ui.theme import Theme

SMALLEST, LARGEST = 0.12, 2.0
_STEP = 1.25
_SLIP = 6.0  # px a press may move and still be a press
_RADIUS = 16.0
_PAINTS_MS = 5  # for tiles that are not in the cache; those that are left come with the next frames


class TreeMap(QWidget):
    """`chosen` is sent with the id of the skill that was pressed, or None when the paper was."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, shape: TreeShape, script: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._script, self._name = theme, script, name
        self._shape = shape
        self._zoom, self._offset = 1.0, QPointF(0, 0)
        self._seen_once = False
        self._held = QPointF(0, 0)  # the point of the tree in the middle, as a person left it; sizes come and go
        self._chosen: SkillId | None = None
        self._pressed: QPointF | None = None
        self._dragged_from: QPointF | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def sizeHint(self) -> QSize:
        """As large as may be."""
        return QSize(640, 300)

    def minimumSizeHint(self) -> QSize:
        """Three rows."""
        return QSize(280, round(2.4 * ROW))

    def focus_shape(self) -> QPainterPath:
        """The paper."""
        return rounded(0, 0, self.width(), self.height(), _RADIUS)

    # what is shown

    def place(self) -> tuple[float, QPointF, SkillId | None] | None:
        """Zoom, the point of the tree in the middle, and the choice: to be put back with `restore`. None before it was seen."""
        return (self._zoom, self._held, self._chosen) if self._seen_once else None

    def restore(self, place: tuple[float, QPointF, SkillId | None]) -> None:
        """Look at the same place as before."""
        self._zoom, self._held, self._chosen = place
        self._seen_once = True
        self.update()

    def choose(self, skill: SkillId | None, show: bool = True) -> None:
        """Mark a skill and bring it into view; `chosen` is not sent."""
        self._chosen = skill if skill in self._shape.skills else None
        if self._chosen is not None:
            self._say(self._chosen)
            if show:
                self._bring_into_view(self._chosen)
        self.update()

    def zoom_by(self, factor: float, around: QPointF | None = None) -> None:
        """Nearer or farther; the point `around` (the middle) stays where it is."""
        at = around or self._middle()
        zoom = min(LARGEST, max(SMALLEST, self._zoom * factor))
        self._offset = at - (at - self._offset) * (zoom / self._zoom)
        self._zoom = zoom
        self._moved()

    def nearer(self) -> None:
        """One step nearer."""
        self.zoom_by(_STEP)

    def farther(self) -> None:
        """One step farther."""
        self.zoom_by(1 / _STEP)

    def fit(self) -> None:
        """All of it."""
        bounds = self._shape.bounds
        self._zoom = min(1.0, max(SMALLEST, min(self.width() / bounds.width(), self.height() / bounds.height())))
        self._centre(bounds.center())

    def _middle(self) -> QPointF:
        return QPointF(self.width() / 2, self.height() / 2)

    def _start(self) -> None:
        """At first: as wide as fits, where something is ready or grows."""
        bounds = self._shape.bounds
        self._zoom = min(1.0, max(0.55, self.width() / bounds.width()))
        growing = [s for s in self._shape.view.skills if tree_state(s.status, s.needs_water) in {TreeState.READY, TreeState.GROWING}]
        layers = sorted(placed.layer for placed in growing) or [0]
        there = QPointF(0, -(layers[len(layers) // 2] + 0.5) * ROW)
        self._centre(self._shape.middles[self._chosen] if self._chosen is not None else there)

    def _centre(self, point: QPointF) -> None:
        self._offset = self._middle() - point * self._zoom
        self._moved()

    def _moved(self) -> None:
        self._keep_in_sight()
        self._held = (self._middle() - self._offset) / self._zoom
        self.update()

    def _keep_in_sight(self) -> None:
        """Some of the tree always stays on the paper; all of it is held in the middle when it fits."""
        bounds = self._shape.bounds
        x = _held(self._offset.x(), bounds.left() * self._zoom, bounds.right() * self._zoom, self.width())
        y = _held(self._offset.y(), bounds.top() * self._zoom, bounds.bottom() * self._zoom, self.height())
        self._offset = QPointF(x, y)

    def _bring_into_view(self, skill: SkillId) -> None:
        at = self._shape.middles[skill] * self._zoom + self._offset
        room = QRectF(self.rect()).adjusted(NODE, NODE, -NODE, -NODE)
        if not room.contains(at):
            self._centre(self._shape.middles[skill])

    def _say(self, skill: SkillId) -> None:
        placed = self._shape.skills[skill]
        state = wording.state(tree_state(placed.status, placed.needs_water))
        self.setAccessibleName(tr("{skill}, {state}", skill=wording.skill(placed.text, placed.skill.aspect), state=state.lower()))
        self.setAccessibleDescription(self._name)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def skill_at(self, point: QPointF) -> SkillId | None:
        """The skill under a point of the widget."""
        there = (point - self._offset) / self._zoom
        return next((skill for skill in self._shape.middles if self._shape.box(skill).contains(there)), None)

    # hands and keys

    def _press(self, skill: SkillId | None) -> None:
        self.choose(skill, show=skill is not None)
        self.chosen.emit(self._chosen)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The beginning of a press or of a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged_from = event.position(), self._offset
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the paper."""
        if self._pressed is not None and self._dragged_from is not None:
            self._offset = self._dragged_from + event.position() - self._pressed
            self._moved()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press that did not move chooses."""
        if self._pressed is not None and (event.position() - self._pressed).manhattanLength() <= _SLIP:
            self._press(self.skill_at(event.position()))
        self._pressed = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom under the pointer; sideways wheels and two fingers with Shift move."""
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(turned.x()) > abs(turned.y()):
            self._offset += QPointF(turned.x() or turned.y(), 0) / 2
            self._moved()
        else:
            self.zoom_by(math.pow(_STEP, turned.y() / 120), event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Pinch, and the tip that names what is under the pointer."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(1 + event.value(), event.position())
            return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            skill = self.skill_at(QPointF(event.pos()))
            placed = self._shape.skills[skill] if skill else None
            QToolTip.showText(event.globalPos(), wording.skill(placed.text, placed.skill.aspect) if placed else "", self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the nearest skill that way, plus and minus zoom, 0 shows all, Escape chooses nothing."""
        ways = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        acts = {Qt.Key.Key_Plus: self.nearer, Qt.Key.Key_Equal: self.nearer, Qt.Key.Key_Minus: self.farther, Qt.Key.Key_0: self.fit}
        key = Qt.Key(event.key())
        if key in ways:
            self._press(self._next(*ways[key]))
        elif key in acts:
            acts[key]()
        elif key == Qt.Key.Key_Escape and self._chosen is not None:
            self._press(None)
        else:
            super().keyPressEvent(event)

    def _next(self, right: int, down: int) -> SkillId | None:
        middles = self._shape.middles
        if self._chosen is None:
            centre = (self._middle() - self._offset) / self._zoom
            return min(middles, key=lambda skill: (middles[skill] - centre).manhattanLength(), default=None)
        here = middles[self._chosen]

        def far(skill: SkillId) -> float:
            way = middles[skill] - here
            along, across = way.x() * right + way.y() * down, abs(way.x() * down) + abs(way.y() * right)
            return along + 2.5 * across if along > 1 else math.inf

        best = min(middles, key=far, default=self._chosen)
        return best if far(best) < math.inf else self._chosen

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is in the middle stays there."""
        super().resizeEvent(event)
        self._offset = self._middle() - self._held * self._zoom
        self._keep_in_sight()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper, bands, lines, tiles, steps."""
        del event
        if not self._seen_once:
            self._seen_once = True
            self._start()
        w, h, zoom, offset = float(self.width()), float(self.height()), self._zoom, self._offset
        view = QRectF(-offset.x() / zoom, -offset.y() / zoom, w / zoom, h / zoom)
        with Brush.on(self, self.theme) as brush:
            brush.box(0, 0, w, h, _RADIUS, "surface")
            with brush.within(rounded(0, 0, w, h, _RADIUS)):
                tree_paint.draw_bands(brush, self._shape, view, zoom, offset, w)
                self._draw_tree(brush, view)
                tree_paint.draw_steps(brush, self._shape, zoom, offset, (w, h), self.layoutDirection() == Qt.LayoutDirection.RightToLeft)
            brush.box(0, 0, w, h, _RADIUS, None, "line", self.theme.edge_width)

    def _draw_tree(self, brush: Brush, view: QRectF) -> None:
        zoom, offset, painter = self._zoom, self._offset, brush.painter
        painter.save()
        painter.translate(offset)
        painter.scale(zoom, zoom)
        seen = [line for line in self._shape.lines if line.box.intersects(view)]
        tree_paint.draw_lines(painter, self.theme, seen, self._chosen, zoom)
        painter.restore()
        began, whole = elapsed_ms(), True
        for skill, middle in self._shape.middles.items():
            if self._shape.box(skill).adjusted(-12, -12, 12, 12).intersects(view):
                at = middle * zoom + offset
                if skill == self._chosen:
                    side = NODE * zoom + 10
                    brush.box(at.x() - side / 2, at.y() - side / 2, side, side, 16 * zoom + 3, None, "focus", 3)
                late = elapsed_ms() - began > _PAINTS_MS
                whole &= tree_paint.draw_tile(brush, self._shape.skills[skill], at, zoom, self.devicePixelRatioF(), self._script, late)
        if not whole:
            QTimer.singleShot(0, self, self.update)


def _held(offset: float, low: float, high: float, room: float) -> float:
    """An offset at which the stretch from `low` to `high` fills the room, or stands in its middle when it is shorter."""
    if high - low <= room:
        return (room - low - high) / 2
    return min(max(offset, room - high), -low)

"""The tree to walk in: drag or scroll to move, wheel or pinch to zoom under the pointer, arrows to go along the lines.

`TreeMap` shows one `Drawing` and keeps where one is when another one comes: another day, other colours, a new state.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPainterPath,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QSizePolicy, QToolTip

from app.ui.painting.brush import Brush
from app.ui.painting.shapes import rounded
from app.ui.theme import Motion
from app.ui.trees import keys, walking
from app.ui.trees.layer import TreeLayer
from app.ui.trees.naming import tip
from app.ui.trees.overlay import Ring
from app.ui.trees.ways import Ways

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage

    from app.ui.theme import Theme
    from app.ui.trees.drawing import Drawing
    from app.ui.trees.shape import Box

LARGEST, USUAL, STEP = 2.0, 1.0, 1.2
_SLIP = 6  # px a press may move and still be a press
_READABLE = 0.6  # the least zoom at which a first look begins
_STAYS_MS = 120  # after the last step of a zoom, before the tiles of it are painted


class TreeMap(QGraphicsView):
    """`chosen` is sent with the place of the skill that was pressed, or None for the paper; `moved` whenever something else is in sight.

    `wished` is sent with the name of an act of `keys` that the page does: to look for something, to show the keys.
    """

    chosen = Signal(object)
    opened = Signal()
    moved = Signal()
    wished = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.drawing: Drawing | None = None
        self.place: int | None = None  # the chosen skill
        self._said = ""
        self._scene = QGraphicsScene(self)
        self._scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.layer = TreeLayer()
        self._scene.addItem(self.layer)
        self.ways = Ways(self._scene)
        self._ring = Ring("focus")
        self._scene.addItem(self._ring)
        self._glide = QVariantAnimation(self)
        self._glide.valueChanged.connect(self._glide_to)
        self._glide.finished.connect(self._arrive)
        self._settle = QTimer(self, singleShot=True, interval=_STAYS_MS)
        self._settle.timeout.connect(self._arrive)
        self._pressed: QPoint | None = None
        self._from: tuple[int, int] = (0, 0)
        self._dragged = False
        self._looked = False
        self._dress()

    def _dress(self) -> None:
        self.setScene(self._scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # the drawing itself is mirrored
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setBackgroundBrush(self.theme.colour("surface"))
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the map itself takes the keys
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # what is shown

    def show_drawing(self, drawing: Drawing, far: QImage, scale: float, said: str, changed: list[Box] | None = None) -> None:
        """Show another drawing, where one is now. `said` is what it is in words; `changed` as for the layer."""
        kept = self.drawing.shape.id_of(self.place) if self.drawing is not None and self.place is not None else None
        self.drawing, self._said = drawing, said
        self.layer.show_drawing(drawing, far, scale, changed)
        self.ways.show_drawing(drawing)
        self._make_room()
        self.setAccessibleName(said)
        self.choose(drawing.shape.number.get(kept) if kept is not None else None, show=False)
        if not self._looked and self.viewport().width() > 50 and self.isVisible():
            self._look_first()

    def choose(self, place: int | None, show: bool = True) -> None:
        """Mark a skill, show its ways, and bring it into view; `chosen` is not sent."""
        if self.drawing is None:
            return
        self.place = place
        self._ring.show_around(self.drawing, place)
        self.ways.show_chosen(place)
        if place is not None:
            self._say(place)
            if show:
                self._bring_into_view(place)

    def _say(self, place: int) -> None:
        if self.drawing is None:
            return
        self.setAccessibleName(tip(self.drawing.shape, place))
        self.setAccessibleDescription(self._said)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    # where one is

    @property
    def zoom(self) -> float:
        """1.0 is 100 %."""
        return self.transform().m11()

    def middle(self) -> QPointF:
        """The point of the tree in the middle."""
        return self.mapToScene(self.viewport().rect()).boundingRect().center()

    def seen(self) -> Box:
        """What of the tree is in sight."""
        area = self.mapToScene(self.viewport().rect()).boundingRect()
        return (area.left(), area.top(), area.right(), area.bottom())

    def zoom_by(self, factor: float, around: QPoint | None = None) -> None:
        """Nearer or farther; the point of the tree at `around` (the middle) stays where it is."""
        self._glide.stop()
        self._zoom_to(self.zoom * factor, around or self.viewport().rect().center())
        self.layer.hold = True
        self._settle.start()

    def fit(self, places: Sequence[int] = ()) -> None:
        """All of the tree, or of some skills."""
        if self.drawing is None:
            return
        left, top, right, bottom = self.drawing.shape.around(places)
        room = self.viewport().size()
        zoom = min(room.width() / max(1.0, right - left), room.height() / max(1.0, bottom - top), USUAL)
        self.go((left + right) / 2, (top + bottom) / 2, zoom)

    def go(self, x: float, y: float, zoom: float) -> None:
        """Look at a point, on a short way; at once for whoever wants less movement."""
        zoom = self._held(zoom)
        move = self.theme.motion(Motion.PAGE)
        if self.theme.less_movement or not self.isVisible():
            self._look_at(x, y, zoom)
            self._arrive()
            return
        here = self.middle()
        self._glide.stop()
        self._glide.setDuration(move.ms)
        self._glide.setEasingCurve(move.easing)
        self._glide.setStartValue(QRectF(here.x(), here.y(), math.log(self.zoom), 0))
        self._glide.setEndValue(QRectF(x, y, math.log(zoom), 0))
        self.layer.hold = abs(zoom - self.zoom) > 1e-6
        self._glide.start()

    def look_at(self, x: float, y: float) -> None:
        """Look at a point at once, as near as now."""
        self._glide.stop()
        self._look_at(x, y, self.zoom)

    def keep_place(self) -> tuple[float, QPointF, int | None] | None:
        """Zoom, middle and choice, for `return_to`. None before anything was seen."""
        return (self.zoom, self.middle(), self.place) if self._looked else None

    def return_to(self, place: tuple[float, QPointF, int | None]) -> None:
        """Be where one was."""
        zoom, middle, chosen = place
        self._looked = True
        self._look_at(middle.x(), middle.y(), zoom)
        self._arrive()
        if self.drawing is not None and (chosen is None or chosen < self.drawing.shape.count):
            self.choose(chosen, show=False)

    def forget_place(self) -> None:
        """Look at the next tree as at a first one."""
        self._looked, self.place = False, None

    def _look_first(self) -> None:
        """At first: large enough to read, where something can be done next; all of it where that is large enough."""
        if self.drawing is None:
            return
        self._looked = True
        shape, room = self.drawing.shape, self.viewport().size()
        left, top, right, bottom = shape.bounds
        whole = min(room.width() / (right - left), room.height() / (bottom - top), USUAL)
        if whole >= _READABLE:
            self._look_at((left + right) / 2, (top + bottom) / 2, whole)
        else:
            few = [self.place] if self.place is not None else shape.nexts()[:1] or np.flatnonzero(shape.row == 0)[:1].tolist()
            near = shape.around(few)
            zoom = min(USUAL, max(_READABLE, room.width() / (right - left)))
            low, high = bottom - room.height() / zoom / 2, top + room.height() / zoom / 2  # no more empty ground than must be
            self._look_at((near[0] + near[2]) / 2, max(high, min(low, (near[1] + near[3]) / 2)), zoom)
        self._arrive()

    def _held(self, zoom: float) -> float:
        if self.drawing is None:
            return zoom
        left, top, right, bottom = self.drawing.shape.bounds
        room = self.viewport().size()
        least = min(room.width() / (right - left), room.height() / (bottom - top), 0.35) * 0.9
        return min(LARGEST, max(least, zoom))

    def _zoom_to(self, zoom: float, around: QPoint) -> None:
        zoom = self._held(zoom)
        there = self.mapToScene(around)
        self.setTransform(QTransform.fromScale(zoom, zoom))
        self._make_room()
        away = self.mapFromScene(there) - around
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + away.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + away.y())
        self.moved.emit()

    def _look_at(self, x: float, y: float, zoom: float) -> None:
        if zoom != self.zoom:
            self.setTransform(QTransform.fromScale(zoom, zoom))
            self._make_room()
        self.centerOn(x, y)
        self.moved.emit()

    def _make_room(self) -> None:
        """Every part of the tree can be brought to the middle, and some of it always stays in sight."""
        if self.drawing is None:
            return
        left, top, right, bottom = self.drawing.shape.bounds
        wide, high = self.viewport().width() / self.zoom / 2, self.viewport().height() / self.zoom / 2
        self.setSceneRect(QRectF(left - wide, top - high, right - left + 2 * wide, bottom - top + 2 * high))

    def _glide_to(self, value: object) -> None:
        if isinstance(value, QRectF):
            self._look_at(value.x(), value.y(), math.exp(value.width()))

    def _arrive(self) -> None:
        self.layer.hold = False
        self.layer.update()
        self.moved.emit()

    def _bring_into_view(self, place: int) -> None:
        if self.drawing is None:
            return
        x, y = float(self.drawing.shape.x[place]), float(self.drawing.shape.y[place])
        left, top, right, bottom = self.seen()
        wide, high = self.drawing.shape.paper.wide, self.drawing.shape.paper.high
        if not (left + wide < x < right - wide and top + high < y < bottom - high):
            self.go(x, y, max(self.zoom, _READABLE))

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Paper beyond the tree, its rows too."""
        painter.fillRect(rect, self.backgroundBrush())
        if self.drawing is not None:
            area = QRectF(rect)
            self.drawing.bands(Brush(painter, self.theme), (area.left(), area.top(), area.right(), area.bottom()))

    # hands

    def skill_at(self, point: QPoint) -> int | None:
        """The skill under a point of the widget."""
        there = self.mapToScene(point)
        return None if self.drawing is None else self.drawing.shape.skill_at(there.x(), there.y())

    def press(self, place: int | None) -> None:
        """Choose as a hand does."""
        self.choose(place, show=place is not None)
        self.chosen.emit(place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The beginning of a press or of a drag."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._glide.stop()
            self._pressed, self._dragged = event.position().toPoint(), False
            self._from = (self.horizontalScrollBar().value(), self.verticalScrollBar().value())
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the paper, or show the ways of the skill under the pointer."""
        point = event.position().toPoint()
        if self._pressed is None:
            place = self.skill_at(point)
            self.ways.show_hovered(place)
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor if place is None else Qt.CursorShape.PointingHandCursor)
            return
        away = point - self._pressed
        self._dragged |= away.manhattanLength() > _SLIP
        if self._dragged:
            self.horizontalScrollBar().setValue(self._from[0] - away.x())
            self.verticalScrollBar().setValue(self._from[1] - away.y())
            self.moved.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press that did not move chooses."""
        if self._pressed is not None and not self._dragged:
            self.press(self.skill_at(event.position().toPoint()))
        self._pressed = None
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom under the pointer; sideways wheels, and any wheel with Shift, move."""
        turned, pixels = event.angleDelta(), event.pixelDelta()
        sideways = abs(turned.x()) > abs(turned.y())
        if sideways or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            by = pixels.x() or pixels.y() or (turned.x() or turned.y()) // 2
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - by)
            self.moved.emit()
        else:
            self.zoom_by(math.pow(STEP, turned.y() / 120), event.position().toPoint())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Pinch, the tip that names what is under the pointer, and the pointer that has gone."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(1 + event.value(), event.position().toPoint())
            return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.skill_at(event.pos())
            words = "" if place is None or self.drawing is None else tip(self.drawing.shape, place)
            QToolTip.showText(event.globalPos(), words, self)
            return True
        if event.type() == QEvent.Type.Leave:
            self.ways.show_hovered(None)
        return super().viewportEvent(event)

    def pan(self, right: float, down: float) -> None:
        """Move the paper by shares of what is in sight."""
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + round(right * self.viewport().width()))
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + round(down * self.viewport().height()))
        self.moved.emit()

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What `keys` lists."""
        act = keys.act_of(event)
        if act is None or not walking.do(self, act):
            event.ignore()

    # Qt

    def sizeHint(self) -> QSize:
        """As large as may be."""
        return QSize(640, 300)

    def minimumSizeHint(self) -> QSize:
        """Two rows."""
        return QSize(280, 220)

    def focus_shape(self) -> QPainterPath:
        """The paper."""
        return rounded(0, 0, self.width(), self.height(), 12)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is in the middle stays there."""
        super().resizeEvent(event)
        self._make_room()
        if not self._looked and self.drawing is not None:
            self._look_first()
        self.moved.emit()

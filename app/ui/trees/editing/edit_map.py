"""The tree to write in: tiles are moved by hand, arrows drawn from the handle above the chosen one, several chosen with Shift.

It changes nothing by itself: it says what was wanted, and the page does it. An arrow that would close a circle is not wanted at all: the
circle is shown, and named by `refused`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from app.ui.trees.editing.hands import HANDLE, Held
from app.ui.trees.overlay import Way
from app.ui.trees.tree_map import TreeMap

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from app.ui.theme import Theme
    from app.ui.trees.drawing import Drawing
    from app.ui.trees.shape import Box

_SLIP = 6
_NUDGES = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class EditMap(TreeMap):
    """Everything is told in places of skills.

    `linked(first, after)`, `refused(circle)`, `put({place: (x, y)})`, `removed(places)`, `selected(places)`, `wanted_new(x, y)` in px at
    100 %, and `asked` with "undo" or "redo".
    """

    linked = Signal(int, int)
    refused = Signal(object)
    put = Signal(object)
    removed = Signal(object)
    wanted_new = Signal(float, float)
    selected = Signal(object)
    asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._hand = Held(theme)
        self.scene().addItem(self._hand)
        self._circle = Way("clay", 4.0, arrows=True, below=6.0)
        self.scene().addItem(self._circle)
        self._from_handle: int | None = None
        self._grabbed: QPoint | None = None
        self._link_from: int | None = None

    @property
    def places(self) -> frozenset[int]:
        """The skills that are chosen."""
        return frozenset(self._hand.chosen)

    def show_drawing(self, drawing: Drawing, far: QImage, scale: float, said: str, changed: list[Box] | None = None) -> None:
        """As any map, and the chosen ones stay by their ids."""
        shape = self.drawing.shape if self.drawing is not None else None
        kept = {shape.id_of(place) for place in self._hand.chosen} if shape is not None else set()
        self._hand.chosen = set()
        self._hand.show_drawing(drawing)
        super().show_drawing(drawing, far, scale, said, changed)
        self.choose_all({drawing.shape.number[skill] for skill in kept if skill in drawing.shape.number})
        self._circle.show_lines(drawing, ())

    def choose(self, place: int | None, show: bool = True) -> None:
        """One skill, or none."""
        super().choose(place, show)
        if place is None or place not in self._hand.chosen:
            self.choose_all(() if place is None else (place,))

    def choose_all(self, places: object) -> None:
        """Several skills."""
        self._hand.chosen = set(places)  # type: ignore[call-overload]  # any collection of places
        self._hand.update()
        self.selected.emit(self.places)

    def show_circle(self, places: tuple[int, ...]) -> None:
        """Show a circle that an arrow would have closed; none hides it."""
        if self.drawing is not None:
            self._circle.show_lines(self.drawing, self.drawing.shape.lines_between(list(places)))

    # hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On the handle: an arrow. On a tile: tiles on their way. With Shift on paper: a frame. Else: the paper."""
        point = event.position().toPoint()
        there, place = self.mapToScene(point), self.skill_at(point)
        handle = self._hand.handle()
        self.show_circle(())
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
        elif handle is not None and QLineF(handle, there).length() <= HANDLE + 3:
            self._from_handle = next(iter(self._hand.chosen))
            self._hand.arrow = QLineF(handle, there)
        elif place is not None:
            self._take(place, bool(event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)))
            self._grabbed = point
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._hand.frame = QRectF(there, there)
        else:
            super().mousePressEvent(event)

    def _take(self, place: int, more: bool) -> None:
        if more:
            self.choose_all(self._hand.chosen ^ {place})
            super().choose(place if place in self._hand.chosen else None, show=False)
        elif place not in self._hand.chosen:
            self.press(place)
        else:
            super().choose(place, show=False)
            self.chosen.emit(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Whatever is held follows."""
        point = event.position().toPoint()
        there = self.mapToScene(point)
        if self._from_handle is not None and self._hand.arrow is not None:
            target = self.skill_at(point)
            self._hand.arrow = QLineF(self._hand.arrow.p1(), there)
            self._hand.wrong = target is not None and bool(self._circle_of(self._from_handle, target))
        elif self._hand.frame is not None:
            self._hand.frame = QRectF(self._hand.frame.topLeft(), there)
        elif self._grabbed is not None:
            if (point - self._grabbed).manhattanLength() > _SLIP or not self._hand.away.isNull():
                self._hand.away = QPointF(point - self._grabbed) / self.zoom
        else:
            super().mouseMoveEvent(event)
            return
        self._hand.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What was held is let go."""
        point = event.position().toPoint()
        start, self._from_handle = self._from_handle, None
        if start is not None:
            self._hand.arrow, self._hand.wrong = None, False
            target = self.skill_at(point)
            if target is not None and target != start:
                self.link(start, target)
        elif self._hand.frame is not None:
            frame, self._hand.frame = self._hand.frame.normalized(), None
            if self.drawing is not None:
                box = (frame.left(), frame.top(), frame.right(), frame.bottom())
                self.choose_all(self.drawing.shape.skills_in(box, -self.drawing.shape.paper.wide / 2).tolist())
        elif self._grabbed is not None:
            away, self._hand.away, self._grabbed = self._hand.away, QPointF(), None
            if not away.isNull():
                self._put_by(away.x(), away.y())
        else:
            super().mouseReleaseEvent(event)
        self._hand.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On the paper: a new skill there."""
        point = event.position().toPoint()
        if self.skill_at(point) is None:
            there = self.mapToScene(point)
            self.wanted_new.emit(there.x(), there.y())

    def _put_by(self, right: float, down: float) -> None:
        """Tell where the chosen ones are put: on whole rows, since a row says what comes before what."""
        if self.drawing is None:
            return
        shape = self.drawing.shape
        step = round(down / shape.paper.row) * shape.paper.row
        side = -1 if shape.mirrored else 1
        self.put.emit({place: (side * (float(shape.x[place]) + right), float(shape.y[place]) + step) for place in self._hand.chosen})

    # arrows

    def link(self, first: int, after: int) -> None:
        """Want an arrow, or refuse it at once with the circle that it would close."""
        circle = self._circle_of(first, after)
        if circle:
            self.show_circle(circle)
            self.refused.emit(circle)
        else:
            self.linked.emit(first, after)

    def _circle_of(self, first: int, after: int) -> tuple[int, ...]:
        if self.drawing is None:
            return ()
        return self.drawing.shape.view.on_graph.graph.dag.circle_with(first, after)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What `listed` says; everything else as in any map."""
        key, with_ = Qt.Key(event.key()), event.modifiers()
        control, shift = bool(with_ & Qt.KeyboardModifier.ControlModifier), bool(with_ & Qt.KeyboardModifier.ShiftModifier)
        if control and key in (Qt.Key.Key_Z, Qt.Key.Key_Y):
            self.asked.emit("redo" if shift or key == Qt.Key.Key_Y else "undo")
        elif control and key == Qt.Key.Key_A and self.drawing is not None:
            self.choose_all(range(self.drawing.shape.count))
        elif control and key in _NUDGES and self.drawing is not None and self._hand.chosen:
            right, down = _NUDGES[key]
            self._put_by(right * self.drawing.shape.paper.column / 2, down * self.drawing.shape.paper.row)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if self._hand.chosen:
                self.removed.emit(self.places)
        elif key == Qt.Key.Key_A and not with_:
            self._new_above()
        elif key == Qt.Key.Key_L and not with_:
            self._link_from = self.place
            if self.place is not None:
                self.wished.emit("link")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._link_from is not None:
            start, self._link_from = self._link_from, None
            if self.place is not None and self.place != start:
                self.link(start, self.place)
        elif key == Qt.Key.Key_Escape and self._link_from is not None:
            self._link_from = None
        else:
            super().keyPressEvent(event)

    def _new_above(self) -> None:
        """A new skill above the chosen one, or in the middle of what is in sight."""
        if self.place is not None and self.drawing is not None:
            shape = self.drawing.shape
            self.wanted_new.emit(float(shape.x[self.place]), float(shape.y[self.place]) - shape.paper.row)
        else:
            middle = self.middle()
            self.wanted_new.emit(middle.x(), middle.y())

"""Small marks at the edge of the tree for what was found out of sight: press one to go there."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.painting.brush import Brush
from app.ui.painting.shapes import circle
from app.ui.trees.naming import skill_name
from app.ui.widgets.pressable import Pressable
from app.ui.words import tr

if TYPE_CHECKING:
    from app.learning.layout_rows import Flags
    from app.ui.theme import Theme
    from app.ui.trees.tree_map import TreeMap

_SIDE = 28
_NEAR = 44.0  # px; what would stand nearer to another mark goes into it
_MOST = 24
_LATER_MS = 60


class _Mark(Pressable):
    """An arrow that points the way, and how many are there when it is more than one."""

    def __init__(self, theme: Theme, name: str, angle: float, count: int, parent: QWidget) -> None:
        super().__init__(theme, name, parent)
        self._angle, self._count = angle, count
        self.setToolTip(name)
        self.resize(_SIDE, _SIDE)

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def focus_shape(self) -> QPainterPath:
        return circle(_SIDE / 2, _SIDE / 2, _SIDE / 2 - 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        middle = _SIDE / 2
        with Brush.on(self, self.theme) as brush:
            brush.dot(middle, middle, middle - 2, "sun-soft" if not brush.flat else "surface", "on-sun-soft", 1.6)
            if self._count > 1:
                brush.text(QRectF(0, 0, _SIDE, _SIDE), str(min(99, self._count)), "caption", "on-sun-soft", Qt.AlignmentFlag.AlignHCenter)
                return
            with brush.at(middle, middle, degrees=math.degrees(self._angle)):
                brush.icon("arrow-right", 0, 0, 16, "on-sun-soft", 2.4)


class Markers(QObject):
    """Keeps the marks of one `TreeMap` true while it moves."""

    def __init__(self, theme: Theme, tree: TreeMap) -> None:
        super().__init__(tree)
        self._theme, self._tree = theme, tree
        self._hits: Flags | None = None
        self._marks: list[_Mark] = []
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._later.timeout.connect(self._place)
        tree.moved.connect(self._moved)

    def show_hits(self, hits: Flags | None) -> None:
        """Mark what was found (one flag for each skill), or nothing."""
        self._hits = hits
        self._place()

    def _moved(self) -> None:
        if self._hits is not None:
            self._later.start()

    def _place(self) -> None:
        for old in self._marks:
            old.hide()
            old.deleteLater()
        self._marks = []
        if self._hits is None or self._tree.drawing is None:
            return
        for x, y, angle, places in self._bundles(np.flatnonzero(self._hits)):
            shape = self._tree.drawing.shape
            name = skill_name(shape, places[0])
            words = name if len(places) == 1 else tr("{count} found this way, the nearest: {name}", count=len(places), name=name)
            mark = _Mark(self._theme, words, angle, len(places), self._tree)
            mark.move(round(x - _SIDE / 2), round(y - _SIDE / 2))
            mark.clicked.connect(partial(self._go, places[0]))
            mark.show()
            self._marks.append(mark)

    def _go(self, place: int) -> None:
        self._tree.press(place)
        self._tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bundles(self, hits: np.ndarray[tuple[int], np.dtype[np.int64]]) -> list[tuple[float, float, float, list[int]]]:
        """Where marks stand, the way they point, and for whom: the nearest first."""
        drawing = self._tree.drawing
        if drawing is None:
            return []
        room = QRectF(self._tree.viewport().rect()).adjusted(_SIDE, _SIDE, -_SIDE, -_SIDE)
        middle, zoom = self._tree.middle(), self._tree.zoom
        away_x, away_y = (drawing.shape.x[hits] - middle.x()) * zoom, (drawing.shape.y[hits] - middle.y()) * zoom
        out = (np.abs(away_x) > room.width() / 2 + _SIDE) | (np.abs(away_y) > room.height() / 2 + _SIDE)
        hits, away_x, away_y = hits[out], away_x[out], away_y[out]
        order = np.argsort(np.hypot(away_x, away_y), kind="stable")
        found: list[tuple[float, float, float, list[int]]] = []
        for one in order.tolist():
            dx, dy = float(away_x[one]), float(away_y[one])
            shrink = min(room.width() / 2 / max(1e-6, abs(dx)), room.height() / 2 / max(1e-6, abs(dy)))
            at = room.center() + QPointF(dx * shrink, dy * shrink)
            near = next((mark for mark in found if math.hypot(mark[0] - at.x(), mark[1] - at.y()) < _NEAR), None)
            if near is not None:
                near[3].append(int(hits[one]))
            elif len(found) < _MOST:
                found.append((at.x(), at.y(), math.atan2(dy, dx), [int(hits[one])]))
        return found

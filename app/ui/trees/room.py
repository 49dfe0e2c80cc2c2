"""The tree with what stands around it: the steps at its side, the legend below, the small map, nearer and farther; or the list instead."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.painting.brush import Brush
from app.ui.trees import colouring
from app.ui.trees.colouring import Colouring
from app.ui.trees.legend import Legend, LineLegend
from app.ui.trees.look_back import LookBack
from app.ui.trees.markers import Markers
from app.ui.trees.outline import Outline
from app.ui.trees.row_marks import RowMarks
from app.ui.trees.small_map import SmallMap
from app.ui.trees.tree_map import TreeMap
from app.ui.widgets.buttons import PlainButton
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.fields import SelectBox
from app.ui.words import tr

if TYPE_CHECKING:
    from app.learning.layout_rows import Flags
    from app.ui.theme import Theme
    from app.ui.trees.reading import Seen

_LOW = 260  # px of height of the map below which the small one gives way


class TreeRoom(QWidget):
    """`chosen` is sent with the place of a skill or None, from the map and from the list; `coloured` with a `Colouring`."""

    chosen = Signal(object)
    coloured = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.map, self.outline = TreeMap(theme), Outline(theme)
        self.legend, self.lines, self.look_back = Legend(theme), LineLegend(theme), LookBack(theme)
        self._markers, self._small = Markers(theme, self.map), SmallMap(theme, self.map, tr("All of the tree: press to go there"))
        self._small.setParent(self.map)
        self._marks = RowMarks(theme, self.map)
        self._empty = EmptyState(theme, tr("This tree has no skills yet"), tr("As soon as it has some they stand here."))
        self._empty.hide()
        self._seen: Seen | None = None
        self._hits: Flags | None = None
        self._as_list = False
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(0)
        self.look_back.hide()
        column.addWidget(self.look_back)
        sheet = QHBoxLayout()
        sheet.setContentsMargins(12, 12, 12, 0)
        sheet.setSpacing(0)
        sheet.addWidget(self._marks)
        sheet.addWidget(self.map, 1)
        sheet.addWidget(self.outline, 1)
        sheet.addWidget(self._empty, 1)
        column.addLayout(sheet, 1)
        column.addLayout(self._foot())
        self.map.chosen.connect(self.chosen)
        self.outline.chosen.connect(self.chosen)
        self.map.moved.connect(self._place_small)
        self.show_as(as_list=False)

    def _foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setContentsMargins(14, 10, 14, 12)
        foot.setSpacing(8)
        foot.addWidget(self.legend)
        self._by = SelectBox(self.theme, tr("What the colours tell"))
        for by in Colouring:
            self._by.addItem(colouring.name(by), by)
        self._by.activated.connect(lambda _: self.coloured.emit(self._by.currentData()))
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self.lines, 1)
        tools.addWidget(self._by)
        acts = (("minus", tr("Farther"), lambda: self.map.zoom_by(1 / 1.2)), ("plus", tr("Nearer"), lambda: self.map.zoom_by(1.2)),
                ("fit", tr("Show all"), self.map.fit), ("target", tr("Show the way to the goal"), self.fit_goal))  # fmt: skip
        self._zooms = []
        for icon, name, act in acts:
            button = PlainButton(self.theme, "", icon, name)
            button.clicked.connect(partial(_call, act))
            self._zooms.append(button)
            tools.addWidget(button)
        foot.addLayout(tools)
        return foot

    # what is shown

    def show_seen(self, seen: Seen) -> None:
        """Show another tree, or the same one anew; where one is stays."""
        before, self._seen = self._seen, seen
        changed = _changed(before, seen)
        self.map.show_drawing(seen.drawing, seen.far, seen.scale, seen.said, changed)
        self.legend.show_drawing(seen.drawing, seen.counts)
        self.lines.show_drawing(seen.drawing)
        self._empty.setVisible(not seen.shape.count)
        self.show_as(self._as_list)
        self._by.setCurrentIndex(self._by.findData(seen.drawing.by))
        self._zooms[-1].setVisible(bool(seen.shape.view.path))
        self.show_hits(None)
        self._marks.update()
        self._place_small()

    def show_hits(self, hits: Flags | None) -> None:
        """Show some skills only (one flag for each); None: all."""
        self.map.layer.show_hits(hits)
        self._markers.show_hits(hits)
        if self._as_list and self._seen is not None:
            self.outline.show_shape(self._seen.shape, self._seen.said, hits)
            self.outline.choose(self.map.place)
        self._hits = hits

    def show_as(self, as_list: bool) -> None:
        """As a map or as a list."""
        self._as_list = as_list
        some = self._seen is None or bool(self._seen.shape.count)
        for part in (self.map, self._marks, *self._zooms[:-1]):
            part.setVisible(some and not as_list)
        self._zooms[-1].setVisible(not as_list and self._seen is not None and bool(self._seen.shape.view.path))
        self.outline.setVisible(some and as_list)
        if self._seen is not None:
            self.show_hits(self._hits)

    def choose(self, place: int | None, show: bool = True) -> None:
        """Mark a skill in both."""
        self.map.choose(place, show=show and not self._as_list)
        if self._as_list:
            self.outline.choose(place)

    def fit_goal(self) -> None:
        """All of the way to the goal."""
        if self._seen is not None and self._seen.shape.view.path:
            self.map.fit([self._seen.shape.number[skill] for skill in self._seen.shape.view.path])

    @property
    def shown(self) -> QWidget:
        """The map or the list, whichever is there."""
        return self.outline if self._as_list else self.map

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height the tree comes first."""
        super().resizeEvent(event)
        self._place_small()

    def _place_small(self) -> None:
        """The small map in the lower end corner of the large one, where it does not hide all that is above it."""
        room, size = self.map.size(), self._small.sizeHint()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        there = QRect(QPoint(10 if rtl else room.width() - size.width() - 10, room.height() - size.height() - 10), size)
        if there != self._small.geometry():
            self._small.setGeometry(there)
        self._small.setVisible(room.height() >= _LOW and room.width() >= 3 * size.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card that it all stands on."""
        del event
        with Brush.on(self, self.theme) as brush:
            brush.box(0, 0, self.width(), self.height(), 18, "surface", "line", max(1.0, self.theme.edge_width))


def _call(act: object, _checked: bool = False) -> None:
    if callable(act):
        act()


def _changed(before: Seen | None, after: Seen) -> list[tuple[float, float, float, float]] | None:
    """The tiles that differ; None: everything may."""
    if before is None:
        return None
    one, other = before.shape, after.shape
    same = one.places is other.places and one.mirrored == other.mirrored and before.drawing.theme is after.drawing.theme
    if not same or before.drawing.by is not after.drawing.by or one.view.texts != other.view.texts or one.view.path != other.view.path:
        return None
    places = [place for place in range(one.count) if one.states[place] != other.states[place]]
    boxes = [one.box(place) for place in places]
    edges = {edge for place in places for edge in (*one.before[place], *one.after[place]) if one.met[edge] != other.met[edge]}
    boxes += [one.around((int(one.edges[edge][0]), int(one.edges[edge][1]))) for edge in edges]
    return [(left - 20, top - 20, right + 20, bottom + 20) for left, top, right, bottom in boxes] if len(boxes) < 200 else None

"""The tree as a numbered list, for screen readers and for everybody who likes lists better: the same skills, the same acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainterPath, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView

from app.ui.looking.data_table import table_sheet
from app.ui.painting.shapes import rounded
from app.ui.trees import keys
from app.ui.trees.naming import choice_words, skill_name, state_words
from app.ui.trees.telling import neighbours
from app.ui.words import tr

if TYPE_CHECKING:
    from app.learning.layout_rows import Flags
    from app.ui.theme import Theme
    from app.ui.trees.shape import TreeShape

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class OutlineModel(QAbstractItemModel):
    """Steps, and below each its skills from the first to the last. An inner id of 0 is a step, n + 1 a skill of step n."""

    def __init__(self, shape: TreeShape, hits: Flags | None = None) -> None:
        super().__init__()
        self.shape = shape
        order = np.lexsort((-shape.x if shape.mirrored else shape.x, shape.row))
        kept = order if hits is None else order[hits[order]]
        self._steps: list[tuple[int, list[int]]] = []
        for place in kept.tolist():
            row = int(shape.row[place])
            if not self._steps or self._steps[-1][0] != row:
                self._steps.append((row, []))
            self._steps[-1][1].append(place)
        self._at = {place: (step, line) for step, (_, places) in enumerate(self._steps) for line, place in enumerate(places)}

    def index_of(self, place: int | None) -> QModelIndex:
        """Where a skill stands."""
        at = self._at.get(place) if place is not None else None
        return _NOWHERE if at is None else self.createIndex(at[1], 0, at[0] + 1)

    def place_of(self, index: _Index) -> int | None:
        """Which skill stands there; None for a step."""
        return self._steps[index.internalId() - 1][1][index.row()] if index.isValid() and index.internalId() else None

    def index(self, row: int, column: int, parent: _Index = _NOWHERE) -> QModelIndex:
        """Called by Qt."""
        if not self.hasIndex(row, column, parent):
            return _NOWHERE
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: _Index) -> QModelIndex:  # type: ignore[override]  # QObject has another one
        """Called by Qt."""
        inner = index.internalId()
        return self.createIndex(inner - 1, 0, 0) if index.isValid() and inner else _NOWHERE

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Steps, or the skills of one."""
        if not parent.isValid():
            return len(self._steps)
        return 0 if parent.internalId() or parent.column() else len(self._steps[parent.row()][1])

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Skill, state, what it needs, what it opens."""
        del parent
        return 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The heads of the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (tr("Skill"), tr("State"), tr("Needs first"), tr("Opens"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        place = self.place_of(index)
        if place is None:
            row, places = self._steps[index.row()]
            return tr("Step {number}: {count} skills", number=row + 1, count=len(places)) if index.column() == 0 else None
        words = self._words(place, index)
        return words if role == Qt.ItemDataRole.DisplayRole or len(words) > 30 else None

    def _words(self, place: int, index: _Index) -> str:
        shape = self.shape
        if index.column() == 0:
            return f"{int(shape.row[place]) + 1}.{index.row() + 1}  {skill_name(shape, place)}"
        if index.column() == 1:
            state = shape.states[place]
            chosen = [choice_words(choice) for choice in state.choices]
            return ", ".join(([] if shape.view.child is None else [state_words(state)]) + chosen)
        if index.column() == 2:
            return neighbours(shape, place, shape.before[place], 0)
        return neighbours(shape, place, shape.after[place], 1)


class Outline(QTreeView):
    """`chosen` is sent with the place of the skill that was gone to; `opened` and `wished` as by the map."""

    chosen = Signal(object)
    opened = Signal()
    wished = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFont(theme.font("small"))
        self.header().setFont(theme.font("small"))
        self.header().setSectionsMovable(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.header().setStretchLastSection(True)
        self.setStyleSheet(table_sheet(theme, "QTreeView"))
        self._model: OutlineModel | None = None

    def show_shape(self, shape: TreeShape, said: str, hits: Flags | None = None) -> None:
        """List another tree, or only what was found."""
        before = self._model
        self._model = OutlineModel(shape, hits)
        self.setModel(self._model)
        if before is not None:
            before.deleteLater()
        self.setAccessibleName(said)
        self.expandAll()
        self._share_width()
        self.selectionModel().currentChanged.connect(self._gone_to)

    def choose(self, place: int | None) -> None:
        """Go to a skill; `chosen` is not sent."""
        if self._model is None:
            return
        index = self._model.index_of(place)
        if index != self.currentIndex():
            self.selectionModel().blockSignals(True)
            self.setCurrentIndex(index)
            self.selectionModel().blockSignals(False)
            self.viewport().update()

    def _gone_to(self, index: QModelIndex) -> None:
        place = self._model.place_of(index) if self._model is not None else None
        if place is not None:
            self.chosen.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes into the panel, F1, F3 and find as in the map; everything else is the list's."""
        act = keys.act_of(event)
        if act == "open":
            self.opened.emit()
        elif act in ("keys", "find", "find next", "find previous"):
            self.wished.emit(act)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Every column keeps its share."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        for column, share in enumerate((0.36, 0.22, 0.21)):
            self.setColumnWidth(column, round(share * self.viewport().width()))

    def sizeHint(self) -> QSize:
        """As large as may be."""
        return QSize(640, 300)

    def minimumSizeHint(self) -> QSize:
        """Three rows."""
        return QSize(200, round(self.theme.role("body").line * 5))

    def focus_shape(self) -> QPainterPath:
        """The box."""
        return rounded(0, 0, self.width(), self.height(), 12)

"""A plain table or tree in our colours, for keyboards and screen readers: what a picture shows, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from app.ui.painting.shapes import rounded

if TYPE_CHECKING:
    from app.ui.theme import Theme

_SHEET = """
{kind} {{ background: {surface}; border: {edge}px solid {line}; border-radius: 12px; padding: 2px; outline: 0; }}
{kind}::item {{ padding: 5px 6px; color: {ink}; border: 0; }}
{kind}::item:selected {{ background: {pale}; color: {on_pale}; border: 0; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QHeaderView {{ background: {surface}; border: 0; }}
QHeaderView::section {{ background: {surface}; color: {soft}; border: 0; border-bottom: {edge}px solid {line}; padding: 6px; }}
"""


class DataTable(QTreeWidget):
    """`heads` are the columns; fill it with `add`. Rows are chosen as a whole and never edited. The last column takes what is left."""

    def __init__(self, theme: Theme, name: str, heads: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(name)
        self.setColumnCount(len(heads))
        self.setHeaderLabels(list(heads))
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFont(theme.font("small"))
        self.header().setFont(theme.font("small"))
        self.header().setSectionsMovable(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.header().setStretchLastSection(True)
        self.setStyleSheet(table_sheet(theme, "QTreeWidget"))

    def add(self, cells: Sequence[str], under: QTreeWidgetItem | None = None, key: object = None) -> QTreeWidgetItem:
        """One row, below another one when it is given. `key` comes back from `key_of`."""
        item = QTreeWidgetItem(list(cells))
        item.setData(0, Qt.ItemDataRole.UserRole, key)
        for place, words in enumerate(cells):
            item.setToolTip(place, words if len(words) > 30 else "")
            if place:
                continue
            item.setFont(0, self.theme.font("label", words))
        if under is None:
            self.addTopLevelItem(item)
        else:
            under.addChild(item)
        return item

    @staticmethod
    def key_of(item: QTreeWidgetItem | None) -> object:
        """The key of a row."""
        return None if item is None else item.data(0, Qt.ItemDataRole.UserRole)

    def sizeHint(self) -> QSize:
        """Up to twelve rows."""
        row = self.theme.role("body").line + 12
        rows = min(12, max(3, self.topLevelItemCount()))
        return QSize(420, round(self.theme.role("small").line + 20 + row * rows))

    def minimumSizeHint(self) -> QSize:
        """Three rows."""
        return QSize(200, round(self.theme.role("body").line * 5))

    def focus_shape(self) -> QPainterPath:
        """The box."""
        return rounded(0, 0, self.width(), self.height(), 12)


def table_sheet(theme: Theme, kind: str) -> str:
    """The rules for a list of Qt's in our colours; `kind` is its class."""
    return _SHEET.format(
        kind=kind, surface=theme.colour("surface").name(), line=theme.colour("line").name(), ink=theme.colour("ink").name(),
        soft=theme.colour("ink-soft").name(), pale=theme.colour("primary-soft").name(),
        on_pale=theme.colour("on-primary-soft").name(), edge=round(theme.edge_width),
    )  # fmt: skip

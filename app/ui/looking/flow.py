"""Layouts that follow the width they get: one that breaks like words, one of even columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QLayoutItem, QSizePolicy, QWidget


class Flow(QLayout):
    """Puts its widgets side by side and breaks into the next line where there is no more room; from the right in a right-to-left layout."""

    def __init__(self, gap: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addItem(self, item: QLayoutItem) -> None:
        """Called by Qt for `addWidget`."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place, None behind the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes what it is given."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at a width, px."""
        return self._lay(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place everything."""
        super().setGeometry(rect)
        self._lay(rect, place=True)

    def sizeHint(self) -> QSize:
        """Everything in one line."""
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """The largest of its widgets."""
        size = QSize(0, 0)
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lay(self, rect: QRect, place: bool) -> int:
        widget = self.parentWidget()
        rtl = widget is not None and widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = y = line = 0
        for item in self._shown():
            hint = item.sizeHint()
            width = min(hint.width(), rect.width())
            if x and x + width > rect.width():
                x, y, line = 0, y + line + self.spacing(), 0
            if place:
                left = rect.right() + 1 - x - width if rtl else rect.x() + x
                item.setGeometry(QRect(QPoint(left, rect.y() + y), QSize(width, hint.height())))
            x += width + self.spacing()
            line = max(line, hint.height())
        return y + line


class EvenGrid(QWidget):
    """Its parts in columns of one width, as many as fit with `least` px each, all rows of a height."""

    def __init__(self, parts: Sequence[QWidget], least: int, gap: int = 14, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts, self._least, self._gap, self._columns = tuple(parts), least, gap, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(gap)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._arrange(len(self._parts))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for place, part in enumerate(self._parts):
            self._grid.addWidget(part, place // columns, place % columns)

    def minimumSizeHint(self) -> QSize:
        """One column."""
        widest = max((part.minimumSizeHint().width() for part in self._parts), default=0)
        return QSize(widest, self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as fit; never one part alone in the last of several rows of four."""
        super().resizeEvent(event)
        fit = max(1, min(len(self._parts), (self.width() + self._gap) // (self._least + self._gap)))
        if len(self._parts) % 2 == 0 and 2 < fit < len(self._parts) and len(self._parts) % fit:
            fit = 2
        self._arrange(fit)

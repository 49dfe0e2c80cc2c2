"""A sign, words, and at the end of the line what can be done; below the words where there is little room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from app.ui.painting.brush import Brush

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.ui.theme import Theme

_LEAST = 620  # px at usual text size for everything in one line
_GAP = 16


class Spread(QWidget):
    """`sign` before the `words`, `ends` behind them. `parted` draws a thin line above, which parts it from the row before."""

    def __init__(
        self, theme: Theme, words: QWidget, ends: Sequence[QWidget] = (), sign: QWidget | None = None, parted: bool = False
    ) -> None:
        super().__init__()
        self.theme, self._parted = theme, parted
        self._least = round(_LEAST * theme.text_size)
        head = QHBoxLayout()
        head.setSpacing(_GAP)
        if sign is not None:
            head.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(words, 1)
        self._ends = QWidget()
        acts = QHBoxLayout(self._ends)
        acts.setContentsMargins(0, 0, 0, 0)
        acts.setSpacing(10)
        for end in ends:
            acts.addWidget(end, 0, Qt.AlignmentFlag.AlignVCenter)
        acts.addStretch(1)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(12)
        self._line.addLayout(head, 1)
        self._line.addWidget(self._ends)
        self._ends.setVisible(bool(ends))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """The wider of its parts: below one another they need no more."""
        ends = 0 if self._ends.isHidden() else self._ends.minimumSizeHint().width()
        return QSize(max(160, ends), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, what can be done stands below the words."""
        super().resizeEvent(event)
        narrow = not self._ends.isHidden() and self.width() < self._least
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._line.direction() is not way:
            self._line.setDirection(way)
            self._line.setContentsMargins(0, 0, 0, _GAP - 6 if narrow else 0)
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line above."""
        del event
        if self._parted:
            with Brush.on(self, self.theme) as brush:
                brush.segment(0, 0.5, self.width(), 0.5, "line", self.theme.edge_width)

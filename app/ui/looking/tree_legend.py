"""What the signs and lines of the skill tree mean, with how many skills there are of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.learning.skills import Aspect
from app.ui.looking import wording
from app.ui.looking.flow import Flow
from app.ui.painting.brush import Brush
from app.ui.painting.tree_state import TreeState, tree_state
from app.ui.widgets.chip import Chip
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from app.services.looking import TreeView
    from app.ui.theme import Theme


class _Sample(QWidget):
    """A piece of a line, or the icon of an aspect."""

    def __init__(self, theme: Theme, icon: str = "", dashed: bool = False) -> None:
        super().__init__()
        self.theme, self._icon_name, self._dashed = theme, icon, dashed
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(18 if self._icon_name else 28, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with Brush.on(self, self.theme) as brush:
            if self._icon_name:
                brush.icon(self._icon_name, 9, 9, 16, "ink-soft", 2.2)
                return
            path = QPainterPath()
            path.moveTo(1, 9)
            path.lineTo(27, 9)
            brush.line(path, "line-strong" if self._dashed else "heat-2", 2, (3, 2.4) if self._dashed else None)


class TreeLegend(QWidget):
    """Breaks into lines as it must."""

    def __init__(self, theme: Theme, view: TreeView) -> None:
        super().__init__()
        flow = Flow(8)
        self.setLayout(flow)
        counts = counts_of(view)
        for state in wording.STATES:
            flow.addWidget(Chip(theme, f"{wording.state(state)} {counts.get(state, 0)}", state=state))
        flow.addWidget(_entry(theme, _Sample(theme), tr("open")))
        flow.addWidget(_entry(theme, _Sample(theme, dashed=True), tr("not open yet")))
        for aspect in Aspect:
            if any(placed.skill.aspect is aspect for placed in view.skills):
                flow.addWidget(_entry(theme, _Sample(theme, wording.aspect_icon(aspect)), wording.aspect(aspect)))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


def _entry(theme: Theme, sample: QWidget, words: str) -> QWidget:
    entry = QWidget()
    row = QHBoxLayout(entry)
    row.setContentsMargins(0, 4, 6, 4)
    row.setSpacing(6)
    row.addWidget(sample)
    row.addWidget(Label(theme, words, "small", "ink-soft"))
    return entry


def counts_of(view: TreeView) -> dict[TreeState, int]:
    """How many skills are in each state."""
    counts: dict[TreeState, int] = {}
    for placed in view.skills:
        state = tree_state(placed.status, placed.needs_water)
        counts[state] = counts.get(state, 0) + 1
    return counts


def sentence(view: TreeView) -> str:
    """The tree in one sentence."""
    counts = counts_of(view)
    parts = [f"{counts[state]} {wording.state(state).lower()}" for state in wording.STATES if counts.get(state)]
    return tr("{count} skills in {layers} steps: {parts}.", count=len(view.skills), layers=view.layers, parts=", ".join(parts))

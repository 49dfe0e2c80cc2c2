"""The panel about one skill of the tree: where it stands, what it needs first, and what it opens."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.learning.skills import Aspect, Level
from app.ui.looking import wording
from app.ui.looking.flow import Flow
from app.ui.looking.letter_panel import LargeLetter
from app.ui.looking.tree_shape import reached
from app.ui.painting.tree_state import TreeState, tree_state
from app.ui.widgets.buttons import QuietButton
from app.ui.widgets.card import Card
from app.ui.widgets.chip import Chip
from app.ui.widgets.label import Label
from app.ui.widgets.mini_tile import MiniTile
from app.ui.words import tr

if TYPE_CHECKING:
    from app.learning.ids import SkillId
    from app.learning.skills import Edge
    from app.services.looking import PlacedSkill
    from app.ui.looking.tree_shape import TreeShape
    from app.ui.theme import Theme


class SkillPanel(Card):
    """`wanted` is sent with the id of a neighbour that was pressed, `closed` by the cross and by Escape."""

    wanted = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, shape: TreeShape, skill: SkillId, script: str) -> None:
        super().__init__(theme)
        self._shape, self._script = shape, script
        placed = shape.skills[skill]
        self._own = placed.skill.aspect
        self.setAccessibleName(wording.skill(placed.text, placed.skill.aspect))
        self.add(self._head(placed))
        self.body.addSpacing(6)
        self._needs(shape.before.get(skill, []))
        self.body.addSpacing(6)
        self._opens(shape.after.get(skill, []))
        self.body.addStretch(1)

    def _head(self, placed: PlacedSkill) -> QHBoxLayout:
        state = tree_state(placed.status, placed.needs_water)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(LargeLetter(self.theme, placed.text, state, self._script, self._shape.view.child.letterform))
        words = QVBoxLayout()
        words.setSpacing(4)
        title = QHBoxLayout()
        title.addWidget(Label(self.theme, wording.aspect(placed.skill.aspect), "title-3", wrap=True), 1)
        close = QuietButton(self.theme, "", "close", tr("Close this panel"))
        close.clicked.connect(self.closed)
        title.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        words.addLayout(title)
        said = tr("Growing, {leaves} of 3 leaves", leaves=placed.leaves) if state is TreeState.GROWING else wording.state(state)
        words.addWidget(Chip(self.theme, said, state=state), 0, Qt.AlignmentFlag.AlignLeading)
        words.addStretch(1)
        head.addLayout(words, 1)
        return head

    def _needs(self, edges: list[Edge]) -> None:
        self.add(Label(self.theme, tr("Needs first"), "label"))
        if not edges:
            self.add(Label(self.theme, tr("Nothing: it can be begun at once."), "small", "ink-soft", wrap=True))
        groups: dict[int, list[Edge]] = {}
        for edge in edges:
            groups.setdefault(edge.any_of, []).append(edge)
        for _, group in sorted(groups.items()):
            self.add(Label(self.theme, _asked(group, self._is_met(group)), "small", "ink-soft", wrap=True))
            self._add_tiles([edge.prerequisite for edge in group])

    def _is_met(self, group: list[Edge]) -> bool:
        return any(reached(self._shape.skills[edge.prerequisite], edge.minimum) for edge in group)

    def _opens(self, edges: list[Edge]) -> None:
        self.add(Label(self.theme, tr("Opens"), "label"))
        if edges:
            self._add_tiles(list(dict.fromkeys(edge.skill for edge in edges)))
        else:
            self.add(Label(self.theme, tr("Nothing more: it stands at the top."), "small", "ink-soft", wrap=True))

    def _add_tiles(self, skills: list[SkillId]) -> None:
        """Tiles, those of another part of the letter under its name."""
        by_aspect: dict[Aspect, list[SkillId]] = {}
        for skill in skills:
            by_aspect.setdefault(self._shape.skills[skill].skill.aspect, []).append(skill)
        for aspect, few in sorted(by_aspect.items(), key=lambda one: one[0] is not self._own):
            if aspect is not self._own:
                self.add(Label(self.theme, wording.aspect(aspect), "small", "ink-quiet"))
            self.add(self._tiles(few))

    def _tiles(self, skills: list[SkillId]) -> QWidget:
        room = QWidget()
        flow = Flow(4)
        room.setLayout(flow)
        for skill in skills:
            placed = self._shape.skills[skill]
            state = tree_state(placed.status, placed.needs_water)
            name = tr("{skill}, {state}", skill=wording.skill(placed.text, placed.skill.aspect), state=wording.state(state).lower())
            tile = MiniTile(self.theme, placed.text, state, name, placed.leaves / 3, self._script, side=44)
            tile.setCheckable(False)
            tile.clicked.connect(partial(self.wanted.emit, skill))
            flow.addWidget(tile)
        return room

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _asked(group: list[Edge], met: bool) -> str:
    """How far what comes first must have come, and whether it has."""
    far = wording.level(Level(min(edge.minimum for edge in group)))
    if len(group) > 1:
        return tr("One of these, {far} or more: reached", far=far) if met else tr("One of these, {far} or more", far=far)
    return tr("This one, {far} or more: reached", far=far) if met else tr("This one, {far} or more", far=far)

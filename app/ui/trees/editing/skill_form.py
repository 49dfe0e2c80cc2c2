"""The panel that writes a skill: its name, what it is about, and what must come before it. It saves as one goes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.learning.skills import Edge, Level
from app.learning.tree_edits import Edit, key_of
from app.ui.looking import wording
from app.ui.painting.lettering import shown
from app.ui.trees.naming import skill_name
from app.ui.widgets.buttons import PlainButton, QuietButton
from app.ui.widgets.card import Card
from app.ui.widgets.fields import SelectBox, TextField
from app.ui.widgets.label import Label
from app.ui.widgets.switches import Switch
from app.ui.words import tr

if TYPE_CHECKING:
    from app.ui.theme import Theme
    from app.ui.trees.shape import TreeShape


class SkillForm(Card):
    """`edited` is sent with an `Edit`, `removed` when the skill is to go, `wanted` with a neighbour, `closed` by the cross and Escape."""

    edited = Signal(object)
    removed = Signal()
    closed = Signal()
    done = Signal()  # its name is written: Enter

    def __init__(self, theme: Theme, shape: TreeShape, place: int) -> None:
        super().__init__(theme, tr("One skill"))
        self._shape, self._place = shape, place
        self._skill = shape.view.tree.skills[place]
        close = QuietButton(theme, "", "close", tr("Close this panel"))
        close.clicked.connect(self.closed)
        self.head.addWidget(close)
        self.name = self._field(tr("Name"), self._skill.name)
        self._about = self._field(tr("What it is about"), self._skill.description)
        self._tags = self._field(tr("Tags, with commas between"), ", ".join(self._skill.tags))
        for field in (self.name, self._about, self._tags):
            field.editingFinished.connect(self._save)
        self.name.returnPressed.connect(self.done)
        self._needs()
        self.body.addSpacing(6)
        if self._skill.spot is not None:
            free = PlainButton(theme, tr("Let the program place it"), "undo")
            free.clicked.connect(lambda: self.edited.emit(Edit(spots={self._skill.id: None})))
            self.add(free)
        remove = PlainButton(theme, tr("Remove this skill"), "trash")
        remove.clicked.connect(self.removed)
        self.add(remove)
        self.body.addStretch(1)

    def _field(self, name: str, text: str) -> TextField:
        self.add(Label(self.theme, name, "label"))
        field = TextField(self.theme, name, text)
        field.setCursorPosition(0)
        self.add(field)
        return field

    def _save(self) -> None:
        tags = tuple(tag.strip() for tag in self._tags.text().split(",") if tag.strip())
        name = self.name.text().strip() or self._skill.name
        new = replace(self._skill, name=name, description=self._about.text().strip(), tags=tags)
        if new != self._skill:
            self._skill = new
            self.edited.emit(Edit(skills=(new,)))

    def _edges(self) -> list[Edge]:
        return [self._shape.view.tree.edges[edge] for edge in self._shape.before[self._place]]

    def _needs(self) -> None:
        self.body.addSpacing(6)
        self.add(Label(self.theme, tr("Needs first"), "label"))
        edges = self._edges()
        if not edges:
            words = tr("Nothing. Choose what comes before it, and draw an arrow from its handle to this one.")
            self.add(Label(self.theme, words, "small", "ink-soft", wrap=True))
        for edge in edges:
            self.add(self._need(edge))
        if len(edges) > 1:
            one = Switch(self.theme, tr("One of them is enough"), len({edge.any_of for edge in edges}) == 1)
            one.clicked.connect(lambda: self._regroup(one.isChecked()))
            self.add(one)

    def _need(self, edge: Edge) -> QWidget:
        """What comes before, how far it must have come, and a way to let it go."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        name = shown(skill_name(self._shape, self._shape.number[edge.prerequisite]), 60)
        row.addWidget(Label(self.theme, name, "small"), 1)
        far = SelectBox(self.theme, tr("How far {skill} must have come", skill=name))
        for level in Level:
            far.addItem(wording.level(level), level)
        far.setCurrentIndex(far.findData(edge.minimum))
        far.activated.connect(lambda _: self.edited.emit(Edit(edges=(replace(edge, minimum=Level(far.currentData())),))))
        row.addWidget(far)
        gone = QuietButton(self.theme, "", "close", tr("Not needed any more: {skill}", skill=name))
        gone.clicked.connect(partial(self.edited.emit, Edit(gone_edges=frozenset({key_of(edge)}))))
        row.addWidget(gone)
        return line

    def _regroup(self, one_is_enough: bool) -> None:
        """All in one group, or each in its own."""
        edges = self._edges()
        new = tuple(replace(edge, any_of=0 if one_is_enough else number) for number, edge in enumerate(edges))
        gone = frozenset(map(key_of, edges)) - frozenset(map(key_of, new))
        self.edited.emit(Edit(edges=new, gone_edges=gone))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

"""The rows that are one child with the one of this page: which were joined, to be separated again, and which other is the same child."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.ui.painting.lettering import shown
from app.ui.people.field_row import FieldRow
from app.ui.people.namesake_card import to_come
from app.ui.people.played_line import PlayedLine, what
from app.ui.widgets.buttons import PlainButton, SoftButton
from app.ui.widgets.card import Card
from app.ui.widgets.fields import SelectBox
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.learning.ids import ChildId
    from app.learning.people import Child
    from app.services.one_child import Joining, Played
    from app.ui.theme import Theme


class SameChildCard(Card):
    """`looked` (a child's id) asks for what joining it comes to, `joined` (its id) joins it, `separated` (its id) separates it."""

    looked = Signal(object)
    joined = Signal(object)
    separated = Signal(object)

    def __init__(self, theme: Theme, child: Child, rows: Sequence[Played], others: Sequence[Child], today: date) -> None:
        super().__init__(theme, tr("The same child"), tr("for a child that was added on two computers"))
        self._today, self._others = today, others
        for row in rows:
            self.add(self._row(row))
        self._choice = SelectBox(theme, tr("The same child as"), parent=self)
        self._told = Label(theme, "", "small", "ink-soft", wrap=True, parent=self)
        self._join = SoftButton(theme, tr("Join them"), "link", parent=self)
        self._told.hide()
        self._join.hide()
        self._choice.setVisible(bool(others))
        if others:
            self._offer(child)

    def _offer(self, child: Child) -> None:
        self._choice.addItem(tr("Nobody else"))
        for other in self._others:
            self._choice.addItem(shown(other.name, 40))
        self._choice.activated.connect(self._look)
        self._join.clicked.connect(lambda: self.joined.emit(self._chosen()))
        self.add(FieldRow(self.theme, tr("{name} is the same child as", name=shown(child.name, 40)), self._choice))
        self.add(self._told)
        line = QHBoxLayout()
        line.addWidget(self._join)
        line.addStretch(1)
        self.add(line)

    def show_joining(self, joining: Joining) -> None:
        """What joining the chosen child comes to; late answers about another one are dropped."""
        if joining.other.child.id != self._chosen():
            return
        one, other = (shown(each.child.name, 30) for each in (joining.kept, joining.other))
        self._told.set_text(f"{other}: {what(joining.other, self._today)}. {to_come(joining)}")
        self._join.set_label(tr("Join them"), tr("Join {one} and {other}: they are one child", one=one, other=other))
        self._told.show()
        self._join.show()

    def _look(self, _place: int) -> None:
        self._told.hide()
        self._join.hide()
        if self._chosen() is not None:
            self.looked.emit(self._chosen())

    def _chosen(self) -> ChildId | None:
        place = self._choice.currentIndex()
        return self._others[place - 1].id if place > 0 else None

    def _row(self, row: Played) -> QHBoxLayout:
        name = shown(row.child.name, 40)
        line = PlayedLine(self.theme, row, self._today)
        apart = PlainButton(self.theme, tr("Separate again"), "undo", tr("Separate {name} again: a child of its own", name=name))
        apart.clicked.connect(partial(self.separated.emit, row.child.id))
        line.addWidget(apart)
        return line

"""The panel about one skill of the tree: where it stands and why, what it needs and opens, and what a grown-up may decide about it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.learning.child_on_tree import Choice
from app.learning.people import Letterform
from app.learning.skills import Level
from app.ui.looking import wording
from app.ui.looking.flow import Flow
from app.ui.looking.letter_panel import LargeLetter
from app.ui.painting.lettering import shown
from app.ui.painting.tree_state import tree_state
from app.ui.trees import telling
from app.ui.trees.naming import choice_words, said, skill_name, state_words, tip
from app.ui.widgets.buttons import PlainButton, QuietButton, SoftButton
from app.ui.widgets.card import Card
from app.ui.widgets.chip import Chip
from app.ui.widgets.label import Label
from app.ui.widgets.mini_tile import MiniTile
from app.ui.words import tr

if TYPE_CHECKING:
    from datetime import datetime

    from app.ui.theme import Theme
    from app.ui.trees.shape import TreeShape

_MOST = 12  # neighbours shown of a kind
_ACTS = (Choice.GOAL, Choice.PIN, Choice.SKIP, Choice.NOT_FOR_CHILD)
_ICONS = {Choice.GOAL: "target", Choice.PIN: "pin", Choice.SKIP: "check", Choice.NOT_FOR_CHILD: "minus"}


class SkillPanel(Card):
    """`wanted` is sent with the place of a neighbour that was pressed, `closed` by the cross and by Escape.

    `chose` is sent with a choice and whether it is to hold. `may_choose` is false where nobody may decide: an earlier day, a helper.
    """

    wanted = Signal(int)
    closed = Signal()
    chose = Signal(object, bool)

    def __init__(self, theme: Theme, shape: TreeShape, place: int, script: str, now: datetime, may_choose: bool) -> None:
        super().__init__(theme)
        self._shape, self._place, self._script = shape, place, script
        self._skill, self._state = shape.view.tree.skills[place], shape.states[place]
        self._child = shape.view.child
        self.setAccessibleName(tip(shape, place))
        self.add(self._head())
        if self._skill.description:
            self.add(Label(theme, shown(self._skill.description, 600), "small", "ink-soft", wrap=True))
        if self._child is not None:
            self._where_it_stands(now)
        self._neighbours(tr("Needs first"), 0, tr("Nothing: it can be begun at once."))
        self._neighbours(tr("Opens"), 1, tr("Nothing more: it stands at the top."))
        self.body.addStretch(1)
        if self._child is not None and may_choose:
            self._decisions()

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(14)
        if self._skill.letter:
            form = self._child.letterform if self._child is not None else Letterform.SCHOOL
            sign = tree_state(self._state.status, self._state.needs_water)
            head.addWidget(LargeLetter(self.theme, self._shape.view.texts[self._place], sign, self._script, form))
        words = QVBoxLayout()
        words.setSpacing(4)
        title = QHBoxLayout()
        name = wording.aspect(self._skill.aspect) if self._skill.letter else shown(self._skill.name, 200)
        title.addWidget(Label(self.theme, name, "title-3", wrap=True), 1)
        close = QuietButton(self.theme, "", "close", tr("Close this panel"))
        close.clicked.connect(self.closed)
        title.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        words.addLayout(title)
        if self._child is not None:
            sign = tree_state(self._state.status, self._state.needs_water)
            words.addWidget(Chip(self.theme, state_words(self._state), state=sign), 0, Qt.AlignmentFlag.AlignLeading)
            for choice in _ACTS:
                if choice in self._state.choices:
                    chip = Chip(self.theme, choice_words(choice), "plum", _ICONS[choice])
                    words.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeading)
        words.addStretch(1)
        head.addLayout(words, 1)
        return head

    def _where_it_stands(self, now: datetime) -> None:
        locked = telling.lock_words(self._shape, self._place)
        if locked:
            self.add(Label(self.theme, f"{locked} {telling.way_words(self._shape, self._place)}".strip(), "body", "ink", wrap=True))
            return
        for line in telling.figures(self._shape, self._place, now):
            self.add(Label(self.theme, line, "small", "ink-soft", wrap=True))

    def _neighbours(self, title: str, end: int, nothing: str) -> None:
        self.body.addSpacing(6)
        self.add(Label(self.theme, title, "label"))
        edges = (self._shape.before if end == 0 else self._shape.after)[self._place]
        if not edges:
            self.add(Label(self.theme, nothing, "small", "ink-soft", wrap=True))
        if end == 0:
            self._needs(edges)
        else:
            self.add(self._tiles([int(self._shape.edges[edge][1]) for edge in edges]))

    def _needs(self, edges: list[int]) -> None:
        """Each group of alternatives with how far one of them must have come."""
        groups: dict[int, list[int]] = {}
        for edge in edges:
            groups.setdefault(self._shape.view.tree.edges[edge].any_of, []).append(edge)
        told: dict[str, list[int]] = {}
        for _, group in sorted(groups.items()):
            told.setdefault(self._asked(group), []).extend(int(self._shape.edges[edge][0]) for edge in group)
        for words, places in told.items():
            self.add(Label(self.theme, words, "small", "ink-soft", wrap=True))
            self.add(self._tiles(places))

    def _asked(self, group: list[int]) -> str:
        far = wording.level(Level(min(self._shape.view.tree.edges[edge].minimum for edge in group)))
        met = self._child is not None and any(self._shape.met[edge] for edge in group)
        if len(group) > 1:
            return tr("One of these, {far} or more: reached", far=far) if met else tr("One of these, {far} or more", far=far)
        return tr("{far} or more: reached", far=_capital(far)) if met else tr("{far} or more", far=_capital(far))

    def _tiles(self, places: list[int]) -> QWidget:
        room = QWidget()
        flow = Flow(4)
        room.setLayout(flow)
        skills, own = self._shape.view.tree.skills, self._skill.aspect
        for place in sorted(dict.fromkeys(places), key=lambda one: not skills[one].letter or skills[one].aspect is not own)[:_MOST]:
            flow.addWidget(self._tile(place))
        if len(places) > _MOST:
            flow.addWidget(Label(self.theme, tr("and {count} more", count=len(places) - _MOST), "small", "ink-soft"))
        return room

    def _tile(self, place: int) -> QWidget:
        skill, state, text = self._shape.view.tree.skills[place], self._shape.states[place], self._shape.view.texts[place]
        sign = tree_state(state.status, state.needs_water)
        tile: MiniTile | Chip
        if skill.letter and skill.aspect is self._skill.aspect:
            tile = MiniTile(self.theme, text, sign, tip(self._shape, place), state.leaves / 3, self._script, side=44)
            tile.setCheckable(False)
        else:
            tile = Chip(self.theme, said(skill, text), state=sign, pressable=True)
            tile.setCheckable(False)
            tile.setAccessibleName(tip(self._shape, place))
        tile.clicked.connect(partial(self.wanted.emit, place))
        return tile

    def _decisions(self) -> None:
        words = {
            Choice.GOAL: (tr("Make it the goal"), tr("No longer the goal")),
            Choice.PIN: (tr("Play it soon"), tr("Do not pin it")),
            Choice.SKIP: (tr("Known already"), tr("Not known after all")),
            Choice.NOT_FOR_CHILD: (tr("Leave it out"), tr("Take it in again")),
        }
        for choice in _ACTS:
            holds = choice in self._state.choices
            kind = SoftButton if choice is Choice.GOAL and not holds else PlainButton
            button = kind(self.theme, words[choice][holds], "undo" if holds else _ICONS[choice])
            button.clicked.connect(partial(self.chose.emit, choice, not holds))
            self.add(button)
        self.add(Label(self.theme, tr("Each of these can be undone."), "caption", "ink-quiet", wrap=True))

    def name(self) -> str:
        """What the panel is about, in words."""
        return skill_name(self._shape, self._place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]

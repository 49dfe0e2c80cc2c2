"""The panel about one letter: how it looks, where it stands, and a line for each skill."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.learning.people import Letterform
from app.ui.looking import wording
from app.ui.looking.skill_line import SkillLine
from app.ui.painting.brush import Brush
from app.ui.painting.glyphs import fitted_px
from app.ui.painting.tree_state import TONES, TreeState
from app.ui.widgets.buttons import QuietButton
from app.ui.widgets.card import Card
from app.ui.widgets.chip import Chip
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from app.learning.ids import SkillId
    from app.services.letter_story import SkillStory
    from app.services.looking import LetterRow
    from app.ui.looking.letters_read import Looked
    from app.ui.theme import Theme

_BIG = 76


class LargeLetter(QWidget):
    """A letter on the ground of its state."""

    def __init__(self, theme: Theme, text: str, state: TreeState, script: str, form: Letterform) -> None:
        super().__init__()
        self.theme, self._what, self._state = theme, (text, script, form), state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(_BIG, _BIG)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and letter."""
        del event
        text, script, form = self._what
        tone = TONES[self._state]
        with Brush.on(self, self.theme) as brush:
            brush.box(0, 0, _BIG, _BIG, 18, f"{tone}-soft", "line" if brush.flat else tone, 2)
            px = fitted_px(text, 52, _BIG * 0.72, _BIG * 0.66, script, form)
            brush.letter(text, _BIG / 2, _BIG / 2, px, f"on-{tone}-soft", script, form)


class LetterPanel(Card):
    """`closed` is sent by its cross and by Escape."""

    closed = Signal()

    def __init__(self, theme: Theme, looked: Looked, row: LetterRow, stories: Mapping[SkillId, SkillStory]) -> None:
        super().__init__(theme)
        state = looked.state(row.letter)
        self.setAccessibleName(tr("Letter {letter}", letter=row.text))
        self.add(self._head(looked, row, state))
        cells = [cell for cell in row.cells if cell is not None]
        several = len({cell.skill.case for cell in cells}) > 1
        for case, group in groupby(cells, key=lambda cell: cell.skill.case):
            if several:
                self.add(Label(theme, wording.case(case), "small", "ink-quiet"))
            for cell in group:
                self.add(SkillLine(theme, cell, stories.get(cell.skill.id)))
        self.body.addStretch(1)

    def _head(self, looked: Looked, row: LetterRow, state: TreeState) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(LargeLetter(self.theme, row.text, state, looked.script, looked.grid.child.letterform))
        words = QVBoxLayout()
        words.setSpacing(6)
        title = QHBoxLayout()
        title.addWidget(Label(self.theme, tr("Letter {letter}", letter=row.text), "title-2"), 1)
        close = QuietButton(self.theme, "", "close", tr("Close this panel"))
        close.clicked.connect(self.closed)
        title.addWidget(close)
        words.addLayout(title)
        leaves = looked.trees[row.letter].leaves
        said = tr("Growing, {leaves} of 3 leaves", leaves=leaves) if state is TreeState.GROWING else wording.state(state)
        words.addWidget(Chip(self.theme, said, state=state), 0, Qt.AlignmentFlag.AlignLeading)
        words.addStretch(1)
        head.addLayout(words, 1)
        return head

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

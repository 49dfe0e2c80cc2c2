"""One skill in a panel: what it is, how far it has come, how often it was right, when it was played and when it asks for water."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.system.clock import now
from app.ui.looking import wording
from app.ui.painting.tree_state import tree_state
from app.ui.widgets.chip import StateMark
from app.ui.widgets.figures import Bar
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from app.services.letter_story import SkillStory
    from app.services.looking import LetterCell
    from app.ui.theme import Theme


class SkillLine(QWidget):
    """Sign and name, a bar with its figure, and a note."""

    def __init__(self, theme: Theme, cell: LetterCell, story: SkillStory | None) -> None:
        super().__init__()
        self.theme = theme
        state = tree_state(cell.status, cell.needs_water)
        share = story.right if story else None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(3)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(StateMark(theme, state, wording.state(state)))
        head.addWidget(Label(theme, wording.aspect(cell.skill.aspect), "label"), 1)
        column.addLayout(head)
        right = wording.share(share) if share is not None and share.total else tr("not tried")
        if share is not None and share.total:
            line = QHBoxLayout()
            line.setSpacing(10)
            line.addWidget(Bar(theme, share.right / share.total, tr("Right first time: {share}", share=right), "heat-3"), 1)
            line.addWidget(Label(theme, right, "small"))
            column.addLayout(line)
        note = wording.last_played(story.last_at if story else cell.last_at, now().date())
        water = wording.thirsty(story.due, now()) if story else ""
        column.addWidget(Label(theme, f"{note}. {water}." if water else f"{note}.", "small", "ink-soft", wrap=True))
        self.setAccessibleName(
            f"{wording.aspect(cell.skill.aspect)}: {wording.state(state)}. {tr('Right first time: {share}', share=right)}. {note}. {water}"
        )

"""One child in the list of children: friend, name, what has grown, and what can be done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.painting.lettering import shown
from app.ui.painting.tree_state import TreeState
from app.ui.people import saying
from app.ui.widgets.buttons import PlainButton, SoftButton
from app.ui.widgets.card import Card
from app.ui.widgets.chip import StateMark
from app.ui.widgets.label import Label
from app.ui.widgets.portrait import Portrait
from app.ui.words import tr

if TYPE_CHECKING:
    from app.services.looking import ChildOverview
    from app.ui.theme import Theme


class ChildRow(Card):
    """`looked` and `edited` are sent when their button was pressed."""

    looked = Signal()
    edited = Signal()

    def __init__(self, theme: Theme, overview: ChildOverview, language: str, today: date) -> None:
        super().__init__(theme)
        child, name = overview.child, shown(overview.child.name, 60)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(Portrait(theme, child.avatar, 56))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(theme, name, "title-3"))
        words.addWidget(Label(theme, _played(overview, language, today), "small", "ink-soft", wrap=True))
        row.addLayout(words, 1)
        for state, count in _growth(overview):
            row.addWidget(_Count(theme, state, count))
        look = SoftButton(theme, tr("Look"), "chart", tr("Look at what {name} has learned", name=name))
        edit = PlainButton(theme, tr("Change"), "pencil", tr("Change {name}", name=name))
        look.clicked.connect(self.looked)
        edit.clicked.connect(self.edited)
        row.addWidget(look)
        row.addWidget(edit)
        self.add(row)
        if (outer := self.layout()) is not None:
            outer.setContentsMargins(20, 16, 20, 16)  # dense: thirty of these are a class
        self.setAccessibleName(name)


class _Count(QWidget):
    """A state's sign and how many letters are in it."""

    def __init__(self, theme: Theme, state: TreeState, count: int) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(StateMark(theme, state, tr(state.value)))
        row.addWidget(Label(theme, str(count), "label"))
        self.setAccessibleName(f"{count} {tr(state.value)}")
        self.setToolTip(f"{count} {tr(state.value)}")


def _growth(overview: ChildOverview) -> tuple[tuple[TreeState, int], ...]:
    states = (
        (TreeState.BLOOMED, overview.bloomed), (TreeState.GROWING, overview.growing), (TreeState.NEEDS_WATER, overview.needs_water),
    )  # fmt: skip
    return tuple((state, count) for state, count in states if count)


def _played(overview: ChildOverview, language: str, today: date) -> str:
    if overview.last_played is None:
        return tr("{language} letters; has not played yet", language=language)
    last = tr("last played {day}", day=saying.day(overview.last_played, today))
    if not overview.days_this_week:
        return f"{tr('{language} letters', language=language)}; {last}"
    week = saying.counted(overview.days_this_week, tr("1 day this week"), tr("{count} days this week"))
    return f"{tr('{language} letters', language=language)}; {last}; {week}, {saying.minutes(overview.took_this_week)}"

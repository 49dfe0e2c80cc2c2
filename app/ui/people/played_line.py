"""A child, or a row of one, in a line: its friend, its name, and what was played."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.ui.painting.lettering import shown
from app.ui.people import saying
from app.ui.widgets.label import Label
from app.ui.widgets.portrait import Portrait
from app.ui.words import tr

if TYPE_CHECKING:
    from app.services.one_child import Played
    from app.ui.theme import Theme

_FRIEND = 48


class PlayedLine(QHBoxLayout):
    """`note` is said below, where there is more to say."""

    def __init__(self, theme: Theme, played: Played, today: date, note: str = "") -> None:
        super().__init__()
        self.setSpacing(12)
        name = shown(played.child.name, 60)
        self.addWidget(Portrait(theme, played.child.avatar, _FRIEND, name))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(Label(theme, name, "label"))
        words.addWidget(Label(theme, what(played, today), "small", "ink-soft", wrap=True))
        if note:
            words.addWidget(Label(theme, note, "small", "primary", wrap=True))
        words.addStretch(1)
        self.addLayout(words, 1)


def what(played: Played, today: date) -> str:
    """What was played, in a line: days, answers, and when last."""
    if played.last is None:
        return tr("has not played yet")
    return tr("{how_much}; last {day}", how_much=how_much(played), day=saying.day(played.last, today))


def how_much(played: Played) -> str:
    """On how many days, and how many answers."""
    days = saying.counted(played.days, tr("1 day of play"), tr("{count} days of play"))
    return tr("{days}, {answers}", days=days, answers=saying.counted(played.answers, tr("1 answer"), tr("{count} answers")))

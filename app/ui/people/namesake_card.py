"""Two children that look like one: both with what they have played, what joining them comes to, and the two answers there are."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.looking.flow import EvenGrid
from app.ui.painting.lettering import shown
from app.ui.people.played_line import PlayedLine, how_much
from app.ui.widgets.buttons import PlainButton, SoftButton
from app.ui.widgets.card import Card
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from app.services.one_child import Joining
    from app.ui.theme import Theme

_COLUMN = 300  # px, the least width of a child at usual text


class NamesakeCard(Card):
    """`joined` and `told_apart` are sent when their button was pressed."""

    joined = Signal()
    told_apart = Signal()

    def __init__(self, theme: Theme, joining: Joining, today: date) -> None:
        one, other = (shown(each.child.name, 30) for each in (joining.kept, joining.other))
        super().__init__(theme, tr("{one} and {other} look like one child", one=one, other=other), tr("added on two computers?"))
        stays = PlayedLine(theme, joining.kept, today, tr("This name, friend and settings stay."))
        pair = [_part(stays), _part(PlayedLine(theme, joining.other, today, tr("Comes along with all it has played.")))]
        self.add(EvenGrid(pair, round(_COLUMN * theme.text_size), 24))
        self.add(Label(theme, to_come(joining), "small", "ink-soft", wrap=True))
        join = SoftButton(theme, tr("Join them"), "link", tr("Join {one} and {other}: they are one child", one=one, other=other))
        apart = PlainButton(theme, tr("They are two children"), "person", tr("{one} and {other} are two children", one=one, other=other))
        join.clicked.connect(self.joined)
        apart.clicked.connect(self.told_apart)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(join)
        row.addWidget(apart)
        row.addStretch(1)
        self.add(row)


def to_come(joining: Joining) -> str:
    """What joining two children comes to."""
    return tr(
        "Joined, it is one child: {how_much}. It may play on at either computer. Nothing is lost, and you can separate them again.",
        how_much=how_much(joining.together),
    )


def _part(line: PlayedLine) -> QWidget:
    part = QWidget()
    line.setContentsMargins(0, 0, 0, 0)
    part.setLayout(line)
    return part

"""This year: the picture of practice days, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale

from app.learning.practice import PracticeDay
from app.ui.charts.year import year_of
from app.ui.charts.year_picture import YearPicture
from app.ui.looking.data_table import DataTable
from app.ui.people import saying
from app.ui.widgets.card import Card
from app.ui.widgets.label import Label
from app.ui.widgets.switches import Segments
from app.ui.words import tr

if TYPE_CHECKING:
    from app.ui.theme import Theme


class YearCard(Card):
    """The days a child practised, as squares or as rows. `choice` says which."""

    def __init__(self, theme: Theme, days: Sequence[PracticeDay], today: date, as_table: bool = False) -> None:
        super().__init__(theme, tr("This year"), tr("each square is a day; larger means longer"))
        self.sentence = sentence(days)
        self.choice = Segments(
            theme, [tr("Picture"), tr("Table")], int(as_table), tr("How the year is shown"), icons=("grid", "list")
        )
        self.head.addWidget(self.choice)
        self._days = days
        self._picture = YearPicture(theme, year_of(days, today), self.sentence)
        self._rows: DataTable | None = None  # made when it is wanted: a row for each day takes a while
        self.choice.chosen.connect(self._show)
        self.add(self._picture)
        self.add(Label(theme, self.sentence, "small", "ink-soft", wrap=True))
        self._show(int(as_table))

    def _show(self, place: int) -> None:
        as_table = place == 1
        if as_table and self._rows is None:
            self._rows = _table(self.theme, self._days)
            self.body.insertWidget(1, self._rows)
        self._picture.setVisible(not as_table)
        if self._rows is not None:
            self._rows.setVisible(as_table)


def sentence(days: Sequence[PracticeDay]) -> str:
    """The year in one sentence."""
    if not days:
        return tr("No play yet this year.")
    whole = sum((day.played for day in days), timedelta())
    count = saying.counted(len(days), tr("1 day of play this year"), tr("{count} days of play this year"))
    return tr("{days}, {long} in all, {usual} on a usual day.", days=count, long=_long(whole), usual=saying.minutes(whole / len(days)))


def _long(length: timedelta) -> str:
    if length < timedelta(hours=2):
        return saying.minutes(length)
    return tr("{count} hours", count=round(length.total_seconds() / 3600))


def _table(theme: Theme, days: Sequence[PracticeDay]) -> DataTable:
    table = DataTable(theme, tr("Days of play this year"), [tr("Day"), tr("Played"), tr("Right first time")])
    table.setRootIsDecorated(False)
    for day in reversed(days):
        right = tr("{right} of {total}", right=day.first_tries_right, total=day.first_tries)
        when = QLocale().toString(QDate(day.day.year, day.day.month, day.day.day), QLocale.FormatType.LongFormat)
        table.add([when, saying.minutes(day.played), right])
    return table

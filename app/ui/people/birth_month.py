"""Choosing a birth month: a month and a year, or nothing. The day is never asked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.widgets.fields import SelectBox
from app.ui.words import tr

if TYPE_CHECKING:
    from app.ui.theme import Theme

_YEARS = 16


class BirthMonth(QWidget):
    """Two lists. `born` is the first of the month, or None while one of them says nothing."""

    changed = Signal()

    def __init__(self, theme: Theme, born: date | None, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._month = SelectBox(theme, tr("Birth month"))
        self._month.addItem(tr("Month"), None)
        for month in range(1, 13):
            self._month.addItem(QLocale().standaloneMonthName(month), month)
        self._year = SelectBox(theme, tr("Birth year"))
        self._year.addItem(tr("Year"), None)
        years = {*range(today.year, today.year - _YEARS, -1), *([born.year] if born else [])}
        for year in sorted(years, reverse=True):
            self._year.addItem(str(year), year)
        if born is not None:
            self._month.setCurrentIndex(born.month)
            self._year.setCurrentIndex(self._year.findData(born.year))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._month, 3)
        row.addWidget(self._year, 2)
        self.setFocusProxy(self._month)
        self._month.activated.connect(lambda _: self.changed.emit())
        self._year.activated.connect(lambda _: self.changed.emit())

    @property
    def born(self) -> date | None:
        """The first of the chosen month."""
        month, year = self._month.currentData(), self._year.currentData()
        return None if month is None or year is None else date(year, month, 1)

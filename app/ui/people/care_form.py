"""When a child is to rest: after a sitting, and after so much in a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.services.setting_kinds import SettingKey
from app.ui.people.field_row import FieldRow
from app.ui.widgets.fields import SelectBox
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.settings import Settings
    from app.ui.theme import Theme

_SITTINGS = (5, 10, 15, 20, 30, 45, 60)  # minutes
_DAYS = (10, 15, 20, 30, 45, 60, 90, 120)


class CareForm(QWidget):
    """Shows `Settings` and sends `changed(key, value)` when a person chooses another length."""

    changed = Signal(str, object)

    def __init__(self, theme: Theme, now: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        sitting = self._lengths(theme, SettingKey.MINUTES, tr("A sitting lasts"), _SITTINGS, now.minutes)
        daily = self._lengths(theme, SettingKey.DAILY, tr("Enough for a day"), _DAYS, now.daily)
        grid.addWidget(FieldRow(theme, tr("A sitting lasts"), sitting, tr("Then it is time for a rest of 20 minutes.")), 0, 0)
        grid.addWidget(FieldRow(theme, tr("Enough for a day"), daily, tr("Then Pip sleeps until tomorrow.")), 0, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(grid)
        how = tr("A game is always finished first. Through the key, a grown-up can let a child go on.")
        column.addWidget(Label(theme, how, "small", "ink-soft", wrap=True))

    def _lengths(self, theme: Theme, key: SettingKey, name: str, offered: Sequence[int], now: int) -> SelectBox:
        box = SelectBox(theme, name, "clock")
        for minutes in sorted({*offered, *([now] if now else [])}):
            box.addItem(tr("{count} minutes", count=minutes), minutes)
        box.addItem(tr("As long as it likes"), 0)
        box.setCurrentIndex(max(0, box.findData(now)))
        box.activated.connect(lambda _: self.changed.emit(key, box.currentData()))
        return box

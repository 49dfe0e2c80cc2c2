"""The strip that takes a tree back to an earlier day of the same child, and shows what has changed since."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from app.ui.widgets.buttons import QuietButton
from app.ui.widgets.label import Label
from app.ui.widgets.switches import Switch
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.ui.theme import Theme

_REST_MS = 90  # a slider on its way is not followed at every step


class LookBack(QWidget):
    """`wanted` is sent with a day (None: now), `since` with whether only what has changed since is to be seen, `closed` by the cross."""

    wanted = Signal(object)
    since = Signal(bool)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._days: list[date] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(12)
        self._label = Label(theme, "", "label")
        self._label.setMinimumWidth(round(theme.width("label", "30 November 2026")) + 8)
        row.addWidget(self._label)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setAccessibleName(tr("The day to look back to"))
        self._slider.setStyleSheet(_SHEET.format(line=theme.colour("line-strong").name(), knob=theme.colour("primary").name()))
        self._slider.setMinimumHeight(32)
        self._slider.valueChanged.connect(self._moved)
        row.addWidget(self._slider, 1)
        self._since = Switch(theme, tr("Only what has changed since"))
        self._since.toggled.connect(self.since)
        row.addWidget(self._since)
        close = QuietButton(theme, "", "close", tr("Back to today"))
        close.clicked.connect(self.closed)
        row.addWidget(close)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(lambda: self.wanted.emit(self.day()))

    def show_days(self, days: Sequence[date]) -> None:
        """The days that can be gone to, oldest first; now stands at the end."""
        self._days = list(days)
        self._slider.blockSignals(True)
        self._slider.setRange(0, len(self._days))
        self._slider.setValue(len(self._days))
        self._slider.setPageStep(max(1, len(self._days) // 8))
        self._slider.blockSignals(False)
        self._since.setChecked(False)
        self._say()

    def day(self) -> date | None:
        """The day that is chosen; None for now."""
        place = self._slider.value()
        return self._days[place] if place < len(self._days) else None

    def take_keys(self) -> None:
        """Let the keys move the slider."""
        self._slider.setFocus(Qt.FocusReason.OtherFocusReason)

    def _moved(self) -> None:
        self._say()
        self._rest.start()

    def _say(self) -> None:
        day = self.day()
        if not self._days:
            self._label.set_text(tr("No earlier day"))
        else:
            self._label.set_text(tr("Now") if day is None else QLocale().toString(QDate(day.year, day.month, day.day), "d MMMM yyyy"))
        self._slider.setEnabled(bool(self._days))
        self._since.setEnabled(day is not None)


_SHEET = """
QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {line}; }}
QSlider::handle:horizontal {{ width: 20px; height: 20px; margin: -8px 0; border-radius: 10px; background: {knob}; }}
"""

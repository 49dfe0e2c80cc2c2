"""How a child learns: the order of the letters, sound or name first, how long a sitting is, and calm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.learning.sittings import LONGEST, SHORTEST, Pace
from app.learning.skills import Aspect
from app.services.setting_kinds import SettingKey
from app.ui.people.field_row import FieldRow
from app.ui.widgets.fields import SelectBox
from app.ui.widgets.switches import Segments, Switch
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.settings import Settings
    from app.ui.theme import Theme

_FIRSTS = (Aspect.SOUND, Aspect.NAME)
_PACES = tuple(Pace)


class LearningForm(QWidget):
    """Shows `Settings` and sends `changed(key, value)` when a person chooses another value."""

    changed = Signal(str, object)

    def __init__(self, theme: Theme, now: Settings, orders: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        order = SelectBox(theme, tr("Order of the letters"))
        for name in orders:
            order.addItem(_order_name(name), name)
        order.setCurrentIndex(max(0, order.findData(now.order)))
        order.activated.connect(lambda _: self.changed.emit(SettingKey.ORDER, order.currentData()))
        first = Segments(theme, [tr("Its sound"), tr("Its name")], _FIRSTS.index(now.first), tr("What of a letter comes first"))
        first.chosen.connect(lambda place: self.changed.emit(SettingKey.FIRST, _FIRSTS[place]))
        rounds = SelectBox(theme, tr("Turns in a game"))
        for count in range(SHORTEST, LONGEST + 1):
            rounds.addItem(str(count), count)
        rounds.setCurrentIndex(max(0, rounds.findData(now.rounds)))
        rounds.activated.connect(lambda _: self.changed.emit(SettingKey.ROUNDS, rounds.currentData()))
        pace = Segments(theme, [tr("Gentle"), tr("Usual"), tr("Brisk")], _PACES.index(now.pace), tr("How quickly new letters come"))
        pace.chosen.connect(lambda place: self.changed.emit(SettingKey.PACE, _PACES[place]))
        calm = Switch(theme, tr("Calm: fewer tiles, less movement"), now.calm)
        calm.clicked.connect(lambda: self.changed.emit(SettingKey.CALM, calm.isChecked()))
        shown = Switch(theme, tr("Show the letter that is asked for"), now.shown)
        shown.clicked.connect(lambda: self.changed.emit(SettingKey.SHOWN, shown.isChecked()))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(14)
        grid.addWidget(FieldRow(theme, tr("Order of the letters"), order, tr("The letters of the child's own name come first.")), 0, 0)
        grid.addWidget(FieldRow(theme, tr("What of a letter comes first"), first), 0, 1)
        grid.addWidget(FieldRow(theme, tr("Turns in a game"), rounds), 1, 0)
        grid.addWidget(FieldRow(theme, tr("How quickly new letters come"), pace), 1, 1)
        grid.addWidget(FieldRow(theme, tr("Calm"), calm), 2, 0)
        grid.addWidget(FieldRow(theme, tr("Hearing"), shown, tr("For children who do not hear what Pip says.")), 2, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)


def _order_name(name: str) -> str:
    known = {"": tr("As usual for the language"), "alphabet": tr("The alphabet"), "phonics": tr("Sounds that make many words"),
             "varnamala": tr("Varnamala"), "easy-first": tr("Easy letters first")}  # fmt: skip
    return known.get(name, name.replace("-", " ").capitalize())

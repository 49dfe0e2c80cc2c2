"""What a child is known by: name, friend, birth month, languages, case and letterform."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.learning.people import Case, Letterform
from app.learning.problems import Problem, Trouble
from app.services.children import NewChild
from app.ui.people.field_row import FieldRow
from app.ui.widgets.fields import SelectBox, TextField
from app.ui.widgets.switches import Segments
from app.ui.words import tr

if TYPE_CHECKING:
    from app.services.languages import LanguageOffer
    from app.ui.people.avatar_picker import AvatarPicker
    from app.ui.people.birth_month import BirthMonth
    from app.ui.theme import Theme

_CASES = (Case.LOWER, Case.UPPER, Case.BOTH)
_FORMS = (Letterform.SCHOOL, Letterform.PRINT)


class ChildForm(QWidget):
    """The fields with their values. `changed` names the field of `NewChild` that a person changed."""

    changed = Signal(str)

    def __init__(
        self,
        theme: Theme,
        start: NewChild,
        offers: Sequence[LanguageOffer],
        avatar: AvatarPicker,
        born: BirthMonth,
        parent: QWidget | None = None,
    ) -> None:
        """`avatar` and `born` show those of `start`; they take longest to make."""
        super().__init__(parent)
        self._others = start.languages[1:]
        self.name = TextField(theme, tr("Name"), start.name, tr("As the child is called"))
        self.avatar, self.born = avatar, born
        self.language = SelectBox(theme, tr("Letters of"), "globe")
        for offer in offers:
            self.language.addItem(f"{offer.endonym} ({offer.name})" if offer.endonym != offer.name else offer.name, offer.language)
        self.language.setCurrentIndex(max(0, self.language.findData(start.languages[0])))
        self.case = Segments(theme, [tr("a b c"), tr("A B C"), tr("Both")], _CASES.index(start.case), tr("Which letters first"))
        self.form = Segments(theme, [tr("School"), tr("Books")], _FORMS.index(start.letterform), tr("How letters look"))
        self._has_case = {offer.language: offer.has_case for offer in offers}
        self._rows = {
            "name": FieldRow(theme, tr("Name"), self.name),
            "born": FieldRow(theme, tr("Born in"), self.born, tr("Only the month; it may stay empty.")),
            "languages": FieldRow(theme, tr("Letters of"), self.language),
            "case": FieldRow(theme, tr("Which letters first"), self.case),
            "letterform": FieldRow(theme, tr("How letters look"), self.form),
        }
        self._lay_out()
        self._announce()
        self._follow_language()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(14)
        for place, row in enumerate(self._rows.values()):
            grid.addWidget(row, place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.avatar)
        column.addLayout(grid)
        self.setFocusProxy(self.name)

    def _announce(self) -> None:
        self.name.editingFinished.connect(lambda: self.changed.emit("name"))
        self.avatar.changed.connect(lambda _: self.changed.emit("avatar"))
        self.born.changed.connect(lambda: self.changed.emit("born"))
        self.language.activated.connect(self._language_chosen)
        self.case.chosen.connect(lambda _: self.changed.emit("case"))
        self.form.chosen.connect(lambda _: self.changed.emit("letterform"))

    def _language_chosen(self) -> None:
        self._follow_language()
        self.changed.emit("languages")

    def _follow_language(self) -> None:
        self._rows["case"].setVisible(self._has_case.get(self.language.currentData(), True))

    def filled(self) -> NewChild:
        """What the form says now. The other languages of a child stay behind the chosen one."""
        chosen = str(self.language.currentData())
        return NewChild(
            name=self.name.text(),
            avatar=self.avatar.avatar,
            born=self.born.born,
            languages=(chosen, *(tag for tag in self._others if tag != chosen)),
            case=_CASES[self.case.place()],
            letterform=_FORMS[self.form.place()],
        )

    def show_problem(self, problem: Problem | None) -> bool:
        """Say what is wrong beside its field. False when no field is to blame."""
        field = "born" if problem and problem.trouble is Trouble.BORN_IN_FUTURE else "name"
        mine = problem is not None and problem.trouble in {
            Trouble.NAME_EMPTY, Trouble.NAME_TOO_LONG, Trouble.NAME_NOT_TEXT, Trouble.BORN_IN_FUTURE,
        }  # fmt: skip
        for name, row in self._rows.items():
            row.show_problem(problem if mine and name == field else None)
        return mine

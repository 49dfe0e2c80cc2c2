"""The form for one more grown-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.learning import names
from app.learning.passwords import SHORTEST
from app.learning.people import Role
from app.learning.problems import Problem, Trouble
from app.ui.looking.flow import EvenGrid
from app.ui.people import saying
from app.ui.people.field_row import FieldRow
from app.ui.widgets.buttons import PrimaryButton, QuietButton
from app.ui.widgets.card import Card
from app.ui.widgets.fields import PasswordField, SelectBox, TextField
from app.ui.words import tr

if TYPE_CHECKING:
    from app.ui.theme import Theme

_COLUMN = 260


class NewGrownUp(Card):
    """`wanted` brings name, password and role; `given_up` is sent when nobody is to be added."""

    wanted = Signal(str, str, object)
    given_up = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("One more grown-up"))
        self._name = TextField(theme, tr("Name"), "", tr("As the children know them"))
        self._password = PasswordField(theme, tr("A password"), tr("Show the password"))
        self._role = SelectBox(theme, tr("Role"), "person")
        for one in (Role.HELPER, Role.TEACHER, Role.OWNER):
            self._role.addItem(saying.role(one), one.value)
        self._name_row = FieldRow(theme, tr("Name"), self._name)
        note = tr("At least {shortest} signs; it can be changed by them later.", shortest=SHORTEST)
        self._password_row = FieldRow(theme, tr("A password"), self._password, note)
        rows = [self._name_row, self._password_row, FieldRow(theme, tr("Role"), self._role)]
        self.add(EvenGrid(rows, round(_COLUMN * theme.text_size), 24))
        self._add = PrimaryButton(theme, tr("Add"), "check", tr("Add this grown-up"))
        no = QuietButton(theme, tr("Not now"))
        self._add.clicked.connect(self._send)
        self._name.returnPressed.connect(self._password.setFocus)
        self._password.returnPressed.connect(self._send)
        no.clicked.connect(self.given_up)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(no)
        foot.addWidget(self._add)
        self.add(foot)
        self.setFocusProxy(self._name)

    def _send(self) -> None:
        if not self._add.isEnabled():
            return
        try:
            names.checked(self._name.text())  # the first field first
        except Problem as problem:
            self.show_problem(problem)
            return
        self._add.setEnabled(False)
        self.wanted.emit(self._name.text(), self._password.text(), Role(self._role.currentData()))

    def show_problem(self, problem: Problem) -> bool:
        """Say what is wrong beside its field, and let one try again. False when no field is to blame."""
        self._add.setEnabled(True)
        name = problem.trouble in {Trouble.NAME_EMPTY, Trouble.NAME_TOO_LONG, Trouble.NAME_NOT_TEXT}
        password = problem.trouble is Trouble.PASSWORD_TOO_SHORT
        self._name_row.show_problem(problem if name else None)
        self._password_row.show_problem(problem if password else None)
        return name or password

"""One grown-up: name and role, and what the one who is signed in may change about them. What is not allowed is not offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.learning.people import GrownUp, Role
from app.learning.problems import Problem, Trouble
from app.ui.looking.flow import EvenGrid
from app.ui.painting.lettering import shown
from app.ui.people import saying
from app.ui.people.field_row import FieldRow
from app.ui.widgets.buttons import PlainButton, SoftButton
from app.ui.widgets.card import Card
from app.ui.widgets.chip import Chip
from app.ui.widgets.fields import PasswordField, SelectBox, TextField
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from app.ui.theme import Theme

_COLUMN = 300  # px, the least width of a field's column at usual text


class PersonCard(Card):
    """`renamed`, `role_chosen`, `password_wanted` (new, current or None) and `taken_out` bring what was asked for."""

    renamed = Signal(str)
    role_chosen = Signal(object)
    password_wanted = Signal(str, object)
    taken_out = Signal()

    def __init__(self, theme: Theme, who: GrownUp, me: GrownUp, manages: bool, opened: bool) -> None:
        super().__init__(theme)
        self.who, self._me, self._manages = who, me, manages
        self._own = who.id == me.id
        self._fields: QWidget | None = None
        self._current: PasswordField | None = None
        self.add(self._head(opened))
        if opened:
            self.add(self._form())
        self.setAccessibleName(f"{shown(who.name, 60)}, {saying.role(who.role)}")

    @property
    def may_change(self) -> bool:
        """Whether there is anything here that the one signed in may change."""
        return self._own or self._manages

    def _head(self, opened: bool) -> QHBoxLayout:
        name = shown(self.who.name, 60)
        row = QHBoxLayout()
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(self.theme, name, "title-3"))
        words.addWidget(Label(self.theme, _rights(self.who.role), "small", "ink-soft", wrap=True))
        row.addLayout(words, 1)
        row.addWidget(Chip(self.theme, saying.role(self.who.role), "primary" if self.who.role is Role.OWNER else "seed", "person"))
        if self._own:
            row.addWidget(Chip(self.theme, tr("You"), "plum"))
        self.toggle = PlainButton(self.theme, tr("Done") if opened else tr("Change"), "check" if opened else "pencil",
                                  tr("Close what is about {name}", name=name) if opened else tr("Change {name}", name=name))  # fmt: skip
        self.toggle.setVisible(self.may_change)
        row.addWidget(self.toggle)
        return row

    def _form(self) -> EvenGrid:
        theme = self.theme
        self._name = TextField(theme, tr("Name"), self.who.name)
        self._name_row = FieldRow(theme, tr("Name"), self._name)
        self._name.editingFinished.connect(self._rename)
        parts: list[QWidget] = [self._name_row]
        if self._manages:
            role = SelectBox(theme, tr("Role"), "person")
            for one in Role:
                role.addItem(saying.role(one), one.value)
            role.setCurrentIndex(tuple(Role).index(self.who.role))
            role.activated.connect(lambda place: self.role_chosen.emit(tuple(Role)[place]))
            self._role, self._role_row = role, FieldRow(theme, tr("Role"), role, tr("Decides what this grown-up may change."))
            parts.append(self._role_row)
        parts.append(self._password_part())
        if self._manages:
            parts.append(self._leaving())
        return EvenGrid(parts, round(_COLUMN * theme.text_size), 24)

    def _password_part(self) -> QWidget:
        theme, part = self.theme, QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        if self._own:
            self._current = PasswordField(theme, tr("Password until now"), tr("Show the password"))
            self._current_row = FieldRow(theme, tr("Password until now"), self._current)
            column.addWidget(self._current_row)
        self._new = PasswordField(theme, tr("New password"), tr("Show the password"))
        self._new_row = FieldRow(theme, tr("New password"), self._new)
        self._new.returnPressed.connect(self._set_password)
        column.addWidget(self._new_row)
        set_it = SoftButton(theme, tr("Set this password"), "key")
        set_it.clicked.connect(self._set_password)
        row = QHBoxLayout()
        row.addWidget(set_it)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return part

    def _leaving(self) -> QWidget:
        theme, part = self.theme, QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Label(theme, tr("Take out"), "label"))
        note = tr("Can no longer sign in. It can be taken back.")
        column.addWidget(Label(theme, note, "small", "ink-soft", wrap=True))
        out = PlainButton(theme, tr("Take out {name}", name=shown(self.who.name, 24)), "archive")
        out.clicked.connect(self.taken_out)
        row = QHBoxLayout()
        row.addWidget(out)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return part

    # what was written

    def _rename(self) -> None:
        if self._name.text().strip() != self.who.name:
            self.renamed.emit(self._name.text())

    def _set_password(self) -> None:
        self.password_wanted.emit(self._new.text(), self._current.text() if self._current is not None else None)

    def unsaved(self) -> tuple[str, str, str] | None:
        """What is written and not kept yet: name, new and current password; None in a card that is not open."""
        if not hasattr(self, "_name"):
            return None
        return self._name.text(), self._new.text(), self._current.text() if self._current is not None else ""

    def write(self, texts: tuple[str, str, str]) -> None:
        """Put back what was written."""
        if self.unsaved() is None:
            return
        self._name.setText(texts[0])
        self._new.setText(texts[1])
        if self._current is not None:
            self._current.setText(texts[2])

    def password_set(self) -> None:
        """The new password is kept: the fields are empty again."""
        self.show_problem(None)
        self._new.clear()
        if self._current is not None:
            self._current.clear()

    def show_problem(self, problem: Problem | None) -> bool:
        """Say what is wrong beside its field. False when no field of this card is to blame."""
        if self.unsaved() is None:
            return False
        trouble = problem.trouble if problem else None
        of_names = {Trouble.NAME_EMPTY, Trouble.NAME_TOO_LONG, Trouble.NAME_NOT_TEXT}
        rows = {self._name_row: of_names, self._new_row: {Trouble.PASSWORD_TOO_SHORT}}
        if self._current is not None:
            rows[self._current_row] = {Trouble.PASSWORD_WRONG, Trouble.LOCKED_OUT}
        if self._manages:
            rows[self._role_row] = {Trouble.LAST_OWNER}
            if trouble is Trouble.LAST_OWNER:
                self._role.setCurrentIndex(tuple(Role).index(self.who.role))
        for row, troubles in rows.items():
            row.show_problem(problem if trouble in troubles else None)
        return any(trouble in troubles for troubles in rows.values())


def _rights(role: Role) -> str:
    return {
        Role.OWNER: tr("May do everything, also look after grown-ups."),
        Role.TEACHER: tr("May look after children, letters and settings."),
        Role.HELPER: tr("May look, and help a child into its place."),
    }[role]

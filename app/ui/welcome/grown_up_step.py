"""Step two: the first grown-up. Everything has its owner, with a password that stays on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.learning.passwords import SHORTEST
from app.learning.people import SpaceKind
from app.learning.problems import Problem
from app.ui.people.field_row import FieldRow
from app.ui.widgets.fields import PasswordField, TextField
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from app.ui.theme import Theme


class GrownUpStep(QWidget):
    """Its answers are `name`, `password` and `space_name`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = TextField(theme, tr("Your name"), "", tr("As the children know you"))
        self._password = PasswordField(theme, tr("A password"), tr("Show the password"))
        self._place = TextField(theme, tr("Name of this place"))
        self._rows = {
            "name": FieldRow(theme, tr("Your name"), self._name),
            "password": FieldRow(
                theme, tr("A password"), self._password,
                tr("At least {shortest} signs; a short sentence is good. It opens the grown-up side.", shortest=SHORTEST),
            ),
            "place": FieldRow(theme, tr("Name of this place"), self._place, tr("For grown-ups: a family's name, or a class's.")),
        }  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(18)
        column.addWidget(Label(theme, tr("Who looks after it?"), "title-2"))
        for row in self._rows.values():
            column.addWidget(row)
        column.addStretch(1)
        self.setFocusProxy(self._name)

    def begin(self, kind: SpaceKind) -> None:
        """Suggest a name for the place, unless one was written."""
        suggestions = {SpaceKind.HOUSEHOLD: tr("Our family"), SpaceKind.CLASSROOM: tr("My class")}
        if self._place.text().strip() in {"", *suggestions.values()}:
            self._place.setText(suggestions[kind])

    @property
    def name(self) -> str:
        """The grown-up's name, as typed."""
        return self._name.text()

    @property
    def password(self) -> str:
        """The password, as typed."""
        return self._password.text()

    @property
    def space_name(self) -> str:
        """The name of the space, as typed."""
        return self._place.text()

    def show_problem(self, field: str, problem: Problem | None) -> None:
        """Say what is wrong beside `field` (name, password or place); None takes all sentences back."""
        for name, row in self._rows.items():
            row.show_problem(problem if problem is not None and name == field else None)

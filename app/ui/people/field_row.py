"""A field with its label above it, and below it the sentence that says why a value cannot be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.learning.problems import Problem
from app.ui.announcing import announce
from app.ui.widgets.fields import TextField
from app.ui.widgets.label import Label
from app.ui.words import sentence_of

if TYPE_CHECKING:
    from app.ui.theme import Theme


class FieldRow(QWidget):
    """`field` under its label. `note` says what the field is for, where the label is not enough."""

    def __init__(self, theme: Theme, label: str, field: QWidget, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._note = note
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Label(theme, label, "label"))
        column.addWidget(field)
        self._below = Label(theme, note, "small", "ink-soft", wrap=True)
        self._below.setVisible(bool(note))
        column.addWidget(self._below)
        field.setAccessibleDescription(note)
        column.addStretch(1)  # beside a higher one in a grid, label and field stay at the top

    def show_problem(self, problem: Problem | None, helps: str = "") -> None:
        """Say below the field what is wrong with it; None takes the sentence back. `helps`: what to do, where that is not the usual."""
        wrong = problem is not None
        if problem is not None:
            sentence = sentence_of(problem)
            self._below.set_text(f"{sentence.text} {helps or sentence.help}")
        else:
            self._below.set_text(self._note)
        self.field.setAccessibleDescription(self._below.text())  # read out with the field
        self._below.set_paint("clay" if wrong else "ink-soft")
        self._below.setVisible(wrong or bool(self._note))
        if isinstance(self.field, TextField):
            self.field.set_wrong(wrong)
        if wrong:
            self.field.setFocus()
            announce(self.field, self._below.text())

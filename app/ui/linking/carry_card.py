"""Carrying changes on a stick, for computers without a network: out of this one, into another of the same space."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from app.learning import passwords
from app.learning.problems import Problem, Trouble
from app.ui.linking.problem_room import ProblemRoom
from app.ui.looking.flow import Flow
from app.ui.painting.lettering import shown
from app.ui.people.field_row import FieldRow
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import PlainButton
from app.ui.widgets.card import Card
from app.ui.widgets.fields import PasswordField
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ui.theme import Theme

ENDING = ".lettergrove"
_OF_THE_PASSPHRASE = frozenset({Trouble.PASSWORD_TOO_SHORT, Trouble.CARRY_PASSPHRASE_WRONG})


class CarryCard(Card):
    """`out` and `into` bring the file and the passphrase. Where nothing `is_here` yet a file can only be taken in."""

    out = Signal(object, str)
    into = Signal(object, str)

    def __init__(self, theme: Theme, is_here: bool = True) -> None:
        super().__init__(theme, tr("Without a network"), tr("on a stick"))
        if is_here:
            note = tr("Write a file here, carry it, and take it in on the other computer: both then have what each had. Do it both ways.")
        else:
            note = tr("Take in the file that was written on the other computer, in Sync. This one becomes a copy of it.")
        self.add(Label(theme, note, "small", "ink-soft", wrap=True))
        self._passphrase = PasswordField(theme, tr("Passphrase of the file"), tr("Show the passphrase"))
        chosen = tr("A short sentence that you choose. Without it nobody can read the file.")
        below = chosen if is_here else tr("The one it was written with.")
        self._row = FieldRow(theme, tr("Passphrase of the file"), self._passphrase, below)
        self.add(self._row)
        self._passphrase.textEdited.connect(lambda: self.show_problem(None))
        self._others = ProblemRoom(theme)
        self.add(self._others)
        acts = Flow(10)
        self._out = PlainButton(theme, tr("Write a file"), "download", tr("Write what is here to a file"))
        self._into = PlainButton(theme, tr("Take a file in"), "usb", tr("Take in a file of another computer"))
        self._out.clicked.connect(self._choose_out)
        self._into.clicked.connect(self._choose_into)
        for button in (self._out, self._into) if is_here else (self._into,):
            acts.addWidget(button)
        self.add(acts)

    @property
    def is_written(self) -> bool:
        """Whether somebody is writing a passphrase just now."""
        return bool(self._passphrase.text())

    def show_busy(self, busy: bool) -> None:
        """Whether a file is being written or read just now."""
        for widget in (self._out, self._into, self._passphrase):
            widget.setEnabled(not busy)

    def show_problem(self, problem: Problem | None) -> None:
        """Say below the field what is wrong with the passphrase, and above the buttons what is wrong with the file."""
        mine = problem is not None and problem.trouble in _OF_THE_PASSPHRASE
        self._row.show_problem(problem if mine else None)
        self._others.show_problem(None if mine else problem)

    def ask_to_join(self, name: str, join: Callable[[], None]) -> None:
        """The file is of another space: what is here may move into it."""
        title = tr("This file is of another place: {name}.", name=shown(name, 60))
        banner = Banner(self.theme, "people", title, tr("What is here can move into it; nothing is overwritten."), "sun", tr("Move in"))
        if banner.action is not None:
            banner.action.clicked.connect(banner.hide)
            banner.action.clicked.connect(lambda _checked: join())
        self.add(banner)

    def _choose_out(self) -> None:
        if self._can_be_one():
            name, _ = QFileDialog.getSaveFileName(self, tr("Write what is here to a file"), f"lettergrove{ENDING}")
            if name:
                self.out.emit(Path(name), self._passphrase.text())

    def _choose_into(self) -> None:
        if self._can_be_one():
            name, _ = QFileDialog.getOpenFileName(self, tr("Take in a file of another computer"))
            if name:
                self.into.emit(Path(name), self._passphrase.text())

    def _can_be_one(self) -> bool:
        """Whether what is written can be a passphrase; what is wrong is said before a file is looked for."""
        try:
            passwords.check(self._passphrase.text())
        except Problem as problem:
            self.show_problem(problem)
            return False
        return True

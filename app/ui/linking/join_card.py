"""Joining a shared space: the invitation typed, pasted or from a file; and what will happen to what is here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from app.learning.problems import Problem, Trouble
from app.ui.linking.problem_room import ProblemRoom
from app.ui.looking.flow import Flow
from app.ui.people.field_row import FieldRow
from app.ui.widgets.buttons import PlainButton, PrimaryButton
from app.ui.widgets.card import Card
from app.ui.widgets.fields import TextField
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from app.ui.theme import Theme

LINK = "lettergrove:"
_LONGEST = 10_000  # letters of a file with an invitation
_OF_THE_CODE = frozenset({Trouble.CODE_MISTYPED, Trouble.CODE_UNKNOWN, Trouble.CODE_USED, Trouble.CODE_EXPIRED})
_OF_THE_ADDRESS = frozenset({Trouble.HUB_ADDRESS_WRONG, Trouble.HUB_ADDRESS_MISSING, Trouble.HUB_UNREACHABLE, Trouble.HUB_WRONG})


class JoinCard(Card):
    """`wanted` brings the invitation and the server's address (empty when the invitation is a link); `given_up` ends the waiting."""

    wanted = Signal(str, str)
    given_up = Signal()

    def __init__(self, theme: Theme, title: str, *notes: str) -> None:
        super().__init__(theme, title)
        for note in notes:
            self.add(Label(theme, note, "body", "ink-soft", wrap=True))
        self._code = TextField(theme, tr("Invitation"), hint=tr("code or link"))
        self._hub = TextField(theme, tr("Address of the server"), hint="https://")
        kinds = tr("A code, or a link that begins with “lettergrove://”. Good once, and for a day.")
        self._code_row = FieldRow(theme, tr("Invitation"), self._code, kinds)
        self._hub_row = FieldRow(theme, tr("Address of the server"), self._hub, tr("It stands below the code."))
        self.add(self._code_row)
        self.add(self._hub_row)
        self._others = ProblemRoom(theme)
        self.add(self._others)
        acts = Flow(10)
        self._join = PrimaryButton(theme, tr("Join"), "link")
        self._stop = PlainButton(theme, tr("Stop"), "close", tr("Stop joining"))
        self._file = PlainButton(theme, tr("From a file"), "upload", tr("Take the invitation from a file"))
        for button in (self._join, self._stop, self._file):
            acts.addWidget(button)
        self.add(acts)
        self._join.clicked.connect(self._want)
        self._stop.clicked.connect(self.given_up)
        self._file.clicked.connect(self._choose)
        for field in (self._code, self._hub):
            field.returnPressed.connect(self._want)
            field.textEdited.connect(lambda: self.show_problem(None))
        self._code.textChanged.connect(lambda text: self._hub_row.setVisible(not text.strip().lower().startswith(LINK)))
        self.show_busy(False)

    @property
    def is_written(self) -> bool:
        """Whether somebody is writing here just now."""
        return bool(self._code.text() or self._hub.text())

    def show_busy(self, busy: bool) -> None:
        """Whether it is being joined just now."""
        for widget in (self._join, self._file, self._code, self._hub):
            widget.setEnabled(not busy)
        self._stop.setVisible(busy)

    def show_problem(self, problem: Problem | None) -> None:
        """Say below its field what is wrong, or above the buttons when it is about none of them."""
        about_code = problem is not None and problem.trouble in _OF_THE_CODE
        about_hub = problem is not None and problem.trouble in _OF_THE_ADDRESS and self._hub_row.isVisible()
        self._hub_row.show_problem(problem if about_hub else None, _check(problem))
        self._code_row.show_problem(problem if about_code else None)
        self._others.show_problem(None if about_code or about_hub else problem)

    def take(self, file: Path) -> None:
        """Take the invitation from a file. Raises Problem FILE_NOT_READABLE."""
        try:
            with file.open("rb") as opened:
                text = opened.read(_LONGEST).decode("utf-8", "replace")
        except OSError as error:
            raise Problem(Trouble.FILE_NOT_READABLE, path=str(file), reason=error.strerror or type(error).__name__) from error
        links = [word for word in text.split() if word.lower().startswith(LINK)]
        self._code.setText(links[0] if links else " ".join(text.split())[:200])
        self._code.setFocus()

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Choose the file with the invitation"))
        if name:
            try:
                self.take(Path(name))
            except Problem as problem:
                self.show_problem(problem)

    def _want(self) -> None:
        link = self._code.text().strip().lower().startswith(LINK)
        if self._code.text().strip():
            self.wanted.emit(self._code.text().strip(), "" if link else self._hub.text().strip())
        else:
            self._code.setFocus()


def _check(problem: Problem | None) -> str:
    """What to do about a server that does not answer while nobody has joined yet."""
    away = problem is not None and problem.trouble is Trouble.HUB_UNREACHABLE
    return tr("Check the address, and that this computer has a network. What was typed stays here.") if away else ""

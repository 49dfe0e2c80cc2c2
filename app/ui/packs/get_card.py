"""Where a pack comes from: a file, or a web address with how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.ui.packs.bar import ProgressLine
from app.ui.packs.words import size_of
from app.ui.people.field_row import FieldRow
from app.ui.widgets.buttons import PlainButton, PrimaryButton
from app.ui.widgets.card import Card
from app.ui.widgets.fields import TextField
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from app.learning.problems import Problem
    from app.ui.theme import Theme


class GetCard(Card):
    """`file_wanted` when a file is to be chosen, `address_wanted` with a web address, `cancelled` to stop fetching."""

    file_wanted = Signal()
    address_wanted = Signal(str)
    cancelled = Signal()

    def __init__(self, theme: Theme, address: str) -> None:
        super().__init__(theme, tr("Get a pack"), tr("it works without a network afterwards"))
        self._field = TextField(theme, tr("Web address of a pack"), address, "https://")
        self._row = FieldRow(theme, tr("Web address of a pack"), self._field)
        self._field.returnPressed.connect(self._ask)
        self._fetch = PrimaryButton(theme, tr("Fetch"), "download", tr("Fetch the pack"))
        self._fetch.clicked.connect(self._ask)
        self._cancel = PlainButton(theme, tr("Cancel"), "close", tr("Stop fetching"))
        self._cancel.clicked.connect(self.cancelled)
        self._file = PlainButton(theme, tr("Choose a file"), "upload", tr("Choose a pack on this computer"))
        self._file.clicked.connect(self.file_wanted)
        self.add(self._row)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for button in (self._fetch, self._cancel, self._file):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.add(buttons)
        self._line = ProgressLine(theme, tr("How much has arrived"))
        self._said = Label(theme, "", "small", "ink-soft")
        self.add(self._line)
        self.add(self._said)
        self.show_fetching(on=False)

    def show_fetching(self, *, on: bool) -> None:
        """Whether a pack is under way."""
        self._fetch.setVisible(not on)
        self._file.setVisible(not on)
        self._cancel.setVisible(on)
        self._field.setReadOnly(on)
        self._line.setVisible(on)
        self._said.setVisible(on)
        if on:
            self._row.show_problem(None)
            self._line.set_share(0)
            self._said.set_text(tr("Asking for it"))

    def show_progress(self, done: float, total: float) -> None:
        """Bytes so far, and in all (0: not told)."""
        self._line.set_share(done / total if total else 0)
        self._said.set_text(tr("{done} of {total}", done=size_of(done), total=size_of(total)) if total else size_of(done))

    def show_problem(self, problem: Problem) -> None:
        """Why it did not arrive."""
        self._row.show_problem(problem)

    def _ask(self) -> None:
        self.address_wanted.emit(self._field.text().strip())

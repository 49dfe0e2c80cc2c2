"""The first card of the page: how this computer stands with the shared server, and what one can do about it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.sync.state import Stage, State
from app.system.clock import now
from app.ui.linking.sync_words import standing
from app.ui.looking.flow import Flow
from app.ui.painting.brush import Brush
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import PlainButton, PrimaryButton
from app.ui.widgets.card import Card
from app.ui.widgets.label import Label
from app.ui.words import sentence_of, tr

if TYPE_CHECKING:
    from app.learning.problems import Problem
    from app.ui.theme import Theme

_SIDE = 60


class StateCard(Card):
    """`sync_now`, `stop`, `check` are what its buttons ask for. `hub` is where it goes to, `linked` whether there is a link."""

    sync_now = Signal()
    stop = Signal()
    check = Signal()

    def __init__(self, theme: Theme, state: State, hub: str | None) -> None:
        super().__init__(theme)
        self._hub = hub
        self._sign = _Sign(theme)
        self._title, self._note = Label(theme, "", "title-2"), Label(theme, "", "body", "ink-soft", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._note)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(self._sign)
        row.addLayout(words, 1)
        self.add(row)
        self._now = PrimaryButton(theme, tr("Sync now"), "sync")
        self._stop = PlainButton(theme, tr("Stop"), "close", tr("Stop sharing for now"))
        self._check = PlainButton(theme, tr("Check"), "shield", tr("Check that this computer and the server hold the same"))
        self._now.clicked.connect(self.sync_now)
        self._stop.clicked.connect(self.stop)
        self._check.clicked.connect(self.check)
        acts = Flow(10)
        for button in (self._now, self._stop, self._check):
            acts.addWidget(button)
        if hub is not None:
            self.add(acts)
        self._said = Label(theme, "", "body", "ink", wrap=True)
        self._said.hide()
        self.add(self._said)
        self._needs: Banner | None = None
        self._checking = False
        self.show_state(state)

    def show_state(self, state: State) -> None:
        """Say how it stands now."""
        words = standing(state, now())
        self._sign.show_sign(words.icon, words.tone)
        self._title.set_text(words.whole)
        with_whom = "" if self._hub is None else tr("Shared with {server}.", server=self._hub)
        note = words.note[:1].upper() + words.note[1:] + "." if words.note else ""
        self._note.set_text(f"{note} {with_whom}".strip())
        self._now.setVisible(state.stage is not Stage.SYNCING)
        self._stop.setVisible(state.stage is Stage.SYNCING)
        self._show_problem(state.problem if state.stage is Stage.NEEDS else None, state.clock_wrong)

    def show_check(self, said: str, busy: bool = False) -> None:
        """What the check has found, or how far it has come; while it is `busy` it cannot be asked for again."""
        self._said.set_text(said)
        self._said.setVisible(bool(said))
        self._check.setEnabled(not busy)

    def _show_problem(self, problem: Problem | None, clock_wrong: bool) -> None:
        if self._needs is not None:
            self.body.removeWidget(self._needs)
            self._needs.deleteLater()
            self._needs = None
        if problem is not None:
            sentence = sentence_of(problem)
            self._needs = Banner(self.theme, "hand", sentence.text, sentence.help, "clay")
        elif clock_wrong:
            note = tr("What was done here is shared in the right order all the same. Set the clock right when you can.")
            self._needs = Banner(self.theme, "clock", tr("The clock of this computer is wrong."), note, "sun")
        if self._needs is not None:
            self.add(self._needs)


class _Sign(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme, self._icon_name, self._tone = theme, "minus", "seed"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_sign(self, icon: str, tone: str) -> None:
        self._icon_name, self._tone = icon, tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        solid = self._tone == "primary"
        ink = "on-primary" if solid else f"on-{self._tone}-soft"
        with Brush.on(self, self.theme) as brush:
            ground = "primary" if solid else f"{self._tone}-soft"
            brush.dot(_SIDE / 2, _SIDE / 2, _SIDE / 2 - 1, ground, ink if brush.flat and not solid else None, 2)
            brush.icon(self._icon_name, _SIDE / 2, _SIDE / 2, 30, ink, 2.4)

"""The first card of the page: how this computer stands with the shared server, and what one can do about it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.link_mending import mended_by_invite
from app.sync.state import Stage, State
from app.system.clock import now
from app.ui.linking.sign import Sign
from app.ui.linking.spread import Spread
from app.ui.linking.sync_words import fetching as words_of_fetching
from app.ui.linking.sync_words import server_name, standing
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import PlainButton, PrimaryButton
from app.ui.widgets.card import Card
from app.ui.widgets.figures import Bar
from app.ui.widgets.label import Label
from app.ui.words import sentence_of, tr

if TYPE_CHECKING:
    from app.learning.problems import Problem
    from app.ui.theme import Theme

_SIDE = 60


class StateCard(Card):
    """`sync_now`, `stop`, `check`, `leave_check` are what its buttons ask for. `hub` is where it goes to, None where there is no link.

    `fetching`: a new computer takes everything for the first time, and there is nothing to check yet.
    """

    sync_now = Signal()
    stop = Signal()
    check = Signal()
    leave_check = Signal()

    def __init__(self, theme: Theme, state: State, hub: str | None, fetching: bool = False) -> None:
        super().__init__(theme)
        self._fetching = fetching
        self._server = "" if hub is None else server_name(hub)
        self._sign = Sign(theme, "minus", "seed", _SIDE)
        self._title, self._note = Label(theme, "", "title-2", wrap=True), Label(theme, "", "body", "ink-soft", wrap=True)
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(self._title)
        column.addWidget(self._note)
        column.addStretch(1)
        self._now = PrimaryButton(theme, tr("Sync now"), "sync")
        self._stop = PlainButton(theme, tr("Stop"), "close", tr("Stop sharing for now"))
        self._check = PlainButton(theme, tr("Check"), "shield", tr("Check that this computer and the server hold the same"))
        self._enough = PlainButton(theme, tr("Stop checking"), "close")
        self._now.clicked.connect(self.sync_now)
        self._stop.clicked.connect(self.stop)
        self._check.clicked.connect(self.check)
        self._enough.clicked.connect(self.leave_check)
        self.add(Spread(theme, words, (self._check, self._enough, self._now, self._stop), self._sign))
        self._bar = Bar(theme, 0.0, "")
        self.add(self._bar)
        self._said: Banner | None = None
        self._needs: Banner | None = None
        self._busy = self._away = False
        self.show_state(state)
        self.show_check("")

    def show_state(self, state: State) -> None:
        """Say how it stands now."""
        words = words_of_fetching(state, now(), self._server) if self._fetching else standing(state, now(), self._server)
        self.said = words.whole
        self._sign.show_sign(words.icon, words.tone)
        self._title.set_text(words.whole)
        self._note.set_text(words.more)
        self._note.setVisible(bool(words.more))
        moving = state.stage is Stage.SYNCING
        self._bar.set_share(state.done / state.expected if state.expected else 0.0, words.whole)
        self._bar.setVisible(moving)
        invited = state.problem is not None and mended_by_invite(state.problem.trouble.value)  # then that is what there is to do
        self._now.setVisible(bool(self._server) and not moving and not invited and not (self._fetching and state.stage is Stage.OFF))
        self._stop.setVisible(bool(self._server) and moving)
        self._show_problem(state.problem if state.stage is Stage.NEEDS else None, state.clock_wrong)
        self._away = state.stage in {Stage.OFFLINE, Stage.NEEDS, Stage.OFF}
        if self._away and not self._busy:
            self.show_check("")  # what was found before says nothing about now
        self._check.setVisible(self._may_check)

    def show_check(self, said: str, busy: bool = False, same: bool = False) -> None:
        """What the check has found (`same`: no difference), or how far it has come; while it is `busy` it can be left."""
        self._busy = busy
        found = None if not said else Banner(self.theme, _icon(busy, same), said, "", _tone(busy, same))
        self._said = self._instead_of(self._said, found)
        self._check.setVisible(self._may_check)
        self._enough.setVisible(bool(self._server) and busy)

    @property
    def _may_check(self) -> bool:
        return bool(self._server) and not self._busy and not self._away and not self._fetching

    def _show_problem(self, problem: Problem | None, clock_wrong: bool) -> None:
        banner = None
        if problem is not None:
            sentence = sentence_of(problem)
            banner = Banner(self.theme, "hand", sentence.text, sentence.help, "clay")
        elif clock_wrong:
            note = tr("What was done here is shared in the right order all the same. Set date and time of this computer when you can.")
            banner = Banner(self.theme, "clock", tr("The clock of this computer is wrong."), note, "sun")
        self._needs = self._instead_of(self._needs, banner)

    def _instead_of(self, old: Banner | None, new: Banner | None) -> Banner | None:
        if old is not None:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        if new is not None:
            self.add(new)
        return new


def _icon(busy: bool, same: bool) -> str:
    return "waiting" if busy else "check" if same else "info"


def _tone(busy: bool, same: bool) -> str:
    return "water" if busy else "primary" if same else "sun"

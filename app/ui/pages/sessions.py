"""The last games of a child, and every prompt and answer of the one that is opened."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from app.learning.ids import ChildId, PlaySessionId
from app.learning.mastery import Attempt
from app.learning.people import Child
from app.learning.problems import Problem
from app.services import children, languages, looking
from app.services.change import Topic
from app.system.clock import now
from app.ui.grown_up_page import GrownUpPage
from app.ui.looking import wording
from app.ui.looking.session_row import SessionRow
from app.ui.looking.split import Split
from app.ui.looking.turn_row import TurnRow
from app.ui.looking.turns import turns_of
from app.ui.painting.lettering import shown
from app.ui.people import saying
from app.ui.routes import Route
from app.ui.widgets.buttons import PlainButton
from app.ui.widgets.card import Card
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.services.looking import SessionSummary
    from app.ui.stage import Stage

_STEP = 20  # play sessions at once
_Read = tuple["Child", tuple["SessionSummary", ...]]


def _read(desk: Desk, child: ChildId, limit: int) -> _Read:
    return children.child(desk, child), looking.recent_sessions(desk, child, limit)


class Sessions(GrownUpPage):
    """`child` is whose games they are."""

    title: ClassVar[str] = "Last games"
    lives_by: ClassVar[frozenset[Topic]] = frozenset({Topic.PROGRESS, Topic.CHILDREN})

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, tr("Last games"))
        self._limit = _STEP
        self._open: PlaySessionId | None = None
        self._read: _Read | None = None
        self._rows: dict[PlaySessionId, SessionRow] = {}
        self._turns: Card | None = None

    def enter(self, **facts: object) -> None:
        """Take the `child`."""
        self._child = cast("ChildId", facts["child"])

    def refresh(self) -> None:
        """Ask for the last play sessions."""
        self.stage.tasks.ask(self, partial(_read, child=self._child, limit=self._limit), self._show)

    def _show(self, found: _Read) -> None:
        self._read = child, sessions = found
        name = shown(child.name, 60)
        if not sessions:
            self.bar.set_words(tr("Last games"), tr("{name} has not played yet", name=name))
            self.fill(self._nothing(), stretch_last=True)
            return
        self.bar.set_words(tr("Last games"), tr("What {name} was asked, and what was pressed", name=name))
        if self._open not in {session.id for session in sessions}:
            self._open = sessions[0].id
        self._turns = Card(self.stage.theme)
        self.fill(_Wide(self._list(sessions), self._turns, self.stage.theme.text_size))
        self._ask_turns()

    def _nothing(self) -> EmptyState:
        empty = EmptyState(self.stage.theme, tr("No game yet"), tr("Each game that was played shows here, with every answer."),
                           tr("Play the first game"), "play")  # fmt: skip
        if empty.action is not None:
            empty.action.clicked.connect(lambda: self.stage.go(Route.HOME, child=self._child))
        return empty

    def _list(self, sessions: tuple[SessionSummary, ...]) -> Card:
        theme, today = self.stage.theme, now().date()
        card = Card(theme, tr("Games"), tr("press one to see its turns"))
        card.body.setSpacing(4)
        group = QButtonGroup(card)
        self._rows = {}
        for session in sessions:
            row = self._rows[session.id] = SessionRow(theme, session, today)
            group.addButton(row)
            row.setChecked(session.id == self._open)
            row.clicked.connect(partial(self._choose, session.id))
            card.add(row)
        if len(sessions) == self._limit:
            more = PlainButton(theme, tr("Show earlier ones"), "chevron-down")
            more.clicked.connect(self._more)
            foot = QHBoxLayout()
            foot.addWidget(more)
            foot.addStretch(1)
            card.body.addSpacing(8)
            card.add(foot)
        card.body.addStretch(1)
        return card

    def _more(self) -> None:
        self._limit += _STEP
        self.refresh()

    def _choose(self, session: PlaySessionId, _checked: bool = False) -> None:
        self._open = session
        self._ask_turns()

    def _ask_turns(self) -> None:
        if self._open is not None:
            read = partial(looking.session_answers, play_session=self._open)
            self.stage.tasks.ask(self, read, partial(self._show_turns, self._open))

    def _show_turns(self, session: PlaySessionId, answers: tuple[Attempt, ...]) -> None:
        if session != self._open or self._turns is None or self._read is None:
            return  # another one was pressed meanwhile
        child, sessions = self._read
        summary = next(one for one in sessions if one.id == session)
        theme, card = self.stage.theme, Card(self.stage.theme)
        card.body.setSpacing(0)
        card.add(Label(theme, saying.game(summary.game), "title-2"))
        card.add(Label(theme, _told(summary), "body", "ink-soft", wrap=True))
        card.body.addSpacing(8)
        try:
            pack = languages.pack(summary.language)
        except Problem:
            pack = None  # played with letters that this program does not have
        script = pack.script if pack else "Latn"
        for turn in turns_of(answers, pack):
            card.add(TurnRow(theme, turn, script, child.letterform))
        card.body.addStretch(1)
        self._replace(card)

    def _replace(self, card: Card) -> None:
        old, self._turns = self._turns, card
        parent = old.parentWidget() if old is not None else None
        if old is not None and parent is not None and (layout := parent.layout()) is not None:
            layout.replaceWidget(old, card)
            old.hide()
            old.deleteLater()
            card.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the list."""
        if event.key() == Qt.Key.Key_Escape and self._open in self._rows:
            self._rows[self._open].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)


class _Wide(Split):
    """The list of games is the narrow part; the turns of one take the rest."""

    def __init__(self, games: QWidget, turns: QWidget, text_size: float) -> None:
        super().__init__(turns, games, text_size, first=True, panel_width=396)


def _told(session: SessionSummary) -> str:
    when = wording.when(session.started_at.date(), now().date())
    return tr("{day}, {long}; {right} of {total} right at once and alone", day=when,
              long=saying.minutes(session.took), right=session.right, total=session.total)  # fmt: skip

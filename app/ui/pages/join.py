"""Joining a shared space on a new computer, before anything was set up here: it becomes a full copy of what the space holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.announcing import announce
from app.ui.linking import page_words
from app.ui.linking.carrier import Carrier
from app.ui.linking.join_card import JoinCard
from app.ui.linking.state_card import StateCard
from app.ui.page import Page
from app.ui.painting.brush import Brush
from app.ui.routes import Route
from app.ui.widgets.top_bar import TopBar
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.learning.problems import Problem
    from app.services.change import Change
    from app.services.desk import Desk
    from app.services.linking import Joined
    from app.sync.state import State
    from app.ui.linking.watch import Errand
    from app.ui.stage import Stage

_WIDEST = 760


class JoinPage(Page):
    """The window goes on by itself as soon as the space is here."""

    title: ClassVar[str] = "Join a shared space"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        theme = stage.theme
        self._errand: Errand | None = None
        self._state: StateCard | None = None
        bar = TopBar(theme, tr("Join a shared space"), tr("Children, grown-ups and all that was played come to this computer."), tr("Back"))
        if bar.back_button is not None:
            bar.back_button.clicked.connect(lambda: stage.go(Route.WELCOME))
        self._back = bar.back_button
        self._card = JoinCard(theme, tr("With an invitation"), page_words.who_invites())
        self._card.wanted.connect(self._join)
        self._card.given_up.connect(self._give_up)
        self._carrier = Carrier(stage, self)
        self._stick = self._carrier.card(is_here=False)
        self._stated_before = stage.link.state.stage
        self._column = QVBoxLayout()
        self._column.setSpacing(20)
        self._column.addWidget(bar)
        self._column.addWidget(self._card)
        self._column.addWidget(self._stick)
        self._column.addStretch(1)
        column = QWidget()
        column.setMaximumWidth(round(_WIDEST * theme.text_size))
        column.setLayout(self._column)
        room = QWidget()
        row = QHBoxLayout(room)
        row.setContentsMargins(24, 32, 24, 24)
        row.addStretch(1)
        row.addWidget(column, 100)
        row.addStretch(1)
        area = QScrollArea()  # in a small window, with large letters, there is more than can be seen
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(room)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        stage.link.stated.connect(self._stated)
        self.setFocusProxy(self._card)

    def leave(self) -> None:
        """Wait no longer."""
        self.stage.link.stated.disconnect(self._stated)
        self._carrier.leave()
        self._give_up()

    def _join(self, invite: str, hub: str) -> None:
        self._card.show_problem(None)
        self._card.show_busy(True)
        self._errand = self.stage.link.ask_hub(self, _joining(self.stage, invite, hub), self._joined, self._not_joined)

    def _joined(self, change: Change[Joined]) -> None:
        self.stage.link.begin()
        if change.value.empty:
            self.stage.go(Route.WELCOME)
            self.stage.toast(tr("Joined. Nobody has set this space up yet: do it here, and it is shared from the start."))
            return
        self._card.hide()
        self._stick.hide()
        if self._back is not None:
            self._back.hide()
        self._state = StateCard(self.stage.theme, self.stage.link.state, change.value.hub, fetching=True)
        self._state.sync_now.connect(self.stage.link.sync_now)
        self._state.stop.connect(self.stage.link.stop)
        self._column.insertWidget(1, self._state)

    def _not_joined(self, problem: Problem) -> None:
        self._card.show_busy(False)
        self._card.show_problem(problem)

    def _give_up(self) -> None:
        if self._errand is not None:
            self._errand.cancel()
        self._card.show_busy(False)

    def _stated(self, state: State) -> None:
        if self._state is not None:
            self._state.show_state(state)
            if state.stage is not self._stated_before:
                announce(self, self._state.said)
        self._stated_before = state.stage

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper."""
        del event
        with Brush.on(self, self.stage.theme) as brush:
            brush.area(0, 0, self.width(), self.height(), "paper")


def _joining(stage: Stage, invite: str, hub: str) -> Callable[..., Change[Joined]]:
    paths = stage.paths

    def work(desk: Desk, _cancelled: object, _report: object) -> Change[Joined]:
        from app.services import linking  # noqa: PLC0415 (loads the network code)

        return linking.join(desk, paths, invite, hub or None)

    return work

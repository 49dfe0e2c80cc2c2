"""Signing in: which grown-up, and the password. After the gate, before the grown-up side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.learning.people import GrownUp
from app.learning.problems import Problem, Trouble
from app.services import grown_ups
from app.ui.ahead import load_ahead
from app.ui.page import Page
from app.ui.painting.brush import Brush
from app.ui.painting.lettering import shown
from app.ui.people.field_row import FieldRow
from app.ui.routes import GROWN_UP_SIDE, Route
from app.ui.widgets.buttons import PrimaryButton, QuietButton
from app.ui.widgets.card import Card
from app.ui.widgets.fields import PasswordField, SelectBox
from app.ui.widgets.label import Label
from app.ui.widgets.wordmark import LettergroveMark
from app.ui.words import tr

if TYPE_CHECKING:
    from app.services.change import Change
    from app.ui.stage import Stage

_WIDE = 440


class SignIn(Page):
    """One card in the middle. `wanted` is the route to go to afterwards, the children's list when none was named."""

    title: ClassVar[str] = "Sign in"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        theme = stage.theme
        self._leaving = False
        self._wanted: tuple[Route, dict[str, object]] = (Route.CHILDREN, {})
        self._who = SelectBox(theme, tr("Who are you?"), "person")
        self._who_row = FieldRow(theme, tr("Who are you?"), self._who)
        self._password = PasswordField(theme, tr("Password"), tr("Show the password"))
        self._password_row = FieldRow(theme, tr("Password"), self._password)
        self._enter = PrimaryButton(theme, tr("Sign in"), "key")
        self._enter.setEnabled(False)  # until it is known who there is
        self._enter.clicked.connect(self._sign_in)
        self._password.returnPressed.connect(self._sign_in)
        back = QuietButton(theme, tr("Back to the grove"), "tree")
        back.clicked.connect(lambda: stage.go(Route.WHO))
        card = Card(theme)
        card.setMaximumWidth(round(_WIDE * theme.text_size))
        for part in (LettergroveMark(theme, 26), Label(theme, tr("For grown-ups"), "title-1"), self._who_row, self._password_row):
            card.add(part)
        buttons = QHBoxLayout()
        buttons.addWidget(back)
        buttons.addStretch(1)
        buttons.addWidget(self._enter)
        card.body.addSpacing(4)
        card.add(buttons)
        card.body.setSpacing(14)
        self._centre(card)
        self.setFocusProxy(self._password)

    def _centre(self, card: Card) -> None:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 100)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def enter(self, **facts: object) -> None:
        """Take the `wanted` route; what else there is are its facts. With `leaving` the program is closed afterwards."""
        self._leaving = "leaving" in facts
        if self._leaving:
            self._enter.set_label(tr("Close Lettergrove"))
            return
        wanted = facts.pop("wanted", None)
        if isinstance(wanted, Route):
            self._wanted = (wanted, facts)

    def refresh(self) -> None:
        """Ask who there is."""
        self.stage.tasks.ask(self, grown_ups.list_grown_ups, self._show)

    def _show(self, found: tuple[GrownUp, ...]) -> None:
        self._who.clear()
        for one in found:
            self._who.addItem(shown(one.name, 60), one.id)
        self._who_row.setVisible(len(found) > 1)
        self._enter.setEnabled(True)
        self._password.setFocus()
        load_ahead(*sorted(GROWN_UP_SIDE))

    def _sign_in(self) -> None:
        chosen = self._who.currentData()
        if chosen is None or not self._enter.isEnabled():
            return
        self._enter.setEnabled(False)
        check = partial(grown_ups.sign_in, grown_up=chosen, password=self._password.text())
        self.stage.tasks.do(self, check, self._signed_in, self._refused)

    def _signed_in(self, change: Change[GrownUp]) -> None:
        if self._leaving:
            self.stage.leave()
            return
        self.stage.tasks.act_as(change.value.id)
        route, facts = self._wanted
        self.stage.go(route, **facts)

    def _refused(self, problem: Problem) -> None:
        self._enter.setEnabled(True)
        if problem.trouble in {Trouble.PASSWORD_WRONG, Trouble.LOCKED_OUT}:
            self._password_row.show_problem(problem)
            self._password.selectAll()
        else:
            self.stage.show_problem(problem, self._sign_in)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the grove."""
        if event.key() == Qt.Key.Key_Escape:
            self.stage.go(Route.WHO)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper."""
        del event
        with Brush.on(self, self.stage.theme) as brush:
            brush.area(0, 0, self.width(), self.height(), "paper")

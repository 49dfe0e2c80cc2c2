"""When the database cannot be opened: one plain page for grown-ups, with what happened, what helps and the button that does it.

It works without database, sound and pictures. A child who finds it sees a sleeping friend, and nothing to be afraid of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.learning.people import Avatar
from app.learning.problems import Problem, Trouble
from app.system.sentences import Remedy
from app.ui.page import Page
from app.ui.painting.brush import Brush
from app.ui.painting.faces import Mood
from app.ui.routes import Route
from app.ui.widgets.buttons import Button, PlainButton, PrimaryButton, QuietButton
from app.ui.widgets.card import Card
from app.ui.widgets.label import Label
from app.ui.widgets.portrait import Portrait
from app.ui.words import sentence_of, tr

if TYPE_CHECKING:
    from app.ui.stage import Stage

_WIDE = 620


class TroublePage(Page):
    """Says why Lettergrove cannot start, in one sentence."""

    title: ClassVar[str] = "Lettergrove cannot start"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._problem = Problem(Trouble.UNEXPECTED)

    def enter(self, **facts: object) -> None:
        """Take the `problem`."""
        problem = facts.get("problem")
        if isinstance(problem, Problem):
            self._problem = problem
        self._build()

    def _build(self) -> None:
        theme, sentence = self.stage.theme, sentence_of(self._problem)
        card = Card(theme)
        card.setMaximumWidth(round(_WIDE * theme.text_size))
        card.add(self._centred(Portrait(theme, Avatar(), 104, mood=Mood.ASLEEP)))
        middle = Qt.AlignmentFlag.AlignHCenter
        card.add(Label(theme, sentence.text, "title-2", wrap=True, align=middle))
        card.add(Label(theme, sentence.help, "body", "ink-soft", wrap=True, align=middle))
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch(1)
        for button in self._buttons(sentence.remedy):
            buttons.addWidget(button)
        buttons.addStretch(1)
        card.body.addSpacing(8)
        card.add(buttons)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 100)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.setAccessibleName(f"{sentence.text} {sentence.help}")

    def _centred(self, what: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(what)
        row.addStretch(1)
        return row

    def _buttons(self, remedy: Remedy) -> list[Button]:
        theme = self.stage.theme
        again = (PrimaryButton if remedy is not Remedy.QUIT else PlainButton)(theme, tr("Try again"), "again")
        close = (PrimaryButton if remedy is Remedy.QUIT else PlainButton)(theme, tr("Close Lettergrove"))
        copy = QuietButton(theme, tr("Copy details"), "list")
        again.clicked.connect(self._try_again)
        close.clicked.connect(self.stage.ask_to_leave)
        copy.clicked.connect(self._copy)
        self.setFocusProxy(close if remedy is Remedy.QUIT else again)
        return [copy, close, again] if remedy is not Remedy.QUIT else [copy, again, close]

    def _try_again(self) -> None:
        for button in self.findChildren(Button):
            button.setEnabled(False)  # until the answer comes: this page made anew, or the way in
        self.stage.tasks.opened.connect(self._opened, Qt.ConnectionType.SingleShotConnection)
        self.stage.tasks.start()

    def _opened(self) -> None:
        self.stage.go(Route.STARTING)

    def _copy(self) -> None:
        facts = "\n".join(f"{name}: {fact}" for name, fact in self._problem.facts.items())
        QGuiApplication.clipboard().setText(f"{self._problem.trouble}\n{facts}".strip())
        self.stage.toast(tr("Copied. It names no child and no password."))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Plain paper."""
        del event
        with Brush.on(self, self.stage.theme) as brush:
            brush.area(0, 0, self.width(), self.height(), "paper")

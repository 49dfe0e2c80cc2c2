"""Inviting one more computer: whose it will be, then the invitation to read out, to copy, to print or to carry as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.learning.people import Role
from app.system.clock import now
from app.system.disk import problem_of
from app.ui.announcing import announce
from app.ui.linking import invite_paper
from app.ui.linking.computer_row import whose
from app.ui.linking.invite_paper import Invitation
from app.ui.linking.sync_words import moment
from app.ui.looking.flow import Flow
from app.ui.looking.printing import ask_printer
from app.ui.painting.brush import Brush
from app.ui.widgets.buttons import Button, PlainButton, QuietButton, SoftButton
from app.ui.widgets.label import Label
from app.ui.widgets.switches import Segments
from app.ui.words import sentence_of, tr

if TYPE_CHECKING:
    from app.services.devices import NewInvite
    from app.ui.theme import Theme

_ROLES = (Role.OWNER, Role.TEACHER, Role.HELPER)


class InviteBox(QWidget):
    """`invite` brings the role that was chosen, `done` closes the box. `show_invite` shows what the server has made of it."""

    invite = Signal(object)
    done = Signal()

    def __init__(self, theme: Theme, usual: Role) -> None:
        super().__init__()
        self.theme = theme
        self._paper: Invitation | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 14, 16, 14)
        self._column.setSpacing(10)
        self._choice = QWidget()
        choice = QVBoxLayout(self._choice)
        choice.setContentsMargins(0, 0, 0, 0)
        choice.setSpacing(8)
        choice.addWidget(Label(theme, tr("Whose will the new computer be?"), "label"))
        self._role = Segments(theme, [whose(role) for role in _ROLES], _ROLES.index(usual), tr("Whose the new computer will be"))
        self._what = Label(theme, _may(usual), "small", "ink-soft", wrap=True)
        self._role.chosen.connect(lambda place: self._what.set_text(_may(_ROLES[place])))
        choice.addWidget(self._role)
        choice.addWidget(self._what)
        self._make = SoftButton(theme, tr("Make an invitation"), "link")
        self._make.clicked.connect(lambda: self.invite.emit(_ROLES[self._role.place()]))
        acts = Flow(10)
        for button in (self._make, self._ending(tr("Not now"))):
            acts.addWidget(button)
        choice.addLayout(acts)
        self._column.addWidget(self._choice)
        self._made: QWidget | None = None
        self._wrong = Label(theme, "", "small", "clay", wrap=True)
        self._wrong.hide()
        self._column.addWidget(self._wrong)
        self.setFocusProxy(self._role)

    def show_invite(self, invite: NewInvite) -> None:
        """Show an invitation: the code large, all that is needed beside it, and ways to hand it on."""
        self._paper = Invitation(invite.code, invite.link, invite.server if invite.typed else "", moment(invite.expires_at, now()))
        self._choice.hide()
        if self._made is not None:
            self._made.hide()
            self._made.deleteLater()
        self._made = self._invitation(self._paper)
        self._column.insertWidget(0, self._made)
        announce(self, self._paper.spelt)

    def _invitation(self, paper: Invitation) -> QWidget:
        theme, room = self.theme, QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        code = Label(theme, paper.code, "display")
        code.setAccessibleName(paper.spelt)
        column.addWidget(code)
        if paper.server:
            column.addWidget(Label(theme, tr("Address of the server: {address}", address=paper.server), "label", wrap=True))
        for step in paper.steps:
            column.addWidget(Label(theme, step, "small", "ink-soft", wrap=True))
        column.addSpacing(4)
        copy = SoftButton(theme, tr("Copy the link"), "link", tr("Copy the link of the invitation"))
        copy.clicked.connect(lambda: self._copy(copy, paper.link))
        save = PlainButton(theme, tr("Save as a file"), "download", tr("Save the invitation as a file"))
        save.clicked.connect(self._choose_file)
        printed = PlainButton(theme, tr("Print"), "print", tr("Print the invitation"))
        printed.clicked.connect(lambda: ask_printer(self, lambda printer: invite_paper.put_on(printer, paper, self._rtl)))
        acts = Flow(10)
        for button in (copy, save, printed, self._ending(tr("Done"))):
            acts.addWidget(button)
        column.addLayout(acts)
        return room

    def save(self, file: Path) -> None:
        """Write the invitation to a file that the other computer can take it from."""
        if self._paper is None:
            return
        self._wrong.hide()
        try:
            file.write_text(self._paper.letter, encoding="utf-8")
        except OSError as error:
            sentence = sentence_of(problem_of(error, file))
            self._wrong.set_text(f"{sentence.text} {sentence.help}")
            self._wrong.show()

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("Save the invitation as a file"), tr("invitation.txt"))
        if name:
            self.save(Path(name))

    def _copy(self, button: Button, link: str) -> None:
        QGuiApplication.clipboard().setText(link)
        button.set_label(tr("Copied"), tr("Copied the link of the invitation"))
        announce(button, tr("Copied the link of the invitation"))

    @property
    def _rtl(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _ending(self, label: str) -> QuietButton:
        button = QuietButton(self.theme, label)
        button.clicked.connect(self.done)
        return button

    def paintEvent(self, event: QPaintEvent) -> None:
        """A well in the card."""
        del event
        with Brush.on(self, self.theme) as brush:
            brush.box(0, 0, self.width(), self.height(), 14, "sunken", "line" if brush.flat else None, 2)


def _may(role: Role) -> str:
    """What a computer of this role may do."""
    return {
        Role.OWNER: tr("It may do everything that this one may: also change who the grown-ups are, and invite and disconnect computers."),
        Role.TEACHER: tr("For a classroom: children play there and are looked after. Grown-ups and computers are not changed from there."),
        Role.HELPER: tr("Children play there. Nothing about them is changed from there."),
    }[role]

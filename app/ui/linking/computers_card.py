"""The computers that share, each with how it stands; letting one in no more, and inviting another."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.learning.people import Role
from app.system.clock import now
from app.ui.linking.sync_words import ago, moment, number
from app.ui.looking.flow import Flow
from app.ui.looking.setting_rows import SettingRow, select
from app.ui.painting.lettering import shown
from app.ui.people import saying
from app.ui.widgets.buttons import PlainButton, SoftButton
from app.ui.widgets.card import Card
from app.ui.widgets.chip import Chip
from app.ui.widgets.label import Label
from app.ui.widgets.sure_button import SureButton
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.devices import NewInvite, SharedComputer
    from app.ui.theme import Theme

_CLOCK_WRONG_MS = 5 * 60 * 1000


class ComputersCard(Card):
    """`revoke` brings the id of a computer to let in no more, `invite` the role for one more. Both only where `owner`."""

    revoke = Signal(object)
    invite = Signal(object)

    def __init__(self, theme: Theme, computers: Sequence[SharedComputer], owner: bool) -> None:
        here = [each for each in computers if each.revoked_at is None]
        super().__init__(theme, tr("Computers"), saying.counted(len(here), tr("this one alone"), tr("{count} share")))
        self._role = Role.OWNER
        for computer in sorted(computers, key=lambda each: (each.revoked_at is not None, not each.is_here, each.name)):
            self.add(self._row(computer, owner))
        self._invited = QVBoxLayout()
        if owner:
            self.add(self._inviting())
            self.add(self._invited)

    def show_invite(self, invite: NewInvite) -> None:
        """Show an invitation: the code large, and its link to copy."""
        while (item := self._invited.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        card = Label(self.theme, invite.code, "title-1")
        note = tr("For one computer, until {moment}. On that computer: Sync, Join a shared space.", moment=moment(invite.expires_at))
        copy = SoftButton(self.theme, tr("Copy the link"), "link", tr("Copy the link of the invitation"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(invite.link))
        self._invited.addWidget(card)
        self._invited.addWidget(Label(self.theme, note, "small", "ink-soft", wrap=True))
        self._invited.addWidget(copy)
        card.setAccessibleName(tr("Invitation {code}", code=invite.code))

    def _row(self, computer: SharedComputer, owner: bool) -> SettingRow:
        name = shown(computer.name, 60)
        chips = [Chip(self.theme, tr("this computer"), "primary")] if computer.is_here else []
        if computer.revoked_at is not None:
            chips.append(Chip(self.theme, tr("disconnected"), "clay", "hand"))
        elif computer.behind:
            chips.append(Chip(self.theme, tr("{count} to fetch", count=number(computer.behind)), "sun", "waiting"))
        elif not computer.is_here:
            chips.append(Chip(self.theme, tr("up to date"), "primary", "check"))
        if abs(computer.clock_error) > _CLOCK_WRONG_MS:
            chips.append(Chip(self.theme, tr("its clock is wrong"), "sun", "clock"))
        said = [saying.role(computer.role), tr("last seen {when}", when=ago(computer.seen_at, now())), computer.system, computer.version]
        row = [*chips]
        if owner and not computer.is_here and computer.revoked_at is None:
            cut = SureButton(self.theme, tr("Disconnect"), tr("Press again to disconnect"), "close", tr("Disconnect {name}", name=name))
            cut.sure.connect(partial(self._revoke, computer.id))
            return SettingRow(self.theme, name, " · ".join(part for part in said if part), *row, cut)
        return SettingRow(self.theme, name, " · ".join(part for part in said if part), *row)

    def _inviting(self) -> QHBoxLayout:
        roles = [(role.value, saying.role(role)) for role in Role]
        choose = select(self.theme, tr("Role of the new computer"), roles, self._role.value, self._choose)
        add = PlainButton(self.theme, tr("Add a computer"), "plus", tr("Make an invitation for one more computer"))
        add.clicked.connect(lambda: self.invite.emit(self._role))
        acts = Flow(10)
        acts.addWidget(add)
        acts.addWidget(choose)
        line = QHBoxLayout()
        line.addLayout(acts, 1)
        return line

    def _choose(self, role: str) -> None:
        self._role = Role(role)

    def _revoke(self, computer: UUID) -> None:
        self.revoke.emit(computer)

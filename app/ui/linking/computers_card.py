"""The computers that share, each with how it stands; letting one in no more, and inviting another."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal

from app.learning.people import Role
from app.system.clock import now
from app.ui.linking.computer_row import ComputerRow
from app.ui.linking.invite_box import InviteBox
from app.ui.people import saying
from app.ui.widgets.buttons import PlainButton
from app.ui.widgets.card import Card
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.devices import NewInvite, SharedComputer
    from app.ui.theme import Theme


class ComputersCard(Card):
    """`revoke` brings the id of a computer to let in no more, `invite` the role for one more. Both only where `owner`.

    `usual` is the role that a new computer most likely has; `box` is where one is invited, None for others than owners.
    """

    revoke = Signal(object)
    invite = Signal(object)

    def __init__(self, theme: Theme, computers: Sequence[SharedComputer], owner: bool, usual: Role = Role.OWNER) -> None:
        share = [each for each in computers if each.revoked_at is None]
        super().__init__(theme, tr("Computers"), saying.counted(len(share), tr("this one alone"), tr("{count} share")))
        self.box: InviteBox | None = None
        if owner:
            self.box = InviteBox(theme, usual)
            self.box.invite.connect(self.invite)
            self._more = PlainButton(theme, tr("Add a computer"), "plus")
            self._more.clicked.connect(self._open)
            self.head.addWidget(self._more)
            self.box.done.connect(self._close)
            self.box.hide()
            self.add(self.box)
        self.body.setSpacing(0)
        for place, computer in enumerate(sorted(computers, key=lambda each: (each.revoked_at is not None, not each.is_here, each.name))):
            row = ComputerRow(theme, computer, now(), owner, parted=place > 0)
            row.sure.connect(partial(self._revoke, computer.id))
            self.add(row)

    def show_invite(self, invite: NewInvite) -> None:
        """Show an invitation."""
        if self.box is not None:
            self._open()
            self.box.show_invite(invite)

    @property
    def is_open(self) -> bool:
        """Whether somebody is inviting a computer just now."""
        return self.box is not None and not self.box.isHidden()

    def _open(self) -> None:
        if self.box is not None:
            self._more.hide()
            self.box.show()
            self.box.setFocus()

    def _close(self) -> None:
        if self.box is not None:
            self.box.hide()
            self._more.show()
            self._more.setFocus()

    def _revoke(self, computer: UUID) -> None:
        self.revoke.emit(computer)

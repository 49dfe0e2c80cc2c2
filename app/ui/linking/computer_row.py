"""A computer of the shared space in a row: what it is, how it stands, and the way to let it in no more."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.learning.people import Role
from app.ui.linking.line_row import LineRow
from app.ui.linking.sign import Sign
from app.ui.linking.sync_words import ago, number
from app.ui.painting.lettering import isolated, shown
from app.ui.widgets.label import Label
from app.ui.widgets.sure_button import SureButton
from app.ui.words import tr

if TYPE_CHECKING:
    from app.services.devices import SharedComputer
    from app.ui.theme import Theme

_CLOCK_WRONG_MS = 5 * 60 * 1000
_AWAY = timedelta(days=1)
_STANDING = 230  # px at usual text, so that all rows have it at one place


class ComputerRow(LineRow):
    """`sure` is sent when it is to be let in no more; the button for it is there where `may_cut`."""

    sure = Signal()

    def __init__(self, theme: Theme, computer: SharedComputer, now: datetime, may_cut: bool, parted: bool) -> None:
        name = shown(computer.name, 60)
        system = computer.system.partition(",")[0].partition(" (")[0]
        program = tr("Lettergrove {version}", version=computer.version) if computer.version else ""
        what = tr(" · ").join(part for part in (whose(computer.role), isolated(system), program) if part)
        ends: list[QWidget] = [_HowItStands(theme, computer, now)]
        if may_cut:
            cut = SureButton(theme, tr("Disconnect"), tr("Press again to disconnect"), "close", tr("Disconnect {name}", name=name))
            ends.append(cut)
        super().__init__(theme, isolated(name), [what], ends, Sign(theme, "desktop", "seed", 28, bare=True), parted)
        if may_cut:
            cut.sure.connect(self.sure)
            keeps = cut.sizePolicy()
            keeps.setRetainSizeWhenHidden(True)  # how the others stand is seen below one another
            cut.setSizePolicy(keeps)
            cut.setVisible(not computer.is_here and computer.revoked_at is None)


def whose(role: Role) -> str:
    """Whose computer one is that may do what this role may."""
    return {Role.OWNER: tr("An owner's"), Role.TEACHER: tr("A teacher's"), Role.HELPER: tr("A helper's")}[role]


class _HowItStands(QWidget):
    """A sign and two short lines, of one width in every row."""

    def __init__(self, theme: Theme, computer: SharedComputer, now: datetime) -> None:
        super().__init__()
        title, note, icon, tone = _standing(computer, now)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(Label(theme, title, "small"))
        if note:
            words.addWidget(Label(theme, note, "caption", "ink-soft"))
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(10)
        row.addWidget(Sign(theme, icon, tone, 30))
        row.addLayout(words, 1)
        self.setFixedWidth(round(_STANDING * theme.text_size))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)


def _standing(computer: SharedComputer, now: datetime) -> tuple[str, str, str, str]:
    """Title, note, icon and tone."""
    seen = tr("last seen {when}", when=ago(computer.seen_at, now))
    if computer.revoked_at is not None:
        return tr("Disconnected"), ago(computer.revoked_at, now), "minus", "seed"
    if computer.is_here:
        return tr("This computer"), "", "pin", "primary"
    if abs(computer.clock_error) > _CLOCK_WRONG_MS:
        return tr("Its clock is wrong"), seen, "clock", "sun"
    if not computer.behind:
        return tr("Up to date"), seen, "check", "primary"
    if now - computer.seen_at < _AWAY:
        waiting = tr("1 change to fetch") if computer.behind == 1 else tr("{count} changes to fetch", count=number(computer.behind))
        return waiting, seen, "waiting", "sun"
    return tr("Last seen {when}", when=ago(computer.seen_at, now)), tr("fetches what is new when it is on"), "offline", "seed"

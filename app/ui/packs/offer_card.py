"""A pack that waits to be installed: what it is, from whom, and the letters it brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.ui.looking.flow import Flow
from app.ui.packs.letter_row import LetterRow
from app.ui.packs.words import from_whom, in_short
from app.ui.people.field_row import FieldRow
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import PlainButton, PrimaryButton
from app.ui.widgets.card import Card
from app.ui.widgets.fields import TextField
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from app.services.packs import PackView
    from app.ui.theme import Theme


class OfferCard(Card):
    """`wanted` brings the name that was given to an unknown signer ("" for none); `refused` when it is not to be installed."""

    wanted = Signal(str)
    refused = Signal()

    def __init__(self, theme: Theme, pack: PackView) -> None:
        super().__init__(theme, pack.name, tr("Version {version}", version=pack.version))
        if pack.sample:
            self.add(LetterRow(theme, pack.sample, pack.script))
        self.add(Label(theme, in_short(pack), "small", "ink-soft", wrap=True))
        if pack.about:
            self.add(Label(theme, pack.about, "body", wrap=True))
        self._name: TextField | None = None
        if pack.signed is None:
            note = tr("Anyone could have made or changed it. It holds letters, pictures, sounds and trees, and nothing that runs.")
            self.add(Banner(theme, "warning", tr("Nobody has signed this pack."), note, "clay"))
        else:
            self.add(Banner(theme, "shield", from_whom(pack), tr("Their key: {key}", key=pack.signed)))
            if pack.signer is None:
                self._name = TextField(theme, tr("Who is this from?"))
                note = tr("Compare the key with whoever gave you the pack. By this name you will know their next one.")
                self.add(FieldRow(theme, tr("Who is this from?"), self._name, note))
        buttons = Flow(10)
        self.install = PrimaryButton(theme, tr("Install"), "check", tr("Install {name}", name=pack.name))
        self.install.clicked.connect(lambda: self.wanted.emit("" if self._name is None else self._name.text()))
        no = PlainButton(theme, tr("Not now"))
        no.clicked.connect(self.refused)
        for button in (self.install, no):
            buttons.addWidget(button)
        row = QHBoxLayout()
        row.addLayout(buttons, 1)
        self.add(row)

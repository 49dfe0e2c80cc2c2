"""The languages whose letters are here: which are in use, and what each of them lacks on this computer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.ui import fonts
from app.ui.widgets.buttons import PlainButton
from app.ui.widgets.card import Card
from app.ui.widgets.chip import Chip
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from app.services.languages import LanguageOffer
    from app.ui.theme import Theme


class LanguageCard(Card):
    """`wanted` is sent with the tag of a language to switch on, `more` when packs from outside are to be seen.

    `voices` are None while it is not known which there are.
    """

    wanted = Signal(str)
    more = Signal()

    def __init__(
        self, theme: Theme, offers: Sequence[LanguageOffer], used: Collection[str], voices: Collection[str] | None, may_change: bool
    ) -> None:
        super().__init__(theme, tr("Languages"), tr("whose letters can be learned here"))
        self.body.setSpacing(14)
        packs = PlainButton(theme, tr("Packs of letters"), "download")
        packs.clicked.connect(self.more)
        self.head.addWidget(packs)
        for offer in offers:
            row = QHBoxLayout()
            row.setSpacing(12)
            words = QVBoxLayout()
            words.setSpacing(1)
            title = offer.endonym if offer.endonym == offer.name else f"{offer.endonym} ({offer.name})"
            words.addWidget(Label(theme, title, "label"))
            words.addWidget(Label(theme, state_of(offer, voices), "small", "ink-soft", wrap=True))
            row.addLayout(words, 1)
            if offer.language in used:
                row.addWidget(Chip(theme, tr("Switched on"), "primary", "check"))
            elif may_change:
                on = PlainButton(theme, tr("Switch on"), "plus", tr("Switch {language} on", language=offer.name))
                on.clicked.connect(partial(self.wanted.emit, offer.language))
                row.addWidget(on)
            self.add(row)


def state_of(offer: LanguageOffer, voices: Collection[str] | None) -> str:
    """What a language lacks on this computer, in one sentence."""
    if not fonts.can_draw(offer.sample, offer.script):
        return tr("Its letters need the font {font}; install it, then start Lettergrove anew.", font=fonts.needed(offer.script))
    if offer.recorded:
        return tr("Letters, pictures and recorded sounds are here.")
    if voices is not None and offer.voice.lower() not in voices:
        return tr("There is no voice for it: games show what they would say.")
    return tr("Letters, pictures and voice are here.")

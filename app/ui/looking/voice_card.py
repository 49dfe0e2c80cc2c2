"""The way to recording: each language in use, and how much of it is recorded in somebody's own voice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.ui.looking.setting_rows import SettingRow
from app.ui.people import saying
from app.ui.widgets.buttons import PlainButton
from app.ui.widgets.card import Card
from app.ui.words import tr

if TYPE_CHECKING:
    from app.services.languages import LanguageOffer
    from app.ui.theme import Theme


class VoiceCard(Card):
    """`wanted` brings the tag of the language to record. `counts` is how many things are recorded, by language."""

    wanted = Signal(str)

    def __init__(self, theme: Theme, offers: Sequence[LanguageOffer], counts: Mapping[str, int]) -> None:
        super().__init__(theme, tr("Your voice"), tr("heard instead of the computer's, wherever it is recorded"))
        for offer in offers:
            done = counts.get(offer.language, 0)
            note = saying.counted(done, tr("1 letter or word recorded"), tr("{count} letters and words recorded"))
            button = PlainButton(theme, tr("Record and listen"), "mic", tr("Record {language}", language=offer.name))
            button.clicked.connect(partial(self._want, offer.language))
            self.add(SettingRow(theme, offer.endonym, note if done else tr("Nothing is recorded yet"), button))

    def _want(self, language: str, _checked: bool = False) -> None:
        self.wanted.emit(language)

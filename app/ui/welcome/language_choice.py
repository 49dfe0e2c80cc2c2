"""Which letters first: a card for each language, found by scrolling, by its name or by the keys."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui import fonts
from app.ui.grove.by_place import is_arrow, towards
from app.ui.people.choice import Choice, Sign
from app.ui.widgets.fields import SearchBox
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from app.services.languages import LanguageOffer
    from app.ui.theme import Theme

_ACROSS = 3
_ROOM = 12  # px around a card that is scrolled to


def arranged(offers: Sequence[LanguageOffer], spoken: Sequence[str]) -> tuple[LanguageOffer, ...]:
    """The offers by their endonyms; first those the computer is set to (`spoken`: BCP 47, best first), or English when it is to none."""
    wished = [tag.lower() for tag in spoken]
    here = {_rank(offer, wished) for offer in offers}
    wished = wished if here - {len(wished)} else ["en"]
    return tuple(sorted(offers, key=lambda offer: (_rank(offer, wished), _plain(offer.endonym))))


def matching(offers: Sequence[LanguageOffer], text: str) -> tuple[LanguageOffer, ...]:
    """Those whose endonym, English name or tag has the text, as it is written or without accents; those that begin with it first."""
    wanted = _plain(text.strip())
    found = [offer for offer in offers if any(wanted in name for name in _names(offer))]
    return tuple(sorted(found, key=lambda offer: not any(name.startswith(wanted) for name in _names(offer))))


def _rank(offer: LanguageOffer, wished: Sequence[str]) -> int:
    own = (offer.language.lower(), offer.language.lower().partition("-")[0])
    return next((place for place, tag in enumerate(wished) if tag in own or tag.partition("-")[0] in own), len(wished))


def _names(offer: LanguageOffer) -> tuple[str, str, str]:
    return _plain(offer.endonym), _plain(offer.name), offer.language.lower()


def _plain(text: str) -> str:
    """Small letters without accents and the like; vowel signs, as Indic scripts have them, stay."""
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(part for part in apart if not unicodedata.combining(part))


class LanguageChoice(QWidget):
    """The cards, and the field that narrows them. Its answer is `language`.

    Arrows go from card to card, Down goes from the field to the cards, Enter in the field takes the first that was found.
    """

    def __init__(self, theme: Theme, offers: Sequence[LanguageOffer], parent: QWidget | None = None) -> None:
        """`offers` in the order they are shown."""
        super().__init__(parent)
        self._offers = tuple(offers)
        self._group = QButtonGroup(self)
        self._cards = {offer.language: self._card(theme, offer) for offer in self._offers}
        count = len(self._offers)
        self._find = SearchBox(theme, tr("Find a language"), tr("Search {count} languages", count=count), tr("Clear"))
        self._find.setMaximumWidth(round(260 * theme.text_size))
        nothing = tr("No language has this name. Try its English name, or clear the search.")
        self._nothing = Label(theme, nothing, "body", "ink-soft", wrap=True)
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        for place in range(_ACROSS):
            self._grid.setColumnStretch(place, 1)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(Label(theme, tr("Which letters first?"), "title-2"), 1)
        head.addWidget(self._find, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._nothing)
        column.addLayout(self._grid)
        first = next((card for card in self._cards.values() if card.isEnabled()), None)
        if first is not None:
            first.setChecked(True)
        self._find.textChanged.connect(self._narrow)
        self._find.installEventFilter(self)
        self._narrow("")

    @property
    def language(self) -> str:
        """BCP 47 tag of the chosen letters."""
        return next((tag for tag, card in self._cards.items() if card.isChecked()), self._offers[0].language)

    def _card(self, theme: Theme, offer: LanguageOffer) -> Choice:
        drawable = fonts.can_draw(offer.sample, offer.script)
        note = offer.name if drawable else tr("Needs the font {font}", font=fonts.needed(offer.script))
        sign = Sign(letter=offer.sign, script=offer.script) if drawable else Sign(icon="info")
        card = Choice(theme, offer.endonym, note, sign, self)
        card.setEnabled(drawable)
        card.installEventFilter(self)
        self._group.addButton(card)
        return card

    def _narrow(self, text: str) -> None:
        """Show the cards that the text finds; a single one that can be taken is what was meant."""
        shown = [self._cards[offer.language] for offer in (matching(self._offers, text) if text.strip() else self._offers)]
        for card in self._cards.values():
            self._grid.removeWidget(card)
            card.setVisible(card in shown)
        for place, card in enumerate(shown):
            self._grid.addWidget(card, place // _ACROSS, place % _ACROSS)
        self._nothing.setVisible(not shown)
        able = [card for card in shown if card.isEnabled()]
        if text.strip() and len(able) == 1:
            able[0].setChecked(True)
        self._keep_in_reach(able)

    def _keep_in_reach(self, shown: Sequence[Choice]) -> None:
        """Tab reaches one card of a group: the chosen one, or the first when that is not shown."""
        within = next((card for card in shown if card.isChecked()), shown[0] if shown else None)
        before: QWidget = self._find
        for card in self._cards.values():
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if card is within else Qt.FocusPolicy.ClickFocus)
        for card in shown:
            QWidget.setTabOrder(before, card)
            before = card

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter of the field and the cards; a card that has the focus is scrolled to."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, Choice):
            self._scroll_to(watched)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(watched, event.key())
        return super().eventFilter(watched, event)

    def _take_key(self, watched: QObject, key: int) -> bool:
        """Whether a key of the field or of a card was used up."""
        if watched is self._find:
            if key == Qt.Key.Key_Down or (key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._find.text().strip()):
                return self._go_to_first(choose=key != Qt.Key.Key_Down)
            return False
        if isinstance(watched, Choice) and is_arrow(key):
            # by place, as the eye sees it: the arrows of a QButtonGroup follow the order of the buttons
            other = towards(key, watched, self._cards.values())
            if other is not None:
                other.setChecked(True)
                other.setFocus(Qt.FocusReason.OtherFocusReason)
            elif key == Qt.Key.Key_Up:
                self._find.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def _go_to_first(self, choose: bool) -> bool:
        """Go to the first card that is shown (or the chosen one), and take it when that was asked. The key is used up either way."""
        shown = [self._cards[offer.language] for offer in matching(self._offers, self._find.text())]
        able = [card for card in shown if card.isEnabled()]
        if able:
            there = able[0] if choose else next((card for card in able if card.isChecked()), able[0])
            there.setChecked(True)
            there.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _scroll_to(self, card: Choice) -> None:
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(card, _ROOM, _ROOM)

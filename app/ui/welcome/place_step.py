"""Step one: who will use it, and which letters first."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.learning.people import SpaceKind
from app.ui import fonts
from app.ui.people.choice import Choice, Sign
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from app.services.languages import LanguageOffer
    from app.ui.theme import Theme

_ACROSS = 3


class Use(StrEnum):
    """Who will use it."""

    FAMILY = "family"
    CLASS = "class"
    LOOKING = "looking"


class PlaceStep(QWidget):
    """Its answers are `use` and `language`."""

    def __init__(self, theme: Theme, offers: Sequence[LanguageOffer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._offers = theme, offers
        self._uses, self._languages = QButtonGroup(self), QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Label(theme, tr("Who will use it?"), "title-2"))
        column.addLayout(self._choose_use())
        column.addSpacing(16)
        column.addWidget(Label(theme, tr("Which letters first?"), "title-2"))
        column.addLayout(self._choose_language())
        column.addStretch(1)

    def _choose_use(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        choices = (
            (Use.FAMILY, tr("My family"), tr("A grove for each child at home"), "home"),
            (Use.CLASS, tr("My class"), tr("Many children, picture passwords"), "people"),
            (Use.LOOKING, tr("Just looking"), tr("A sample child, nothing to fill in"), "search"),
        )
        for place, (_, title, note, icon) in enumerate(choices):
            choice = Choice(self._theme, title, note, Sign(icon=icon))
            self._uses.addButton(choice, place)
            row.addWidget(choice, 1)
        self._uses.button(0).setChecked(True)
        self.setFocusProxy(self._uses.button(0))
        return row

    def _choose_language(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(12)
        for place, offer in enumerate(self._offers):
            drawable = fonts.can_draw(offer.sample, offer.script)
            note = offer.name if drawable else tr("Needs the font {font}", font=fonts.needed(offer.script))
            sign = Sign(letter=offer.sign, script=offer.script) if drawable else Sign(icon="info")
            choice = Choice(self._theme, offer.endonym, note, sign)
            choice.setEnabled(drawable)
            self._languages.addButton(choice, place)
            grid.addWidget(choice, place // _ACROSS, place % _ACROSS)
        for place in range(_ACROSS):
            grid.setColumnStretch(place, 1)
        first = next((button for button in self._languages.buttons() if button.isEnabled()), None)
        if first is not None:
            first.setChecked(True)
        return grid

    @property
    def use(self) -> Use:
        """Who will use it."""
        return tuple(Use)[self._uses.checkedId()]

    @property
    def kind(self) -> SpaceKind:
        """Whether that is a household or a classroom."""
        return SpaceKind.CLASSROOM if self.use is Use.CLASS else SpaceKind.HOUSEHOLD

    @property
    def language(self) -> str:
        """BCP 47 tag of the letters to begin with."""
        return self._offers[max(0, self._languages.checkedId())].language

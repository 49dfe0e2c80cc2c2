"""Step one: who will use it, and which letters first."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from app.learning.people import SpaceKind
from app.ui.people.choice import Choice, Sign
from app.ui.welcome.language_choice import LanguageChoice
from app.ui.widgets.buttons import QuietButton
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from app.services.languages import LanguageOffer
    from app.ui.theme import Theme


class Use(StrEnum):
    """Who will use it."""

    FAMILY = "family"
    CLASS = "class"
    LOOKING = "looking"


class PlaceStep(QWidget):
    """Its answers are `use` and `language`, which stand in the order of `offers`; `join` is the way for somebody who was invited."""

    def __init__(self, theme: Theme, offers: Sequence[LanguageOffer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._uses = theme, QButtonGroup(self)
        self._languages = LanguageChoice(theme, offers)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Label(theme, tr("Who will use it?"), "title-2"))
        column.addLayout(self._choose_use())
        self.join = QuietButton(theme, tr("I was invited: join a shared space"), "link")
        line = QHBoxLayout()
        line.addWidget(self.join)
        line.addStretch(1)
        column.addLayout(line)
        column.addSpacing(8)
        column.addWidget(self._languages)
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
        return self._languages.language

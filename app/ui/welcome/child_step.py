"""Step three: the first child."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.learning.problems import Problem
from app.services.children import NewChild
from app.ui.people.child_form import ChildForm
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from app.services.languages import LanguageOffer
    from app.ui.people.avatar_picker import AvatarPicker
    from app.ui.people.birth_month import BirthMonth
    from app.ui.theme import Theme


class ChildStep(QWidget):
    """Its answer is `child`."""

    def __init__(self, theme: Theme, offers: Sequence[LanguageOffer], language: str, avatar: AvatarPicker, born: BirthMonth) -> None:
        super().__init__()
        self._form = ChildForm(theme, NewChild("", languages=(language,)), offers, avatar, born)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(Label(theme, tr("Who will play first?"), "title-2"))
        column.addWidget(self._form)
        column.addStretch(1)
        self.setFocusProxy(self._form)

    @property
    def child(self) -> NewChild:
        """The child as filled in."""
        return self._form.filled()

    def show_problem(self, problem: Problem | None) -> bool:
        """Say what is wrong beside its field. False when no field of this step is to blame."""
        return self._form.show_problem(problem)

"""Where a card says what went wrong that is about none of its fields: it covers nothing, and stays beside what caused it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from app.ui.announcing import announce
from app.ui.widgets.banner import Banner
from app.ui.words import sentence_of

if TYPE_CHECKING:
    from app.learning.problems import Problem
    from app.ui.theme import Theme


class ProblemRoom(QVBoxLayout):
    """Empty, or one banner."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._banner: Banner | None = None

    def show_problem(self, problem: Problem | None) -> None:
        """Say it instead of what was said before; None says nothing any more."""
        if self._banner is not None:
            self.removeWidget(self._banner)
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = None
        if problem is not None:
            sentence = sentence_of(problem)
            self._banner = Banner(self._theme, "hand", sentence.text, sentence.help, "clay")
            self.addWidget(self._banner)
            announce(self._banner, self._banner.accessibleName())

"""A row of a list: what it is about, some notes, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.linking.spread import Spread
from app.ui.widgets.label import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.ui.theme import Theme


class LineRow(Spread):
    """A title and notes below it; the rest is as in `Spread`."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        notes: Sequence[str] = (),
        ends: Sequence[QWidget] = (),
        sign: QWidget | None = None,
        parted: bool = False,
    ) -> None:
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 9, 0, 9)
        column.setSpacing(1)
        column.addStretch(1)
        column.addWidget(Label(theme, title, "label", wrap=True))
        for note in notes:
            column.addWidget(Label(theme, note, "small", "ink-soft", wrap=True))
        column.addStretch(1)
        super().__init__(theme, words, ends, sign, parted)

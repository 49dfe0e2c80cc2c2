"""Rows of settings: what it is, a line about it, and its control at the end; below each other where there is little room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.looking.flow import EvenGrid
from app.ui.widgets.fields import SelectBox
from app.ui.widgets.label import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ui.theme import Theme

_LEAST = 300  # px for each half at usual text


class SettingRow(EvenGrid):
    """`controls` beside the words about them."""

    def __init__(self, theme: Theme, label: str, note: str, *controls: QWidget) -> None:
        words, acts = QWidget(), QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(1)
        column.addStretch(1)
        column.addWidget(Label(theme, label, "label"))
        if note:
            column.addWidget(Label(theme, note, "small", "ink-soft", wrap=True))
        column.addStretch(1)
        row = QHBoxLayout(acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for control in controls:
            row.addWidget(control)
        row.addStretch(1)
        super().__init__((words, acts), round(_LEAST * theme.text_size), 14)


def select(theme: Theme, name: str, choices: Sequence[tuple[str, str]], on: str, then: Callable[[str], None]) -> SelectBox:
    """A list of (value, words) that calls `then` with the value a person chooses."""
    box = SelectBox(theme, name)
    for value, words in choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(on)))
    box.activated.connect(lambda _: then(str(box.currentData())))
    return box

"""The head of a grown-up page: its title, one line about it, and what can be done at its end."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme import Theme
from app.ui.widgets.buttons import PlainButton
from app.ui.widgets.label import Label


class TopBar(QWidget):
    """Title and note; add controls to the end with `add`. `back_button` is there when a name for it was given."""

    def __init__(self, theme: Theme, title: str, note: str = "", back_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.back_button: PlainButton | None = None
        if back_name:
            self.back_button = PlainButton(theme, "", "arrow-left", back_name)
            row.addWidget(self.back_button)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = Label(theme, title, "title-1")
        self.note = Label(theme, note, "body", "ink-soft")
        self.note.setVisible(bool(note))
        words.addWidget(self.title)
        words.addWidget(self.note)
        row.addLayout(words, 1)
        self._row = row

    def set_words(self, title: str, note: str = "") -> None:
        """Another title and line."""
        self.title.set_text(title)
        self.note.set_text(note)
        self.note.setVisible(bool(note))

    def add(self, widget: QWidget) -> None:
        """Put a control at the end."""
        self._row.addWidget(widget)

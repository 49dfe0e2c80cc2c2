"""A button for what cannot be taken back: the first press asks, the second one does it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.ui.theme import Theme
from app.ui.widgets.buttons import PlainButton

_ASKS_MS = 6000  # after this it takes the question back


class SureButton(PlainButton):
    """`sure` is sent by the second press. `question` stands on the button in between, and is read out."""

    sure = Signal()

    def __init__(
        self, theme: Theme, label: str, question: str, icon: str | None = None, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, label, icon, name, parent)
        self._label, self._name, self._question = label, name or label, question
        self._asks = QTimer(self, singleShot=True, interval=_ASKS_MS)
        self._asks.timeout.connect(lambda: self.set_label(self._label, self._name))
        self.clicked.connect(self._pressed)

    def _pressed(self) -> None:
        if self._asks.isActive():
            self._asks.stop()
            self.set_label(self._label, self._name)
            self.sure.emit()
        else:
            self._asks.start()
            self.set_label(self._question)

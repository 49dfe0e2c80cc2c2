"""Something with a panel beside it; where there is little room, they stand below one another. Never over."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

PANEL = 316  # px (visual language, section 3)
_BESIDE_FROM = 940  # px of the page, at usual text: a window of 1100 with its rail folded
_ANY = 16_777_215  # Qt's word for "no limit"


class Split(QWidget):
    """`main` with `panel` beside it, or before it (`first`). The panel keeps its width, grown with the text."""

    def __init__(
        self, main: QWidget, panel: QWidget, text_size: float, first: bool = False, panel_width: int = PANEL, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._panel, self._size, self._wide = panel, max(1.0, text_size), panel_width
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(14)
        for part in (panel, main) if first else (main, panel):
            self._box.addWidget(part, 0 if part is panel else 1)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        self._place(beside=True)

    @property
    def beside(self) -> bool:
        """Whether the panel stands beside, not below."""
        return self._box.direction() == QBoxLayout.Direction.LeftToRight

    def _place(self, beside: bool) -> None:
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        wide = round(self._wide * min(1.25, self._size))
        self._panel.setMinimumWidth(wide if beside else 0)
        self._panel.setMaximumWidth(wide if beside else _ANY)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside or below."""
        super().resizeEvent(event)
        beside = self.width() >= _BESIDE_FROM * self._size
        if beside != self.beside:
            self._place(beside)

"""The place beside a tree where one panel stands. It scrolls by itself: the tree stays where it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget


class Beside(QScrollArea):
    """`put` shows another panel; the keys stay with the control of the same name, or go to what `otherwise` gives."""

    def __init__(self, otherwise: Callable[[], QWidget]) -> None:
        super().__init__()
        self._otherwise = otherwise
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = QWidget()
        self.setWidget(self._inner)
        self._room = QVBoxLayout(self._inner)
        self._room.setContentsMargins(0, 0, 0, 0)

    def put(self, panel: QWidget) -> None:
        """Show a panel instead of the one that is there."""
        focused = self.window().focusWidget()
        held = focused is not None and self.isAncestorOf(focused)
        name = focused.accessibleName() if focused is not None and held else ""
        if held:
            self._otherwise().setFocus(Qt.FocusReason.OtherFocusReason)
        while (item := self._room.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._room.addWidget(panel)
        panel.show()  # at once: a panel that is shown later cannot take the focus now
        same = next((one for one in panel.findChildren(QWidget) if name and one.accessibleName() == name and one.isEnabled()), None)
        if same is not None:
            same.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_keys(self) -> None:
        """Give the keys to the first control of the panel."""
        for control in self._inner.findChildren(QWidget):
            if control.isVisible() and control.isEnabled() and control.focusPolicy() & Qt.FocusPolicy.TabFocus:
                control.setFocus(Qt.FocusReason.TabFocusReason)
                return

"""A chip: mark, word and number. As a filter it can be pressed."""

import math

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.painting.brush import Brush
from app.ui.painting.lettering import shown
from app.ui.painting.shapes import rounded
from app.ui.painting.tree_state import TONES, TreeState, state_mark
from app.ui.theme import Theme
from app.ui.widgets.pressable import Pressable


class Chip(Pressable):
    """`tone` is a strong colour's name (seed, sun, primary, water, bloom, clay, plum); a `state` brings its own mark and tone.

    `pressable` chips are filters of 40 px that can be checked; others are labels of 26 px without focus.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        tone: str = "seed",
        icon: str | None = None,
        state: TreeState | None = None,
        pressable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, text, parent)
        self._tone, self._icon_name, self._state, self._pressable = TONES[state] if state else tone, icon, state, pressable
        self.setText(text)
        self.setCheckable(pressable)
        if not pressable:
            self.setFocusPolicy(self.focusPolicy().NoFocus)
            self.unsetCursor()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        """Say something else."""
        self.setText(text)
        self.setAccessibleName(shown(text, 600))
        self.updateGeometry()
        self.update()

    def hitButton(self, pos: object) -> bool:
        """Labels are not pressed."""
        return self._pressable and super().hitButton(pos)  # type: ignore[arg-type]  # Qt passes a QPoint

    def _lead(self) -> float:
        return 20.0 if self._icon_name or self._state else 0.0

    def sizeHint(self) -> QSize:
        """Mark and word."""
        text = shown(self.text(), 60)
        height = max(26.0, self.theme.role("small").line + 8)
        width = self.theme.width("small", text) + 23 + self._lead()
        return QSize(math.ceil(width), round(max(height, 40.0) if self._pressable else height))

    def minimumSizeHint(self) -> QSize:
        """A long word may be elided."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), 120), hint.height())

    def focus_shape(self) -> QPainterPath:
        """The pill."""
        return rounded(0, 0, self.width(), self.height(), self.height() / 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Pill, mark, word; a checked one has a ring."""
        del event
        w, h = float(self.width()), float(self.height())
        ink = f"on-{self._tone}-soft"
        on = self.isChecked()
        with Brush.on(self, self.theme) as brush:
            edge = ink if on or brush.flat or (self._pressable and self.underMouse()) else None
            brush.box(0, 0, w, h, h / 2, f"{self._tone}-soft", edge, 2.5 if on else 1.5)
            x = w - 18 if self.rtl else 18
            if self._state:
                state_mark(brush, x, h / 2, 16, self._state, ink if self._state is not TreeState.BLOOMED else None)
            elif self._icon_name:
                brush.icon(self._icon_name, x, h / 2, 15, ink, 2.2)
            lead = self._lead()
            brush.text(QRectF(11 if self.rtl else 11 + lead, 0, w - 22 - lead + 1, h), shown(self.text(), 60), "small", ink)


class StateMark(QWidget):
    """The sign of a state alone, `size` px across, with the word for it in tip and name."""

    def __init__(self, theme: Theme, state: TreeState, word: str, size: float = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._state, self._size = theme, state, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state(state, word)

    def set_state(self, state: TreeState, word: str) -> None:
        """Show another state."""
        self._state = state
        self.setAccessibleName(word)
        self.setToolTip(word)
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(round(self._size), round(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sign."""
        del event
        with Brush.on(self, self.theme) as brush:
            state_mark(brush, self.width() / 2, self.height() / 2, self._size, self._state)

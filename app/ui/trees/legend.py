"""What the colours mean and how many skills there are of each, and what the lines mean. A press on a class shows only that one."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.learning.skills import Aspect
from app.ui.looking import wording
from app.ui.looking.flow import Flow
from app.ui.painting.brush import Brush
from app.ui.painting.shapes import rounded
from app.ui.painting.tree_state import state_mark
from app.ui.trees import colouring
from app.ui.trees.colouring import Colouring
from app.ui.widgets.label import Label
from app.ui.widgets.pressable import Pressable
from app.ui.words import tr

if TYPE_CHECKING:
    from app.ui.theme import Theme
    from app.ui.trees.drawing import Drawing

_MARK = 18.0


class _ClassChip(Pressable):
    """The sign of a class, or a piece of its colour, with its word and how many there are."""

    def __init__(self, theme: Theme, drawing: Drawing, place: int, word: str, count: int) -> None:
        super().__init__(theme, tr("{word}: {count}", word=word, count=count))
        self._look = colouring.looks(drawing.by, theme.flat)[place]
        self._state = colouring.state_of_class(place) if drawing.by is Colouring.MASTERY and place < len(wording.STATES) else None
        self.setText(f"{word} {count}")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(math.ceil(self.theme.width("small", self.text())) + 46, max(32, round(self.theme.role("small").line + 14)))

    def focus_shape(self) -> QPainterPath:
        return rounded(0, 0, self.width(), self.height(), self.height() / 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        w, h, on = float(self.width()), float(self.height()), self.isChecked()
        with Brush.on(self, self.theme) as brush:
            ground = "primary-soft" if on and not brush.flat else "surface"
            brush.box(0, 0, w, h, h / 2, ground, "primary" if on else "line-strong" if self.underMouse() else "line", 2 if on else 1.3)
            x = w - 20 if self.rtl else 20
            if self._state is not None:
                state_mark(brush, x, h / 2, _MARK, self._state)
            else:
                brush.box(x - 8, h / 2 - 8, 16, 16, 5, self._look.ground, self._look.edge, 1.4)
            ink = "on-primary-soft" if on and not brush.flat else "ink"
            brush.text(QRectF(10 if self.rtl else 34, 0, w - 44, h), self.text(), "small", ink)


class _LineSample(QWidget):
    """A piece of a line, or the icon of an aspect."""

    def __init__(self, theme: Theme, use: str, width: float = 2.0, dash: tuple[float, float] | None = None, icon: str = "") -> None:
        super().__init__()
        self.theme, self._what = theme, (use, width, dash, icon)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(18 if self._what[3] else 28, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        use, width, dash, icon = self._what
        with Brush.on(self, self.theme) as brush:
            if icon:
                brush.icon(icon, 9, 9, 16, use, 2.2)
                return
            path = QPainterPath()
            path.moveTo(2, 9)
            path.lineTo(26, 9)
            brush.line(path, use, width, dash)


class Legend(QWidget):
    """`filtered` is sent with the place of the class that alone is to be shown, or None for all."""

    filtered = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._flow = Flow(6)
        self.setLayout(self._flow)
        self._chips: list[_ClassChip] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_drawing(self, drawing: Drawing, counts: list[int]) -> None:
        """Follow another drawing; what was chosen to be shown alone is let go."""
        _emptied(self._flow)
        words = (*colouring.words(drawing.by), tr("Left out"))
        self._chips = []
        if drawing.shape.view.child is not None:
            for place, (word, count) in enumerate(zip(words, counts, strict=True)):
                if count or place < len(words) - 1:
                    chip = _ClassChip(self.theme, drawing, place, word, count)
                    chip.clicked.connect(partial(self._press, place, chip))
                    self._chips.append(chip)
                    self._flow.addWidget(chip)

    def clear(self) -> None:
        """Show all again."""
        for chip in self._chips:
            chip.setChecked(False)

    def _press(self, place: int, chip: _ClassChip, _checked: bool = False) -> None:
        for other in self._chips:
            other.setChecked(other is chip and chip.isChecked())
        self.filtered.emit(place if chip.isChecked() else None)


class LineLegend(QWidget):
    """What the lines mean, and the small signs at the foot of letters."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._flow = Flow(2)
        self.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_drawing(self, drawing: Drawing) -> None:
        """Follow another drawing."""
        _emptied(self._flow)
        for entry in self._entries(drawing):
            self._flow.addWidget(entry)

    def _entries(self, drawing: Drawing) -> list[QWidget]:
        view, theme = drawing.shape.view, self.theme
        entries = [
            _entry(theme, _LineSample(theme, "heat-2"), tr("open")),
            _entry(theme, _LineSample(theme, "line-strong", dash=(3, 2.4)), tr("not open yet")),
        ]
        if view.path:
            steps = len(view.path)
            entries.append(_entry(theme, _LineSample(theme, "bloom", 3), tr("to the goal: {count} steps", count=steps)))
        if view.aside:
            entries.append(_entry(theme, _LineSample(theme, "clay", dash=(1.5, 3)), tr("set aside: it closes a circle")))
        aspects = {skill.aspect for skill in view.tree.skills if skill.letter}
        for aspect in Aspect:
            if aspect in aspects:
                entries.append(_entry(theme, _LineSample(theme, "ink-soft", icon=wording.aspect_icon(aspect)), wording.aspect(aspect)))
        return entries


def _entry(theme: Theme, sample: QWidget, words: str) -> QWidget:
    entry = QWidget()
    row = QHBoxLayout(entry)
    row.setContentsMargins(0, 2, 8, 2)
    row.setSpacing(5)
    row.addWidget(sample)
    row.addWidget(Label(theme, words, "small", "ink-soft"))
    return entry


def _emptied(flow: Flow) -> None:
    while (item := flow.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()

"""A train of letters: an engine and its waggons, one of them waiting for its letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from app.learning.people import Letterform
from app.ui.painting.brush import Brush
from app.ui.painting.pictures import painted
from app.ui.painting.waggons import ROOF, draw_engine, draw_rails, draw_waggon
from app.ui.words import tr

if TYPE_CHECKING:
    from app.ui.theme import Theme

_AROUND = 20  # px for shadow and smoke


class Train(QWidget):
    """Shows the row of a round; `board` fills the empty waggon."""

    ROOF: ClassVar[float] = ROOF  # the share of its height at which a roof is

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._row: tuple[str, ...] = ()
        self._boarded = ""
        self._script, self._letterform, self._leftwards = "Latn", Letterform.SCHOOL, False
        self._box = QRectF(0, 0, 800, 160)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def couple(self, row: tuple[str, ...], leftwards: bool, script: str, letterform: Letterform) -> None:
        """A train with these letters, "" for the empty waggon; `leftwards` where the script runs from right to left."""
        self._row, self._boarded, self._leftwards = row, "", leftwards
        self._script, self._letterform = script, letterform
        self._name()
        self.show()
        self.update()

    def board(self, letter: str) -> None:
        """The letter is in its waggon."""
        self._boarded = letter
        self._name()
        self.update()

    def _name(self) -> None:
        letters = ", ".join(text or self._boarded or tr("an empty waggon") for text in self._row)
        self.setAccessibleName(tr("Train: {letters}", letters=letters))

    def lay(self, box: QRectF) -> None:
        """Take `box` of the parent."""
        whole = box.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND).toAlignedRect()
        self.setGeometry(whole)
        self._box = box.translated(-QRectF(whole).topLeft())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """From the cache."""
        del event
        key = ("train", self._row, self._boarded, self._script, self._letterform, self._leftwards)
        picture = painted(key, self.width(), self.height(), self.devicePixelRatioF(), self.theme, self._draw)
        with Brush.on(self, self.theme) as brush:
            brush.painter.drawPixmap(0, 0, picture)

    def _draw(self, brush: Brush) -> None:
        """Rails, engine, waggons."""
        box, cells = self._box, len(self._row) + 1
        cell = box.width() / cells
        draw_rails(brush, box)
        for place, text in enumerate(("", *self._row)):
            x = box.right() - (place + 1) * cell if self._leftwards else box.left() + place * cell
            at = QRectF(x, box.top(), cell, box.height())
            if place == 0:
                draw_engine(brush, at, self._leftwards)
            else:
                draw_waggon(brush, at, place, text or self._boarded, not text, self._script, self._letterform)

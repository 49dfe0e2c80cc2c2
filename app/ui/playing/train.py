"""A train of letters: an engine and its waggons, one of them waiting for its letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from app.learning.people import Letterform
from app.ui.painting.brush import Brush
from app.ui.painting.studio import studio
from app.ui.painting.waggons import ROOF, draw_train
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

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
        self._shown: QPixmap | None = None
        studio().done.connect(self._arrived)
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

    def _key(self) -> tuple[object, ...]:
        return ("train", self._row, self._boarded, self._script, self._letterform, self._leftwards)

    def _arrived(self, key: object) -> None:
        if key == self._key():
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """From the studio, which paints it in a thread of its own (20 ms); until then the train before stays."""
        del event
        picture = studio().ask(self._key(), self.width(), self.height(), self.devicePixelRatioF(), self.theme, self._drawing())
        if picture is not None:
            self._shown = picture
        if self._shown is not None and self._shown.deviceIndependentSize().toSize() == self.size():
            with Brush.on(self, self.theme) as brush:
                brush.painter.drawPixmap(0, 0, self._shown)

    def _drawing(self) -> Callable[[Brush], None]:
        """How this train is drawn, with what it is now: the thread must not look at a widget."""
        row, boarded, script, form, leftwards, box = self._row, self._boarded, self._script, self._letterform, self._leftwards, self._box
        return lambda brush: draw_train(brush, box, row, boarded, leftwards, script, form)

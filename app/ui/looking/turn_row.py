"""One turn of a play session: what was asked, the tiles as they lay, what was pressed, and how it went. In shapes as well as colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.learning.people import Letterform
from app.ui.painting.brush import Brush
from app.ui.painting.glyphs import fitted_px
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from app.ui.looking.turns import Turn
    from app.ui.theme import Theme

_TILE, _GAP, _FOOT = 44, 8, 18


class _Tiles(QWidget):
    """The tiles: a right one has a thick edge and a tick below it, others that were pressed lie flat with the number of the press."""

    def __init__(self, theme: Theme, turn: Turn, script: str, form: Letterform) -> None:
        super().__init__()
        self.theme, self._turn, self._script, self._form = theme, turn, script, form
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(len(self._turn.tiles) * (_TILE + _GAP) - _GAP, _TILE + _FOOT)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        with Brush.on(self, self.theme) as brush:
            for place, letter in enumerate(self._turn.tiles):
                x = place * (_TILE + _GAP)
                self._draw(brush, self.width() - x - _TILE if rtl else x, letter)

    def _draw(self, brush: Brush, x: float, letter: str) -> None:
        pressed = [press.try_number for press in self._turn.presses if press.answered == letter]
        right = any(press.correct for press in self._turn.presses if press.answered == letter)
        ground, ink, edge, width = "surface", "ink", "line", 1.2
        if right:
            ground, ink, edge, width = "primary-soft", "on-primary-soft", "primary", 2.5
        elif pressed:
            ground, ink, edge, width = "sunken", "ink-quiet", "line-strong", 1.2
        brush.box(x, 0, _TILE, _TILE, 10, ground, edge, width)
        px = fitted_px(letter, 26, _TILE * 0.74, _TILE * 0.66, self._script, self._form)
        brush.letter(letter, x + _TILE / 2, _TILE / 2, px, ink, self._script, self._form)
        if right:
            brush.icon("check", x + _TILE / 2, _TILE + 9, 15, "primary", 3)
        elif pressed:
            foot = QRectF(x, _TILE + 1, _TILE, _FOOT - 2)
            brush.segment(x + 8, _TILE - 7, x + _TILE - 8, _TILE - 7, "line-strong", 2)
            brush.text(foot, tr("{number}.", number=pressed[0]), "caption", "ink-soft", Qt.AlignmentFlag.AlignHCenter)


class _Asked(QWidget):
    """The picture of the word that was asked, or a speaker where only a sound was."""

    def __init__(self, theme: Theme, picture: str) -> None:
        super().__init__()
        self.theme, self._picture = theme, picture
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(52, 52)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with Brush.on(self, self.theme) as brush:
            brush.box(0, 0, 52, 52, 14, "sunken", "line" if brush.flat else None, 1.5)
            if self._picture:
                brush.picture(self._picture, 26, 26, 32)
            else:
                brush.icon("ear", 26, 26, 26, "ink-soft")


class TurnRow(QWidget):
    """Read out as one sentence: "Turn 3: n was asked. m, then n was pressed. Right at the second try, with help, 8 seconds"."""

    def __init__(self, theme: Theme, turn: Turn, script: str, form: Letterform) -> None:
        super().__init__()
        self.theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(14)
        number = Label(theme, str(turn.number), "label", "ink-quiet")
        number.setFixedWidth(round(24 * max(1.0, theme.text_size)))
        row.addWidget(number)
        row.addWidget(_Asked(theme, turn.picture))
        words = QVBoxLayout()
        words.setSpacing(0)
        asked = tr("{letter}, {word}", letter=turn.asked, word=turn.word) if turn.word else turn.asked
        words.addWidget(Label(theme, asked, "title-3"))
        words.addWidget(Label(theme, said(turn), "small", "ink-soft", wrap=True))
        row.addLayout(words, 1)
        row.addWidget(_Tiles(theme, turn, script, form))
        pressed = tr(", then ").join(press.answered for press in turn.presses)
        sentence = tr("Turn {number}: {asked} was asked. {pressed} was pressed. {how}", number=turn.number, asked=asked,
                      pressed=pressed, how=said(turn))  # fmt: skip
        self.setAccessibleName(sentence)


def said(turn: Turn) -> str:
    """How a turn went: right or not this one, with help or alone, and how long it took."""
    tries = len(turn.presses)
    if not turn.presses[-1].correct:
        how = tr("not this one yet")
    elif turn.right_first:
        how = tr("right at once")
    elif tries == 1:
        how = tr("right")
    else:
        how = tr("right at try {count}", count=tries)
    help_ = tr("with help") if turn.aided else tr("alone")
    seconds = max(1, round(turn.took.total_seconds()))
    return tr("{how}, {help}, {seconds} s", how=how[:1].upper() + how[1:], help=help_, seconds=seconds)

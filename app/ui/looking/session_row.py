"""One play session in the list of the last ones."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, QTime
from PySide6.QtGui import QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.learning.mastery import Game
from app.ui.looking import wording
from app.ui.painting.brush import Brush
from app.ui.painting.shapes import rounded
from app.ui.people import saying
from app.ui.widgets.pressable import Pressable
from app.ui.words import tr

if TYPE_CHECKING:
    from app.services.looking import SessionSummary
    from app.ui.theme import Theme

_ICONS = {
    Game.LISTEN_AND_FIND: "ear", Game.PICTURE_TO_LETTER: "search", Game.ODD_ONE_OUT: "eye", Game.LETTER_PAIRS: "grid",
    Game.ALPHABET_TRAIN: "arrow-right", Game.TRACE: "pencil", Game.LETTER_HUNT: "target", Game.LETTERS_HOME: "home",
    Game.BUILD_WORD: "text-spacing",
}  # fmt: skip
_PAD, _SIGN, _SEED = 12.0, 40.0, 11.0


class SessionRow(Pressable):
    """Press it to see every turn. Each right turn is a full disc, each other one an open ring."""

    def __init__(self, theme: Theme, session: SessionSummary, today: date, parent: QWidget | None = None) -> None:
        when = wording.when(session.started_at.date(), today)
        clock = QLocale().toString(QTime(session.started_at.hour, session.started_at.minute), "HH:mm")
        self._title = saying.game(session.game)
        self._note = tr("{day} {time}, {long}", day=when, time=clock, long=wording.short_minutes(session.took))
        self._right = tr("{right} of {total} at once", right=session.right, total=session.total)
        self._session = session
        if not session.finished:
            self._note = tr("{note}; not ended", note=self._note)
        super().__init__(theme, f"{self._title}. {self._note}. {self._right}", parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Two lines."""
        lines = self.theme.role("label").line + self.theme.role("small").line
        return QSize(320, round(max(_SIGN, lines) + 2 * _PAD))

    def minimumSizeHint(self) -> QSize:
        """The words give way."""
        return QSize(220, self.sizeHint().height())

    def focus_shape(self) -> QPainterPath:
        """The row."""
        return rounded(0, 0, self.width(), self.height(), 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, sign, words, discs."""
        del event
        w, h, on = float(self.width()), float(self.height()), self.isChecked()
        with Brush.on(self, self.theme) as brush:
            if on:
                brush.box(0, 0, w, h, 14, "primary-soft", "primary", 2)
            elif self.underMouse():
                brush.box(0, 0, w, h, 14, "sunken", "line" if brush.flat else None, 1.5)
            x = w - _PAD - _SIGN / 2 if self.rtl else _PAD + _SIGN / 2
            brush.dot(x, h / 2, _SIGN / 2, "surface" if on else "primary-soft", "primary" if brush.flat else None, 2)
            brush.icon(_ICONS[self._session.game], x, h / 2, 21, "primary")
            shares = self._draw_share(brush, w, h, "on-primary-soft" if on else "ink")
            left = _PAD + shares if self.rtl else 2 * _PAD + _SIGN
            room = w - 3 * _PAD - _SIGN - shares
            align = Qt.AlignmentFlag.AlignRight if self.rtl else Qt.AlignmentFlag.AlignLeft
            first, second = self.theme.role("label").line, self.theme.role("small").line
            top = (h - first - second) / 2
            ink = "on-primary-soft" if on else "ink"
            brush.text(QRectF(left, top, room, first), self._title, "label", ink, align)
            brush.text(QRectF(left, top + first, room, second), self._note, "small", ink if on else "ink-soft", align)

    def _draw_share(self, brush: Brush, w: float, h: float, ink: str) -> float:
        """The turns as discs with the figure below them, at the end of the row. Returns their width."""
        total, right = min(self._session.total, 12), min(self._session.right, 12)
        figure = self.theme.metrics("caption").horizontalAdvance(self._right) + 2
        wide = max(total * (_SEED + 2), figure) + _PAD
        line = self.theme.role("caption").line
        top = (h - _SEED - 6 - line) / 2
        for place in range(total):
            x = _SEED / 2 + place * (_SEED + 2) + _PAD
            x = x if self.rtl else w - x
            place_from_start = total - 1 - place
            if place_from_start < right:
                brush.dot(x, top + _SEED / 2, _SEED / 2 - 1, "primary")
            else:
                brush.dot(x, top + _SEED / 2, _SEED / 2 - 1.8, None, "line-strong", 1.6)
        box = QRectF(_PAD if self.rtl else w - _PAD - figure, top + _SEED + 6, figure, line)
        brush.text(box, self._right, "caption", ink, Qt.AlignmentFlag.AlignLeft if self.rtl else Qt.AlignmentFlag.AlignRight)
        return wide

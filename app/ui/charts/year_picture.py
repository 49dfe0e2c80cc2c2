"""The year picture: a square for each day, larger the longer it was, so that it reads without colour.

Arrow keys go from day to day and say each; the same stands in a table beside it (`app.ui.looking.year_card`).
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFocusEvent, QHelpEvent, QKeyEvent, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.ui.charts.year import WEEKS, YearOfDays
from app.ui.painting.brush import Brush
from app.ui.painting.shapes import rounded
from app.ui.people import saying
from app.ui.words import tr

if TYPE_CHECKING:
    from app.ui.theme import Theme

_SHARES = (0.18, 0.44, 0.60, 0.76, 0.90)  # of a cell, by size
_LARGEST = 20.0
_NAMED = (0, 2, 4, 6)  # the weekdays that have their names beside them


class YearPicture(QWidget):
    """`name` is the year in one sentence. The width decides how large its squares are."""

    def __init__(self, theme: Theme, year: YearOfDays, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._year, self._name = theme, year, name
        self._at: date | None = None
        self._lead = max(theme.width("caption", _weekday(day)) for day in _NAMED) + 10
        self._laid: tuple[tuple[int, bool], dict[str, QPainterPath]] | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _cell(self, width: float) -> float:
        return min(_LARGEST * max(1.0, self.theme.text_size), (width - self._lead) / WEEKS)

    def _top(self) -> float:
        return self.theme.role("caption").line + 4

    def sizeHint(self) -> QSize:
        """Squares of 14 px."""
        width = round(self._lead + WEEKS * 14)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Squares of 6 px."""
        return QSize(round(self._lead + WEEKS * 6), self.heightForWidth(round(self._lead + WEEKS * 6)))

    def heightForWidth(self, width: int) -> int:
        """Seven rows and the months above them."""
        return round(self._top() + 7 * self._cell(width)) + 2

    def focus_shape(self) -> QPainterPath:
        """The whole picture."""
        return rounded(-2, -2, self.width() + 4, self.height() + 4, 8)

    def _box(self, week: int, weekday: int) -> QRectF:
        cell = self._cell(self.width())
        x = self._lead + week * cell
        if self._rtl:
            x = self.width() - x - cell
        return QRectF(x, self._top() + weekday * cell, cell, cell)

    @property
    def _rtl(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _day_at(self, point: QPointF) -> date | None:
        cell = self._cell(self.width())
        along = self.width() - point.x() if self._rtl else point.x()
        return self._year.day(int((along - self._lead) // cell), int((point.y() - self._top()) // cell))

    def say(self, day: date) -> str:
        """A day and what was played on it, in words."""
        when = QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)
        played = self._year.played.get(day)
        return tr("{day}: {much}", day=when, much=tr("no play") if played is None else saying.minutes(played))

    # Qt

    def event(self, event: QEvent) -> bool:
        """The tip says the day under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self._day_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.say(day) if day else "", self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go by days and weeks, Home and End to the first and last day."""
        ahead = -7 if self._rtl else 7
        steps = {Qt.Key.Key_Right: ahead, Qt.Key.Key_Left: -ahead, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in steps:
            self._go((self._at or self._year.today) + timedelta(days=steps[key] if self._at else 0))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._go(self._year.first if key == Qt.Key.Key_Home else self._year.today)
        else:
            super().keyPressEvent(event)

    def _go(self, day: date) -> None:
        self._at = min(max(day, self._year.first), self._year.today)
        self.setAccessibleName(self.say(self._at))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.setAccessibleDescription(self._name)
        box = self._box(*self._year.place(self._at))
        QToolTip.showText(self.mapToGlobal(box.bottomRight().toPoint()), self.say(self._at), self)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No day is chosen any more."""
        super().focusOutEvent(event)
        self._at = None
        self.setAccessibleName(self._name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Months, weekdays, squares."""
        del event
        with Brush.on(self, self.theme) as brush:
            self._draw_words(brush)
            for colour, squares in self._squares().items():
                brush.fill(squares, colour)
            ring = self._box(*self._year.place(self._at or self._year.today)).adjusted(0.5, 0.5, -0.5, -0.5)
            brush.box(ring.x(), ring.y(), ring.width(), ring.height(), 4, None, "focus" if self._at else "ink", 2)

    def _squares(self) -> dict[str, QPainterPath]:
        """The squares of one colour as one shape, for the present width: 371 single ones would take longer than a frame."""
        asked = (self.width(), self._rtl)
        if self._laid is None or self._laid[0] != asked:
            shapes: dict[str, QPainterPath] = {}
            for week, weekday in product(range(WEEKS), range(7)):
                day = self._year.day(week, weekday)
                if day is not None:
                    size, box = self._year.size(day), self._box(week, weekday)
                    side = max(2.0, box.width() * _SHARES[size])
                    x, y, r = box.center().x() - side / 2, box.center().y() - side / 2, side * 0.28
                    shape = shapes.setdefault(f"heat-{size}" if size or not self.theme.flat else "line", QPainterPath())
                    shape.addRoundedRect(x, y, side, side, r, r)
            self._laid = asked, shapes
        return self._laid[1]

    def _draw_words(self, brush: Brush) -> None:
        line = self.theme.role("caption").line
        align = Qt.AlignmentFlag.AlignRight if self._rtl else Qt.AlignmentFlag.AlignLeft
        wide = self._cell(self.width()) * 4
        for week, month in self._year.months:
            left = self._box(week, 0)
            x = left.right() - wide if self._rtl else left.left()
            name = QLocale().standaloneMonthName(month, QLocale.FormatType.ShortFormat)
            brush.text(QRectF(x, 0, wide, line), name, "caption", "ink-soft", align)
        for weekday in _NAMED:
            box = self._box(0, weekday)
            x = self.width() - self._lead if self._rtl else 0.0
            brush.text(QRectF(x, box.center().y() - line / 2, self._lead, line), _weekday(weekday), "caption", "ink-soft", align)


def _weekday(day: int) -> str:
    """The short name of a weekday, Monday is 0."""
    return QLocale().standaloneDayName(day + 1, QLocale.FormatType.ShortFormat)

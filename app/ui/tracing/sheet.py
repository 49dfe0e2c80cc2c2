"""The sheet that a child writes on: guided in the letter's channel, or free on empty lines.

What is drawn is kept in the raster's units, so that a window that changes its size changes nothing. The sheet says when the letter has been
gone along (`completed`) and when something was drawn freely (`drew`); what that means is the page's business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.learning.corridor import Corridor, Point
from app.learning.people import Letterform
from app.ui.painting.brush import Brush
from app.ui.painting.parts import child_focus
from app.ui.painting.pictures import painted
from app.ui.painting.shapes import rounded
from app.ui.tracing import sheet_picture, signs
from app.ui.tracing.hold import HeldPen
from app.ui.tracing.placing import Placed
from app.ui.tracing.raster import SIDE
from app.ui.tracing.vine import Vine

if TYPE_CHECKING:
    from app.learning.tracing_guide import Guide
    from app.ui.theme import Theme

_CORRIDOR = 0.8  # of a stroke's width to either side: 1.6 strokes wide
_LEAST_HALF, _START = 22.0, 40.0  # px
_NEAR = 2.0  # px: a pen that moved less has not moved
_MOST_POINTS = 6_000  # of one sheet: a pen left on a shaking table fills no memory
_FREE_LINE, _GUIDED_SHARE = 22.0, 0.74  # px; share of the letter's own stroke
_MARGIN = 64.0  # px round the letter
_WATCH_MS = 14  # for each point of a line
_FADES_MS = 700
_PALE = 0.35


class Sheet(QWidget):
    """Paper, letter, vine. Place it with `spread`."""

    completed = Signal()
    drew = Signal()
    asked_to_guide = Signal()  # Space was held where no channel is shown yet

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._text, self._script, self._letterform = "", "Latn", Letterform.SCHOOL
        self._guided, self._open, self._yes = False, False, False
        self._guide: Guide | None = None
        self._corridor: Corridor | None = None
        self._ink: list[list[Point]] = []
        self._last = QPointF()
        self._drawing = False
        self._vine: Vine | None = None
        self._fading = QTimer(self, singleShot=True, interval=_FADES_MS)
        self._fading.timeout.connect(self.clear)
        self._walk = QVariantAnimation(self, startValue=0.0)
        self._walk.valueChanged.connect(lambda _: self.update())
        self._walk.finished.connect(self.update)
        self._held = HeldPen(self)
        self._held.put_down.connect(lambda x, y: self._put_down(self._placed.point(x, y)))
        self._held.moved.connect(lambda x, y: self._move_to(self._placed.point(x, y)))
        self._held.lifted.connect(self._lift)
        self.setCursor(Qt.CursorShape.CrossCursor)

    # what is shown

    def spread(self, box: QRectF) -> None:
        """Lie over `box` of the parent; the shadow goes beyond."""
        around = sheet_picture.AROUND
        self.setGeometry(box.adjusted(-around, -around, around, around).toRect())
        self._draw_again()

    @property
    def box(self) -> QRectF:
        """The paper, in the widget's own px."""
        around = sheet_picture.AROUND
        return QRectF(self.rect()).adjusted(around, around, -around, -around)

    @property
    def _placed(self) -> Placed:
        box = self.box.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        return Placed(self._text, self._script, self._letterform, box)

    def show_letter(self, text: str, script: str, letterform: Letterform, guided: bool) -> None:
        """A letter on a fresh sheet; it takes no strokes before `set_guide`."""
        self._text, self._script, self._letterform = text, script, letterform
        self._guided, self._guide, self._corridor = guided, None, None
        self._open = self._yes = False
        self.clear()

    def set_guide(self, guide: Guide) -> None:
        """The lines of the letter are known: the sheet is ready."""
        self._guide, self._open = guide, True
        self._fresh_corridor()
        self.update()

    @property
    def guided(self) -> bool:
        """Whether the letter lies on the sheet as a channel."""
        return self._guided

    @property
    def corridor(self) -> Corridor | None:
        """How far guided tracing has come."""
        return self._corridor

    @property
    def strokes(self) -> list[list[Point]]:
        """What was drawn, in the raster's px."""
        return [list(stroke) for stroke in self._ink]

    @property
    def holds(self) -> bool:
        """Whether a key leads the pen just now."""
        return self._held.going

    @property
    def can_be_watched(self) -> bool:
        """Whether somebody has said in which order the strokes are written."""
        return self._guide is not None and self._guide.ordered

    def become_guided(self) -> None:
        """Lay the channel under the child's hand."""
        self._guided = True
        self.clear()

    def clear(self) -> None:
        """A fresh sheet with the same letter."""
        self._fading.stop()
        self._walk.stop()
        self._held.release()
        self._ink, self._drawing = [], False
        self._fresh_corridor()
        self._draw_again()

    def take(self, right: bool) -> None:
        """The drawing was read: it stays on the sheet when it was right, and fades when it was not."""
        self._yes = right
        if not right:
            self._fading.start()
        self.update()

    def set_open(self, takes_strokes: bool) -> None:
        """Whether strokes are taken now."""
        self._open = takes_strokes and self._guide is not None
        if not self._open:
            self._held.release()
            self._drawing = False

    def watch(self) -> None:
        """Let the ladybird walk along the strokes."""
        if not self.can_be_watched or self._guide is None:
            return
        points = sum(map(len, self._guide.lines))
        self._walk.stop()
        self._walk.setEndValue(float(points))
        self._walk.setDuration(max(900, points * _WATCH_MS))
        self._walk.start()

    @property
    def count_lines(self) -> int:
        """How many lines the letter has."""
        return 0 if self._guide is None else len(self._guide.lines)

    def point_on(self, line: int, share: float) -> QPointF:
        """A point of one of the letter's lines, in the widget's px: where a pen would be put."""
        if self._guide is None:
            return self.box.center()
        points = self._guide.lines[line]
        return self._placed.point(*points[min(len(points) - 1, int(share * len(points)))])

    # drawing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the pen down."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._put_down(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw."""
        self._move_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lift the pen."""
        del event
        self._lift()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space held goes along the line that is next."""
        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.hold()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space let go stops the pen."""
        if event.key() != Qt.Key.Key_Space:
            super().keyReleaseEvent(event)
        elif not event.isAutoRepeat():
            self._held.release()

    def hold(self) -> None:
        """Space is down: the pen goes along the next line; where none is shown, the channel is asked for."""
        if not self._open:
            return
        if not self._guided:
            self.asked_to_guide.emit()
        if self._guided and self._corridor is not None:
            self._held.hold(self._corridor)

    def _units(self, at: QPointF) -> Point:
        """A point of the sheet in the raster's px."""
        placed = self._placed
        middle = placed.box.center()
        return (at.x() - middle.x()) / placed.scale + SIDE / 2, (at.y() - middle.y()) / placed.scale + SIDE / 2

    def _put_down(self, at: QPointF) -> None:
        if not self._open or self._fading.isActive():
            return
        self._walk.stop()
        start: Point | None = self._units(at)
        if self._guided:
            start = self._corridor.press(*self._units(at)) if self._corridor is not None else None
        elif not self.box.contains(at):
            start = None
        if start is not None:
            self._drawing = True
            self._begin_stroke(start)
            self._see_whether_over()

    def _move_to(self, at: QPointF) -> None:
        if not self._drawing or (at - self._last).manhattanLength() < _NEAR or sum(map(len, self._ink)) >= _MOST_POINTS:
            return
        point = self._units(at)
        inside = self._corridor.move(*point) if self._guided and self._corridor is not None else self.box.contains(at)
        if not inside:
            self._ink.append([])  # the vine waits; where the pen comes back, it goes on
            return
        if not self._ink[-1]:
            self._ink.pop()
            self._begin_stroke(point)
        else:
            self._ink[-1].append(point)
            self._last = at
            self.update(self._paper().grow(at))
        self._see_whether_over()

    def _begin_stroke(self, start: Point) -> None:
        at = self._placed.point(*start)
        self._ink.append([start])
        self._last = at
        vine = self._paper()
        vine.end()
        vine.begin(at)
        self.update()

    def _lift(self) -> None:
        if not self._drawing:
            return
        self._drawing = False
        if self._corridor is not None:
            self._corridor.lift()
        self._ink = [stroke for stroke in self._ink if stroke]
        self.update()
        if not self._guided:
            self.drew.emit()

    def _see_whether_over(self) -> None:
        if self._guided and self._corridor is not None and self._corridor.over:
            self._held.release()
            self._lift()
            self._open = False
            self.completed.emit()

    def _fresh_corridor(self) -> None:
        if self._guide is not None:
            half = max(self._guide.width * _CORRIDOR, _LEAST_HALF / self._placed.scale)
            self._corridor = Corridor(self._guide.lines, half, _START / self._placed.scale)

    # painting

    def _paper(self) -> Vine:
        """The vine's own paper, made when it is first drawn on."""
        if self._vine is None:
            thick = _FREE_LINE
            if self._guided and self._guide is not None:
                thick = self._guide.width * self._placed.scale * _GUIDED_SHARE
            self._vine = Vine(self.theme, self.width(), self.height(), self.devicePixelRatioF(), thick)
        return self._vine

    def _draw_again(self) -> None:
        """The vine for the present size."""
        self._vine = None
        for stroke in filter(None, self._ink):
            points = [self._placed.point(*point) for point in stroke]
            vine = self._paper()
            vine.begin(points[0])
            for point in points[1:]:
                vine.grow(point)
            vine.end()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper from the cache, then vine and signs."""
        box, placed = self.box, self._placed
        key = ("writing sheet", self._text, self._script, self._letterform, self._guided, self.isRightToLeft())
        picture = painted(key, self.width(), self.height(), self.devicePixelRatioF(), self.theme, self._draw_still)
        with Brush.on(self, self.theme) as brush:
            brush.painter.setClipRect(event.rect() if event.rect().isValid() else QRect(self.rect()))
            brush.painter.drawPixmap(0, 0, picture)
            if self._guided and not self._yes:
                self._draw_ways(brush, placed)
            if self._vine is not None:
                self._vine.paint(brush, _PALE if self._fading.isActive() else 1.0)
            if self._guided and not self._yes:
                self._draw_starts(brush, placed)
            ring = rounded(box.x() - 5, box.y() - 5, box.width() + 10, box.height() + 22, 44)
            if self._yes:
                brush.line(ring, "primary", 7)
            if self.hasFocus():
                child_focus(brush, ring)

    def _draw_still(self, brush: Brush) -> None:
        box, placed = self.box, self._placed
        sheet_picture.draw_sheet(brush, box)
        sheet_picture.draw_lines(brush, box, placed)
        if not self._text:
            return
        if self._guided:
            sheet_picture.draw_channel(brush, placed)
            return
        side = min(132.0, box.height() * 0.3)
        x = box.right() - 18 - side if self.isRightToLeft() else box.left() + 18
        sheet_picture.draw_small_letter(brush, QRectF(x, box.top() + 18, side, side), placed)

    def _lines(self, placed: Placed) -> list[list[QPointF]]:
        return [] if self._guide is None else [[placed.point(*point) for point in line] for line in self._guide.lines]

    def _draw_ways(self, brush: Brush, placed: Placed) -> None:
        """The dots along what is still to be gone."""
        corridor = self._corridor
        if corridor is None or not self.can_be_watched:
            return
        for number, line in enumerate(self._lines(placed)):
            if not corridor.line_done(number):
                signs.draw_way(brush, line, corridor.reached(number), number == corridor.current)

    def _draw_starts(self, brush: Brush, placed: Placed) -> None:
        """Where lines begin, and the ladybird."""
        corridor, lines = self._corridor, self._lines(placed)
        if corridor is None or corridor.current is None:
            return
        now = corridor.current
        if not self.can_be_watched:
            signs.draw_start(brush, lines[now][min(corridor.reached(now), len(lines[now]) - 1)], None, True)
            return
        walking = self._walk.state() == QVariantAnimation.State.Running
        for number in range(len(lines) - 1, -1, -1):
            if walking or not corridor.line_done(number):
                signs.draw_start(brush, lines[number][0], number + 1, number == now)
        line, place = self._leader(lines) if walking else (now, min(corridor.reached(now), len(lines[now]) - 1))
        if walking or place > 2:
            signs.draw_leader(brush, lines[line], place)

    def _leader(self, lines: list[list[QPointF]]) -> tuple[int, int]:
        """Where the ladybird is while it is watched; with less movement it appears at the end of one stroke after the other."""
        place = int(float(self._walk.currentValue()))
        for number, line in enumerate(lines):
            if place < len(line):
                return number, len(line) - 1 if self.theme.less_movement else place
            place -= len(line)
        return len(lines) - 1, len(lines[-1]) - 1

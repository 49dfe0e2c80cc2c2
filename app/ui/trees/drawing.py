"""Drawing a part of a tree at a zoom: bands, lines, tiles with what is on them. From far away only their colours.

One `Drawing` holds what does not change from tile to tile. It draws in px at 100 %: the painter is scaled already. With `vector` it uses no
pixmap, so that it can draw to a page, a file and in any thread.
"""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QByteArray, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen
from PySide6.QtSvg import QSvgRenderer

from app.learning.child_on_tree import Choice
from app.learning.people import Letterform
from app.system import resources
from app.ui.looking import wording
from app.ui.painting.brush import Brush
from app.ui.painting.glyphs import fitted_px
from app.ui.painting.lettering import lines_of
from app.ui.painting.pictures import painted
from app.ui.painting.tree_state import TreeState, state_mark, tree_state
from app.ui.trees import colouring
from app.ui.trees.arranging import LETTERS
from app.ui.trees.colouring import Colouring

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.learning.layout_rows import Ints
    from app.ui.theme import Theme
    from app.ui.trees.shape import Box, TreeShape

DETAIL_FROM = 0.35  # below, letters could not be read
_SIGNS_FROM = 0.5
_BADGE = 10.0
_ROUND = 13.0
_OVERVIEW_WIDE, _OVERVIEW_HIGH = 2048, 1400
_AT_A_TIME = 300
_MOST_LINES = 30_000  # drawn of one picture; of more only every second, third ... from far away


class Drawing:
    """How the tiles and lines of a shape look in a theme, coloured `by` something. `plain` leaves the child's progress out."""

    def __init__(
        self, theme: Theme, shape: TreeShape, script: str, by: Colouring, now: datetime, *, plain: bool = False, vector: bool = False
    ) -> None:
        self.theme, self.shape, self.by = theme, shape, by
        self._script, self._now, self._plain, self._vector = script, now, plain, vector
        self._form = shape.view.child.letterform if shape.view.child is not None else Letterform.SCHOOL
        self._looks = colouring.looks(by, theme.flat)
        states = shape.states
        self.classes = np.zeros(shape.count, np.int64) if plain else np.array([colouring.class_of(by, s, now) for s in states], np.int64)
        if plain:
            self.classes += 2  # the quiet white tile
        way = () if plain else [shape.number[skill] for skill in shape.view.path if skill in shape.number]
        self._way = frozenset(shape.lines_between(way))  # to the goal
        self._paths: dict[int, QPainterPath] = {}
        self._words: dict[int, list[str]] = {}
        self._icons: dict[tuple[str, str], QSvgRenderer] = {}

    def draw(self, brush: Brush, box: Box, zoom: float) -> None:
        """Everything that shows within `box`."""
        self.bands(brush, box)
        lines, skills = self.shape.lines_in(box), self.shape.skills_in(box)
        if zoom < DETAIL_FROM:
            self._far_lines(brush.painter, lines)
            self.far_tiles(brush.painter, skills)
        else:
            self.lines(brush.painter, lines)
            self.tiles(brush, skills, zoom)

    def draw_in_steps(self, brush: Brush, box: Box, only: Ints | None = None) -> Iterator[float]:
        """The same at full detail, some at a time: yields the share that is done. `only`: these skills and the lines between them."""
        self.bands(brush, box)
        lines, skills = self.shape.lines_in(box), self.shape.skills_in(box)
        if only is not None:
            skills = skills[np.isin(skills, only)]
            lines = lines[np.isin(self.shape.edges[lines], only).all(axis=1)]
        some_lines = np.array_split(lines, len(lines) // _AT_A_TIME + 1)
        some_skills = np.array_split(skills, len(skills) // _AT_A_TIME + 1)
        parts = len(some_lines) + len(some_skills)
        for number, few in enumerate(some_lines):
            self.lines(brush.painter, few)
            yield (number + 1) / parts
        for number, few in enumerate(some_skills):
            self.tiles(brush, few, 1.0)
            yield (len(some_lines) + number + 1) / parts

    def bands(self, brush: Brush, box: Box) -> None:
        """The paper, every second row on another tone."""
        left, top, right, bottom = box
        brush.area(left, top, right - left, bottom - top, "surface")
        high = self.shape.paper.row
        ground = float(self.shape.y.max()) if self.shape.count else 0.0
        for row in range(1, self.shape.rows, 2):
            y = ground - (row + 0.5) * high
            if y < bottom and y + high > top:
                brush.area(left, y, right - left, high, "paper")

    # near

    def path(self, line: int) -> QPainterPath:
        """A line as a curve that is upright at each of its points; kept."""
        found = self._paths.get(line)
        if found is None:
            points = self.shape.line(line)
            found = QPainterPath(QPointF(*points[0]))
            for (x0, y0), (x1, y1) in pairwise(points):
                half = (y1 - y0) / 2
                found.cubicTo(x0, y0 + half, x1, y1 - half, x1, y1)
            self._paths[line] = found
        return found

    def lines(self, painter: QPainter, lines: Ints) -> None:
        """Solid where the way is open, dashed where not yet, dotted in the warning colour where an edge was set aside."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for style, pen in self._pens().items():
            path = QPainterPath()
            for line in lines.tolist():
                if self._style(line) == style:
                    path.addPath(self.path(line))
            if not path.isEmpty():
                painter.setPen(pen)
                painter.drawPath(path)

    def _style(self, line: int) -> str:
        if line in self.shape.view.aside:
            return "aside"
        if line in self._way:
            return "goal"
        return "open" if self._plain or self.shape.met[line] else "not yet"

    def _pens(self) -> dict[str, QPen]:
        opened = QPen(self.theme.colour("line-strong" if self._plain else "heat-2"), 1.4 if self._vector else 1)
        not_yet = QPen(self._mixed("line-strong", 0.6), 1)
        not_yet.setDashPattern([5, 4])
        aside = QPen(self.theme.colour("clay"), 1)
        aside.setDashPattern([1.5, 4])
        for pen in (not_yet, opened, aside):
            pen.setCosmetic(not self._vector)  # Qt draws lines of one pixel five times faster than any other width
        goal = QPen(self.theme.colour("bloom"), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        return {"not yet": not_yet, "open": opened, "aside": aside, "goal": goal}

    def tiles(self, brush: Brush, skills: Ints, zoom: float) -> None:
        """Tiles with letter or name, sign of the state and figure."""
        painter, paper = brush.painter, self.shape.paper
        for place, look in enumerate(self._looks):
            few = skills[self.classes[skills] == place]
            if not len(few):
                continue
            edge = "line" if brush.flat and look.edge != "sun" else look.edge
            pen = QPen(brush.colour(edge), 2 if brush.flat else 1.4)
            if place == len(self._looks) - 1:
                pen.setDashPattern([3, 3])
            painter.setPen(pen)
            painter.setBrush(brush.colour(look.ground))
            for x, y in zip(self.shape.x[few].tolist(), self.shape.y[few].tolist(), strict=True):
                painter.drawRoundedRect(QRectF(x - paper.wide / 2, y - paper.high / 2, paper.wide, paper.high), _ROUND, _ROUND)
        for skill in skills.tolist():
            self._on_tile(brush, skill, zoom)

    def _on_tile(self, brush: Brush, skill: int, zoom: float) -> None:
        x, y = float(self.shape.x[skill]), float(self.shape.y[skill])
        ink = self._looks[self.classes[skill]].ink
        below = self._below(brush, skill, x, y, ink) if zoom >= _SIGNS_FROM else False
        if self.shape.paper is LETTERS:
            text = self.shape.view.texts[skill]
            px = fitted_px(text, 32, LETTERS.wide * 0.7, LETTERS.high * 0.5, self._script, self._form)
            brush.letter(text, x, y - 6, px, ink, self._script, self._form)
        else:
            self._name(brush, skill, x, y - (5 if below else 0), ink, 1 if below else 2)
        if not self._plain:
            self._badge(brush, skill, zoom)

    def _name(self, brush: Brush, skill: int, x: float, y: float, ink: str, most: int) -> None:
        text, wide = self.shape.view.texts[skill], self.shape.paper.wide - 24
        lines = self._words.get(skill)
        face = self.theme.font("small", text)
        if lines is None:
            metrics = QFontMetricsF(face)
            lines = self._words[skill] = lines_of(text, metrics, wide, 2)
        high = min(self.theme.role("small").line, 20.0)
        if len(lines) > most:  # two lines leave no room for a figure
            y += 5
        top = y - high * len(lines) / 2
        for number, line in enumerate(lines):
            brush.text(QRectF(x - wide / 2, top + number * high, wide, high), line, "small", ink, Qt.AlignmentFlag.AlignHCenter, font=face)

    def _below(self, brush: Brush, skill: int, x: float, y: float, ink: str) -> bool:
        """What stands at the foot of a tile: the part of the letter it is about, how far it has grown, or the figure."""
        state, paper = self.shape.states[skill], self.shape.paper
        letters, of_letter = paper is LETTERS, self.shape.view.tree.skills[skill]
        foot = y + paper.high / 2
        if letters and of_letter.letter:
            self._icon(brush, wording.aspect_icon(of_letter.aspect), x - paper.wide / 2 + 15, foot - 13, ink)
        if self._plain:
            return False
        told = colouring.figure(self.by, state, self._now)
        left = x - paper.wide / 2 + (27 if letters else 14)
        wide = paper.wide - (36 if letters else 28)
        if self.by is not Colouring.MASTERY:
            if told:
                brush.text(QRectF(left - 2, foot - 21, wide + 6, 16), told, "caption", ink, Qt.AlignmentFlag.AlignHCenter)
            return bool(told)
        shown = tree_state(state.status, state.needs_water)
        if shown in (TreeState.NOT_YET, TreeState.READY):
            return False
        done = max(4.5, wide * min(1.0, state.leaves / 3))
        start = left + wide - done if self.shape.mirrored else left
        brush.box(left, foot - (15 if letters else 12), wide, 4.5, 2.2, "heat-0")
        brush.box(start, foot - (15 if letters else 12), done, 4.5, 2.2, "water" if shown is TreeState.NEEDS_WATER else "heat-3")
        return True

    def _badge(self, brush: Brush, skill: int, zoom: float) -> None:
        state, paper = self.shape.states[skill], self.shape.paper
        side = -1.0 if self.shape.mirrored else 1.0
        x, y = float(self.shape.x[skill]) + side * (paper.wide / 2 - 3), float(self.shape.y[skill]) - paper.high / 2 + 3
        look = self._looks[self.classes[skill]]
        sign = tree_state(state.status, state.needs_water)
        self._stamp(brush, ("tree badge", sign, look.edge), x, y, zoom, lambda b, cx, cy: _draw_badge(b, cx, cy, sign, look.edge))
        chosen = next((icon for choice, icon in _CHOICE_ICONS.items() if choice in state.choices), None)
        if chosen is not None:
            other = 2 * float(self.shape.x[skill]) - x
            self._stamp(brush, ("tree choice", chosen), other, y, zoom, lambda b, cx, cy: self._mark(b, cx, cy, chosen))

    def _mark(self, brush: Brush, x: float, y: float, icon: str) -> None:
        brush.dot(x, y, _BADGE, "plum", "surface", 1.3)
        self._icon(brush, icon, x, y, "on-plum", 13)

    def _stamp(
        self, brush: Brush, key: tuple[object, ...], x: float, y: float, zoom: float, draw: Callable[[Brush, float, float], None]
    ) -> None:
        """A small round sign: from the cache on the screen, drawn on paper."""
        if self._vector:
            draw(brush, x, y)
            return
        half = _BADGE + 1.5
        side = 2 * half * zoom

        def paint(inner: Brush) -> None:
            with inner.at(side / 2, side / 2, zoom):
                draw(inner, 0.0, 0.0)

        dpr = brush.painter.device().devicePixelRatioF()
        picture = painted((*key, round(zoom, 3)), side, side, dpr, self.theme, paint)
        brush.painter.drawPixmap(QRectF(x - half, y - half, 2 * half, 2 * half), picture, QRectF(picture.rect()))

    def _icon(self, brush: Brush, name: str, x: float, y: float, ink: str, size: float = 15.0) -> None:
        """An icon, with a renderer of this drawing's own: it may be in another thread."""
        tint = brush.colour(ink).name()
        renderer = self._icons.get((name, tint))
        if renderer is None:
            text = resources.icon(name).decode("utf-8").replace("currentColor", tint).replace('stroke-width="2"', 'stroke-width="2.2"')
            renderer = self._icons[name, tint] = QSvgRenderer(QByteArray(text.encode("utf-8")))
        renderer.render(brush.painter, QRectF(x - size / 2, y - size / 2, size, size))

    # far

    def _far_lines(self, painter: QPainter, lines: Ints) -> None:
        if len(lines) > _MOST_LINES:
            lines = lines[:: len(lines) // _MOST_LINES + 1]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        met, way = self.shape.met[lines], np.isin(lines, np.fromiter(self._way, np.int64))
        kinds = ((lines[~met & ~way], "line-strong", 0.35), (lines[met & ~way], "heat-2", 0.8), (lines[way], "bloom", 1.0))
        for few, use, share in kinds:
            painter.setPen(QPen(self._mixed(use, share), 0))
            first, last = self.shape.edges[few, 0], self.shape.edges[few, 1]
            ends = np.column_stack((self.shape.x[first], self.shape.y[first], self.shape.x[last], self.shape.y[last])).tolist()
            painter.drawLines([QLineF(*end) for end in ends])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    def _mixed(self, use: str, share: float) -> QColor:
        """A colour thinned with that of the paper: a see-through one takes three times as long."""
        ink, paper = self.theme.colour(use), self.theme.colour("surface")
        left = 1 - share
        red, green = ink.red() * share + paper.red() * left, ink.green() * share + paper.green() * left
        return QColor(round(red), round(green), round(ink.blue() * share + paper.blue() * left))

    def far_tiles(self, painter: QPainter, skills: Ints) -> None:
        """Plain tiles in the colours of their classes."""
        paper = self.shape.paper
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for place in range(len(self._looks)):
            few = skills[self.classes[skills] == place]
            if len(few):
                painter.setBrush(self._far_colour(place))
                corners = zip((self.shape.x[few] - paper.wide / 2).tolist(), (self.shape.y[few] - paper.high / 2).tolist(), strict=True)
                painter.drawRects([QRectF(x, y, paper.wide, paper.high) for x, y in corners])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    def _far_colour(self, place: int) -> QColor:
        """The strong colour of a class: pale ones cannot be told apart when they are small."""
        if place == 0 or self._plain:
            return self._mixed("seed", 0.4)
        if self.by is not Colouring.MASTERY:
            return self.theme.colour(self._looks[place].ground)
        return self.theme.colour(("seed", "sun", "heat-2", "water", "heat-4", "line")[place])


_CHOICE_ICONS = {Choice.GOAL: "target", Choice.PIN: "pin", Choice.SKIP: "check", Choice.NOT_FOR_CHILD: "minus"}


def _draw_badge(brush: Brush, x: float, y: float, sign: TreeState, edge: str) -> None:
    brush.dot(x, y, _BADGE, "surface", "line" if brush.flat else edge, 1.3)
    state_mark(brush, x, y, _BADGE * 1.36, sign)


def overview(drawing: Drawing) -> tuple[QImage, float]:
    """All of a tree from far away, with its scale: what stands in until tiles are painted, and the small map. Any thread."""
    left, top, right, bottom = drawing.shape.bounds
    scale = min(_OVERVIEW_WIDE / (right - left), _OVERVIEW_HIGH / (bottom - top), DETAIL_FROM)
    image = QImage(max(1, round((right - left) * scale)), max(1, round((bottom - top) * scale)), QImage.Format.Format_RGB32)
    with Brush.on(image, drawing.theme) as brush:
        brush.painter.scale(scale, scale)
        brush.painter.translate(-left, -top)
        drawing.draw(brush, drawing.shape.bounds, 0.0)
    return image, scale

"""Painting a drawn skill tree: bands, lines, tiles. Only what is seen is painted, and tiles come from the cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.ui.looking import wording
from app.ui.looking.tree_shape import NODE
from app.ui.painting.brush import Brush
from app.ui.painting.glyphs import fitted_px
from app.ui.painting.pictures import is_painted, painted
from app.ui.painting.tree_state import TreeState, state_mark, tree_state
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.learning.ids import SkillId
    from app.services.looking import PlacedSkill
    from app.ui.looking.tree_shape import Line, TreeShape
    from app.ui.theme import Theme

_LOOKS = {
    TreeState.NOT_YET: ("sunken", "ink-quiet", "line"), TreeState.READY: ("sun-soft", "on-sun-soft", "sun"),
    TreeState.GROWING: ("surface", "ink", "heat-2"), TreeState.BLOOMED: ("primary-soft", "on-primary-soft", "heat-3"),
    TreeState.NEEDS_WATER: ("water-soft", "on-water-soft", "water"),
}  # fmt: skip
_BADGE = 10.0
PICTURE = NODE + 2 * _BADGE  # a tile with room for its badge on all sides
_SCALES = (0.5, 1.0, 1.6)
_DETAIL_FROM = 0.45  # below this zoom dashes and signs could not be told apart


def draw_bands(brush: Brush, shape: TreeShape, view: QRectF, zoom: float, offset: QPointF, wide: float) -> None:
    """Every second layer on paper of another tone."""
    for layer in range(shape.view.layers):
        top, high = shape.band(layer)
        if layer % 2 and top < view.bottom() and top + high > view.top():
            brush.area(0, top * zoom + offset.y(), wide, high * zoom, "paper")
            if brush.flat:
                brush.segment(0, top * zoom + offset.y(), wide, top * zoom + offset.y(), "line", 1)


def draw_steps(brush: Brush, shape: TreeShape, zoom: float, offset: QPointF, size: tuple[float, float], rtl: bool) -> None:
    """The number of each step at the side, whatever is shown of the tree."""
    line = brush.theme.role("small").line
    if shape.band(0)[1] * zoom < line * 1.1:
        return
    align = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    for layer in range(shape.view.layers):
        top, high = shape.band(layer)
        y = (top + high / 2) * zoom + offset.y()
        if -line < y < size[1] + line:
            words = tr("Step {number}", number=layer + 1)
            wide = brush.theme.width("small", words) + 12
            x = size[0] - wide - 8 if rtl else 8.0
            brush.box(x, y - line / 2 - 2, wide, line + 4, 8, "paper" if layer % 2 else "surface")
            brush.text(QRectF(x + 6, y - line / 2, wide - 12, line), words, "small", "ink-soft", align)


def draw_lines(painter: QPainter, theme: Theme, lines: Collection[Line], chosen: SkillId | None, zoom: float) -> None:
    """Solid where the way is open, dashed where not yet; the lines of the chosen skill are strong."""
    detail = zoom >= _DETAIL_FROM
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, detail)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pens: dict[tuple[bool, bool], QPen] = {}
    for strong in (False, True):
        for met in (False, True):
            use = "primary" if strong else ("heat-2" if met else "line-strong")
            pen = QPen(theme.colour(use, 1.0 if strong or met else 0.6), (2.6 if met else 2.2) if strong else 1)
            pen.setCosmetic(not strong)  # Qt draws lines of one pixel five times faster than any other width
            if detail and not met:
                pen.setDashPattern([5, 4])
            pens[strong, met] = pen
    for strong in (False, True):
        for line in lines:
            if (chosen in {line.edge.skill, line.edge.prerequisite}) is strong:
                painter.setPen(pens[strong, line.met])
                painter.drawPath(line.path)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def draw_tile(brush: Brush, placed: PlacedSkill, middle: QPointF, zoom: float, dpr: float, script: str, hurried: bool = False) -> bool:
    """The tile of a skill from the cache, painted once for each of a few scales; `middle` in px of the widget.

    False when it is `hurried` and was not in the cache: then only its ground is drawn, and it should be drawn again soon.
    """
    scale = next((one for one in _SCALES if one >= zoom), _SCALES[-1])
    side = PICTURE * scale
    state = tree_state(placed.status, placed.needs_water)
    key = ("skill tile", placed.text, placed.skill.aspect, state, placed.leaves, script, scale)

    def draw(b: Brush) -> None:
        with b.at(0, 0, scale):
            _tile(b, placed, state, script)

    if hurried and not is_painted(key, side, side, dpr, brush.theme):
        plain = NODE * zoom
        brush.box(middle.x() - plain / 2, middle.y() - plain / 2, plain, plain, 13 * zoom, _LOOKS[state][0])
        return False
    picture = painted(key, side, side, dpr, brush.theme, draw)
    seen = PICTURE * zoom
    target = QRectF(middle.x() - seen / 2, middle.y() - seen / 2, seen, seen)
    brush.painter.drawPixmap(target, picture, QRectF(picture.rect()))
    return True


def _tile(brush: Brush, placed: PlacedSkill, state: TreeState, script: str) -> None:
    ground, ink, edge = _LOOKS[state]
    edge = "line" if brush.flat else edge
    x = y = _BADGE
    brush.box(x, y, NODE, NODE, 13, ground, edge, 2 if brush.flat else 1.4)
    px = fitted_px(placed.text, 32, NODE * 0.7, NODE * 0.5, script)
    brush.letter(placed.text, x + NODE / 2, y + NODE * 0.40, px, ink, script)
    brush.icon(wording.aspect_icon(placed.skill.aspect), x + 15, y + NODE - 13, 15, ink, 2.2)
    if state in {TreeState.GROWING, TreeState.BLOOMED, TreeState.NEEDS_WATER}:
        share = min(1.0, placed.leaves / 3)
        brush.box(x + 27, y + NODE - 15, 28, 4.5, 2.2, "heat-0")
        brush.box(x + 27, y + NODE - 15, max(4.5, 28 * share), 4.5, 2.2, "water" if state is TreeState.NEEDS_WATER else "heat-3")
    badge = x + NODE - 3
    brush.dot(badge, y + 3, _BADGE, "surface", edge, 1.3)
    state_mark(brush, badge, y + 3, _BADGE * 1.36, state)

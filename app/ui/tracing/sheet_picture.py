"""The sheet of paper with its lines, and the letter as a sandy channel: what does not move while a child writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QTransform

from app.ui.painting.colours import colour, linear, mix
from app.ui.painting.shapes import curve, leaf, rounded
from app.ui.tracing.placing import GRASS, Placed

if TYPE_CHECKING:
    from app.ui.painting.brush import Brush

AROUND = 48.0  # px beyond the sheet, for its shadow
_RADIUS = 40.0
_LIP = 12.0
_INSET = 40.0
_GRASS, _SKY, _WOOD = "#8CBF7E", "#A9CFE0", "#D3B68C"


def draw_sheet(brush: Brush, box: QRectF) -> None:
    """Empty paper."""
    x, y, w, h = box.x(), box.y(), box.width(), box.height()
    if brush.flat:
        brush.box(x, y, w, h, _RADIUS, "surface", "line", 4)
        return
    top, lip = brush.theme.child("tile"), brush.theme.child("tile-lip")
    brush.shadow(rounded(x, y + _LIP, w, h, _RADIUS), 26, 14, 0.34)
    brush.box(x, y + _LIP, w, h, _RADIUS, lip)
    brush.box(x, y, w, h, _RADIUS, linear(x, y, x, y + h, top, mix(top, lip, 0.18)))
    brush.fill(rounded(x + 3, y + 3, w - 6, h - 6, _RADIUS - 3), None, colour("#FFFFFF", 0.9), 3)
    brush.grain(rounded(x, y, w, h, _RADIUS), 0.03)


def draw_lines(brush: Brush, box: QRectF, placed: Placed) -> None:
    """The lines of the script: grass to stand on and a line that small letters reach, a bough to hang from, or a path to run along."""
    left, right = box.left() + _INSET, box.right() - _INSET
    head = placed.head_line
    if head is not None:
        _bough(brush, left, right, head)
        return
    base = placed.base_line
    inside = box.top() + 12 < base < box.bottom() - 8
    if placed.script in GRASS:
        small = placed.small_line
        if box.top() + 12 < small < box.bottom() - 8:
            brush.line(curve([(left, small), (right, small)], False), "line" if brush.flat else _SKY, 3, [3, 3.2])
        if inside:
            _grass(brush, left, right, base)
    elif inside:
        brush.line(curve([(left, base), (right, base)], False), "line" if brush.flat else _WOOD, 4 if brush.flat else 6, opacity=0.75)


def _grass(brush: Brush, left: float, right: float, y: float) -> None:
    brush.line(curve([(left, y), (right, y)], False), "line" if brush.flat else _GRASS, 4)
    if brush.flat:
        return
    for tuft in range(int((right - left - 20) // 21)):
        x = left + 12 + tuft * 21
        for lean in (-4, 0, 4):
            brush.line(curve([(x, y), (x + lean * 0.9, y - 8 + abs(lean) * 0.5)], False), _GRASS, 2)


def _bough(brush: Brush, left: float, right: float, y: float) -> None:
    if brush.flat:
        brush.line(curve([(left, y), (right, y)], False), "line", 3, [3, 3])
        return
    wide = right - left
    bough = curve([(left, y + 1), (left + wide / 3, y - 2), (left + wide * 0.66, y + 2), (right, y)], False)
    brush.line(bough, _WOOD, 13)
    brush.line(QTransform().translate(0, -3).map(bough), colour("#FFFFFF", 0.35), 3)
    for share, degrees in ((0.02, -60), (0.08, 50), (0.30, -50), (0.97, -70)):
        brush.fill(leaf(left + wide * share, y, 24, 13, degrees), colour(_GRASS, 0.85))


def draw_channel(brush: Brush, placed: Placed) -> None:
    """The letter as a bed of sand."""
    body = placed.outline
    if brush.flat:
        brush.fill(body, brush.theme.child("channel"), "line", 3)
        return
    brush.fill(body, brush.theme.child("channel"))
    with brush.within(body):
        brush.line(QTransform().translate(0, -1).map(body), colour("#B7A77C", 0.5), 7)


def draw_small_letter(brush: Brush, box: QRectF, placed: Placed) -> None:
    """The letter to be written, small, on a card of its own."""
    x, y, w, h = box.x(), box.y(), box.width(), box.height()
    if brush.flat:
        brush.box(x, y, w, h, 22, "surface", "line", 3)
    else:
        brush.shadow(rounded(x, y + 5, w, h, 22), 9, 4, 0.28)
        brush.box(x, y + 5, w, h, 22, brush.theme.child("tile-lip"))
        brush.box(x, y, w, h, 22, brush.theme.child("tile"))
    shape = Placed(placed.text, placed.script, placed.letterform, box.adjusted(18, 18, -18, -18)).outline
    brush.fill(shape, "ink" if brush.flat else brush.theme.child("on-tile"), None, opacity=1.0)
    brush.painter.setPen(Qt.PenStyle.NoPen)

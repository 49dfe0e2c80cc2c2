"""Marks that stand on or below a tree: leaves grown, the wish for water; and the turns of a round."""

from enum import StrEnum

from PySide6.QtCore import QRectF

from app.ui.painting.blossoms import TURN_PETALS, blossom
from app.ui.painting.brush import Brush
from app.ui.painting.colours import colour, linear
from app.ui.painting.shapes import circle, curve, drop, leaf
from app.ui.painting.sprouts import sprout
from app.ui.painting.tree_state import TreeState, state_mark


def leaf_marks(brush: Brush, cx: float, cy: float, done: int, of: int = 3, r: float = 9) -> None:
    """How far a letter has grown: leaves filled or hollow, so that colour is not needed."""
    gap = 4.0
    width = of * r * 2 + (of - 1) * gap
    pad = r * 0.55
    ground = "surface" if brush.flat else colour("#FFFDF2", 0.94)
    brush.box(cx - width / 2 - pad, cy - r - pad, width + pad * 2, r * 2 + pad * 2, 99, ground, "line" if brush.flat else None, 2)
    for i in range(of):
        x = cx - width / 2 + r + i * (r * 2 + gap)
        shape = leaf(x - r * 0.72, cy + r * 0.62, r * 1.95, r * 1.45, -42)
        if i < done:
            brush.fill(shape, "primary" if brush.flat else "#2C7C4B")
        else:
            brush.fill(shape, None, "line" if brush.flat else "#8D9A80", 1.6)


def drop_disc(brush: Brush, x: float, y: float, r: float) -> None:
    """The wish for water: a drop in a white disc."""
    if brush.flat:
        brush.dot(x, y, r, "surface", "water", 3)
        brush.fill(drop(x, y + r * 0.05, r * 0.48), "water")
        return
    brush.shadow(circle(x, y, r), r * 0.5, r * 0.16, 0.35)
    brush.dot(x, y, r, "#FFFFFF")
    water = linear(x - r * 0.4, y - r * 0.5, x + r * 0.4, y + r * 0.6, "#63BCE0", "#1F75A0")
    brush.fill(drop(x, y + r * 0.08, r * 0.50), water)
    light = curve([(x - r * 0.26, y + r * 0.12), (x - r * 0.2, y + r * 0.36), (x + r * 0.02, y + r * 0.46)], False)
    brush.line(light, colour("#FFFFFF", 0.85), r * 0.10)


class Turn(StrEnum):
    """One turn of a round."""

    DONE = "done"
    NOW = "now"
    TO_COME = "to come"


def turns_size(total: int, size: float = 44, gap: float = 14) -> tuple[float, float]:
    """Width and height of the pill for `total` turns."""
    return total * size + (total - 1) * gap + 52, size * 1.36


def turn_seeds(brush: Brush, box: QRectF, done: int, total: int, rtl: bool = False, size: float = 44, gap: float = 14) -> None:
    """One small plant for each turn of a round in a pill: a flower for each one done, a sprout for now. No number, no count of faults."""
    ground = colour("#16213F" if brush.theme.dark else "#FFFDF4", 0.72)
    brush.box(box.x(), box.y(), box.width(), box.height(), 40, "surface" if brush.flat else ground, "line" if brush.flat else None, 2)
    width = turns_size(total, size, gap)[0] - 52
    for i in range(total):
        along = size / 2 + i * (size + gap)
        x = box.center().x() + (width / 2 - along if rtl else along - width / 2)
        turn = Turn.DONE if i < done else Turn.NOW if i == done else Turn.TO_COME
        (_flat_turn if brush.flat else _turn)(brush, x, box.center().y(), size, turn, i)


def _turn(brush: Brush, x: float, y: float, size: float, turn: Turn, place: int) -> None:
    if turn is Turn.DONE:
        brush.line(curve([(x, y + size * 0.36), (x, y)], False), "#3C8B4B", 4)
        brush.fill(leaf(x, y + size * 0.26, size * 0.3, size * 0.2, -25), "#3C8B4B")
        blossom(brush, x, y - size * 0.08, size * 0.36, TURN_PETALS[place % len(TURN_PETALS)], "#FFF3C9", 10 * place)
    elif turn is Turn.NOW:
        brush.dot(x, y, size * 0.52, colour("#F6BC4B", 0.30), "#E5A02A", 3)
        sprout(brush, x, y + size * 0.28, size * 0.56)
    else:
        brush.fill(circle(x, y + size * 0.06, size * 0.15, size * 0.19), "#B7A6A0" if brush.theme.dark else "#B08A5E")
        brush.fill(circle(x - size * 0.04, y, size * 0.05, size * 0.07), colour("#FFFFFF", 0.4))


def _flat_turn(brush: Brush, x: float, y: float, size: float, turn: Turn, place: int) -> None:
    del place
    if turn is Turn.DONE:
        state_mark(brush, x, y, size * 0.8, TreeState.BLOOMED, "primary")
    elif turn is Turn.NOW:
        state_mark(brush, x, y, size * 0.86, TreeState.READY, "ink")
        brush.dot(x, y, size * 0.56, None, "ink", 3)
    else:
        brush.dot(x, y, size * 0.16, None, "line", 3)

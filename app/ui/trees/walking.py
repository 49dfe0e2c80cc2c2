"""What the keys do in the tree: along the lines, to what is next, to the goal, nearer and farther."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.trees import keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ui.trees.shape import TreeShape
    from app.ui.trees.tree_map import TreeMap

_STEP = 1.2
_PAN = 0.25  # of what is in sight


def do(tree: TreeMap, act: str) -> bool:
    """Do what a key stands for. False: there was nothing to do, and the key is for whatever is around."""
    shape = tree.drawing.shape if tree.drawing is not None else None
    if shape is None or not shape.count:
        return False
    if act in keys.MOVES:
        _walk(tree, shape, act)
    elif act in keys.PANS:
        right, down = keys.PANS[act]
        tree.pan(right * _PAN, down * _PAN)
    elif act in _ACTS:
        _ACTS[act](tree, shape)
    elif act == "open":
        tree.opened.emit()
    elif act == "close":
        if tree.place is None:
            return False
        tree.press(None)
    else:
        tree.wished.emit(act)
    return True


def _walk(tree: TreeMap, shape: TreeShape, act: str) -> None:
    if tree.place is None:
        middle = tree.middle()
        tree.press(shape.nearest(middle.x(), middle.y()))
        return
    up_or_down = act in ("up", "down")
    to = shape.along(tree.place, up=act == "up") if up_or_down else shape.beside(tree.place, right=act == "right")
    if to is not None:
        tree.press(to)


def _next(tree: TreeMap, shape: TreeShape, step: int) -> None:
    nexts = shape.nexts()
    if nexts:
        at = nexts.index(tree.place) + step if tree.place in nexts else 0
        tree.press(nexts[at % len(nexts)])


def _goal(tree: TreeMap, shape: TreeShape) -> None:
    if shape.view.goal is not None:
        tree.press(shape.number[shape.view.goal])


def _way(tree: TreeMap, shape: TreeShape) -> None:
    if shape.view.path:
        tree.fit([shape.number[skill] for skill in shape.view.path])


def _usual(tree: TreeMap, _: TreeShape) -> None:
    middle = tree.middle()
    tree.go(middle.x(), middle.y(), 1.0)


_ACTS: dict[str, Callable[[TreeMap, TreeShape], None]] = {
    "nearer": lambda tree, _: tree.zoom_by(_STEP),
    "farther": lambda tree, _: tree.zoom_by(1 / _STEP),
    "all": lambda tree, _: tree.fit(),
    "usual": _usual,
    "next": lambda tree, shape: _next(tree, shape, 1),
    "previous": lambda tree, shape: _next(tree, shape, -1),
    "goal": _goal,
    "way": _way,
}

"""Moving by place: an arrow key goes to what lies that way, as the eye sees it, and never round a corner that is not there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)

_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ASIDE = 2.2  # a step to the side counts this much more than one ahead: found by walking the grove with the keys


def is_arrow(key: int) -> bool:
    """Whether this key means a direction."""
    return key in _WAYS


def towards(key: int, here: QWidget | None, among: Iterable[W]) -> W | None:
    """The nearest of `among` in the direction of an arrow key, seen from `here`; None when nothing lies there.

    From nowhere (`here` is None) the first one is meant.
    """
    places = [each for each in among if each.isVisible() and each.isEnabled() and each is not here]
    if here is None:
        return places[0] if places else None
    dx, dy = _WAYS[Qt.Key(key)]
    start = _middle(here)
    best: tuple[float, W] | None = None
    for each in places:
        off = _middle(each) - start
        ahead = off.x() * dx + off.y() * dy
        aside = abs(off.x() * dy) + abs(off.y() * dx)
        if ahead <= 4 or aside > ahead * 3:
            continue
        far = ahead + aside * _ASIDE
        if best is None or far < best[0]:
            best = (far, each)
    return best[1] if best else None


def _middle(widget: QWidget) -> QPoint:
    return widget.mapTo(widget.window(), widget.rect().center())

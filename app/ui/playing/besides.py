"""Time that a child spends at what leaves no answers (the explorer): counted press by press, by a clock that never goes back.

Kept for as long as the program runs, and for one sitting: after a rest it is forgotten.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.learning.care import REST
from app.system.clock import elapsed_ms

if TYPE_CHECKING:
    from app.learning.ids import ChildId

_MOST_MS = 30_000.0  # between two presses: after that the child was elsewhere
_presses: dict[ChildId, tuple[float, float]] = {}  # when the last press was, and how much has come together


def note_press(child: ChildId) -> None:
    """The child has pressed something just now."""
    now = elapsed_ms()
    last, total = _presses.get(child, (now, 0.0))
    if now - last >= REST / timedelta(milliseconds=1):
        total = 0.0
    _presses[child] = (now, total + min(now - last, _MOST_MS))


def besides(child: ChildId) -> timedelta:
    """How long the child has played so in this sitting."""
    last, total = _presses.get(child, (0.0, 0.0))
    rested = elapsed_ms() - last >= REST / timedelta(milliseconds=1)
    return timedelta() if rested else timedelta(milliseconds=total)


def forget(child: ChildId | None = None) -> None:
    """Begin anew: a grown-up let the child go on, or it is another database (all children)."""
    if child is None:
        _presses.clear()
    else:
        _presses.pop(child, None)

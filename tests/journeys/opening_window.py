"""A start of the window as a process of its own: `python -m tests.journeys.opening_window HOME [URL]`, offscreen.

It says, a line each, on which pages it arrives, with the trouble they tell of, and what is told on a slip of paper; then it closes itself.
With `STAY` in the environment it stays open until its window was raised by a second start.
"""

import os
import sys
from collections.abc import Callable

from PySide6.QtCore import QTimer

from app import bootstrap
from app.learning.problems import Problem
from app.services.place import place
from app.system.sentences import plain_sentence
from app.ui import opening
from app.ui.routes import Route
from app.ui.window import Window

_AFTER = 100  # ms; what was met on the way is told once there is something to see


class _Watched(Window):
    """The window, with its doings said aloud."""

    def show_problem(self, problem: Problem, again: Callable[[], None] | None = None) -> None:
        _say(f"told: {plain_sentence(problem)}")
        super().show_problem(problem, again)

    def raise_up(self) -> None:
        _say("raised")
        super().raise_up()
        QTimer.singleShot(_AFTER, self.leave)

    def appear(self) -> None:
        super().appear()
        if self.isFullScreen():
            _say("fills the screen")

    def go(self, route: Route, **facts: object) -> None:
        super().go(route, **facts)
        problem = facts.get("problem")
        _say(f"{route.value}: {plain_sentence(problem) if isinstance(problem, Problem) else ''}")
        if route is not Route.STARTING and "STAY" not in os.environ:
            QTimer.singleShot(_AFTER, self.leave)


def _say(what: str) -> None:
    print(what, flush=True)  # noqa: T201 (how it tells the test)


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    vars(opening)["Window"] = _Watched  # watched, not replaced
    sys.exit(bootstrap.open_window(place(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None)))

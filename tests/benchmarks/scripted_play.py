"""One child who plays in the real window, offscreen, until it is told to stop or is killed.

`python -m tests.benchmarks.scripted_play HOME [SITTINGS]` prints a line for every answer as soon as its feedback is shown:
`shown <attempt id> <milliseconds from the press to the feedback>`; `playing` once the first turn is there, and at the end `memory <MB>`.
Without SITTINGS it plays for ever. After every sitting the clock of its desk moves on by hours, so that it never runs dry.
"""

from __future__ import annotations

import os
import random
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

import psutil

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEventLoop, QTimer

from app.data.cluster import Cluster
from app.learning.ids import ChildId
from app.system.clock import elapsed_ms, now
from app.system.paths import Paths
from app.ui import opening
from app.ui.playing import sitting as sittings
from app.ui.playing.game_page import GamePage
from app.ui.routes import Route
from app.ui.window import Window

_HOURS = timedelta(hours=7)
_LONGEST_WAIT_MS = 60_000


class Player:
    """Presses tiles in the window, right ones mostly, as soon as they can be pressed."""

    def __init__(self, window: Window, dice: random.Random, pause_ms: int) -> None:
        self._window, self._dice, self._pause_ms = window, dice, pause_ms
        self._pressed_at = 0.0
        self.answers = 0

    def sit(self, child: ChildId, route: Route) -> None:
        """One sitting, to its end."""
        self._window.go(route, child=child)
        page = cast(GamePage, self._window.page)
        if page.sitting is None:
            raise RuntimeError("a game page without a sitting")
        page.sitting.answered.connect(self._shown)
        while self._window.page is page:
            self._until(lambda: self._window.page is not page or self._ready(page))
            if self._window.page is page and page.turn is not None:
                self._rest(self._dice.randrange(self._pause_ms + 1))
                self._press(page)

    def _ready(self, page: GamePage) -> bool:
        return page.sitting is not None and page.sitting.takes_presses and page.turn is not None

    def _press(self, page: GamePage) -> None:
        turn = page.turn
        if turn is None or not self._ready(page):
            return
        right = self._dice.random() < 0.8
        free = [place for place, tile in enumerate(page.tiles) if tile.isEnabled()]
        place = turn.right if right else self._dice.choice(free)
        self._pressed_at = elapsed_ms()
        page.tiles[place].click()

    def _shown(self, place: int, outcome: object, feedback: object) -> None:
        del place, outcome
        self.answers += 1
        print(f"shown {feedback.attempt} {elapsed_ms() - self._pressed_at:.2f}", flush=True)  # type: ignore[attr-defined]  # a Feedback

    def _until(self, holds: object) -> None:
        end = elapsed_ms() + _LONGEST_WAIT_MS
        while not holds():  # type: ignore[operator]  # a callable
            if elapsed_ms() > end:
                raise RuntimeError(f"stuck at {self._window.route}")
            self._rest(2)

    def _rest(self, milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()


class Hours:
    """A clock that is moved on between sittings."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return now() + self.ahead


def _memory() -> float:
    own = psutil.Process()
    voices = sum(child.memory_full_info().pss for child in own.children(recursive=True) if "postgres" not in child.name())
    return float(own.memory_full_info().pss + voices) / 1e6


def main(home: Path, most: int | None) -> None:
    sittings.REST_MS = 30  # the rest after a right answer is for children; what is measured are the answers
    hours = Hours()
    with Cluster(Paths(home).cluster) as cluster:
        opening.application()
        window = opening.make_window(Paths(home), None, cluster, hours.now)
        window.resize(1280, 800)
        window.show()
        player = Player(window, random.Random(time.time_ns()), 12 if most is None else 40)
        player._until(lambda: window.route is Route.HOME and window.child is not None)
        child = cast(ChildId, window.child)
        print("playing", flush=True)
        routes = (Route.LISTEN_AND_FIND, Route.PICTURE_TO_LETTER)
        number = 0
        while most is None or number < most:
            player.sit(child, routes[number % 2])
            number += 1
            hours.ahead += _HOURS
        window.go(Route.LISTEN_AND_FIND, child=child)
        player._rest(1500)
        print(f"memory {_memory():.1f}", flush=True)
        window.leave()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else None)

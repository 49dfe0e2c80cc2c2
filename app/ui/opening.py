"""Opening the window: the order in which things are made, so that something is seen at once.

Measured (docs/benchmarks.md): the server was spawned before Qt was loaded; the first page is painted before any database code is
imported; the database thread then opens the desk while the ready-made picture of the land is on the screen.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.learning.problems import Problem
from app.system import settings
from app.system.clock import now
from app.ui import fonts, single
from app.ui.ending import EndBySignal
from app.ui.routes import Route
from app.ui.window import Window

if TYPE_CHECKING:
    from app.data.address import DatabaseAddress
    from app.data.cluster import Cluster
    from app.services.desk import Desk
    from app.system.paths import Paths

log = logging.getLogger(__name__)

# How long another thread may keep Python from the GUI thread, s. Beside a thread that paints, a picture of 0.3 ms took up to 3.6 ms with
# the usual 5 ms, and 0.6 with this.
_SWITCH_S = 0.001


class AfterFirstPaint(QObject):
    """Calls `then` once, when `window` has painted for the first time and the event loop is free again."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._then)
        return False


def application() -> QApplication:
    """The one QApplication, with our fonts."""
    app = cast("QApplication", QApplication.instance() or QApplication(["lettergrove"]))
    app.setApplicationName("lettergrove")
    app.setApplicationDisplayName("Lettergrove")
    app.setDesktopFileName("lettergrove")
    sys.setswitchinterval(_SWITCH_S)
    fonts.add_application_fonts()
    return app


def make_window(
    paths: Paths,
    address: DatabaseAddress | None,
    cluster: Cluster | None,
    clock: Callable[[], datetime] = now,
    problem: Problem | None = None,
    kiosk: bool = False,
) -> Window:
    """The window on its first page; the database is opened after its first paint. `clock` is what the desk goes by.

    `problem` was met on the way here, and is told once there is something to see. `kiosk` wins over the settings.
    """

    def open_desk() -> Desk:
        from app.services import opening  # noqa: PLC0415 (loads the database code: on the database thread, after the first paint)

        return opening.open_desk(paths, address, cluster, clock)

    computer, broken = settings.load(paths)
    problem = problem or broken
    window = Window(paths, computer, open_desk, kiosk)

    def after_first_paint() -> None:
        log.info("First frame painted")
        window.tasks.start()
        if problem is not None:
            window.show_problem(problem)

    def settled() -> None:
        if window.route is not Route.STARTING:
            window.tasks.settled.disconnect(settled)
            QTimer.singleShot(0, window, lambda: log.info("Ready at %s", window.route))  # what the answers changed is painted before

    window.tasks.opened.connect(lambda: log.info("Database ready"))
    window.tasks.settled.connect(settled)
    AfterFirstPaint(window, after_first_paint)
    window.go(Route.STARTING)
    return window


def run(
    paths: Paths, address: DatabaseAddress | None, cluster: Cluster | None, problem: Problem | None = None, kiosk: bool = False
) -> int:
    """Open the window and stay until it is closed; gives the exit status. A second start on the same folder raises the first window.

    `problem` is one that was met before there was a window to tell it in. In a `kiosk` only a password leads out.
    """
    app = application()
    first = single.begin(paths.home)
    if first is None:
        sys.stdout.write("Lettergrove is open already; its window has been brought to the front.\n")
        return 0
    window = make_window(paths, address, cluster, problem=problem, kiosk=kiosk)
    first.on_raise = window.raise_up
    signals = EndBySignal(window.leave)
    app.commitDataRequest.connect(lambda _session: setattr(window, "session_ends", True))
    window.appear()
    try:
        return app.exec()
    finally:
        signals.close()
        first.close()

"""The watchdog: a wait is as long as the GUI thread was away, and tells work from sleep."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from app.ui.watchdog import Watchdog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def work(seconds: float) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def test_a_wait_tells_how_much_of_it_was_work_of_the_gui_thread(qtbot: QtBot) -> None:
    watchdog = Watchdog()
    watchdog.start()
    qtbot.wait(30)
    watchdog.mark = "working"
    work(0.12)
    qtbot.wait(30)
    watchdog.mark = "sleeping"
    time.sleep(0.12)
    qtbot.wait(30)
    watchdog.stop()
    worked = max((wait for wait in watchdog.waits if "working" in wait.where), key=lambda wait: wait.own)
    slept = max((wait for wait in watchdog.waits if "sleeping" in wait.where), key=lambda wait: wait.wall)
    assert worked.wall > 100
    assert worked.own > 100
    assert worked.program > 100
    assert slept.wall > 100
    assert slept.own < 60
    assert watchdog.longest.wall >= max(worked.wall, slept.wall)
    assert 0 < watchdog.share_below(100) < 1

"""One start of the program, as a person starts it: prints what the log says and when, in seconds since the process began, and ends.

`python -m tests.benchmarks.start_probe HOME` opens the window; `... bare` opens an empty window of the same toolkit instead.
"""

import logging
import os
import sys
import time
from pathlib import Path

import psutil

_BEGAN = psutil.Process().create_time()
_WATCHED = {"First frame painted", "Database ready"}


def _say(what: str) -> None:
    print(f"{time.time() - _BEGAN:.4f} {what}", flush=True)


class _Milestones(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if said in _WATCHED:
            _say(said)
        if said.startswith("Ready at"):
            _say("Ready")
            from PySide6.QtCore import QTimer

            QTimer.singleShot(0, _leave)


def _leave() -> None:
    """As a grown-up does: a window that is only closed asks for one."""
    from PySide6.QtWidgets import QApplication

    from app.ui.window import Window

    for window in QApplication.topLevelWidgets():
        if isinstance(window, Window):
            window.leave()


def _bare() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    class Bare(QWidget):
        def paintEvent(self, event: object) -> None:
            _say("First frame painted")
            QTimer.singleShot(0, app.quit)

    app = QApplication(["bare"])
    window = Bare()
    window.resize(1280, 800)
    window.show()
    app.exec()


def _ours(home: Path) -> None:
    logging.getLogger("app").addHandler(_Milestones())
    logging.getLogger("app").setLevel(logging.INFO)
    from app.bootstrap import open_window
    from app.services.place import Place
    from app.system.paths import Paths

    open_window(Place(Paths(home)))


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _bare() if sys.argv[1] == "bare" else _ours(Path(sys.argv[1]))

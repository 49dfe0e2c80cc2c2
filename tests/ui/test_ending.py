"""Ctrl-C, `kill` and the end of the login end the program as its close button does."""

import os
import signal
import subprocess
import sys

import pytest
from pytestqt.qtbot import QtBot

from app.ui.ending import EndBySignal


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_program_on_the_gui_thread(number: signal.Signals, qtbot: QtBot) -> None:
    before = signal.getsignal(number)
    asked: list[str] = []
    ending = EndBySignal(lambda: asked.append("end"))

    signal.raise_signal(number)
    qtbot.waitUntil(lambda: asked == ["end"], timeout=2000)

    ending.close()
    assert signal.getsignal(number) is before


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_killed_program_in_qts_loop_ends_at_once_with_its_own_status() -> None:
    line = (
        "from PySide6.QtCore import QCoreApplication, QTimer; from app.ui.ending import EndBySignal;"
        "app = QCoreApplication([]); ending = EndBySignal(lambda: app.exit(7));"
        "QTimer.singleShot(0, lambda: print('up', flush=True)); raise SystemExit(app.exec())"
    )
    with subprocess.Popen([sys.executable, "-c", line], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"

        process.terminate()

        assert process.wait(5) == 7

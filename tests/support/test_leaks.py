"""The detectors themselves: each is shown a test that does what it must not, and has to fail it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

GUILTY = {
    "a thread that goes on": (
        """
        def test_it():
            threading.Thread(target=time.sleep, args=(5,), name="forgotten", daemon=True).start()
        """,
        "left behind: thread forgotten",
    ),
    "a timer that runs on": (
        """
        def test_it(qtbot):
            global timer
            timer = QTimer(interval=1000)
            timer.start()
        """,
        "left behind: timer of nobody (1000 ms)",
    ),
    "a window that stays": (
        """
        def test_it(qtbot):
            global window
            window = QWidget()
        """,
        "left behind: window QWidget",
    ),
    "a process that runs on": (
        """
        def test_it():
            global process
            process = subprocess.Popen(["sleep", "5"])
        """,
        "sleep 5",
    ),
    "a warning that was not expected": (
        """
        def test_it():
            logging.getLogger("app.somewhere").warning("the disk is %s", "odd")
        """,
        "unexpected in the log: WARNING app.somewhere: the disk is odd",
    ),
    "a warning that was expected and did not come": (
        """
        def test_it(expect_log):
            expect_log("the disk is odd")
        """,
        "expected in the log, and not there: ['the disk is odd']",
    ),
    "a connection to somewhere else": (
        """
        def test_it():
            with contextlib.suppress(OSError):
                socket.create_connection(("192.0.2.1", 80), 1).close()
        """,
        "tried to leave this computer",
    ),
}

INNOCENT = """
def test_it(qtbot, expect_log):
    expect_log("the disk is \\\\w+")
    logging.getLogger("app.somewhere").warning("the disk is odd")
    window = QWidget()
    qtbot.addWidget(window)
    timer = QTimer(window)
    timer.start(1000)
    thread = threading.Thread(target=time.sleep, args=(0.05,))
    thread.start()
    subprocess.run(["true"], check=True)
"""

OPENING = """
import contextlib, logging, socket, subprocess, threading, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
"""


def outcome(folder: Path, test: str) -> subprocess.CompletedProcess[str]:
    import textwrap  # noqa: PLC0415 (for this alone)

    (folder / "conftest.py").write_text("from tests.support.leaks import *\n")
    (folder / "test_guilty.py").write_text(OPENING + textwrap.dedent(test))
    (folder / "pytest.ini").write_text("[pytest]\n")
    line = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", "-q", str(folder)]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(line, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("what", GUILTY)
def test_a_test_that_leaves_something_behind_fails(what: str, tmp_path: Path) -> None:
    test, said = GUILTY[what]

    ended = outcome(tmp_path, test)

    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert said in ended.stdout


def test_a_test_that_clears_up_after_itself_passes(tmp_path: Path) -> None:
    ended = outcome(tmp_path, INNOCENT)

    assert ended.returncode == 0, ended.stdout + ended.stderr

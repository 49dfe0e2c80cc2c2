"""What a test must not leave behind: a thread, a running timer, a window, a process, an unexpected log line, a word to the network.

`tests/conftest.py` imports the fixtures, so that they hold for every test. Importing this file also keeps Qt off the screen
and the tests out of the home folder and the keyring of whoever runs them.
"""

import errno
import gc
import ipaddress
import logging
import os
import re
import socket
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
os.environ.pop("LETTERGROVE_DATABASE_URL", None)

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

PATIENCE = 4.0  # seconds for what is on its way out to be gone; on a busy machine a land takes some to be painted to its end
OURS = ("app", "migrations")

_timers: "weakref.WeakSet[QTimer]" = weakref.WeakSet()
_start = QTimer.start


def _noted_start(timer: QTimer, *interval: int) -> None:
    _timers.add(timer)
    _start(timer, *interval)


QTimer.start = _noted_start  # type: ignore[method-assign]  # so that a timer that runs on can be named

ExpectLog = Callable[[str], None]


@pytest.fixture(scope="session", autouse=True)
def home_of_nobody() -> Iterator[None]:
    """Nothing of the program's lands in the home folder of whoever runs the tests."""
    with tempfile.TemporaryDirectory(prefix="lettergrove-tests-", ignore_cleanup_errors=True) as home:
        os.environ["LETTERGROVE_HOME"] = home
        yield
        del os.environ["LETTERGROVE_HOME"]


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """The test that leaves a thread, a running timer, a window or a process behind fails, and says which."""
    threads, children, windows = set(threading.enumerate()), set(_children()), _windows()
    running = {timer for timer in _timers if isValid(timer) and timer.isActive()}
    yield
    left = _left(threads, children, windows, running)
    end = time.monotonic() + PATIENCE
    while left and time.monotonic() < end:
        gc.collect()
        time.sleep(0.02)
        left = _left(threads, children, windows, running)
    if left:
        pytest.fail("left behind: " + "; ".join(left), pytrace=False)


@pytest.fixture
def expect_log(request: pytest.FixtureRequest) -> Iterator[ExpectLog]:
    """`expect_log("regular expression")` says which warning or error the code is going to log; without it the line fails the test."""
    expected: list[str] = []
    request.node.stash[_EXPECTED] = expected
    yield expected.append
    seen = [record.getMessage() for record in request.node.stash.get(_SEEN, [])]
    missing = [pattern for pattern in expected if not any(re.search(pattern, line) for line in seen)]
    assert not missing, f"expected in the log, and not there: {missing}"


@pytest.fixture(autouse=True)
def no_unexpected_log_line(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning or an error that our code logs fails the test, unless it is expected or the test reads the log itself (caplog)."""
    if "caplog" in request.fixturenames:
        yield
        return
    seen: list[logging.LogRecord] = []
    request.node.stash[_SEEN] = seen
    listener = _Listener(seen)
    logging.getLogger().addHandler(listener)
    yield
    logging.getLogger().removeHandler(listener)
    expected = request.node.stash.get(_EXPECTED, [])
    lines = [record for record in seen if not any(re.search(pattern, record.getMessage()) for pattern in expected)]
    if lines:
        told = "; ".join(f"{record.levelname} {record.name}: {record.getMessage()}" for record in lines)
        pytest.fail(f"unexpected in the log: {told}", pytrace=False)


@pytest.fixture(autouse=True)
def no_word_to_the_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A connection off this computer is refused, and fails the test that tried it."""
    tried: list[str] = []
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def stays_here(plug: socket.socket, address: object) -> bool:
        if plug.family not in {socket.AF_INET, socket.AF_INET6} or _is_loopback(address):
            return True
        tried.append(repr(address))
        return False

    def guarded(plug: socket.socket, address: object) -> None:
        if not stays_here(plug, address):
            raise OSError(errno.ENETUNREACH, "tests do not leave this computer")
        connect(plug, address)  # type: ignore[arg-type]  # whatever the caller gave

    def guarded_ex(plug: socket.socket, address: object) -> int:
        return connect_ex(plug, address) if stays_here(plug, address) else errno.ENETUNREACH  # type: ignore[arg-type]  # as above

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_ex)
    yield
    assert not tried, f"tried to leave this computer: {', '.join(tried)}"


_EXPECTED = pytest.StashKey[list[str]]()
_SEEN = pytest.StashKey[list[logging.LogRecord]]()


class _Listener(logging.Handler):
    """Keeps warnings and errors of our own code."""

    def __init__(self, seen: list[logging.LogRecord]) -> None:
        super().__init__(logging.WARNING)
        self._seen = seen

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.partition(".")[0] in OURS:
            self._seen.append(record)


def _left(threads: set[threading.Thread], children: set[int], windows: set[QWidget], running: set[QTimer]) -> list[str]:
    """What is there now and was not before, in words."""
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    left = [f"thread {thread.name}" for thread in threading.enumerate() if thread not in threads and thread.is_alive()]
    left += [f"process {_command(child)}" for child in set(_children()) - children]
    left += [f"window {type(window).__name__} {window.objectName()}".strip() for window in _windows() - windows]
    left += [f"timer of {_owner(timer)}" for timer in list(_timers) if isValid(timer) and timer.isActive() and timer not in running]
    return left


def _windows() -> set[QWidget]:
    return set(QApplication.topLevelWidgets()) if QCoreApplication.instance() is not None else set()


def _owner(timer: QTimer) -> str:
    parent = timer.parent()
    return f"{type(parent).__name__} ({timer.interval()} ms)" if parent is not None else f"nobody ({timer.interval()} ms)"


def _children() -> list[int]:
    """The ids of this process's living children (Linux; elsewhere none are known). One that ended and was not asked for does not live."""
    found: list[int] = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            state, parent = (process / "stat").read_text().rpartition(")")[2].split()[:2]
        except (OSError, ValueError):
            continue  # it has ended meanwhile
        if parent == str(os.getpid()) and state != "Z":
            found.append(int(process.name))
    return found


def _command(process: int) -> str:
    """What a process runs."""
    try:
        line = Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        line = ""
    return f"{process} {line[:80]}".strip()


def _is_loopback(address: object) -> bool:
    host = str(address[0]) if isinstance(address, tuple) else ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

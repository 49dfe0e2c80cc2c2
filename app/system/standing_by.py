"""Standing by a kiosk: the program in a process of its own, started again when it crashed, so that no child is left at the desktop.

A program that ends as it was asked to is not started again; nor is one that crashes again and again, which nobody could use.
"""

import contextlib
import logging
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from types import FrameType

from app.system import clock

_log = logging.getLogger(__name__)

MARK = "LETTERGROVE_STOOD_BY"  # in the environment of the program that is stood by
_MOST = 5  # crashes ...
_WITHIN_MS = 120_000.0  # ... within two minutes are too many


def stand_by(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run `command` until it ends as it was asked to; its exit status. A crash is an end by a fault."""
    crashes: list[float] = []
    while True:
        status = _run(command, environment)
        if not _crashed(status):
            return status
        crashes = [*crashes[1 - _MOST :], clock.elapsed_ms()]
        if len(crashes) == _MOST and crashes[-1] - crashes[0] < _WITHIN_MS:
            _log.error("It crashed %d times within two minutes (status %d)", _MOST, status)
            return 1
        _log.warning("It crashed (status %d), and is started again", status)


def command_of_ours(words: Sequence[str]) -> list[str]:
    """The command line that starts this program with `words`."""
    return [sys.executable, *([] if getattr(sys, "frozen", False) else ["-m", "app"]), *words]


def _run(command: Sequence[str], environment: Mapping[str, str]) -> int:
    process = subprocess.Popen(command, env={**environment, MARK: "1"})  # noqa: S603 (our own program)

    def hand_on(number: int, _frame: FrameType | None) -> None:
        with contextlib.suppress(OSError):
            process.send_signal(number)

    names = ("SIGTERM", "SIGINT", "SIGHUP")  # Windows has no SIGHUP, and knows how to end all of a session by itself
    before = {getattr(signal, name): signal.signal(getattr(signal, name), hand_on) for name in names if hasattr(signal, name)}
    try:
        return process.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _crashed(status: int) -> bool:
    """Ended by a signal that means a fault (POSIX: minus its number), or by a fault of Windows (0xC0000005 and its like)."""
    asked = {-getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name)}
    return (status < 0 and status not in asked) or status >= 0xC000_0000

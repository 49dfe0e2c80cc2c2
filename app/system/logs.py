"""The log of this program: a small rotating file for its owner alone, written through at every line.

Policy: no password and no child's name is ever logged; code logs ids. As a second line of defence the formatter takes passwords out of
addresses and `password=...` pairs, in messages and in tracebacks.
"""

import faulthandler
import logging
import re
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO, cast

from app.system import disk
from app.system.paths import Paths

_BYTES = 1_000_000
_KEPT = 3
# Every repetition is bounded or begins at a word's beginning: an unbounded one took minutes on a line of 100,000 letters.
_IN_ADDRESS = re.compile(r"(?P<front>\b[a-zA-Z][\w+.-]{0,30}://[^\s:/@'\"]{0,200}):\S{0,500}@")  # to the last @: a password may hold one
_AS_PAIR = re.compile(
    r"(?P<name>(?<!://)\b(?:\w{0,40}password|passwd|pwd|secret|token|authorization)\b['\"]?\s*[=:]\s*)(?:'[^']*'|\"[^\"]*\"|(?:Bearer\s+)?[^\s,;&)}\]]+)",
    re.IGNORECASE,
)
_LINE = re.compile(r"(?P<at>\d{4}-\d\d-\d\dT\S+) (?P<level>[A-Z]+) (?P<text>.*)")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LoggedError:
    """An error from the log: when (ISO 8601, local) and its one line."""

    at: str
    text: str


def redacted(text: str) -> str:
    """`text` with the passwords in addresses and pairs replaced by three stars."""
    return _AS_PAIR.sub(r"\g<name>***", _IN_ADDRESS.sub(r"\g<front>:***@", text))


class _Redacting(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


class _OwnFile(RotatingFileHandler):
    """A rotating file of mode 0600. A full disk must not stop a child's game: a line that cannot be written is dropped."""

    def _open(self) -> TextIOWrapper:
        file = open(self.baseFilename, self.mode, encoding="utf-8", errors="backslashreplace", opener=disk.for_owner_alone)  # noqa: SIM115 (the handler closes it)
        return cast("TextIOWrapper", file)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802 (the name and arguments of logging)
        return


class Logs:
    """The running log. `close` takes away all that `start` put in place."""

    def __init__(self, handler: logging.Handler, crashes: TextIO) -> None:
        self._handler = handler
        self._crashes = crashes
        self._hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)

    def catch_errors(self, tell: Callable[[BaseException], None] | None = None) -> None:
        """Log what no code caught, in every thread, instead of printing it; `tell` is called with it (from the thread it happened in)."""

        def caught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
            if issubclass(kind, KeyboardInterrupt | SystemExit):
                return
            _log.critical("Unexpected error", exc_info=(kind, error or kind(), trace))
            if tell and error:
                tell(error)

        sys.excepthook = caught
        threading.excepthook = lambda failed: caught(failed.exc_type, failed.exc_value, failed.exc_traceback)
        sys.unraisablehook = _log_unraisable

    def close(self) -> None:
        """Stop logging to the file and give the hooks back."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._hooks
        faulthandler.disable()
        self._crashes.close()
        logging.getLogger().removeHandler(self._handler)
        self._handler.close()


def start(paths: Paths, level: int = logging.INFO) -> Logs:
    """Begin to log into `paths.logs`; a hard crash of the process leaves its stacks in `crash.log` there.

    Raises Problem FOLDER_NOT_WRITABLE or DISK_FULL.
    """
    paths.make(paths.logs)
    try:
        handler = _OwnFile(paths.logs / "lettergrove.log", maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8")
        crashes = open(paths.logs / "crash.log", "a", encoding="utf-8", opener=disk.for_owner_alone)  # noqa: SIM115 (faulthandler needs it open; closed by Logs)
    except OSError as error:
        raise disk.problem_of(error, paths.logs) from error
    handler.setFormatter(_Redacting("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S%z"))
    root = logging.getLogger()
    root.setLevel(level)
    root.addHandler(handler)
    faulthandler.enable(crashes, all_threads=True)
    return Logs(handler, crashes)


def last_errors(paths: Paths, count: int = 5) -> tuple[LoggedError, ...]:
    """The last errors in the log, newest first, at most `count`; none when there is no log."""
    found: list[LoggedError] = []
    for path in (paths.logs / "lettergrove.log", paths.logs / "lettergrove.log.1"):
        lines = reversed(_lines(path))
        found += [LoggedError(line["at"], line["text"]) for line in lines if line["level"] in {"ERROR", "CRITICAL"}]
        if len(found) >= count:
            break
    return tuple(found[:count])


def _lines(path: Path) -> list[re.Match[str]]:
    try:
        text = path.read_text("utf-8", errors="replace")
    except OSError:
        return []
    return [line for line in map(_LINE.fullmatch, text.splitlines()) if line]


def _log_unraisable(failed: Any) -> None:  # noqa: ANN401 (sys.UnraisableHookArgs exists for type checkers only)
    error = (failed.exc_type, failed.exc_value, failed.exc_traceback)
    _log.error("Error that could not be raised: %s", failed.err_msg or "", exc_info=error)

"""The log: for its owner alone, without passwords, there after a crash, and never in the way."""

import errno
import io
import logging
import logging.handlers
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.learning.problems import Problem, Trouble
from app.system import logs
from app.system.paths import Paths
from tests.support.leaks import ExpectLog

log = logging.getLogger("tests")
WORD = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=6, max_size=12)


@pytest.fixture
def running(paths: Paths) -> Iterator[logs.Logs]:
    root = logging.getLogger()
    level = root.level
    running = logs.start(paths)
    yield running
    running.close()
    root.setLevel(level)


class FullDisk(io.StringIO):
    """A file on a full disk."""

    def write(self, _text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def text_of(paths: Paths) -> str:
    return (paths.logs / "lettergrove.log").read_text("utf-8")


def test_a_line_is_in_the_file_at_once(paths: Paths, running: logs.Logs) -> None:
    log.info("started in %d ms", 7)
    assert "INFO tests: started in 7 ms" in text_of(paths)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_files_are_for_their_owner_alone(paths: Paths, running: logs.Logs) -> None:
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in paths.logs.iterdir()}
    assert modes == {"lettergrove.log": 0o600, "crash.log": 0o600}


@pytest.mark.parametrize(
    "line",
    [
        "postgresql://teacher:hush@host:5432/grove?sslmode=require",
        "postgres://:hush@host/grove",
        "postgresql+psycopg://a:p@hush@host/grove",
        "host=h password=hush user=u",
        "password='hush' dbname=x",
        "{'password': 'hush', 'user': 'x'}",
        '{"token": "hush"}',
        "Authorization: Bearer hush",
        "new_password = hush",
        "PGPASSWORD=hush psql",
    ],
)
def test_a_password_never_reaches_the_file(paths: Paths, running: logs.Logs, line: str) -> None:
    log.error("%s failed", line)
    log.error("again", exc_info=ValueError(line))
    assert "hush" not in text_of(paths)
    assert "***" in text_of(paths)


@given(user=WORD, password=WORD, host=WORD)
@example(user="password", password="000000", host="000000")
def test_the_password_of_an_address_is_always_taken_out_and_the_rest_stays(user: str, password: str, host: str) -> None:
    assert logs.redacted(f"see postgresql://{user}:{password}@{host}/grove now") == f"see postgresql://{user}:***@{host}/grove now"


def test_plain_lines_stay_as_they_are() -> None:
    line = "child 0190-77 answered: b, at 12:30, see https://host:8080/path and a@b"
    assert logs.redacted(line) == line


def test_the_last_errors_come_newest_first(paths: Paths, running: logs.Logs) -> None:
    for number in range(4):
        log.error("error %d", number)
        log.info("fine")
    assert [error.text for error in logs.last_errors(paths, 3)] == ["tests: error 3", "tests: error 2", "tests: error 1"]
    assert logs.last_errors(paths, 1)[0].at[:2] == "20"


def test_without_a_log_there_are_no_last_errors(paths: Paths) -> None:
    assert logs.last_errors(paths) == ()


def test_the_file_is_bounded(paths: Paths, running: logs.Logs) -> None:
    for _ in range(60):
        log.info("x" * 100_000)
    assert sum(path.stat().st_size for path in paths.logs.iterdir()) < 4_500_000


def test_an_error_of_a_thread_is_logged_and_told(paths: Paths, running: logs.Logs, expect_log: ExpectLog) -> None:
    expect_log("Unexpected error")
    told: list[BaseException] = []
    running.catch_errors(told.append)

    def fail() -> None:
        raise LookupError("lost in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert [str(error) for error in told] == ["lost in a thread"]
    assert "lost in a thread" in text_of(paths)


def test_closing_gives_the_hooks_back(paths: Paths) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook, logging.getLogger().handlers[:])
    running = logs.start(paths)
    running.catch_errors()
    running.close()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook, logging.getLogger().handlers[:]) == before


def test_a_line_that_cannot_be_written_stops_nothing(
    paths: Paths, running: logs.Logs, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    handler = next(each for each in logging.getLogger().handlers if isinstance(each, logging.handlers.RotatingFileHandler))
    with monkeypatch.context() as world:
        world.setattr(handler, "stream", FullDisk())
        log.info("the disk is full")
    log.info("there is room again")
    assert "there is room again" in text_of(paths)
    assert capsys.readouterr().err == ""


def test_a_log_that_cannot_be_opened_is_told(paths: Paths) -> None:
    paths.make(paths.logs)
    (paths.logs / "lettergrove.log").mkdir()
    with pytest.raises(Problem) as caught:
        logs.start(paths)
    assert caught.value.trouble is Trouble.FOLDER_NOT_WRITABLE


def test_an_error_that_nobody_caught_goes_to_the_log_and_not_to_the_screen(paths: Paths) -> None:
    done = in_a_process(paths, "raise RuntimeError('unforeseen')")
    assert done.stderr == ""
    assert "RuntimeError: unforeseen" in text_of(paths)
    assert [error.text for error in logs.last_errors(paths)] == ["app.system.logs: Unexpected error"]


@pytest.mark.skipif(os.name == "nt", reason="another kind of crash there")
def test_a_hard_crash_leaves_its_stack(paths: Paths) -> None:
    in_a_process(paths, "import ctypes; ctypes.string_at(0)")
    assert "Segmentation fault" in (paths.logs / "crash.log").read_text()


def in_a_process(paths: Paths, code: str) -> "subprocess.CompletedProcess[str]":
    begin = "import sys; from pathlib import Path; from app.system import logs; from app.system.paths import Paths\n"
    begin += "logs.start(Paths(Path(sys.argv[1]))).catch_errors()\n"
    return subprocess.run([sys.executable, "-c", begin + code, str(paths.home)], capture_output=True, text=True, timeout=30, check=False)

"""Standing by a kiosk: started again after a crash, not after an end that was asked for, and not for ever. With real processes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.system import standing_by
from app.system.standing_by import MARK, command_of_ours, stand_by
from tests.support.leaks import ExpectLog

pytestmark = pytest.mark.skipif(os.name == "nt", reason="ends by signal are POSIX")

# counts its starts in a file, and crashes as often as it is told
CRASHING = """
import os, signal, sys
from pathlib import Path
starts = Path(sys.argv[1]); count = int(starts.read_text() or 0) + 1; starts.write_text(str(count))
assert os.environ[%r] == "1"
if count <= int(sys.argv[2]): os.kill(os.getpid(), signal.SIGSEGV)
sys.exit(int(sys.argv[3]))
""" % MARK  # noqa: UP031 (braces would have to be doubled)


@pytest.fixture
def starts(tmp_path: Path) -> Path:
    file = tmp_path / "starts"
    file.write_text("")
    return file


def command(starts: Path, crashes: int, status: int = 0) -> list[str]:
    return [sys.executable, "-c", CRASHING, str(starts), str(crashes), str(status)]


def test_after_a_crash_it_is_started_again(starts: Path, expect_log: ExpectLog) -> None:
    expect_log("started again")
    assert stand_by(command(starts, 2), os.environ) == 0
    assert starts.read_text() == "3"


@pytest.mark.parametrize("status", [0, 1, 2])
def test_an_end_of_its_own_will_is_an_end(starts: Path, status: int) -> None:
    assert stand_by(command(starts, 0, status), os.environ) == status
    assert starts.read_text() == "1"


def test_what_crashes_again_and_again_is_given_up(starts: Path, expect_log: ExpectLog) -> None:
    expect_log("crashed 5 times")
    expect_log("started again")
    assert stand_by(command(starts, 100), os.environ) == 1
    assert starts.read_text() == "5"


def test_who_ends_the_one_that_stands_by_ends_the_program(tmp_path: Path) -> None:
    sleeping = "import sys, time; print('there', flush=True); time.sleep(60)"
    code = "import os; from app.system.standing_by import stand_by\n"
    code += f"raise SystemExit(stand_by([{sys.executable!r}, '-c', {sleeping!r}], os.environ))"
    stander = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert stander.stdout is not None
    assert stander.stdout.readline()
    begun = time.monotonic()
    stander.send_signal(signal.SIGTERM)
    assert stander.wait(10) != 0
    assert time.monotonic() - begun < 5
    stander.stdout.close()


def test_faults_of_windows_are_crashes_too() -> None:
    assert standing_by._crashed(0xC000_0005)
    assert not standing_by._crashed(1)


def test_it_starts_this_very_program_with_the_same_words(monkeypatch: pytest.MonkeyPatch) -> None:
    assert command_of_ours(["--kiosk"]) == [sys.executable, "-m", "app", "--kiosk"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert command_of_ours(["--kiosk"]) == [sys.executable, "--kiosk"]

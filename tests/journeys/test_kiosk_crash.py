"""A kiosk that crashes: the program comes back by itself, over the whole screen, with everything that was kept."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from app.system import settings
from app.system.paths import Paths
from app.system.settings import ComputerSettings
from tests.support.clusters import PROJECT

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds the process of the window as Linux tells it")

_STAND_BY = "import os, sys; from app.system.standing_by import stand_by; sys.exit(stand_by(sys.argv[1:], os.environ))"


def wait_for(lines: IO[str], wanted: str) -> list[str]:
    """What is said until a line begins with this."""
    said = []
    for line in lines:
        said.append(line.strip())
        if line.startswith(wanted):
            return said
    raise AssertionError(f"it never said {wanted}: {said}")


def window_of(stander: int) -> int:
    """The process that the one that stands by has started."""
    return int(Path(f"/proc/{stander}/task/{stander}/children").read_text().split()[0])


def test_after_a_crash_the_kiosk_stands_again(tmp_path: Path) -> None:
    home = Paths(tmp_path / "home")
    settings.save(home, ComputerSettings(kiosk=True))
    line = [sys.executable, "-c", _STAND_BY, sys.executable, "-m", "tests.journeys.opening_window", str(home.home)]
    surroundings = os.environ | {"STAY": "1"}
    with subprocess.Popen(line, cwd=PROJECT, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as stander:
        assert stander.stdout is not None
        try:
            for _ in range(2):
                assert "fills the screen" in wait_for(stander.stdout, "welcome")
                before = window_of(stander.pid)
                os.kill(before, signal.SIGSEGV)
            wait_for(stander.stdout, "welcome")
            assert window_of(stander.pid) != before
        finally:
            stander.send_signal(signal.SIGTERM)
            stander.wait(20)

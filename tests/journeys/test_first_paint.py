"""What the first frame does not wait for."""

import os
import subprocess
import sys
from pathlib import Path

from tests.support.clusters import PROJECT

_HEAVY = ("sqlalchemy", "psycopg", "alembic", "keyring", "numpy", "miniaudio", "argon2", "fsrs", "typer", "rich", "httpx")
_LOOK = f"""
import logging, sys
class Look(logging.Handler):
    def emit(self, record):
        if record.getMessage() == "First frame painted":
            print("loaded:", [name for name in {_HEAVY!r} if name in sys.modules], flush=True)
logging.getLogger("app").addHandler(Look())
import runpy
sys.argv = ["start", sys.argv[1]]
runpy.run_module("tests.benchmarks.start_probe", run_name="__main__")
"""


def test_no_heavy_package_is_loaded_before_the_first_frame_and_the_window_becomes_ready(tmp_path: Path) -> None:
    started = subprocess.run(
        [sys.executable, "-c", _LOOK, str(tmp_path)], cwd=PROJECT, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, capture_output=True,
        text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "loaded: []" in started.stdout, started.stdout + started.stderr
    assert " Ready" in started.stdout

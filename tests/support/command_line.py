"""The program as it is typed."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.support.clusters import PROJECT


def lettergrove(home: Path, *words: str, where: Path = PROJECT, around: Mapping[str, str] = {}) -> "subprocess.CompletedProcess[str]":
    """The program, as it is typed; `around` is added to its environment."""
    return subprocess.run(
        [sys.executable, "-m", "app", "--home", str(home), *words],
        cwd=where, env={**os.environ, **around}, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip

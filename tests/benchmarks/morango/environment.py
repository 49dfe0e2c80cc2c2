"""A throw-away Python environment with Morango in it, beside ours: its Django is older than what we would have around us."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_WANTED = ("morango==0.8.15", "psycopg2-binary>=2.9,<3", "cheroot>=10,<12")
_PATIENCE = 300  # seconds
_ON_WINDOWS = sys.platform == "win32"


class NotHere(Exception):
    """Morango cannot be had on this computer: no network, or no such packages. The text is the last thing that was said about it."""


def environment(folder: Path) -> Path:
    """The Python of a new environment in this folder, Morango installed by pip from wherever pip is set to look. Raises NotHere."""
    python = folder / ("Scripts/python.exe" if _ON_WINDOWS else "bin/python")
    _run(sys.executable, "-m", "venv", str(folder))
    _run(str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", "psycopg2-binary", *_WANTED)
    return python


def _run(*words: str) -> None:
    try:
        subprocess.run(words, check=True, capture_output=True, text=True, timeout=_PATIENCE)
    except subprocess.CalledProcessError as error:
        said = (error.stderr or error.stdout or "").strip().splitlines()
        raise NotHere(said[-1] if said else str(error)) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotHere(str(error)) from error

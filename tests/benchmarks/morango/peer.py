"""Morango as two processes, a device and a server, each with a database of its own; told line by line what to do."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.data.address import DatabaseAddress

_TEXTS = Path(__file__).parent / "project"
_APP = "answers"


class Peer:
    """A device and a server of Morango; the device has been let in."""

    def __init__(self, device: subprocess.Popen[str], told: dict[str, Any]) -> None:
        self._device = device
        self._say(json.dumps(told))

    def plant(self, rows: Path) -> None:
        """Put rows (JSON, one a line) into the device's table."""
        self._say(f"plant {rows}")

    def push(self, chunk: int) -> float:
        """Replay all that is new to the server in chunks of so many rows; seconds."""
        return float(self._say(f"push {chunk}")["seconds"])

    def _say(self, line: str) -> dict[str, Any]:
        if self._device.stdin is None:
            raise RuntimeError("no pipe")
        self._device.stdin.write(line + "\n")
        self._device.stdin.flush()
        return _line_of(self._device)


@contextmanager
def peer(python: Path, folder: Path, device: DatabaseAddress, server: DatabaseAddress) -> Iterator[Peer]:
    """Both sides, on these empty databases; ended afterwards."""
    _lay_out(folder)
    with _side(python, folder, "server", server) as serving:
        told = _line_of(serving)
        with _side(python, folder, "device", device) as playing:
            yield Peer(playing, told)


def _lay_out(folder: Path) -> None:
    (folder / _APP).mkdir(parents=True)
    (folder / _APP / "__init__.py").touch()
    for text in _TEXTS.glob("*.py.txt"):
        name = text.name.removesuffix(".txt")
        shutil.copy(text, (folder / _APP if name == "models.py" else folder) / name)


@contextmanager
def _side(python: Path, folder: Path, name: str, address: DatabaseAddress) -> Iterator[subprocess.Popen[str]]:
    surroundings = os.environ | {
        "DJANGO_SETTINGS_MODULE": "settings",
        "DATABASE": json.dumps(dataclasses.asdict(address)),
        "MORANGO_SYSTEM_ID": name,
    }
    line = [str(python), f"{name}.py"]
    with subprocess.Popen(line, cwd=folder, env=surroundings, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as side:
        try:
            yield side
        finally:
            side.kill()


def _line_of(side: subprocess.Popen[str]) -> dict[str, Any]:
    line = side.stdout.readline() if side.stdout else ""
    if not line:
        raise RuntimeError(f"Morango ended with {side.wait()}")
    answer: dict[str, Any] = json.loads(line)
    return answer

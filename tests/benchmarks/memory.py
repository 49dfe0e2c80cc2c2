"""Memory while playing: the window with its voices, and the embedded database, as PSS (shared pages counted in parts)."""

from __future__ import annotations

from pathlib import Path

import psutil

from tests.benchmarks.figures import Figure
from tests.benchmarks.home import empty_home, found, process

_SITTINGS = 4


def measure() -> list[Figure]:
    """PSS in MB after four sittings, a game on the screen."""
    with empty_home() as home:
        found(home)
        playing = process("tests.benchmarks.scripted_play", home, str(_SITTINGS))
        window = database = 0.0
        if playing.stdout is None:
            raise RuntimeError("no pipe")
        for line in playing.stdout:
            if line.startswith("shown "):
                database = max(database, _database(home, playing.pid))
            if line.startswith("memory "):
                window = float(line.split()[1])
        playing.wait(60)
    return [
        Figure("memory of the window and its voices while playing (PSS)", window, "MB", 200, "Anki 423, GCompris 90 to 132, KLettres 117"),
        Figure("memory of the embedded database while playing (PSS)", database, "MB", 40),
    ]


def _database(home: Path, player: int) -> float:
    del home
    servers = [one for one in psutil.Process(player).children(recursive=True) if "postgres" in one.name()]
    total = 0.0
    for one in servers:
        try:
            total += one.memory_full_info().pss / 1e6
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return total

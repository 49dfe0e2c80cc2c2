"""A hundred kills: SIGKILL to the program, to PostgreSQL, or to both, at random instants of a scripted session.

After each, the next start has to work by itself, and every answer whose feedback was shown has to be there. The seed is printed.
"""

from __future__ import annotations

import contextlib
import os
import random
import threading
import time
from pathlib import Path
from uuid import UUID

import psutil

from app.data.queries import attempts
from app.learning.ids import AttemptId
from app.services.opening import at_desk
from app.services.place import Place
from app.system.paths import Paths
from tests.benchmarks.figures import Figure
from tests.benchmarks.home import empty_home, found, process

KILLS = 100
_TARGETS = ("program", "postgres", "both")


def measure(kills: int = KILLS, seed: int | None = None) -> list[Figure]:
    """How many shown answers were lost, and how many starts needed help: both must be none."""
    seed = int(time.time()) if seed is None else seed
    dice, shown, failed = random.Random(seed), set[UUID](), 0
    with empty_home() as home:
        found(home)
        for number in range(kills):
            target = _TARGETS[number % len(_TARGETS)]
            try:
                shown |= _play_and_kill(home, dice, target)
            except TimeoutError:
                failed += 1
        lost = shown - _there(home, shown)
    return [
        Figure(f"answers lost in {kills} kills (seed {seed})", len(lost), "answers", 0, f"{len(shown)} answers had been shown"),
        Figure(f"starts that did not work by themselves in {kills} kills", failed, "starts", 0),
    ]


def _play_and_kill(home: Path, dice: random.Random, target: str) -> set[UUID]:
    """Start, play, kill at a random instant; the attempts whose feedback had been shown. TimeoutError: it did not start."""
    playing = process("tests.benchmarks.scripted_play", home)
    shown: set[UUID] = set()
    began = threading.Event()

    def read() -> None:
        for line in playing.stdout or ():
            if line.startswith("playing"):
                began.set()
            if line.startswith("shown ") and line.endswith("\n"):
                shown.add(UUID(line.split()[1]))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        if not began.wait(30):
            raise TimeoutError(target)
        time.sleep(dice.uniform(0.05, 1.6))
        servers = _servers(playing.pid)
        if target in {"postgres", "both"}:
            _kill(servers)
        if target == "postgres":
            time.sleep(dice.uniform(0.0, 0.6))  # the program goes on, and may have started a new server by itself
    finally:
        _kill([psutil.Process(playing.pid)])
        playing.wait()
        reader.join()
        if playing.stdout is not None:
            playing.stdout.close()
    return shown


def _servers(player: int) -> list[psutil.Process]:
    with contextlib.suppress(psutil.NoSuchProcess):
        return [one for one in psutil.Process(player).children(recursive=True) if "postgres" in one.name()]
    return []


def _kill(processes: list[psutil.Process]) -> None:
    for one in processes:
        with contextlib.suppress(psutil.NoSuchProcess, ProcessLookupError):
            os.kill(one.pid, 9)


def _there(home: Path, wanted: set[UUID]) -> set[UUID]:
    with at_desk(Place(Paths(home))) as desk, desk.database.reading() as connection:
        if desk.space is None:
            raise RuntimeError("the space is gone")
        return {one for one in wanted if attempts.find(connection, desk.space, AttemptId(one)) is not None}

"""Homes for measuring: a fresh folder with a founded space, as many children and as much history as asked for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from app.data.cluster import Cluster
from app.learning.people import SpaceKind
from app.services import settings, spaces
from app.services.children import NewChild
from app.services.opening import at_desk
from app.services.place import Place
from app.services.setting_kinds import SettingKey
from app.system.paths import Paths

ROOT = Path(__file__).parents[2]


@contextmanager
def empty_home() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="lettergrove-bench-"))
    try:
        yield folder
    finally:
        for made in folder.glob("**/cluster"):
            Cluster(made).discard()  # for root it lies elsewhere
        shutil.rmtree(folder, ignore_errors=True)


def found(home: Path, name: str = "Mia") -> None:
    """A household with one child, in the embedded database of `home`. The child never tires: a measurement may take an hour."""
    with at_desk(Place(Paths(home))) as desk:
        child = NewChild(name, languages=("en",))
        made = spaces.found_space(desk, SpaceKind.HOUSEHOLD, "Bench", "Papa", "a quiet grove", child, ("en",)).value
        settings.change(replace(desk, space=made.space.id, grown_up=made.owner.id), None, SettingKey.MINUTES, 0)


def process(module: str, *words: str | Path, spoken_to: bool = False) -> subprocess.Popen[str]:
    """A process of its own with our code, offscreen, its lines on a pipe; with another pipe where it is `spoken_to`."""
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    line = [sys.executable, "-m", module, *map(str, words)]
    heard = subprocess.PIPE if spoken_to else None
    return subprocess.Popen(line, cwd=ROOT, env=surroundings, text=True, stdin=heard, stdout=subprocess.PIPE)


def lines_of(module: str, *words: str | Path, seconds: float = 120) -> list[str]:
    """What such a process printed, once it has ended well."""
    running = process(module, *words)
    try:
        out, _ = running.communicate(timeout=seconds)
    finally:
        running.kill()
    if running.returncode:
        raise RuntimeError(f"{module} ended with {running.returncode}")
    return out.splitlines()

"""A small disk, to be filled."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.support.clusters import ROOT


@contextmanager
def small_disk(folder: Path, megabytes: int = 90) -> Iterator[Path]:
    """A disk of its own in memory, mounted below `folder`; skips where that is not allowed."""
    if not ROOT:
        pytest.skip("only root may mount a small disk")
    place = folder / f"disk-{os.urandom(3).hex()}"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0711", "tmpfs", str(place)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(ballast: Path) -> None:
    """Take every byte that is left."""
    with ballast.open("ab", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 4096):
            pass

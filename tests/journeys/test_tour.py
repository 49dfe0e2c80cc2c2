"""The whole way through the program, as the command that people type."""

import re
import subprocess
import sys
from pathlib import Path

from app.ui.routes import GROWN_UP_SIDE
from tests.support.clusters import PROJECT


def test_the_tour_goes_through_the_whole_program_prints_what_was_recorded_and_leaves_a_picture_of_every_page(tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    line = [sys.executable, "-m", "app", "tour", "--pictures", str(pictures)]
    tour = subprocess.run(line, cwd=PROJECT, capture_output=True, text=True, timeout=400, check=False)
    assert tour.returncode == 0, tour.stdout + tour.stderr
    assert re.search(r"Mia: \d+ play sessions, \d{3} answers\.", tour.stdout)
    assert "bloomed" in tour.stdout
    seen = {path.stem for path in pictures.glob("*.png")}
    wanted = {"welcome-1", "welcome-2", "welcome-3", "child-home", "listen-and-find-hint", "picture-to-letter-right", "celebration",
              "games", "odd-one-out-right", "letter-pairs-right", "alphabet-train-right", "letter-hunt-right",
              "letters-home-right", "build-word-right",
              "explorer",
              "join", "sync-mistyped", "sync-invited", "sync-conflicts", "sync-linked",
              "gate", "sign-in", "who-is-playing", "home-dark", "home-contrast", "home-right-to-left", "home-1024x600"}  # fmt: skip
    assert seen >= wanted | {route.value for route in GROWN_UP_SIDE}
    assert min(path.stat().st_size for path in pictures.glob("*.png")) > 5_000  # none is blank

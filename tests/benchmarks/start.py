"""How soon the window is there: the first start ever, and every later one, beside a bare window of the same toolkit in the same run."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from tests.benchmarks.figures import Figure, spread
from tests.benchmarks.home import empty_home, found, lines_of

_RUNS = 7


def measure() -> list[Figure]:
    """First frame and playable, in seconds from the start of the process."""
    with empty_home() as home:
        first = _milestones(home / "first")
        found(home / "used")
        _milestones(home / "used")  # fills the caches, as the day before did
        starts = [(_milestones(home / "used"), _bare()) for _ in range(_RUNS)]
    frames = [ours["First frame painted"] for ours, _ in starts]
    ready = [ours["Ready"] for ours, _ in starts]
    bare = [other for _, other in starts]
    return [
        Figure("second start, first frame", median(frames), "s", 0.4, _beside(frames, bare)),
        Figure("second start, playable with the database ready", median(ready), "s", 0.9, _beside(ready, bare)),
        Figure("bare PySide6 window, first frame", median(bare), "s", None, spread(bare)),
        Figure("first start ever, to the wizard", first["Ready"], "s", 5, "makes the cluster and the schema"),
    ]


def _beside(ours: list[float], bare: list[float]) -> str:
    return f"{spread(ours)}; {median(ours) / median(bare):.2f} times a bare window"


def _milestones(home: Path) -> dict[str, float]:
    told = (line.split(" ", 1) for line in lines_of("tests.benchmarks.start_probe", home))
    return {what: float(seconds) for seconds, what in told}


def _bare() -> float:
    return float(lines_of("tests.benchmarks.start_probe", "bare")[0].split()[0])

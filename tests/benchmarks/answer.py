"""From a press to its feedback, the answer durable on disk: measured in the real window on an embedded database with fsync on."""

from __future__ import annotations

from statistics import median

from tests.benchmarks.figures import Figure, percentile, spread
from tests.benchmarks.home import empty_home, found, lines_of

_SITTINGS = 24


def measure() -> list[Figure]:
    """Median and 99th percentile of all answers of 24 sittings."""
    with empty_home() as home:
        found(home)
        told = lines_of("tests.benchmarks.scripted_play", home, str(_SITTINGS), seconds=600)
    waits = [float(line.split()[2]) for line in told if line.startswith("shown ")]
    return [
        Figure("answer to feedback, durable, median", median(waits), "ms", 15, spread(waits)),
        Figure("answer to feedback, durable, p99", percentile(waits, 0.99), "ms", 50),
    ]

"""How long the GUI thread keeps a press waiting while the tour walks through the program, measured from outside by a watchdog."""

from __future__ import annotations

from pathlib import Path

from app.data.cluster import Cluster
from app.system.paths import Paths
from app.ui import opening
from app.ui.tour import Calendar, Tour
from tests.benchmarks.figures import Figure, percentile
from tests.benchmarks.home import empty_home


def measure() -> list[Figure]:
    """The longest wait in the whole tour (no pictures are taken meanwhile), and how rare longer ones are.

    Beside each stands how long the GUI thread itself worked meanwhile: where that is much less, something else had the core.
    """
    with empty_home() as home:
        tour = _walked(home)
    waits = sorted(tour.watchdog.waits, key=lambda wait: -wait.wall)
    worst = "; ".join(f"{wait.wall:.0f} ms ({wait.own:.0f} of them work) at {wait.where}" for wait in waits[:6])
    busiest = max(waits, key=lambda wait: wait.own)
    return [
        Figure("longest wait of the GUI thread in the tour", waits[0].wall, "ms", 16, worst),
        Figure("longest work of the GUI thread between two events", busiest.own, "ms", None, f"CPU time, at {busiest.where}"),
        Figure("99.9 % of all waits are shorter than", percentile([wait.wall for wait in waits], 0.999), "ms", None, f"n = {len(waits)}"),
    ]


def _walked(home: Path) -> Tour:
    calendar = Calendar()
    with Cluster(Paths(home).cluster) as cluster:
        opening.application()
        window = opening.make_window(Paths(home), None, cluster, calendar.now)
        window.resize(1280, 800)
        window.show()
        tour = Tour(window, calendar, None)
        try:
            tour.walk()
        finally:
            window.leave()
    return tour

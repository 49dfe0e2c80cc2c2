"""How good and how quick the layout of skill trees is, beside graphviz `dot` on the same graphs (Debian package graphviz)."""

from __future__ import annotations

import shutil
import subprocess
from statistics import median
from time import perf_counter

import numpy as np

from app.learning.layout import Layout, lay_out
from app.learning.layout_rows import Floats, Ints
from tests.benchmarks.figures import Figure, spread
from tests.support.dags import layered_dag, straight_crossings

_SEEDS = (7, 8, 9)


def measure() -> list[Figure]:
    """Crossings and times at 100, 1,000, 10,000 and 50,000 skills, and what one more leaf moves."""
    there = shutil.which("dot") is not None
    if not there:
        print("graphviz is missing: crossings stand alone. Debian: apt install graphviz")
    figures = [*_beside_dot(100, there, None), *_beside_dot(1000, there, 1.15)]
    for count, mark in ((10_000, 700.0), (50_000, None)):
        took = [_timed(count, layered_dag(count))[1] for _ in range(3)]
        figures.append(Figure(f"{count:,} skills laid out", min(took), "ms", mark, spread(took)))
    return [*figures, _one_leaf()]


def _timed(count: int, edges: Ints) -> tuple[Layout, float]:
    began = perf_counter()
    made = lay_out(count, edges)
    return made, (perf_counter() - began) * 1000


def _beside_dot(count: int, there: bool, mark: float | None) -> list[Figure]:
    ours, theirs, took, their_ms = [], [], [], []
    for seed in _SEEDS:
        edges = layered_dag(count, seed)
        runs = [_timed(count, edges) for _ in range(3)]
        took.append(min(ms for _, ms in runs))
        ours.append(straight_crossings(runs[0][0].column, runs[0][0].row.astype(np.float64), edges))
        if there:
            x, y, ms = _dot(count, edges)
            theirs.append(straight_crossings(x, y, edges))
            their_ms.append(ms)
    told = f"ours {ours}, dot {theirs}"
    figures = [Figure(f"{count:,} skills: crossings", median(ours), "", None, told)]
    if there:
        shares = [one / other for one, other in zip(ours, theirs, strict=True)]
        figures = [Figure(f"{count:,} skills: crossings, times those of dot", median(shares), "", mark, told)]
        told = f"dot with its process {min(their_ms):.0f} ms"
    return [*figures, Figure(f"{count:,} skills laid out", median(took), "ms", 150 if mark else None, told)]


def _dot(count: int, edges: Ints) -> tuple[Floats, Floats, float]:
    lines = ";".join([*(f"{one}->{other}" for one, other in edges), *map(str, range(count))])  # in this order dot does better
    graph = f'digraph{{node[shape=box,width=1,height=.5,fixedsize=true,label=""];{lines}}}'
    began = perf_counter()
    words = subprocess.run(["dot", "-Tplain", "-Gsplines=false"], input=graph, capture_output=True, text=True, check=True).stdout
    ms = (perf_counter() - began) * 1000
    x, y = np.zeros(count), np.zeros(count)
    for line in words.splitlines():
        if line.startswith("node "):
            _, name, right, up = line.split()[:4]
            x[int(name)], y[int(name)] = float(right), -float(up)
    return x, y, ms


def _one_leaf() -> Figure:
    shares = []
    for seed in _SEEDS:
        edges = layered_dag(1000, seed)
        before = lay_out(1000, edges)
        old = np.vstack((np.column_stack((before.column, before.row)), [np.nan, np.nan]))
        for parent in range(0, 1000, 50):
            after = lay_out(1001, np.vstack((edges, [[parent, 1000]])), old)
            moved = np.hypot(after.column[:-1] - before.column, after.row[:-1] - before.row) > 1e-6
            shares.append(100 * float(moved.mean()))
    return Figure("skills moved by one more leaf among 1,000", max(shares), "%", 10, f"at all, however little; {spread(shares)}")

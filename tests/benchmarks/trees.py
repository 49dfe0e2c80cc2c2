"""Large skill trees on the screen: first paint, every frame while moving and zooming, memory. Offscreen raster, real scrolling."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from time import perf_counter, thread_time

import psutil
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtWidgets import QApplication

from app.learning.child_on_tree import TreeView
from app.ui import opening
from app.ui.theme import Theme
from app.ui.trees.colouring import Colouring
from app.ui.trees.drawing import Drawing, overview
from app.ui.trees.shape import TreeShape
from app.ui.trees.tree_map import TreeMap
from tests.benchmarks.figures import Figure, percentile
from tests.support.tree_views import NOW, large_view

_SMALL, _LARGE = QSize(1280, 800), QSize(2560, 1600)
_FRAMES = 240
_APART_MS = 16.0

Frames = tuple[list[float], list[float]]


class _TimedMap(TreeMap):
    """Notes how long each of its frames takes, ms."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.took: list[float] = []
        self.worked: list[float] = []  # of it, what this thread worked itself: the rest somebody else had the core

    def paintEvent(self, event: QPaintEvent) -> None:
        began, work = perf_counter(), thread_time()
        super().paintEvent(event)
        self.took.append((perf_counter() - began) * 1000)
        self.worked.append((thread_time() - work) * 1000)

    def taken(self) -> Frames:
        """The frames since the last time."""
        frames = (list(self.took), list(self.worked))
        self.took.clear()
        self.worked.clear()
        return frames

    def frame(self, move: Callable[[], None]) -> None:
        """Move, paint, and be idle until the next frame is due; tiles that come late are frames of their own."""
        began = perf_counter()
        move()
        moved = (perf_counter() - began) * 1000
        QApplication.sendPostedEvents()
        if self.took:
            self.took[-1] += moved
        while (perf_counter() - began) * 1000 < _APART_MS:
            QApplication.processEvents()


def measure() -> list[Figure]:
    """10,000 skills at both sizes, then 50,000."""
    app = QApplication.instance() or opening.application()
    assert app is not None
    view = large_view(10_000)
    began = perf_counter()
    shape = TreeShape(view)
    drawing = Drawing(Theme.of(less_movement=True), shape, "Latn", Colouring.MASTERY, NOW)
    far, scale = overview(drawing)
    ready = (perf_counter() - began) * 1000
    figures = [Figure("10,000 skills: laid out, measured and seen from far (in the background)", ready, "ms", 1000)]
    for size, share, told in ((_SMALL, 0.99, "p99"), (_LARGE, 0.95, "p95")):
        figures += _walked(drawing, far, scale, size, share, f"10,000 skills at {size.width()}x{size.height()}", told)
    return [*figures, _memory(), *_fifty_thousand()]


def _memory() -> Figure:
    """In a process of its own: a tree that was walked through at 1280x800."""
    walked = subprocess.run([sys.executable, "-m", "tests.benchmarks.trees"], capture_output=True, text=True, check=True).stdout
    before, after = (float(word) for word in walked.split()[-2:])
    return Figure("10,000 skills walked through: memory of the process (PSS)", after, "MB", 200, f"{before:.0f} MB before there was a tree")


def _walk_alone() -> None:
    app = opening.application()
    before = psutil.Process().memory_full_info().pss / 1e6
    drawing = Drawing(Theme.of(less_movement=True), TreeShape(large_view(10_000)), "Latn", Colouring.MASTERY, NOW)
    far, scale = overview(drawing)
    view = _TimedMap(drawing.theme)
    view.resize(_SMALL)
    view.show_drawing(drawing, far, scale, "10,000 skills")
    view.show()
    _moves(view)
    print(before, psutil.Process().memory_full_info().pss / 1e6)
    view.close()
    app.processEvents()


def _fifty_thousand() -> list[Figure]:
    view: TreeView = large_view(50_000)
    began = perf_counter()
    drawing = Drawing(Theme.of(less_movement=True), TreeShape(view), "Latn", Colouring.MASTERY, NOW)
    far, scale = overview(drawing)
    ready = (perf_counter() - began) * 1000
    figures = [Figure("50,000 skills: laid out, measured and seen from far (in the background)", ready, "ms")]
    return [*figures, *_walked(drawing, far, scale, _SMALL, 0.99, "50,000 skills at 1280x800", "p99", marked=False)]


def _walked(
    drawing: Drawing, far: QImage, scale: float, size: QSize, share: float, what: str, told: str, marked: bool = True
) -> list[Figure]:
    view = _TimedMap(drawing.theme)
    view.resize(size)
    began = perf_counter()
    view.show_drawing(drawing, far, scale, what)
    view.show()
    QApplication.processEvents()
    first = (perf_counter() - began) * 1000
    figures = [Figure(f"{what}: first paint after layout", first, "ms", 100 if marked else None)]
    for name, (frames, worked) in _moves(view).items():
        mark = 16.0 if marked else None
        own = f"own work of the thread {percentile(worked, share):.1f} ms"
        beside = f"{own}; median {percentile(frames, 0.5):.1f}, worst {max(frames):.1f} ms, n = {len(frames)}"
        figures.append(Figure(f"{what}: {name}, {told}", percentile(frames, share), "ms", mark, beside))
    view.close()
    view.deleteLater()
    QApplication.processEvents()
    return figures


def _moves(view: _TimedMap) -> dict[str, Frames]:
    found = {}
    across, down = view.horizontalScrollBar(), view.verticalScrollBar()
    for zoom in (1.0, 0.4, 0.15):
        view.fit()
        view.go(view.middle().x(), view.middle().y(), zoom)
        _rest()
        view.taken()
        for number in range(_FRAMES):

            def move(way: int = 1 if number % 120 < 60 else -1, dip: int = 6 if number % 60 < 30 else -6) -> None:
                across.setValue(across.value() + way * 24)
                down.setValue(down.value() + dip)

            view.frame(move)
        found[f"moving at {zoom:.0%}"] = view.taken()
    view.fit()
    _rest()
    view.taken()
    for number in range(_FRAMES):
        view.frame(partial(view.zoom_by, 1.04 if number % 120 < 60 else 1 / 1.04))
    found["zooming"] = view.taken()
    return found


def _rest() -> None:
    began = perf_counter()
    while perf_counter() - began < 0.3:
        QApplication.processEvents()


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _walk_alone()

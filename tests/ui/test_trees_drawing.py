"""Drawing trees: no line through a strange tile, any name, only what changed is painted anew, paper and files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.learning.child_on_tree import TreeView
from app.ui.painting.brush import Brush
from app.ui.theme import Theme
from app.ui.trees import arranging, paper
from app.ui.trees.colouring import Colouring
from app.ui.trees.drawing import Drawing, overview
from app.ui.trees.finding import Finder
from app.ui.trees.paper import Format, Sheet, Stopped
from app.ui.trees.shape import TreeShape
from app.ui.trees.tree_map import TreeMap
from tests.support.dags import layered_dag
from tests.support.tree_views import NOW, large_view, tree_with, view_of

pytestmark = pytest.mark.usefixtures("qapp")
_CALM = Theme.of(less_movement=True)


def drawing_of(view: TreeView, **how: bool) -> Drawing:
    return Drawing(_CALM, TreeShape(view), "Latn", Colouring.MASTERY, NOW, **how)


def small(count: int = 120) -> TreeView:
    return large_view(count)


@given(st.integers(0, 6))
@settings(max_examples=4, deadline=None)
def test_no_line_runs_through_a_tile_that_it_does_not_belong_to(seed: int) -> None:
    edges = [(int(one), int(two)) for one, two in layered_dag(60, seed)]
    shape = TreeShape(view_of(tree_with([str(n) for n in range(60)], edges, tree=900 + seed)))
    drawing = Drawing(_CALM, shape, "Latn", Colouring.MASTERY, NOW)
    assert any(len(shape.line(line)) > 2 for line in range(len(edges)))
    for line, (first, last) in enumerate(edges):
        path = drawing.path(line)
        points = [path.pointAtPercent(share / 40) for share in range(41)]
        for place in set(range(60)) - {first, last}:
            left, top, right, bottom = shape.box(place)
            inner = QRectF(left + 4, top + 4, right - left - 8, bottom - top - 8)
            assert not any(inner.contains(point) for point in points)


@pytest.mark.parametrize("name", ["x" * 10_000, "מילה ארוכה מאוד " * 20, "e" + "\u0301" * 300, "👩‍👩‍👧‍👦 family", "a\nb\tc", "नमस्ते दुनिया"])
def test_any_name_is_drawn_and_stays_within_its_tile(name: str) -> None:
    shape = TreeShape(view_of(tree_with([name, "Other"], [(0, 1)], tree=77, revision=len(name))))
    drawing = Drawing(_CALM, shape, "Latn", Colouring.MASTERY, NOW)
    left, top, right, bottom = shape.bounds
    image = QImage(round(right - left), round(bottom - top), QImage.Format.Format_RGB32)
    with Brush.on(image, _CALM) as brush:
        brush.painter.translate(-left, -top)
        drawing.draw(brush, shape.bounds, 1.0)
    tile = shape.box(0)
    surface = _CALM.colour("surface").rgb()
    beside = [image.pixel(round(tile[2] - left + 24), round(y - top)) for y in np.linspace(tile[1] + 6, tile[3] - 6, 12)]
    assert set(beside) <= {surface, _CALM.colour("paper").rgb()}


def test_only_the_tiles_of_what_changed_are_painted_again(qapp: QApplication) -> None:
    view = small()
    drawing = drawing_of(view)
    tree = TreeMap(_CALM)
    tree.resize(900, 700)
    far, scale = overview(drawing)
    tree.show_drawing(drawing, far, scale, "A tree")
    tree.show()
    tree.go(*tree.middle().toTuple(), 1.0)
    for _ in range(20):
        qapp.processEvents()
    kept = dict(tree.layer._tiles)
    assert len(kept) > 4
    shape = drawing.shape
    place = shape.nearest(*tree.middle().toTuple())
    assert place is not None
    tree.show_drawing(drawing, far, scale, "A tree", [shape.box(place)])
    gone = set(kept) - set(tree.layer._tiles)
    assert 1 <= len(gone) <= 4
    tree.close()
    tree.deleteLater()


def test_a_frame_of_ten_thousand_skills_is_quick(qapp: QApplication) -> None:
    drawing = drawing_of(large_view(10_000))
    tree = TreeMap(_CALM)
    tree.resize(1280, 800)
    far, scale = overview(drawing)
    tree.show_drawing(drawing, far, scale, "A tree")
    tree.show()
    tree.go(*tree.middle().toTuple(), 0.6)
    took = []
    for _ in range(40):
        began = perf_counter()
        tree.horizontalScrollBar().setValue(tree.horizontalScrollBar().value() + 20)
        qapp.sendPostedEvents()
        took.append(perf_counter() - began)
    tree.close()
    tree.deleteLater()
    assert median(took) < 0.016 * 3  # some 2 ms on an idle computer; tests share theirs


def test_a_small_tree_goes_on_one_sheet_and_a_large_one_on_sheets_that_together_hold_every_skill() -> None:
    few = drawing_of(view_of(tree_with(["One", "Two"], [(0, 1)], tree=5)), vector=True)
    assert len(paper.pages(Sheet(few, few.shape.bounds, None, "x"))[0]) == 1
    many = drawing_of(small(), vector=True)
    sheets, _ = paper.pages(Sheet(many, many.shape.bounds, None, "x"))
    assert len(sheets) > 3
    whole = {int(place) for sheet in sheets for place in many.shape.skills_in(sheet, 0.0)}
    assert whole == set(range(many.shape.count))


def test_the_way_alone_holds_nothing_else_and_without_progress_nothing_of_the_child(tmp_path: Path) -> None:
    view = small()
    shape = TreeShape(view)
    only = np.array([shape.number[skill] for skill in view.path], np.int64)
    sizes = {}
    for name, part, plain in (("way", only, False), ("whole", None, False), ("plain", None, True)):
        drawing = Drawing(Theme.of(), shape, "Latn", Colouring.MASTERY, NOW, plain=plain, vector=True)
        path = tmp_path / f"{name}.svg"
        paper.write(path, Format.SVG, Sheet(drawing, shape.bounds, part, "A tree"), lambda _: True)
        words = path.read_text("utf-8")
        sizes[name] = words.count("Skill ")
        assert ("#1f6b45" in words.lower()) is not plain or name == "way"
    assert sizes["way"] == len(only)
    assert sizes["whole"] == sizes["plain"] == shape.count


def test_a_file_that_is_not_wanted_any_more_is_taken_away(tmp_path: Path) -> None:
    drawing = drawing_of(small(), vector=True)
    for kind in Format:
        path = tmp_path / f"tree.{kind}"
        with pytest.raises(Stopped):
            paper.write(path, kind, Sheet(drawing, drawing.shape.bounds, None, "x"), lambda share: share < 0.5)
        assert not path.exists()


def test_words_are_found_in_any_order_without_accents_and_a_letter_alone() -> None:
    tree = tree_with(["Épeler un mot", "Un autre", "m", "mm"], [], tree=6)
    tree = replace(tree, skills=(*tree.skills[:3], replace(tree.skills[3], tags=("Lesen",))))
    finder = Finder(TreeShape(view_of(tree)))
    def found(text: str) -> list[bool]:
        return [] if (hits := finder.found(text)) is None else hits.tolist()
    assert found("mot epeler") == [True, False, False, False]
    assert found("m") == [False, False, True, False]
    assert found("lesen") == [False, False, False, True]
    assert found("  ") == []


def test_a_changed_tree_stays_where_it_was_until_it_is_tidied() -> None:
    names = [f"Skill {n}" for n in range(80)]
    edges = [(int(one), int(two)) for one, two in layered_dag(80)]
    before = TreeShape(view_of(tree_with(names, edges, tree=8)))
    after = TreeShape(view_of(tree_with([*names, "New"], [*edges, (0, 80)], tree=8, revision=2)))
    assert (np.abs(after.x[:80] - before.x) > 1).mean() < 0.1
    arranging.forget(after.view.tree.id)
    tidied = TreeShape(after.view)
    assert (tidied.y[tidied.edges[:, 1]] < tidied.y[tidied.edges[:, 0]]).all()

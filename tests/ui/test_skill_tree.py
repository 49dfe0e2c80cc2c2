"""The skill tree on its page: drawn and listed, walked, searched, decided on, looked back at, printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.learning.child_on_tree import Choice
from app.learning.skills import Status
from app.services import tree_choices
from app.ui.pages.skill_tree import SkillTreePage
from app.ui.routes import Route
from app.ui.trees.colouring import Colouring
from app.ui.trees.export_panel import ExportPanel
from app.ui.trees.key_sheet import KeySheet
from app.ui.trees.look_back import LookBack
from app.ui.trees.reading import Seen
from app.ui.trees.room import TreeRoom
from app.ui.trees.skill_panel import SkillPanel
from app.ui.trees.tree_map import LARGEST
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import SearchBox
from app.ui.widgets.pressable import Pressable
from tests.support.child_side import LONG, Playhouse
from tests.support.grown_up_side import answered, gone_to, helper, named, press, said, signed_in, undo, with_history
from tests.support.leaks import ExpectLog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # tips, offscreen


def tree_page(house: Playhouse, width: int = 1280, height: int = 800, **computer: Any) -> SkillTreePage:
    window = signed_in(house, width, height, less_movement="yes", **computer)
    return gone_to(house, window, Route.SKILL_TREE, SkillTreePage, child=house.child.id)


def room_of(page: SkillTreePage) -> TreeRoom:
    assert page._room is not None
    return page._room


def seen_of(page: SkillTreePage) -> Seen:
    assert page._seen is not None
    return page._seen


def panel_of(page: SkillTreePage) -> SkillPanel:
    return [panel for panel in page.findChildren(SkillPanel) if panel.isVisible()][-1]


def locked(page: SkillTreePage) -> int:
    """A skill that is locked and has something before it."""
    shape = seen_of(page).shape
    return next(n for n in range(shape.count) if shape.states[n].status is Status.LOCKED and len(shape.before[n]) > 1)


def middle_of(page: SkillTreePage, place: int) -> QPoint:
    shape, tree = seen_of(page).shape, room_of(page).map
    return tree.mapFromScene(float(shape.x[place]), float(shape.y[place]))


def test_the_point_under_the_pointer_stays_while_zooming_and_zoom_has_its_ends(playhouse: Playhouse) -> None:
    page = tree_page(playhouse)
    tree = room_of(page).map
    at = QPoint(200, 150)
    there = tree.mapToScene(at)
    for _ in range(5):
        tree.zoom_by(1.2, at)
    now = tree.mapToScene(at)
    assert abs(now.x() - there.x()) * tree.zoom < 4
    assert abs(now.y() - there.y()) * tree.zoom < 4
    for _ in range(40):
        tree.zoom_by(1.2)
    assert tree.zoom == pytest.approx(LARGEST)
    for _ in range(60):
        tree.zoom_by(1 / 1.2)
    least = tree.zoom
    tree.zoom_by(1 / 1.2)
    assert tree.zoom == least
    left, top, right, bottom = seen_of(page).shape.bounds
    room = tree.viewport().size()
    assert (right - left) * least <= room.width()
    assert (bottom - top) * least <= room.height()


def test_all_of_it_can_be_fitted_and_nothing_can_be_dragged_out_of_sight(playhouse: Playhouse) -> None:
    page = tree_page(playhouse)
    tree, shape = room_of(page).map, seen_of(page).shape
    QTest.keyClick(tree, Qt.Key.Key_0)
    left, top, right, bottom = tree.seen()
    bounds = shape.bounds
    assert left <= bounds[0] + 10
    assert right >= bounds[2] - 10
    assert top <= bounds[1] + 10
    assert bottom >= bounds[3] - 10
    tree.go(0, 0, 1.0)
    for _ in range(50):
        QTest.keyClick(tree, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert tree.seen()[0] < bounds[2]


def test_arrows_go_along_the_lines_and_along_the_row_and_say_each(playhouse: Playhouse) -> None:
    page = tree_page(playhouse)
    tree, shape = room_of(page).map, seen_of(page).shape
    start = locked(page)
    tree.press(start)
    QTest.keyClick(tree, Qt.Key.Key_Down)
    below = tree.place
    assert below in {int(shape.edges[edge][0]) for edge in shape.before[start]}
    name = tree.accessibleName()
    assert name.startswith(shape.view.texts[below])
    QTest.keyClick(tree, Qt.Key.Key_Up)
    assert tree.place in {int(shape.edges[edge][1]) for edge in shape.after[below]}
    assert tree.accessibleName() != name
    QTest.keyClick(tree, Qt.Key.Key_Right)
    assert tree.place is not None
    assert shape.row[tree.place] == shape.row[start] or tree.place != start
    QTest.keyClick(tree, Qt.Key.Key_Escape)
    assert tree.place is None


def test_n_goes_round_what_is_open_and_g_goes_to_the_goal(playhouse: Playhouse) -> None:
    with_history(playhouse)
    page = tree_page(playhouse)
    goal = locked(page)
    tree_choices.choose(playhouse.desk, playhouse.child.id, seen_of(page).shape.id_of(goal), Choice.GOAL)
    page.refresh()
    answered(playhouse, playhouse.windows[0])
    tree, shape = room_of(page).map, seen_of(page).shape
    open_now = shape.nexts()
    QTest.keyClick(tree, Qt.Key.Key_N)
    assert tree.place == open_now[0]
    QTest.keyClick(tree, Qt.Key.Key_N)
    assert tree.place == open_now[1]
    QTest.keyClick(tree, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert tree.place == open_now[0]
    QTest.keyClick(tree, Qt.Key.Key_G)
    assert tree.place == goal
    QTest.keyClick(tree, Qt.Key.Key_W)
    seen = tree.seen()
    for skill in shape.view.path:
        place = shape.number[skill]
        assert seen[0] < shape.x[place] < seen[2]
        assert seen[1] < shape.y[place] < seen[3]


def test_f1_lists_every_key_that_does_something(playhouse: Playhouse) -> None:
    page = tree_page(playhouse)
    QTest.keyClick(room_of(page).map, Qt.Key.Key_F1)
    sheet = page.findChildren(KeySheet)[-1]
    assert "To the goal" in said(sheet)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert room_of(page).map.hasFocus()


def test_a_pressed_skill_says_why_it_is_locked_and_leads_to_what_it_needs(playhouse: Playhouse) -> None:
    with_history(playhouse)
    page = tree_page(playhouse)
    tree, shape = room_of(page).map, seen_of(page).shape
    wanted = locked(page)
    tree.go(float(shape.x[wanted]), float(shape.y[wanted]), 1.0)
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(page, wanted))
    words = said(panel_of(page))
    assert "Needs " in words
    assert " first." in words
    before = {int(shape.edges[edge][0]) for edge in shape.before[wanted]}
    first = next(one for one in panel_of(page).findChildren(Pressable) if one.accessibleName().startswith(shape.view.texts[min(before)]))
    press(first)
    assert page._chosen in {shape.id_of(place) for place in before}


def test_a_goal_a_pin_and_a_skip_are_kept_shown_and_taken_back(playhouse: Playhouse) -> None:
    page = tree_page(playhouse)
    place = locked(page)
    for name, choice, word in (("Make it the goal", Choice.GOAL, "Goal"), ("Known already", Choice.SKIP, "Known already"),
                               ("Leave it out", Choice.NOT_FOR_CHILD, "Left out"), ("Play it soon", Choice.PIN, "Pinned")):  # fmt: skip
        page._choose(place)
        press(named(panel_of(page), Button, name))
        answered(playhouse, playhouse.windows[0])
        assert choice in seen_of(page).shape.states[place].choices
        assert word in [one.text() for one in panel_of(page).findChildren(Pressable)]
        undo(playhouse, playhouse.windows[0])
        assert choice not in seen_of(page).shape.states[place].choices


def test_a_goal_draws_its_way_and_the_legend_counts_its_steps(playhouse: Playhouse) -> None:
    page = tree_page(playhouse)
    shape = seen_of(page).shape
    goal = locked(page)
    tree_choices.choose(playhouse.desk, playhouse.child.id, shape.id_of(goal), Choice.GOAL)
    page.refresh()
    answered(playhouse, playhouse.windows[0])
    steps = len(seen_of(page).shape.view.path)
    assert steps > 1
    assert f"to the goal: {steps} steps" in said(room_of(page))
    press(named(page, Button, "Show the way to the goal"))


def test_a_helper_sees_the_tree_and_decides_nothing(playhouse: Playhouse) -> None:
    window = signed_in(playhouse, who=helper(playhouse), less_movement="yes")
    page = gone_to(playhouse, window, Route.SKILL_TREE, SkillTreePage, child=playhouse.child.id)
    page._choose(locked(page))
    assert not [one for one in panel_of(page).findChildren(Button) if one.text() == "Make it the goal"]


def test_what_is_searched_is_gone_to_marked_at_the_edge_and_gone_through(playhouse: Playhouse) -> None:
    page = tree_page(playhouse)
    find, room = page.findChildren(SearchBox)[0], room_of(page)
    QTest.keyClick(room.map, Qt.Key.Key_Slash)
    assert find.hasFocus()
    QTest.keyClicks(find, "q")
    shape = seen_of(page).shape
    assert room.map.place is not None
    assert shape.view.texts[room.map.place] in {"q", "Q"}
    first = room.map.place
    QTest.keyClick(room.map, Qt.Key.Key_F3)
    second = room.map.place
    assert second != first
    QTest.keyClick(room.map, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert room.map.place == first
    find.setText("sound")
    room.map.go(float(shape.x[first]), float(shape.y[first]), 1.5)
    playhouse.qtbot.waitUntil(lambda: bool([m for m in room._markers._marks if m.isVisible()]), timeout=LONG)
    marks = room._markers._marks
    assert all(mark.accessibleName() for mark in marks)
    press(marks[0])
    assert room.map.place is not None
    find.setText("")
    playhouse.qtbot.waitUntil(lambda: not room._markers._marks, timeout=LONG)


def test_a_class_of_the_legend_shows_itself_alone(playhouse: Playhouse) -> None:
    page = tree_page(playhouse)
    chip = named(room_of(page).legend, Pressable, "Ready")
    press(chip)
    assert room_of(page).map.layer._hits is not None
    press(chip)
    assert room_of(page).map.layer._hits is None


def test_each_colouring_has_a_class_for_every_skill(playhouse: Playhouse) -> None:
    with_history(playhouse)
    page = tree_page(playhouse)
    for by in Colouring:
        page._colour(by)
        answered(playhouse, playhouse.windows[0])
        assert seen_of(page).drawing.by is by
        assert sum(seen_of(page).counts) == seen_of(page).shape.count
        assert len([count for count in seen_of(page).counts if count]) > 1


def test_the_list_has_every_skill_numbered_and_chooses_the_same(playhouse: Playhouse) -> None:
    page = tree_page(playhouse)
    press(named(page, Pressable, "List"))
    outline, shape = room_of(page).outline, seen_of(page).shape
    model = outline.model()
    steps = [model.index(row, 0) for row in range(model.rowCount())]
    assert sum(model.rowCount(step) for step in steps) == shape.count
    assert len(steps) == shape.rows
    second = model.index(0, 0, steps[1])
    assert second.data().startswith("2.1  ")
    outline.setCurrentIndex(second)
    assert page._chosen is not None
    assert second.data().endswith(panel_of(page).name())
    assert not room_of(page).map.isVisible()
    QTest.keyClick(outline, Qt.Key.Key_Return)
    assert panel_of(page).isAncestorOf(page.window().focusWidget())
    page._find.setText("q")
    few = sum(outline.model().rowCount(outline.model().index(row, 0)) for row in range(outline.model().rowCount()))
    assert 0 < few < shape.count


def test_the_place_stays_when_something_changes_and_in_another_theme(playhouse: Playhouse) -> None:
    page = tree_page(playhouse)
    window, tree = playhouse.windows[0], room_of(page).map
    place = locked(page)
    tree.press(place)
    tree.go(float(seen_of(page).shape.x[place]), float(seen_of(page).shape.y[place]), 0.8)
    before = tree.keep_place()
    page.refresh()
    answered(playhouse, window)
    assert room_of(page).map is tree
    assert tree.keep_place() == before
    window.change_computer(theme="dark")
    again = playhouse.page(window, SkillTreePage)
    answered(playhouse, window)
    assert again is not page
    now = room_of(again).map.keep_place()
    assert before is not None
    assert now is not None
    assert now[0] == before[0]
    assert (now[1] - before[1]).manhattanLength() < 4
    assert now[2] == before[2]


def test_an_earlier_day_shows_what_was_known_then_and_what_has_grown_since(playhouse: Playhouse) -> None:
    with_history(playhouse, days=20)
    page = tree_page(playhouse)
    window = playhouse.windows[0]
    known = sum(state.status in (Status.GROWING, Status.BLOOMED) for state in seen_of(page).shape.states)
    press(named(page, Button, "Look back"))
    answered(playhouse, window)
    strip = page.findChildren(LookBack)[0]
    assert strip.isVisible()
    strip._slider.setValue(1)
    playhouse.qtbot.waitUntil(lambda: seen_of(page).shape.view.day is not None, timeout=LONG)
    then = sum(state.status in (Status.GROWING, Status.BLOOMED) for state in seen_of(page).shape.states)
    assert then < known
    strip._since.click()
    hits = room_of(page).map.layer._hits
    assert hits is not None
    assert 0 < hits.sum() < len(hits)
    page._choose(locked(page))
    assert not [one for one in panel_of(page).findChildren(Button) if one.text() == "Make it the goal"]
    press(named(strip, Button, "Back to today"))
    answered(playhouse, window)
    assert seen_of(page).shape.view.day is None


@pytest.mark.parametrize(("button", "suffix", "begins"), [("Save as PDF", "pdf", b"%PDF"), ("Save as a picture", "png", b"\x89PNG"),
                                                          ("Save as a drawing", "svg", b"<?xml")])  # fmt: skip
def test_the_tree_is_saved_and_an_older_file_stays(
    playhouse: Playhouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, button: str, suffix: str, begins: bytes
) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    monkeypatch.setattr("app.ui.trees.tree_files.folder", lambda: papers)
    page = tree_page(playhouse)
    press(named(page, Button, "Print and save"))
    panel = page.findChildren(ExportPanel)[-1]
    press(named(panel, Pressable, "In sight"))
    for number in (1, 2):
        press(named(panel, Button, button))
        playhouse.qtbot.waitUntil(lambda: page._files._under_way is None, timeout=LONG)
        assert "Saved as" in said(panel)
        assert len(list(papers.iterdir())) == number
    files = sorted(papers.iterdir())
    assert {file.suffix for file in files} == {f".{suffix}"}
    assert all(file.read_bytes().startswith(begins) for file in files)


def test_a_file_that_cannot_be_written_is_told_of(
    playhouse: Playhouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expect_log: ExpectLog
) -> None:
    expect_log("folder-not-writable")
    monkeypatch.setattr("app.ui.trees.tree_files.folder", lambda: tmp_path / "gone")
    page = tree_page(playhouse)
    press(named(page, Button, "Print and save"))
    press(named(page.findChildren(ExportPanel)[-1], Button, "Save as PDF"))
    playhouse.qtbot.waitUntil(lambda: page._files._under_way is None, timeout=LONG)
    assert "may not write" in said(playhouse.windows[0])


def test_a_mirrored_tree_is_the_same_tree_from_the_right(playhouse: Playhouse) -> None:
    page = tree_page(playhouse, direction="right")
    left = tree_page(playhouse)
    one, other = seen_of(page).shape, seen_of(left).shape
    assert one.mirrored
    assert (one.x == -other.x).all()
    assert (one.y == other.y).all()

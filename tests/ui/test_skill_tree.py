"""The skill tree: all of it drawn and listed, moved, zoomed and walked, and what a skill needs and opens."""

from __future__ import annotations

from statistics import median
from time import perf_counter

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from app.learning.skills import Aspect
from app.services import looking
from app.ui.looking.skill_panel import SkillPanel
from app.ui.looking.tree_list import TreeList
from app.ui.looking.tree_map import LARGEST, SMALLEST, TreeMap
from app.ui.looking.tree_shape import NODE, TreeShape
from app.ui.pages.skill_tree import SkillTreePage
from app.ui.routes import Route
from app.ui.widgets.fields import SearchBox
from app.ui.widgets.mini_tile import MiniTile
from app.ui.widgets.pressable import Pressable
from tests.support.child_side import LONG, Playhouse
from tests.support.grown_up_side import answered, gone_to, named, press, signed_in, with_history

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # tips, offscreen


def tree_page(house: Playhouse, width: int = 1280, height: int = 800) -> SkillTreePage:
    return gone_to(house, signed_in(house, width, height), Route.SKILL_TREE, SkillTreePage, child=house.child.id)


def map_of(page: SkillTreePage) -> TreeMap:
    assert page._map is not None
    return page._map


def test_no_line_runs_through_a_tile_that_it_does_not_belong_to(playhouse: Playhouse) -> None:
    shape = TreeShape(looking.skill_tree(playhouse.desk, playhouse.child.id), mirrored=False)
    assert shape.lines
    for line in shape.lines:
        for skill in shape.middles:
            if skill not in {line.edge.skill, line.edge.prerequisite}:
                inner = shape.box(skill).adjusted(4, 4, -4, -4)
                if inner.intersects(line.box):
                    assert not any(inner.contains(line.path.pointAtPercent(share / 60)) for share in range(61))


def test_a_mirrored_tree_is_the_same_tree_from_the_right(playhouse: Playhouse) -> None:
    view = looking.skill_tree(playhouse.desk, playhouse.child.id)
    left, right = TreeShape(view, mirrored=False), TreeShape(view, mirrored=True)
    assert all(right.middles[skill] == QPointF(-at.x(), at.y()) for skill, at in left.middles.items())


def test_the_point_under_the_pointer_stays_while_zooming_and_zoom_has_its_ends(playhouse: Playhouse) -> None:
    tree = map_of(tree_page(playhouse))
    skill = tree.skill_at(tree._shape.middles[tree._shape.view.skills[0].skill.id] * tree._zoom + tree._offset)
    assert skill is not None
    at = QPointF(tree.width() / 2, tree.height() / 2)
    tree.zoom_by(1.6)
    there = (at - tree._offset) / tree._zoom
    tree.zoom_by(1.2, at)
    moved = (at - tree._offset) / tree._zoom - there
    assert abs(moved.x()) < 1
    for _ in range(40):
        tree.nearer()
    assert tree._zoom == pytest.approx(LARGEST)
    for _ in range(40):
        tree.farther()
    assert tree._zoom == pytest.approx(SMALLEST)


def test_all_of_it_can_be_fitted_and_nothing_can_be_dragged_out_of_sight(playhouse: Playhouse) -> None:
    tree = map_of(tree_page(playhouse))
    QTest.keyClick(tree, Qt.Key.Key_0)
    bounds = tree._shape.bounds
    assert bounds.width() * tree._zoom <= tree.width() + 1
    assert bounds.height() * tree._zoom <= tree.height() + 1
    tree.zoom_by(4)
    QTest.mousePress(tree, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    QTest.mouseMove(tree, QPoint(300, 90_000))
    QTest.mouseRelease(tree, Qt.MouseButton.LeftButton, pos=QPoint(300, 90_000))
    top = bounds.top() * tree._zoom + tree._offset.y()
    assert top <= tree.height()


def test_arrows_go_from_skill_to_skill_and_say_each(playhouse: Playhouse) -> None:
    page = tree_page(playhouse)
    tree = map_of(page)
    QTest.keyClick(tree, Qt.Key.Key_Up)
    first = page._chosen
    assert first is not None
    name = tree.accessibleName()
    QTest.keyClick(tree, Qt.Key.Key_Up)
    assert page._chosen != first
    assert tree.accessibleName() != name
    QTest.keyClick(tree, Qt.Key.Key_Escape)
    assert page._chosen is None


def test_a_pressed_skill_shows_what_it_needs_and_opens_and_leads_there(playhouse: Playhouse) -> None:
    with_history(playhouse)
    page = tree_page(playhouse)
    tree = map_of(page)
    view = looking.skill_tree(playhouse.desk, playhouse.child.id)
    pictured = (placed for placed in view.skills if placed.skill.aspect is Aspect.FIRST_PICTURE)
    wanted = next(placed for placed in pictured if tree._shape.before.get(placed.skill.id))
    tree.choose(wanted.skill.id)
    at = tree._shape.middles[wanted.skill.id] * tree._zoom + tree._offset
    QTest.mouseClick(tree, Qt.MouseButton.LeftButton, pos=at.toPoint())
    panel = page.findChildren(SkillPanel)[-1]
    before = {edge.prerequisite for edge in tree._shape.before[wanted.skill.id]}
    after = {edge.skill for edge in tree._shape.after.get(wanted.skill.id, [])}
    assert len(panel.findChildren(MiniTile)) == len(before) + len(after)
    press(panel.findChildren(MiniTile)[0])
    assert page._chosen in before


def test_the_list_has_every_skill_and_chooses_the_same(playhouse: Playhouse) -> None:
    page = tree_page(playhouse)
    press(named(page, Pressable, "List"))
    rows = page.findChildren(TreeList)[0]
    view = looking.skill_tree(playhouse.desk, playhouse.child.id)
    steps = [step for number in range(rows.topLevelItemCount()) if (step := rows.topLevelItem(number)) is not None]
    assert sum(step.childCount() for step in steps) == len(view.skills)
    first = steps[1].child(0)
    assert first is not None
    rows.setCurrentItem(first)
    assert page._chosen == rows.key_of(first)
    assert not map_of(page).isVisible()


def test_a_letter_is_found_and_the_place_stays_when_something_changes(playhouse: Playhouse) -> None:
    page = tree_page(playhouse)
    tree = map_of(page)
    playhouse.qtbot.waitUntil(lambda: tree.place() is not None, timeout=LONG)
    QTest.keyClicks(page.findChildren(SearchBox)[0], "q")
    chosen = page._chosen
    assert chosen is not None
    assert tree._shape.skills[chosen].text == "q"
    place = tree.place()
    page.refresh()
    answered(playhouse, playhouse.windows[0])
    again = map_of(page)
    assert again is not tree
    there = again.place()
    assert place is not None
    assert there is not None
    assert there[0] == place[0]
    assert (there[1] - place[1]).manhattanLength() < 2
    assert page._chosen == chosen


def test_a_frame_while_moving_is_quick(playhouse: Playhouse) -> None:
    with_history(playhouse)
    tree = map_of(tree_page(playhouse))
    took = []
    for step in range(30):
        tree._offset += QPointF(0, 9 if step % 20 < 10 else -9)
        tree._keep_in_sight()
        begun = perf_counter()
        tree.repaint()
        took.append(perf_counter() - begun)
    assert median(took) < 0.016 * 3  # 8 ms on an idle computer; tests share theirs
    assert NODE * tree._zoom > 20

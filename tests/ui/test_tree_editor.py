"""Writing a skill tree: skills, arrows, circles refused, many at once, undo and redo, publishing, files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.learning.ids import TreeId
from app.learning.skills import Edition, Level
from app.learning.tree_edits import About, Edit
from app.learning.tree_formats import TreeFormat
from app.services import tree_editing, tree_looking
from app.ui.pages.skill_tree import SkillTreePage
from app.ui.pages.tree_editor import TreeEditor
from app.ui.routes import Route
from app.ui.trees.editing.edit_map import EditMap
from app.ui.trees.editing.publish_panel import PublishPanel
from app.ui.trees.editing.skill_form import SkillForm
from app.ui.trees.shape import TreeShape
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import SelectBox, TextField
from app.ui.widgets.switches import Switch
from tests.support.child_side import LONG, Playhouse
from tests.support.grown_up_side import answered, gone_to, named, press, said, signed_in, undo
from tests.support.leaks import ExpectLog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # tips, offscreen


def editor(house: Playhouse) -> TreeEditor:
    """An empty tree, open."""
    tree = tree_editing.create_tree(house.desk, "Knots", "en").value
    window = signed_in(house, less_movement="yes")
    return gone_to(house, window, Route.TREE_EDITOR, TreeEditor, tree=tree)


def map_of(page: TreeEditor) -> EditMap:
    assert page._map is not None
    return page._map


def shape_of(page: TreeEditor) -> TreeShape:
    assert page._written is not None
    return page._written.drawing.shape


def draft_of(page: TreeEditor) -> TreeId:
    assert page._draft is not None
    return page._draft


def done(house: Playhouse) -> None:
    answered(house, house.windows[0])


def with_skills(house: Playhouse, page: TreeEditor, *names: str) -> None:
    """New skills one above the other, by keys."""
    for name in names:
        tree = map_of(page)
        tree.setFocus(Qt.FocusReason.OtherFocusReason)
        QTest.keyClick(tree, Qt.Key.Key_A)
        done(house)
        form = [one for one in page.findChildren(SkillForm) if one.isVisible()][-1]
        assert form.name.hasFocus()
        QTest.keyClicks(form.name, name)
        QTest.keyClick(form.name, Qt.Key.Key_Return)
        done(house)


def names(page: TreeEditor) -> list[str]:
    return [skill.name for skill in shape_of(page).view.tree.skills]


def point(page: TreeEditor, place: int, above: float = 0.0) -> QPoint:
    shape = shape_of(page)
    return map_of(page).mapFromScene(float(shape.x[place]), float(shape.y[place]) - above)


def drag(page: TreeEditor, start: QPoint, end: QPoint, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    view = map_of(page).viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, held, start)
    QTest.mouseMove(view, (start + end) / 2)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, held, end)


def handle(page: TreeEditor, place: int) -> QPoint:
    map_of(page).press(place)
    return point(page, place, shape_of(page).paper.high / 2 + 20)


def test_skills_are_made_named_and_joined_by_keys_and_a_drawn_arrow(playhouse: Playhouse) -> None:
    page = editor(playhouse)
    with_skills(playhouse, page, "Rope", "Loop", "Bow")
    assert names(page) == ["Rope", "Loop", "Bow"]
    tree = map_of(page)
    tree.press(0)
    QTest.keyClick(tree, Qt.Key.Key_L)
    tree.press(1)
    QTest.keyClick(tree, Qt.Key.Key_Return)
    done(playhouse)
    assert shape_of(page).edges.tolist() == [[0, 1]]
    drag(page, handle(page, 1), point(page, 2))
    done(playhouse)
    assert sorted(shape_of(page).edges.tolist()) == [[0, 1], [1, 2]]
    assert (shape_of(page).y[[0, 1, 2]] == sorted(shape_of(page).y[[0, 1, 2]], reverse=True)).all()


def test_an_arrow_that_closes_a_circle_is_refused_at_once_drawn_and_named(playhouse: Playhouse) -> None:
    page = editor(playhouse)
    with_skills(playhouse, page, "Rope", "Loop", "Bow")
    for first, after in ((0, 1), (1, 2)):
        map_of(page).link(first, after)
        done(playhouse)
    map_of(page).fit()
    drag(page, handle(page, 2), point(page, 0))
    assert "That would go round in a circle" in said(page)
    assert said(page).count("Rope") == 2
    assert len(map_of(page)._circle.lines) == 2
    done(playhouse)
    assert len(shape_of(page).edges) == 2


def test_several_are_chosen_moved_removed_undone_and_redone(playhouse: Playhouse) -> None:
    page = editor(playhouse)
    with_skills(playhouse, page, "Rope", "Loop", "Bow")
    tree = map_of(page)
    tree.press(None)
    QTest.keyClick(tree, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(tree.places) == 3
    before = shape_of(page).x.copy()
    QTest.keyClick(tree, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    done(playhouse)
    assert (shape_of(page).x - before > 40).all()
    QTest.keyClick(tree, Qt.Key.Key_Delete)
    done(playhouse)
    assert names(page) == []
    QTest.keyClick(tree, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    done(playhouse)
    assert sorted(names(page)) == ["Bow", "Loop", "Rope"]
    QTest.keyClick(tree, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    done(playhouse)
    assert shape_of(page).x == pytest.approx(before)
    press(named(page, Button, "Do it again"))
    done(playhouse)
    assert (shape_of(page).x - before > 40).all()


def test_a_tile_is_dragged_onto_a_row_and_tidying_leaves_it_there(playhouse: Playhouse) -> None:
    page = editor(playhouse)
    with_skills(playhouse, page, "Rope", "Loop")
    map_of(page).press(0)
    start = point(page, 0)
    drag(page, start, start + QPoint(150, 0))
    done(playhouse)
    there = float(shape_of(page).x[0])
    press(named(page, Button, "Tidy up"))
    done(playhouse)
    assert float(shape_of(page).x[0]) == there
    map_of(page).press(0)
    press(named(page, Button, "Let the program place it"))
    done(playhouse)
    assert shape_of(page).view.tree.skills[0].spot is None


def test_what_a_skill_needs_is_written_in_its_panel(playhouse: Playhouse) -> None:
    page = editor(playhouse)
    with_skills(playhouse, page, "Rope", "Loop", "Bow")
    for first in (0, 1):
        map_of(page).link(first, 2)
        done(playhouse)
    map_of(page).press(2)
    far = named(page, SelectBox, "How far Rope")
    far.setCurrentIndex(far.findData(Level.BLOOMED))
    far.activated.emit(far.currentIndex())
    done(playhouse)
    assert Level.BLOOMED in {edge.minimum for edge in shape_of(page).view.tree.edges}
    press(named(page, Switch, "One of them is enough"))
    done(playhouse)
    assert len({edge.any_of for edge in shape_of(page).view.tree.edges}) == 1
    press(named(page, Button, "Not needed any more: Loop"))
    done(playhouse)
    assert shape_of(page).edges.tolist() == [[0, 2]]


def test_a_draft_is_looked_at_published_learned_by_and_taken_back(playhouse: Playhouse) -> None:
    page = editor(playhouse)
    with_skills(playhouse, page, "Rope", "Loop")
    draft = draft_of(page)
    press(named(page, Button, "Publish"))
    done(playhouse)
    panel = page.findChildren(PublishPanel)[-1]
    assert "Rope, Loop" in said(panel)
    press(named(panel, Button, "Publish now"))
    done(playhouse)
    entry = next(one for one in tree_looking.list_trees(playhouse.desk) if one.id == draft)
    assert entry.edition is Edition.PUBLISHED
    window = playhouse.windows[0]
    learning = gone_to(playhouse, window, Route.SKILL_TREE, SkillTreePage, child=playhouse.child.id, tree=draft)
    assert learning._seen is not None
    assert learning._seen.shape.count == 2
    press(named(learning, Button, "Write this tree"))
    again = playhouse.page(window, TreeEditor)
    done(playhouse)
    assert draft_of(again) != draft
    with_skills(playhouse, again, "Bow")
    press(named(again, Button, "Publish"))
    done(playhouse)
    assert "New: 1" in said(again.findChildren(PublishPanel)[-1])
    press(named(again.findChildren(PublishPanel)[-1], Button, "Publish now"))
    done(playhouse)
    assert tree_looking.view_tree(playhouse.desk, draft).texts == ("Rope", "Loop", "Bow")
    undo(playhouse, window)
    assert tree_looking.view_tree(playhouse.desk, draft).texts == ("Rope", "Loop")


def test_what_somebody_else_changed_meanwhile_is_shown_and_not_written_over(playhouse: Playhouse, expect_log: ExpectLog) -> None:
    expect_log("tree-changed")
    page = editor(playhouse)
    with_skills(playhouse, page, "Rope")
    other = shape_of(page).view.tree
    tree_editing.edit(playhouse.desk, other.id, Edit(about=About("Ropes", "en")), other.revision)
    map_of(page).press(None)
    map_of(page).wanted_new.emit(0, -300)
    done(playhouse)
    assert names(page) == ["Rope"]
    assert shape_of(page).view.tree.name == "Ropes"


def test_a_tree_is_named_copied_shared_opened_again_and_removed(
    playhouse: Playhouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    monkeypatch.setattr("app.ui.trees.tree_files.folder", lambda: papers)
    page = editor(playhouse)
    with_skills(playhouse, page, "Rope")
    map_of(page).press(None)
    field = named(page, TextField, "Name")
    field.setText("Sailing")
    field.editingFinished.emit()
    done(playhouse)
    window = playhouse.windows[0]
    tree = shape_of(page).view.tree
    for kind in TreeFormat:
        page._menu.share(tree, kind)
    done(playhouse)
    assert len(list(papers.iterdir())) == len(TreeFormat)
    page._menu.copy(tree)
    playhouse.qtbot.waitUntil(lambda: window.page is not page, timeout=LONG)
    done(playhouse)
    copy = playhouse.page(window, TreeEditor)
    assert shape_of(copy).view.tree.name == "Sailing, a copy"
    copy._menu.remove(shape_of(copy).view.tree)
    playhouse.qtbot.waitUntil(lambda: window.page is not copy, timeout=LONG)
    done(playhouse)
    assert "Sailing, a copy" not in {entry.name for entry in tree_looking.list_trees(playhouse.desk)}
    again = gone_to(playhouse, window, Route.TREE_EDITOR, TreeEditor, tree=tree.id)
    again._menu.open_file(next(papers.glob("Sailing.json")))
    playhouse.qtbot.waitUntil(lambda: window.page is not again, timeout=LONG)
    done(playhouse)
    assert "Rope" in names(playhouse.page(window, TreeEditor))

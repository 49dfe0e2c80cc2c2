"""Writing a skill tree: always in a draft, which children learn by only when it is published."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.learning.ids import SkillId
from app.learning.people import Case
from app.learning.skills import Aspect, Edge, Level, Skill
from app.learning.tree_edits import About, Edit
from app.services import tree_editing
from app.services.change import Change, Topic
from app.system.ids import new_id
from app.ui.grown_up_page import GrownUpPage
from app.ui.looking.flow import Flow
from app.ui.looking.split import Split
from app.ui.painting.lettering import shown
from app.ui.routes import Route
from app.ui.trees import arranging
from app.ui.trees.beside import Beside
from app.ui.trees.editing import writing
from app.ui.trees.editing.edit_map import EditMap
from app.ui.trees.editing.publish_panel import PublishPanel
from app.ui.trees.editing.skill_form import SkillForm
from app.ui.trees.editing.tree_menu import TreeMenu
from app.ui.trees.editing.writing import Writing, Written
from app.ui.trees.key_sheet import KeySheet
from app.ui.trees.naming import skill_name
from app.ui.widgets.buttons import PlainButton, SoftButton
from app.ui.widgets.card import Card
from app.ui.widgets.fields import SelectBox, TextField
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.learning.ids import TreeId
    from app.learning.problems import Problem
    from app.services.tree_editing import Publication
    from app.ui.stage import Stage


class TreeEditor(GrownUpPage):
    """`tree` is a tree: its draft is opened, or made."""

    title: ClassVar[str] = "Write a skill tree"
    lives_by: ClassVar[frozenset[Topic]] = frozenset({Topic.SKILLS})
    widest: ClassVar[int] = 100_000

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, tr("Write a skill tree"), "", tr("Back to the tree"))
        theme = stage.theme
        self._map: EditMap | None = None
        self._written: Written | None = None
        self._wanted: SkillId | None = None  # the skill that is to be chosen when it is there
        self._writing = Writing(stage.tasks, self, self._refresh_tools, self._trouble)
        self._menu = TreeMenu(self)
        self._menu.gone_to.connect(self._go_to_tree)
        self._which = SelectBox(theme, tr("Which tree"), "skill-tree")
        self._which.activated.connect(lambda _: self._go_to_tree(self._which.currentData()))
        self.bar.add(self._which)
        self._tools: dict[str, PlainButton] = {}
        acts = (
            ("plus", tr("New skill"), self._new_in_sight),
            ("undo", tr("Undo"), self._writing.undo),
            ("again", tr("Do it again"), self._writing.redo),
            ("sort", tr("Tidy up: what was placed by hand stays"), self._tidy),
            ("fit", tr("Show all"), self._fit),
            ("help", tr("Keys"), self._show_keys),
            ("more", tr("Trees and files"), self._pop_up),
        )
        for icon, name, act in acts:
            button = self._tools[icon] = PlainButton(theme, "", icon, name)
            button.clicked.connect(partial(_call, act))
        publish = SoftButton(theme, tr("Publish"), "check")
        publish.clicked.connect(self._look_at_publication)
        self.bar.add(publish)
        self._refresh_tools()

    def enter(self, **facts: object) -> None:
        """Take the `tree`."""
        self._tree = cast("TreeId", facts["tree"])
        self._draft: TreeId | None = None

    def refresh(self) -> None:
        """Open the draft the first time, then ask for it as it stands."""
        if self._draft is None:
            self.stage.tasks.do(self, partial(tree_editing.open_draft, tree=self._tree), self._opened)
            return
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        read = partial(writing.read, tree=self._draft, theme=self.stage.theme, mirrored=mirrored)
        self.stage.tasks.ask(self, read, self._show)

    def _opened(self, change: Change[TreeId]) -> None:
        self._draft = change.value
        self.refresh()

    def _show(self, written: Written) -> None:
        self._written = written
        tree = written.tree
        note = tr("A draft: children learn by it when it is published")
        self.bar.set_words(shown(tree.name, 60), note)
        self._list_trees(written)
        first = self._map is None
        edit_map = self._map or self._built()
        edit_map.show_drawing(written.drawing, written.far, written.scale, written.said)
        if self._wanted is not None and self._wanted in written.drawing.shape.number:
            edit_map.press(written.drawing.shape.number[self._wanted])
            self._wanted = None
            self._name_it()
        elif first or edit_map.place is None:
            self._show_tree_form()
        else:
            self._choose(edit_map.place)

    def _built(self) -> EditMap:
        edit_map = self._map = EditMap(self.stage.theme)
        edit_map.chosen.connect(self._choose)
        edit_map.linked.connect(self._link)
        edit_map.refused.connect(self._refuse)
        edit_map.put.connect(self._put_elsewhere)
        edit_map.removed.connect(self._remove)
        edit_map.wanted_new.connect(self._new_at)
        edit_map.asked.connect(lambda act: self._writing.undo() if act == "undo" else self._writing.redo())
        edit_map.opened.connect(self._name_it)
        edit_map.wished.connect(self._do)
        sheet, tools = Card(self.stage.theme), QWidget()
        flow = Flow(8)
        tools.setLayout(flow)
        for button in self._tools.values():
            flow.addWidget(button)
        sheet.add(tools)
        sheet.add(edit_map, 1)
        self._beside = Beside(lambda: edit_map)
        self.fill(Split(sheet, self._beside, self.stage.theme.text_size), stretch_last=True)
        return edit_map

    def _list_trees(self, written: Written) -> None:
        listed = [(entry.id, writing.name_of(entry)) for entry in written.trees]
        self._which.clear()
        for tree, name in listed:
            self._which.addItem(shown(name, 60), tree)
        self._which.setCurrentIndex([tree for tree, _ in listed].index(written.tree.id))

    def _go_to_tree(self, tree: TreeId | None) -> None:
        if tree is None:
            self.stage.back()
        elif tree != self._draft:
            self.stage.go(Route.TREE_EDITOR, tree=tree)

    # panels

    def _choose(self, place: int | None) -> None:
        if self._map is None or self._written is None:
            return
        if place is None:
            self._show_tree_form()
            return
        form = SkillForm(self.stage.theme, self._written.drawing.shape, place)
        form.edited.connect(self._edit)
        form.removed.connect(lambda: self._remove(frozenset({place})))
        form.closed.connect(self._close_panel)
        form.done.connect(lambda: self._map.setFocus(Qt.FocusReason.OtherFocusReason) if self._map is not None else None)
        self._form = form
        self._beside.put(form)

    def _name_it(self) -> None:
        """Write the name of the chosen skill."""
        if self._map is not None and self._map.place is not None:
            self._form.name.setFocus(Qt.FocusReason.OtherFocusReason)
            self._form.name.selectAll()

    def _close_panel(self) -> None:
        if self._map is not None:
            self._map.press(None)
            self._map.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_tree_form(self) -> None:
        """The tree itself: its name, and how to begin."""
        if self._written is None:
            return
        theme, tree = self.stage.theme, self._written.tree
        card = Card(theme, tr("This tree"))
        fields = []
        for name, text in ((tr("Name"), tree.name), (tr("What it is about"), tree.description), (tr("Who wrote it"), tree.author)):
            card.add(Label(theme, name, "label"))
            field = TextField(theme, name, text)
            field.setCursorPosition(0)
            card.add(field)
            fields.append(field)

        def save() -> None:
            about = About(fields[0].text().strip() or tree.name, tree.language, fields[1].text().strip(), fields[2].text().strip())
            if about != About(tree.name, tree.language, tree.description, tree.author):
                self._edit(Edit(about=about))

        for field in fields:
            field.editingFinished.connect(save)
        hints = (tr("Press twice on the paper for a new skill. Press a skill to write it."),
                 tr("Draw an arrow from the handle above a chosen skill to what it opens. Drag a skill to put it elsewhere."),
                 tr("F1 lists all keys."))  # fmt: skip
        for hint in hints:
            card.add(Label(theme, hint, "small", "ink-soft", wrap=True))
        card.body.addStretch(1)
        self._beside.put(card)

    def _do(self, act: str) -> None:
        if act == "keys":
            self._show_keys()
        elif act == "link" and self._map is not None and self._map.place is not None and self._written is not None:
            name = shown(skill_name(self._written.drawing.shape, self._map.place), 40)
            self.stage.toast(tr("An arrow from {skill}: go to what it opens and press Enter", skill=name))

    def _show_keys(self) -> None:
        sheet = KeySheet(self.stage.theme, editing=True)
        sheet.closed.connect(self._close_panel)
        self._beside.put(sheet)

    # doing

    def _edit(self, edit: Edit) -> None:
        if self._written is not None:
            self._writing.edit(self._written.tree, edit)

    def _refresh_tools(self) -> None:
        self._tools["undo"].setEnabled(self._writing.can_undo)
        self._tools["again"].setEnabled(self._writing.can_redo)

    def _trouble(self, problem: Problem) -> None:
        """Say what went wrong, and show the tree as it is."""
        self.stage.show_problem(problem)
        self._refresh_tools()
        self.refresh()

    def _new_in_sight(self) -> None:
        if self._map is not None:
            middle = self._map.middle()
            self._new_at(middle.x(), middle.y())

    def _new_at(self, x: float, y: float) -> None:
        """A new skill with its middle at a place of the drawing, on a row."""
        if self._written is None:
            return
        tree, shape = self._written.tree, self._written.drawing.shape
        self._wanted = SkillId(new_id())
        spot = (round(-x if shape.mirrored else x), round(round(y / shape.paper.row) * shape.paper.row))
        position = 1 + max((skill.position for skill in tree.skills), default=0)
        name = tr("New skill")
        self._edit(Edit(skills=(Skill(self._wanted, tree.id, name, tree.language, "", Case.LOWER, Aspect.ABILITY, position, spot=spot),)))

    def _link(self, first: int, after: int) -> None:
        if self._written is None:
            return
        shape = self._written.drawing.shape
        before = [shape.view.tree.edges[edge] for edge in shape.before[after]]
        if any(edge.prerequisite == shape.id_of(first) for edge in before):
            return
        group = 1 + max((edge.any_of for edge in before), default=-1)
        self._edit(Edit(edges=(Edge(shape.id_of(after), shape.id_of(first), group, Level.GROWING),)))

    def _refuse(self, circle: tuple[int, ...]) -> None:
        """Name the circle that an arrow would have closed; it is drawn as well."""
        if self._written is None:
            return
        shape = self._written.drawing.shape
        card = Card(self.stage.theme, tr("That would go round in a circle"))
        card.add(Label(self.stage.theme, tr("Each of these would wait for the one before it:"), "body", "ink-soft", wrap=True))
        for place in (*circle, circle[0]):
            card.add(Label(self.stage.theme, shown(skill_name(shape, place), 60), "label", wrap=True))
        card.add(Label(self.stage.theme, tr("Nothing was changed. Take one of its arrows away first."), "small", "ink-soft", wrap=True))
        card.body.addStretch(1)
        self._beside.put(card)

    def _put_elsewhere(self, spots: Mapping[int, tuple[float, float]]) -> None:
        if self._written is not None:
            shape = self._written.drawing.shape
            self._edit(Edit(spots={shape.id_of(place): (round(x), round(y)) for place, (x, y) in spots.items()}))

    def _remove(self, places: frozenset[int]) -> None:
        if self._written is not None and self._map is not None:
            shape = self._written.drawing.shape
            gone = frozenset(shape.id_of(place) for place in places)
            self._map.press(None)
            self._edit(Edit(gone_skills=gone))

    def _tidy(self) -> None:
        if self._draft is not None:
            arranging.forget(self._draft)
            self.refresh()

    def _fit(self) -> None:
        if self._map is not None:
            self._map.fit()

    def _pop_up(self) -> None:
        if self._written is not None:
            self._menu.pop_up(self._tools["more"], self._written.tree)

    # publishing

    def _look_at_publication(self) -> None:
        if self._draft is not None:
            self.stage.tasks.ask(self, partial(tree_editing.look_at_publication, draft=self._draft), self._show_publication)

    def _show_publication(self, planned: Publication) -> None:
        panel = PublishPanel(self.stage.theme, planned)
        panel.agreed.connect(self._publish)
        panel.closed.connect(self._close_panel)
        self._beside.put(panel)

    def _publish(self) -> None:
        if self._written is None:
            return

        def done(change: Change[TreeId]) -> None:
            self.stage.toast(tr("Published: children learn by it now"), change)
            self.stage.back()

        tree = self._written.tree
        self.stage.tasks.do(self, partial(tree_editing.publish, draft=tree.id, revision=tree.revision), done, self._trouble)


def _call(act: object, _checked: bool = False) -> None:
    if callable(act):
        act()

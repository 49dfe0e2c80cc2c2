"""A child's skill tree: what it knows, what each thing needs first, the way to a goal, and what a grown-up decides about it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

import numpy as np
from PySide6.QtCore import Qt

from app.learning.child_on_tree import Choice
from app.learning.ids import ChildId, SkillId, TreeId
from app.services import tree_choices
from app.services.change import Change, Topic
from app.ui.grown_up_page import GrownUpPage
from app.ui.looking.split import Split
from app.ui.painting.lettering import shown
from app.ui.routes import Route
from app.ui.trees import reading
from app.ui.trees.beside import Beside
from app.ui.trees.colouring import Colouring
from app.ui.trees.export_panel import ExportPanel
from app.ui.trees.finding import Finder
from app.ui.trees.key_sheet import KeySheet
from app.ui.trees.naming import skill_name
from app.ui.trees.reading import Seen, Wish
from app.ui.trees.room import TreeRoom
from app.ui.trees.skill_panel import SkillPanel
from app.ui.trees.tree_files import TreeFiles
from app.ui.widgets.buttons import PlainButton
from app.ui.widgets.card import Card
from app.ui.widgets.fields import SearchBox, SelectBox
from app.ui.widgets.label import Label
from app.ui.widgets.switches import Segments
from app.ui.words import tr

if TYPE_CHECKING:
    from datetime import date

    from app.learning.layout_rows import Flags
    from app.services.tree_history import TreeHistory
    from app.ui.stage import Stage


class SkillTreePage(GrownUpPage):
    """`child` is whose tree it is; `tree` which one, or the letters that the child plays now."""

    title: ClassVar[str] = "Skill tree"
    lives_by: ClassVar[frozenset[Topic]] = frozenset({Topic.PROGRESS, Topic.CHILDREN, Topic.SKILLS})
    widest: ClassVar[int] = 100_000  # a tree takes all there is

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, tr("Skill tree"))
        theme = stage.theme
        self._tree: TreeId | None = None
        self._seen: Seen | None = None
        self._now: Seen | None = None  # as it is today, to compare with
        self._history: TreeHistory | None = None
        self._by, self._day = Colouring.MASTERY, cast("date | None", None)
        self._chosen: SkillId | None = None
        self._finder: Finder | None = None
        self._room: TreeRoom | None = None
        self._place: tuple[object, ...] | None = None
        self._files = TreeFiles(self)
        self._find = SearchBox(theme, tr("Find a skill"), tr("Find a skill"), tr("Clear"))
        self._find.setMaximumWidth(240)
        self._find.textChanged.connect(self._look_for)
        self._find.returnPressed.connect(partial(self._go_to_found, 1))
        self._which = SelectBox(theme, tr("Which tree"), "skill-tree")
        self._which.activated.connect(lambda _: self._show_tree(self._which.currentData()))
        self._as = Segments(theme, [tr("Tree"), tr("List")], 0, tr("How the skills are shown"), icons=("skill-tree", "list"))
        self._as.chosen.connect(lambda place: self._room.show_as(place == 1) if self._room is not None else None)
        self._which.hide()
        for part in (self._which, self._find, self._as):
            self.bar.add(part)
        self._write = PlainButton(theme, "", "pencil", tr("Write this tree"))
        self._write.clicked.connect(self._write_tree)
        self._write.hide()
        self.bar.add(self._write)
        tools = (("history", tr("Look back"), self._look_back), ("print", tr("Print and save"), self._show_files),
                 ("help", tr("Keys"), self._show_keys))  # fmt: skip
        for icon, name, act in tools:
            button = PlainButton(theme, "", icon, name)
            button.clicked.connect(act)
            self.bar.add(button)

    def enter(self, **facts: object) -> None:
        """Take the `child`, and the `tree` if one is named."""
        self._child = cast("ChildId", facts["child"])
        self._tree = cast("TreeId | None", facts.get("tree"))

    def leave(self) -> None:
        """No file is left half written."""
        super().leave()
        self._files.close()

    def keep_place(self) -> object:
        """Where one is on the tree."""
        return (self._room.map.keep_place(), self._tree, self._by, self._as.place()) if self._room is not None else None

    def return_to(self, place: object) -> None:
        """Be where one was."""
        self._place = cast("tuple[object, ...]", place)
        self._tree, self._by = cast("TreeId | None", self._place[1]), cast("Colouring", self._place[2])
        self._as.choose(cast("int", self._place[3]))
        self.refresh()

    def refresh(self) -> None:
        """Ask for the tree as it stands, or as it stood on the day that is looked at."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        wish = Wish(self.stage.theme, mirrored, self._by, self._day)
        read = partial(reading.read, child=self._child, tree=self._tree, wish=wish, history=self._history)
        self.stage.tasks.ask(self, read, self._show)

    def _show(self, seen: Seen) -> None:
        first = self._room is None
        self._seen, self._finder = seen, None
        if self._day is None:
            self._now = seen
        tree = seen.shape.view.tree
        self._tree = tree.id
        self.bar.set_words(tr("Skill tree"), tr("What {name} knows, and what each thing needs first", name=shown(seen.child.name, 60)))
        self._list_trees(seen)
        self._write.setVisible(seen.may_choose or self._day is not None)
        room = self._room or self._built()
        room.show_seen(seen)
        if first:
            self._start(room)
        self._choose(seen.shape.number.get(self._chosen) if self._chosen is not None else None, show=False)
        if self._find.text():
            self._look_for(self._find.text())

    def _built(self) -> TreeRoom:
        room = self._room = TreeRoom(self.stage.theme)
        room.chosen.connect(self._choose)
        room.coloured.connect(self._colour)
        room.legend.filtered.connect(self._show_class)
        room.look_back.wanted.connect(self._show_day)
        room.look_back.since.connect(self._show_since)
        room.look_back.closed.connect(self._back_to_now)
        self._beside = Beside(lambda: room.shown)
        for side in (room.map, room.outline):
            side.wished.connect(self._do)
            side.opened.connect(self._beside.take_keys)
        self.fill(Split(room, self._beside, self.stage.theme.text_size), stretch_last=True)
        return room

    def _start(self, room: TreeRoom) -> None:
        room.show_as(self._as.place() == 1)
        if self._place is not None and self._place[0] is not None:
            room.map.return_to(self._place[0])  # type: ignore[arg-type]  # what `keep_place` gave
            if room.map.place is not None and self._seen is not None:
                self._chosen = self._seen.shape.id_of(room.map.place)

    def _list_trees(self, seen: Seen) -> None:
        """A choice of trees, where there are several."""
        here = seen.shape.view.tree
        listed = [(entry.id, entry.name) for entry in seen.trees]
        if here.id not in {tree for tree, _ in listed}:
            listed.insert(0, (here.id, here.name))
        self._which.clear()
        for tree, name in listed:
            self._which.addItem(shown(name, 60), tree)
        self._which.setCurrentIndex([tree for tree, _ in listed].index(here.id))
        self._which.setVisible(len(listed) > 1)

    def _show_tree(self, tree: TreeId) -> None:
        if tree != self._tree:
            self._tree, self._chosen, self._history, self._day = tree, None, None, None
            if self._room is not None:
                self._room.look_back.hide()
                self._room.map.forget_place()
            self.refresh()

    # choosing

    def _choose(self, place: int | None, show: bool = True) -> None:
        if self._seen is None or self._room is None:
            return
        self._chosen = self._seen.shape.id_of(place) if place is not None else None
        self._room.choose(place, show)
        if place is None:
            self._beside.put(self._hint())
            return
        seen = self._seen
        panel = SkillPanel(self.stage.theme, seen.shape, place, seen.script, seen.now, seen.may_choose)
        panel.wanted.connect(self._go_to)
        panel.closed.connect(lambda: self._go_to(None))
        panel.chose.connect(self._decide)
        self._beside.put(panel)

    def _go_to(self, place: int | None) -> None:
        self._choose(place)
        if self._room is not None:
            self._room.shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _decide(self, choice: Choice, holds: bool) -> None:
        if self._chosen is None or self._seen is None:
            return
        name = skill_name(self._seen.shape, self._seen.shape.number[self._chosen])
        words = {
            Choice.GOAL: (tr("{skill} is no longer the goal", skill=name), tr("{skill} is the goal now", skill=name)),
            Choice.PIN: (tr("{skill} is no longer pinned", skill=name), tr("{skill} comes soon", skill=name)),
            Choice.SKIP: (tr("{skill} is not known after all", skill=name), tr("{skill} counts as known", skill=name)),
            Choice.NOT_FOR_CHILD: (tr("{skill} is taken in again", skill=name), tr("{skill} is left out", skill=name)),
        }[choice][holds]

        def done(change: Change[bool]) -> None:
            self.stage.toast(words, change)

        change = partial(tree_choices.choose, child=self._child, skill=self._chosen, choice=choice, on=holds)
        self.stage.tasks.do(self, change, done)

    def _hint(self) -> Card:
        theme = self.stage.theme
        card = Card(theme, tr("One skill"))
        card.add(Label(theme, tr("Press a skill to see what it needs first and what it opens."), "body", "ink-soft", wrap=True))
        how = tr("Drag to move, turn the wheel to come nearer. Arrow keys go along the lines; F1 lists all keys.")
        card.add(Label(theme, how, "small", "ink-soft", wrap=True))
        card.body.addStretch(1)
        return card

    # finding and showing some

    def _look_for(self, text: str) -> None:
        if self._seen is None or self._room is None:
            return
        self._finder = self._finder or Finder(self._seen.shape)
        hits = self._finder.found(text)
        self._room.legend.clear()
        self._room.show_hits(hits)
        if hits is not None and hits.any() and (self._room.map.place is None or not hits[self._room.map.place]):
            self._go_to_found(1)

    def _go_to_found(self, step: int) -> None:
        """To the next that was found, or to the one before."""
        hits = self._finder.found(self._find.text()) if self._finder is not None else None
        if hits is None or not hits.any() or self._seen is None or self._room is None:
            return
        skills = self._seen.shape.view.tree.skills
        there = sorted(np.flatnonzero(hits).tolist(), key=lambda place: (skills[place].position, place))
        at = there.index(self._room.map.place) + step if self._room.map.place in there else 0
        self._choose(there[at % len(there)])

    def _show_class(self, place: int | None) -> None:
        if self._seen is not None and self._room is not None:
            self._room.show_hits(None if place is None else self._seen.drawing.classes == place)

    def _colour(self, by: Colouring) -> None:
        self._by = by
        self.refresh()

    # earlier days

    def _look_back(self) -> None:
        if self._room is None or self._tree is None or self._room.look_back.isVisible():
            self._back_to_now()
            return
        self.stage.tasks.ask(self, partial(reading.read_history, child=self._child, tree=self._tree), self._show_history)

    def _show_history(self, history: TreeHistory) -> None:
        self._history = history
        if self._room is not None:
            self._room.look_back.show_days(history.days)
            self._room.look_back.show()
            self._room.look_back.take_keys()

    def _show_day(self, day: date | None) -> None:
        self._day = day
        self.refresh()

    def _show_since(self, on: bool) -> None:
        if self._seen is None or self._now is None or self._room is None:
            return
        changed: Flags = self._seen.drawing.classes != self._now.drawing.classes
        self._room.show_hits(changed if on and len(changed) else None)

    def _back_to_now(self) -> None:
        self._history = self._day = None
        if self._room is not None:
            self._room.look_back.hide()
            self._room.shown.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    def _write_tree(self) -> None:
        if self._tree is not None:
            self.stage.go(Route.TREE_EDITOR, tree=self._tree)

    # keys, files

    def _do(self, act: str) -> None:
        if act == "keys":
            self._show_keys()
        elif act == "find":
            self._find.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._find.selectAll()
        elif act in ("find next", "find previous"):
            self._go_to_found(1 if act == "find next" else -1)

    def _show_keys(self) -> None:
        if self._room is None:
            return
        sheet = KeySheet(self.stage.theme)
        sheet.closed.connect(lambda: self._go_to(self._room.map.place if self._room is not None else None))
        self._beside.put(sheet)

    def _show_files(self) -> None:
        if self._room is None or self._seen is None:
            return
        panel = ExportPanel(self.stage.theme, shown(self._seen.child.name, 40), bool(self._seen.shape.view.path))
        panel.closed.connect(lambda: self._go_to(self._room.map.place if self._room is not None else None))
        self._files.serve(panel, self._seen, self._room.map)
        self._beside.put(panel)

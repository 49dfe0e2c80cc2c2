"""A child's skill tree: what it knows, and what each letter needs first. To look at; nothing is changed here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.learning.ids import ChildId, SkillId
from app.services import languages, looking
from app.services.change import Topic
from app.services.looking import TreeView
from app.ui.grown_up_page import GrownUpPage
from app.ui.looking import wording
from app.ui.looking.skill_panel import SkillPanel
from app.ui.looking.split import Split
from app.ui.looking.tree_legend import TreeLegend, sentence
from app.ui.looking.tree_list import TreeList
from app.ui.looking.tree_map import TreeMap
from app.ui.looking.tree_shape import TreeShape
from app.ui.painting.lettering import shown
from app.ui.widgets.buttons import PlainButton
from app.ui.widgets.card import Card
from app.ui.widgets.fields import SearchBox
from app.ui.widgets.label import Label
from app.ui.widgets.switches import Segments
from app.ui.words import tr

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.ui.stage import Stage


def _read(desk: Desk, child: ChildId, mirrored: bool) -> TreeShape:
    return TreeShape(looking.skill_tree(desk, child), mirrored)


class SkillTreePage(GrownUpPage):
    """`child` is whose tree it is."""

    title: ClassVar[str] = "Skill tree"
    lives_by: ClassVar[frozenset[Topic]] = frozenset({Topic.PROGRESS, Topic.CHILDREN, Topic.SKILLS})
    widest: ClassVar[int] = 100_000  # a tree takes all there is

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, tr("Skill tree"))
        theme = stage.theme
        self._find = SearchBox(theme, tr("Find a letter"), tr("Find a letter"), tr("Clear"))
        self._find.setMaximumWidth(240)
        self._find.textChanged.connect(self._look_for)
        self._as = Segments(theme, [tr("Tree"), tr("List")], 0, tr("How the skills are shown"), icons=("skill-tree", "list"))
        self._as.chosen.connect(lambda _: self._show_as())
        self.bar.add(self._find)
        self.bar.add(self._as)
        self._view: TreeView | None = None
        self._shape: TreeShape | None = None
        self._map: TreeMap | None = None
        self._list: TreeList | None = None
        self._chosen: SkillId | None = None
        self._script = "Latn"

    def enter(self, **facts: object) -> None:
        """Take the `child`."""
        self._child = cast("ChildId", facts["child"])

    def refresh(self) -> None:
        """Ask for the tree as it stands."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.stage.tasks.ask(self, partial(_read, child=self._child, mirrored=mirrored), self._show)

    def _show(self, shape: TreeShape) -> None:
        theme, view = self.stage.theme, shape.view
        place = self._map.place() if self._map is not None else None
        self._view, self._script = view, languages.pack(view.tree.language).script
        self._shape = shape
        self.bar.set_words(tr("Skill tree"), tr("What {name} knows, and what each letter needs first", name=shown(view.child.name, 60)))
        said = sentence(view)
        self._map = TreeMap(theme, shape, self._script, said)
        if place is not None:
            self._map.restore(place)
        self._list = None  # made when it is wanted: a row for each skill takes a while
        self._map.chosen.connect(self._choose)
        main = QWidget()
        column = self._column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._map, 1)
        column.addLayout(self._foot(view))
        beside = QWidget()
        self._panel = QVBoxLayout(beside)
        self._panel.setContentsMargins(0, 0, 0, 0)
        self.fill(Split(main, beside, theme.text_size), stretch_last=True)
        self._show_as()
        self._choose(self._chosen if self._chosen in self._shape.skills else None)

    def _foot(self, view: TreeView) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(TreeLegend(self.stage.theme, view), 1)
        acts = (("minus", tr("Farther"), "farther"), ("plus", tr("Nearer"), "nearer"), ("fit", tr("Show all"), "fit"))
        self._zooms = []
        for icon, name, act in acts:
            button = PlainButton(self.stage.theme, "", icon, name)
            button.clicked.connect(partial(self._zoom, act))
            self._zooms.append(button)
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        return foot

    def _zoom(self, act: str, _checked: bool = False) -> None:
        if self._map is not None:
            {"farther": self._map.farther, "nearer": self._map.nearer, "fit": self._map.fit}[act]()

    def _show_as(self) -> None:
        if self._map is None or self._shape is None:
            return
        as_list = self._as.place() == 1
        if as_list and self._list is None:
            self._list = TreeList(self.stage.theme, self._shape, sentence(self._shape.view))
            self._list.chosen.connect(self._choose)
            self._column.insertWidget(1, self._list, 1)
        self._map.setVisible(not as_list)
        for button in self._zooms:
            button.setVisible(not as_list)
        if self._list is not None:
            self._list.setVisible(as_list)
            self._list.choose(self._chosen)

    # choosing

    def _choose(self, skill: SkillId | None) -> None:
        if self._shape is None or self._map is None:
            return
        self._chosen = skill
        self._map.choose(skill, show=self._map.isVisible())
        if self._list is not None:
            self._list.choose(skill)
        while (item := self._panel.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if skill is None:
            self._panel.addWidget(self._hint())
            return
        panel = SkillPanel(self.stage.theme, self._shape, skill, self._script)
        panel.wanted.connect(self._go_to)
        panel.closed.connect(lambda: self._go_to(None))
        self._panel.addWidget(panel)

    def _go_to(self, skill: SkillId | None) -> None:
        self._choose(skill)
        shown_now = self._list if self._as.place() == 1 else self._map
        if shown_now is not None:
            shown_now.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hint(self) -> Card:
        theme = self.stage.theme
        card = Card(theme, tr("One skill"))
        card.add(Label(theme, tr("Press a letter to see what it needs first and what it opens."), "body", "ink-soft", wrap=True))
        how = tr("Drag to move, turn the wheel to come nearer. Arrow keys go from letter to letter.")
        card.add(Label(theme, how, "small", "ink-soft", wrap=True))
        card.body.addStretch(1)
        return card

    def _look_for(self, text: str) -> None:
        wanted = text.strip().casefold()
        if self._view is None or not wanted:
            return
        for placed in sorted(self._view.skills, key=lambda one: one.skill.position):
            names = (placed.text.casefold(), wording.skill(placed.text, placed.skill.aspect).casefold())
            if names[0] == wanted or (len(wanted) > 1 and names[1].startswith(wanted)):
                self._choose(placed.skill.id)
                return

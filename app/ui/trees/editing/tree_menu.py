"""What can be done with whole trees: make, copy, remove one, open one from a file, and share one as a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from app.learning.tree_formats import TreeFormat
from app.services import tree_editing, tree_files, tree_looking
from app.system.disk import problem_of
from app.ui.trees import tree_files as places
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.learning.ids import TreeId
    from app.learning.skills import SkillTree
    from app.learning.tree_list import EarlierEdition
    from app.services.change import Change
    from app.services.desk import Desk
    from app.services.tree_files import Imported
    from app.ui.page import Page

_MOST = 5  # earlier editions
_ENDINGS = {TreeFormat.NATIVE: "json", TreeFormat.CASE: "case.json", TreeFormat.MOODLE: "csv", TreeFormat.GRAPHML: "graphml"}


class TreeMenu(QObject):
    """`gone_to` is sent with the tree to be shown next (None: back to where one came from)."""

    gone_to = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page

    def pop_up(self, below: QWidget, tree: SkillTree) -> None:
        """Show the menu below a button, as soon as it is known which earlier editions there are."""
        read = partial(tree_looking.earlier_editions, tree=tree.replaces or tree.id)
        self._page.stage.tasks.ask(self._page, read, partial(self._show, below, tree))

    def _show(self, below: QWidget, tree: SkillTree, editions: tuple[EarlierEdition, ...]) -> None:
        menu = QMenu(below)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, act in self._acts(tree):
            if act is None:
                menu.addSeparator()
                continue
            action = QAction(words, menu)
            action.triggered.connect(partial(_call, act))
            menu.addAction(action)
        if editions:
            menu.addSeparator()
        for edition in editions[:_MOST]:
            day = QLocale().toString(QDate(edition.until.year, edition.until.month, edition.until.day), "d MMMM yyyy")
            action = QAction(tr("Write on from edition {number} (until {day})", number=edition.number, day=day), menu)
            action.triggered.connect(partial(self.bring_back, edition))
            menu.addAction(action)
        menu.popup(below.mapToGlobal(below.rect().bottomLeft()))

    def _acts(self, tree: SkillTree) -> list[tuple[str, Callable[[], None] | None]]:
        shares = {
            TreeFormat.NATIVE: tr("Share as a file"), TreeFormat.CASE: tr("Share for other programs (CASE)"),
            TreeFormat.MOODLE: tr("Share for Moodle (CSV)"), TreeFormat.GRAPHML: tr("Share as a graph (GraphML)"),
        }  # fmt: skip
        acts: list[tuple[str, Callable[[], None] | None]] = [
            (tr("New tree"), partial(self.make, tree.language)),
            (tr("Copy this tree"), partial(self.copy, tree)),
            (tr("Open a file"), self._ask_file),
            ("", None),
        ]
        acts += [(words, partial(self.share, tree, kind)) for kind, words in shares.items()]
        return [*acts, ("", None), (tr("Remove this draft"), partial(self.remove, tree))]

    def make(self, language: str) -> None:
        """A new, empty draft."""
        change = partial(tree_editing.create_tree, name=tr("New tree"), language=language)
        self._page.stage.tasks.do(self._page, change, partial(self._goes_on, tr("A new tree is there")))

    def copy(self, tree: SkillTree) -> None:
        """A tree of its own with the same content."""
        change = partial(tree_editing.duplicate_tree, tree=tree.id, name=tr("{name}, a copy", name=tree.name))
        self._page.stage.tasks.do(self._page, change, partial(self._goes_on, tr("The copy is there")))

    def _goes_on(self, words: str, change: Change[TreeId]) -> None:
        self._page.stage.toast(words, change)
        self.gone_to.emit(change.value)

    def bring_back(self, edition: EarlierEdition, _checked: bool = False) -> None:
        """An earlier edition as the draft."""
        change = partial(tree_editing.restore_edition, edition=edition.id)
        words = tr("Edition {number} is the draft now", number=edition.number)
        self._page.stage.tasks.do(self._page, change, partial(self._goes_on, words))

    def remove(self, tree: SkillTree) -> None:
        """Take the draft out; what children learn by is not touched."""

        def done(change: Change[TreeId]) -> None:
            self._page.stage.toast(tr("{name} was removed", name=tree.name), change)
            self.gone_to.emit(None)

        self._page.stage.tasks.do(self._page, partial(tree_editing.remove_tree, tree=tree.id), done)

    def _ask_file(self) -> None:
        kinds = tr("Skill trees ({endings})", endings="*.json *.csv *.graphml *.xml")
        dialog = QFileDialog(self._page, tr("Open a file"), str(places.folder()), kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.open_file(Path(name)))
        dialog.open()

    def open_file(self, path: Path) -> None:
        """The tree of a file as a draft."""

        def read(desk: Desk) -> Change[Imported]:
            try:
                data = path.read_bytes()
            except OSError as error:
                raise problem_of(error, path) from error
            return tree_files.import_tree(desk, data)

        def done(change: Change[Imported]) -> None:
            lost = sum(one.count for one in change.value.lost)
            words = tr("{name} was opened: {count} skills", name=change.value.name, count=change.value.skills)
            self._page.stage.toast(tr("{words}; {lost} details could not be taken over", words=words, lost=lost) if lost else words, change)
            self.gone_to.emit(change.value.draft)

        self._page.stage.tasks.do(self._page, read, done)

    def share(self, tree: SkillTree, kind: TreeFormat) -> None:
        """The tree as a file, where people look for their papers."""
        path = places.free_name(places.folder(), places.plain_name(tree.name), _ENDINGS[kind])

        def write(desk: Desk) -> int:
            written = tree_files.export_tree(desk, tree.id, kind)
            try:
                path.write_text(written.text, "utf-8")
            except OSError as error:
                raise problem_of(error, path) from error
            return sum(one.count for one in written.lost)

        def done(lost: int) -> None:
            words = tr("Saved as {name} in {folder}", name=path.name, folder=path.parent.name)
            self._page.stage.toast(tr("{words}; {lost} details could not be taken over", words=words, lost=lost) if lost else words)

        self._page.stage.tasks.ask(self._page, write, done)


def _call(act: Callable[[], None], _checked: bool = False) -> None:
    act()

"""What the editor asks for and does: the tree to write in, and edits with a way back and forth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from app.learning.skills import Edition
from app.services import tree_editing, tree_looking
from app.ui.trees.colouring import Colouring
from app.ui.trees.drawing import Drawing, overview
from app.ui.trees.reading import script_of
from app.ui.trees.shape import TreeShape
from app.ui.trees.telling import sentence

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QImage

    from app.learning.ids import TreeId
    from app.learning.problems import Problem
    from app.learning.skills import SkillTree
    from app.learning.tree_edits import Edit
    from app.learning.tree_list import TreeEntry
    from app.services.change import Change
    from app.services.desk import Desk
    from app.ui.tasks import Tasks
    from app.ui.theme import Theme

    Undo = Callable[[Desk], Change[Any]]


@dataclass(frozen=True, slots=True)
class Written:
    """A draft ready to be shown, with all trees of the space."""

    drawing: Drawing
    far: QImage
    scale: float
    said: str
    trees: tuple[TreeEntry, ...]

    @property
    def tree(self) -> SkillTree:
        """The draft."""
        return self.drawing.shape.view.tree


def read(desk: Desk, tree: TreeId, theme: Theme, mirrored: bool) -> Written:
    """A tree without a child on it. Raises Problem NOT_FOUND."""
    view = tree_looking.view_tree(desk, tree)
    shape = TreeShape(view, mirrored)
    drawing = Drawing(theme, shape, script_of(view.tree.language), Colouring.MASTERY, desk.now(), plain=True)
    far, scale = overview(drawing)
    return Written(drawing, far, scale, sentence(view, shape.rows), tree_looking.list_trees(desk))


def name_of(entry: TreeEntry) -> str:
    """The name of a tree in a list, by whether it is a draft."""
    return entry.name if entry.edition is Edition.PUBLISHED else f"{entry.name} ✎"


class Writing:
    """Edits of one draft, in order, with undo and redo. `shown` is called with the tree after each; `troubled` with what went wrong."""

    def __init__(self, tasks: Tasks, owner: QObject, shown: Callable[[], None], troubled: Callable[[Problem], None]) -> None:
        self._tasks, self._owner, self._shown, self._troubled = tasks, owner, shown, troubled
        self._back: list[Undo] = []
        self._forth: list[Undo] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._back)

    @property
    def can_redo(self) -> bool:
        """Whether something was taken back."""
        return bool(self._forth)

    def edit(self, tree: SkillTree, edit: Edit) -> None:
        """Change a draft as it was seen: when somebody else has changed it since, nothing is written, and it is said."""
        change = partial(tree_editing.edit, tree=tree.id, wanted=edit, revision=tree.revision)
        self._tasks.do(self._owner, change, self._did, self._troubled)

    def _did(self, change: Change[Any]) -> None:
        if change.undo is not None:
            self._back.append(change.undo)
        self._forth.clear()
        self._shown()

    def undo(self) -> None:
        """Take the last edit back."""
        if self._back:
            self._tasks.do(self._owner, self._back.pop(), partial(self._moved, self._forth), self._troubled)

    def redo(self) -> None:
        """Do it again."""
        if self._forth:
            self._tasks.do(self._owner, self._forth.pop(), partial(self._moved, self._back), self._troubled)

    def _moved(self, onto: list[Undo], change: Change[Any]) -> None:
        if change.undo is not None:
            onto.append(change.undo)
        self._shown()

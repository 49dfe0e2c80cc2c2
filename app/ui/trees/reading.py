"""What the page of the tree asks for: the tree, the child on it, and the drawing of both. Made off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from app.learning.people import Child
from app.learning.problems import Problem
from app.learning.roles import Action
from app.learning.skills import Edition
from app.learning.trees import tree_id
from app.services import children, languages, tree_history, tree_looking
from app.services.desk import Desk, space_of
from app.ui.people.acting import allowed
from app.ui.trees import colouring
from app.ui.trees.colouring import Colouring
from app.ui.trees.drawing import Drawing, overview
from app.ui.trees.shape import TreeShape
from app.ui.trees.telling import sentence

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from app.learning.child_on_tree import TreeView
    from app.learning.ids import ChildId, TreeId
    from app.learning.tree_list import TreeEntry
    from app.services.tree_history import TreeHistory
    from app.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Wish:
    """How a tree is to be shown: `mirrored` for windows that run from the right; `day` None is now."""

    theme: Theme
    mirrored: bool
    by: Colouring
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A tree ready to be shown. `classes` are those of the skills now, by which an earlier day is compared."""

    drawing: Drawing
    far: QImage
    scale: float
    counts: list[int]
    said: str
    script: str
    now: datetime
    may_choose: bool
    trees: tuple[TreeEntry, ...]
    child: Child

    @property
    def shape(self) -> TreeShape:
        """The shape that is drawn."""
        return self.drawing.shape


def read(desk: Desk, child: ChildId, tree: TreeId | None, wish: Wish, history: TreeHistory | None = None) -> Seen:
    """A child on a tree (None: the letters it plays now). With `history` and a day, as it was then. Raises Problem NOT_FOUND."""
    one = children.child(desk, child)
    wanted = tree if tree is not None else tree_id(space_of(desk), languages.language_of(one))
    if history is not None and wish.day is not None and history.tree.id == wanted:
        view = history.view(wish.day)
    else:
        view = tree_looking.view_tree(desk, wanted, child)
    listed = tuple(entry for entry in tree_looking.list_trees(desk) if entry.edition is Edition.PUBLISHED)
    return _seen(view, one, wish, desk.now(), Action.CHANGE_SKILLS in allowed(desk), listed)


def read_history(desk: Desk, child: ChildId, tree: TreeId) -> TreeHistory:
    """All earlier days of a child on a tree. Raises Problem NOT_FOUND."""
    return tree_history.tree_history(desk, tree, child)


def _seen(view: TreeView, child: Child, wish: Wish, now: datetime, may: bool, trees: tuple[TreeEntry, ...]) -> Seen:
    shape, script = TreeShape(view, wish.mirrored), script_of(view.tree.language)
    drawing = Drawing(wish.theme, shape, script, wish.by, now)
    far, scale = overview(drawing)
    counts = colouring.counts(wish.by, view.states, now)
    return Seen(drawing, far, scale, counts, sentence(view, shape.rows), script, now, may and wish.day is None, trees, child)


def script_of(language: str) -> str:
    """The script (ISO 15924) of a tree's letters; Latin for a language that this program has no letters for."""
    try:
        return languages.pack(language).script
    except Problem:
        return "Latn"

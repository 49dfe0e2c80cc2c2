"""What a child last saw in its grove, so that the next visit shows what has grown since as growing.

Kept for as long as the program runs: after a restart the grove simply stands as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.learning.grove import GroveTree
    from app.learning.ids import ChildId

_last: dict[ChildId, dict[str, GroveTree]] = {}


def grown_since(child: ChildId, trees: Sequence[GroveTree]) -> Mapping[str, GroveTree]:
    """The letters that look otherwise than at the last visit, with how they stood then. This visit is then the last one."""
    before = _last.get(child, {})
    _last[child] = {tree.letter: tree for tree in trees}
    return {
        tree.letter: before[tree.letter]
        for tree in trees
        if tree.letter in before and _look(before[tree.letter]) != _look(tree)
    }


def forget() -> None:
    """Begin anew (another database, or a test)."""
    _last.clear()


def _look(tree: GroveTree) -> tuple[object, ...]:
    return (tree.status, tree.leaves, tree.needs_water)

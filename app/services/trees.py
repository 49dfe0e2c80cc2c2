"""The skill tree of a language in a space: loaded once per revision, copied in when it is missing or older than the program's letters."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from app.data.queries import skills
from app.learning.ids import SpaceId, TreeId
from app.learning.letters import LetterPack
from app.learning.pack_trees import fitting
from app.learning.problems import Problem, Trouble
from app.learning.skills import SkillTree
from app.learning.trees import tree_id, tree_of
from app.services import languages
from app.services.desk import Desk, space_of
from app.services.languages import pack

if TYPE_CHECKING:
    from app.data.database import Connection

_KEPT = 16  # trees; a space has one per language, and those that people made
_loaded: dict[tuple[SpaceId, TreeId], SkillTree] = {}


def tree_in(connection: Connection, space: SpaceId, letters: LetterPack) -> SkillTree:
    """The tree as people have edited it; as it comes with the program where it was never switched on. One query while nobody edits it.

    The same object comes back while the revision is the same, so that what is computed from a tree can be kept with it.
    """
    built_in = _built_in(space, letters.language, languages.edition)
    return stored(connection, space, built_in.id) or built_in


def stored(connection: Connection, space: SpaceId, tree: TreeId) -> SkillTree | None:
    """A tree of the space, None where there is none. One query while nobody edits it, and the same object as long."""
    revision = skills.revision_of(connection, space, tree)
    kept = _loaded.get((space, tree))
    if kept is not None and kept.revision == revision:
        return kept
    with _nothing_collected():
        found = None if revision is None else skills.find_tree(connection, space, tree)
    if found is None:
        _loaded.pop((space, tree), None)
        return None
    while len(_loaded) >= _KEPT:
        _loaded.pop(next(iter(_loaded)), None)
    _loaded[space, tree] = found
    return found


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Without looking for garbage meanwhile.

    Tens of thousands of values come that all stay, and looking through them again and again as they come takes as long as loading them
    (measured at 10,000 skills: 356 ms with it, 188 without).
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def found_tree(connection: Connection, space: SpaceId, tree: TreeId) -> SkillTree:
    """A tree of the space, or the letters of the program that are not switched on yet. Raises Problem NOT_FOUND."""
    here = stored(connection, space, tree)
    if here is None:
        here = next((_built_in(space, tag, languages.edition) for tag in languages.tags() if tree_id(space, tag) == tree), None)
    if here is None:
        raise Problem(Trouble.NOT_FOUND, what="tree")
    return here


def tree_for_play(connection: Connection, space: SpaceId, letters: LetterPack) -> SkillTree:
    """The tree, copied in first when it is missing or when the program has newer letters; edits are kept."""
    tree = tree_in(connection, space, letters)
    built_in = _built_in(space, letters.language, languages.edition)
    if tree is built_in or tree.pack_version < built_in.pack_version:
        skills.add_tree(connection, space, built_in if tree is built_in else fitting(built_in, tree))
        tree = stored(connection, space, built_in.id) or built_in
    return tree


def switched_on(desk: Desk) -> frozenset[str]:
    """The languages (BCP 47) of this program whose tree is in the space. A query for each."""
    space = space_of(desk)
    with desk.database.reading() as connection:
        there = [tag for tag in languages.tags() if skills.revision_of(connection, space, tree_id(space, tag)) is not None]
    return frozenset(there)


@lru_cache(maxsize=_KEPT)
def _built_in(space: SpaceId, language: str, _edition: int) -> SkillTree:
    """The tree as the letters make it; `_edition` changes with them."""
    return tree_of(space, pack(language))

"""The skill tree of a language in a space: loaded once per revision, copied in when it is missing or older than the program's letters."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from app.data.queries import skills
from app.learning.ids import SpaceId, TreeId
from app.learning.letters import LetterPack
from app.learning.skills import SkillTree
from app.learning.trees import tree_of
from app.services import languages
from app.services.desk import Desk, space_of
from app.services.languages import pack

if TYPE_CHECKING:
    from app.data.database import Connection

_KEPT = 16  # trees; a space has one per language
_loaded: dict[TreeId, SkillTree] = {}


def tree_in(connection: Connection, space: SpaceId, letters: LetterPack) -> SkillTree:
    """The tree as people have edited it; as it comes with the program where it was never switched on. One query while nobody edits it.

    The same object comes back while the revision is the same, so that what is computed from a tree can be kept with it.
    """
    built_in = _built_in(space, letters.language, languages.edition)
    revision = skills.revision_of(connection, space, built_in.id)
    kept = _loaded.get(built_in.id)
    if kept is not None and kept.revision == revision:
        return kept
    tree = skills.find_tree(connection, space, built_in.id)
    if tree is None:
        return built_in
    while len(_loaded) >= _KEPT:
        _loaded.pop(next(iter(_loaded)), None)
    _loaded[tree.id] = tree
    return tree


def tree_for_play(connection: Connection, space: SpaceId, letters: LetterPack) -> SkillTree:
    """The tree, copied in first when it is missing or when the program has newer letters; edits are kept."""
    tree = tree_in(connection, space, letters)
    built_in = _built_in(space, letters.language, languages.edition)
    if tree is built_in or tree.pack_version < built_in.pack_version:
        skills.add_tree(connection, space, built_in)
        _loaded.pop(tree.id, None)
        tree = skills.find_tree(connection, space, tree.id) or built_in
    return tree


def switched_on(desk: Desk) -> frozenset[str]:
    """The languages (BCP 47) of this program whose tree is in the space. A query for each."""
    space = space_of(desk)
    with desk.database.reading() as connection:
        grown = {tag: _built_in(space, tag, languages.edition).id for tag in languages.tags()}
        there = [tag for tag, tree in grown.items() if skills.revision_of(connection, space, tree) is not None]
    return frozenset(there)


@lru_cache(maxsize=_KEPT)
def _built_in(space: SpaceId, language: str, _edition: int) -> SkillTree:
    """The tree as the letters make it; `_edition` changes with them."""
    return tree_of(space, pack(language))

"""The skill trees of packs in the space: they come when a pack is installed, and go with it unless children have begun them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from app.data.queries import mastery, trees
from app.data.queries import skills as tree_queries
from app.learning.ids import SkillId
from app.learning.pack_trees import as_of_pack, fitting, key_of_pack, renewed
from app.learning.roles import Action
from app.learning.skills import SkillTree
from app.learning.tree_edits import difference
from app.learning.tree_formats import native
from app.services.audit import Deed, note
from app.services.desk import Desk, space_of
from app.services.permission import permitted
from app.services.tree_editing import write
from app.services.trees import stored

if TYPE_CHECKING:
    from app.data.database import Connection
    from app.system.pack_shelf import InstalledPack


def bring(connection: Connection, desk: Desk, pack: InstalledPack, before: InstalledPack | None) -> None:
    """Put the trees of a pack into the space, published; of trees that are there already, what is new. Nothing happens the second time.

    `before` is the version that was here, to tell its words from people's. A tree that was taken out comes back, unless the pack is in use
    and a grown-up took it out. Raises Problem NOT_ALLOWED, PACK_REFUSED.
    """
    if not pack.manifest.trees:
        return
    permitted(desk, connection, Action.CHANGE_SKILLS)
    space, begun = space_of(desk), _begun(connection, desk)
    removed = {one.id for one in trees.list_all(connection, space, removed=True)}
    old = {} if before is None else {one.id: one for one in _of(before)}
    for newer in _of(pack):
        if newer.id in removed:
            if before is not None and not before.removed and newer.id in old:
                continue
            trees.set_removed(connection, space, newer.id, None)
        known = trees.lock(connection, space, newer.id) is not None
        now = stored(connection, space, newer.id) if known else None
        if now is not None and now.pack_version >= newer.pack_version:
            continue
        _renew(connection, desk, now, old.get(newer.id), newer, begun)
        note(desk, connection, Deed.TREE_IMPORTED, newer.id, pack=pack.manifest.id)


def take_away(connection: Connection, desk: Desk, pack: str) -> tuple[str, ...]:
    """Take the trees of a pack out that no child has begun. Gives the names of those that stay. Raises Problem NOT_ALLOWED."""
    space, begun = space_of(desk), _begun(connection, desk)
    stay = []
    for entry in trees.list_all(connection, space, removed=False):
        if entry.pack != key_of_pack(pack):
            continue
        permitted(desk, connection, Action.CHANGE_SKILLS)
        tree = stored(connection, space, entry.id)
        if tree is not None and any(skill.id in begun for skill in tree.skills):
            stay.append(tree.name)
            continue
        trees.set_removed(connection, space, entry.id, desk.now())
        note(desk, connection, Deed.TREE_REMOVED, entry.id)
    return tuple(stay)


def _renew(
    connection: Connection, desk: Desk, now: SkillTree | None, before: SkillTree | None, newer: SkillTree, begun: Collection[SkillId]
) -> None:
    """Write what a newer version says. Where it is not known what the tree was made of, only what is new is added."""
    space = space_of(desk)
    if now is None or before is None or before.pack_version != now.pack_version:
        tree_queries.add_tree(connection, space, newer if now is None else fitting(newer, now))
        return
    change = difference(now, renewed(now, before, newer, begun))
    if not change.is_nothing:
        trees.keep_edition(connection, space, desk.new_id(), now.id, native.as_json(now), desk.now(), desk.grown_up)
        write(connection, desk, now, change)
    tree_queries.add_tree(connection, space, replace(newer, skills=(), edges=()))


def _of(pack: InstalledPack) -> tuple[SkillTree, ...]:
    return tuple(as_of_pack(one, pack.manifest.id, pack.manifest.version) for one in pack.trees())


def _begun(connection: Connection, desk: Desk) -> frozenset[SkillId]:
    """The skills that any child has begun."""
    return frozenset(skill for of in mastery.of_space(connection, space_of(desk)).values() for skill in of)

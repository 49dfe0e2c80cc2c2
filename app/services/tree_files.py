"""Trees as files: read from one into the space, and written into one. A file is checked whole before a row is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.data.queries import grown_ups, trees
from app.data.queries import skills as tree_queries
from app.learning.ids import SkillId, TreeId, key_id
from app.learning.people import Role
from app.learning.roles import Action
from app.learning.skills import Edition, SkillTree
from app.learning.tree_drafts import completed
from app.learning.tree_formats import Found, Lost, TreeFormat, case, graphml, moodle, native, read
from app.learning.tree_formats.found import Written
from app.services.audit import Deed, note
from app.services.change import Change, Topic
from app.services.desk import Desk, space_of
from app.services.permission import permitted
from app.services.tree_editing import open_draft, remove_tree, replace_content
from app.services.trees import found_tree, stored

if TYPE_CHECKING:
    from app.data.database import Connection


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file: the draft that it is now, what could not be carried, and whether it is the next edition of a tree."""

    draft: TreeId
    name: str
    skills: int
    edges: int
    format: TreeFormat
    lost: tuple[Lost, ...]
    next_edition: bool


def as_owner(desk: Desk) -> Desk:
    """The desk with an owner of the space at it: who may give commands on this computer looks after it. Raises Problem NOT_FOUND."""
    with desk.database.reading() as connection:
        owner = next((one for one in grown_ups.list_all(connection, space_of(desk)) if one.role is Role.OWNER), None)
    return replace(desk, grown_up=None if owner is None else owner.id)


def import_tree(desk: Desk, data: bytes, format: TreeFormat | None = None) -> Change[Imported]:
    """The tree of a file as a draft. Of a tree that is here already it is the next edition, to be looked at before it is published.

    Undo takes it back. Raises Problem NOT_ALLOWED, TREE_FILE_WRONG.
    """
    found = read(data, format)
    with desk.database.reading() as connection:
        permitted(desk, connection, Action.CHANGE_SKILLS)
        there = stored(connection, space_of(desk), found.tree.id)
    if there is not None and there.edition is Edition.PUBLISHED:
        return _as_next_edition(desk, found)
    return _as_new(desk, found)


def export_tree(desk: Desk, tree: TreeId, format: TreeFormat = TreeFormat.NATIVE) -> Written:
    """The file of a tree, and what of it the format cannot hold. Raises Problem NOT_FOUND."""
    with desk.database.reading() as connection:
        whole = found_tree(connection, space_of(desk), tree)
    match format:
        case TreeFormat.NATIVE:
            return native.write(whole)
        case TreeFormat.CASE:
            return case.write(whole, desk.now())
        case TreeFormat.MOODLE:
            return moodle.write(whole)
        case TreeFormat.GRAPHML:
            return graphml.write(whole)


def _as_new(desk: Desk, found: Found) -> Change[Imported]:
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.CHANGE_SKILLS)
        tree = _with_free_ids(connection, desk, found.tree)
        tree_queries.add_tree(connection, space_of(desk), tree)
        note(desk, connection, Deed.TREE_IMPORTED, tree.id, format=found.format.value)
    return Change(_told(tree.id, found, next_edition=False), frozenset({Topic.SKILLS}), lambda at: remove_tree(at, tree.id))


def _as_next_edition(desk: Desk, found: Found) -> Change[Imported]:
    draft = open_draft(desk, found.tree.id).value
    with desk.database.reading() as connection:
        now, known = (found_tree(connection, space_of(desk), tree) for tree in (draft, found.tree.id))
    wanted = found.tree
    if found.format is not TreeFormat.NATIVE:
        wanted = completed(wanted, known, without_edges=found.format is TreeFormat.MOODLE)
    changed = replace_content(desk, now, wanted)
    with desk.database.transaction() as connection:
        note(desk, connection, Deed.TREE_IMPORTED, draft, format=found.format.value)
    return Change(_told(draft, found, next_edition=True), changed.topics, changed.undo)


def _told(draft: TreeId, found: Found, *, next_edition: bool) -> Imported:
    tree = found.tree
    return Imported(draft, tree.name, len(tree.skills), len(tree.edges), found.format, found.lost, next_edition)


def _with_free_ids(connection: Connection, desk: Desk, tree: SkillTree) -> SkillTree:
    """The tree as a draft of its own, with its ids where the space has none like them; what it names outside of itself is left out."""
    taken = trees.taken_ids(connection, space_of(desk), [tree.id, *(skill.id for skill in tree.skills)])
    own = TreeId(desk.new_id()) if tree.id in taken else tree.id
    named = {skill.id: SkillId(key_id("imported", own, skill.id)) if taken else skill.id for skill in tree.skills}
    skills = tuple(
        replace(
            skill,
            id=named[skill.id],
            tree=own,
            stands_for=None,
            replaced_by=None if skill.replaced_by is None else named.get(skill.replaced_by),
        )
        for skill in tree.skills
    )
    edges = tuple(replace(edge, skill=named[edge.skill], prerequisite=named[edge.prerequisite]) for edge in tree.edges)
    return replace(tree, id=own, skills=skills, edges=edges, edition=Edition.DRAFT, replaces=None, pack=None, pack_version=0)

"""Writing skill trees: drafts, edits with undo, publishing. Each is one transaction, and needs a teacher or an owner.

A published tree is what children learn by: it is never changed but by publishing its draft, whole. An edit says which revision it was made
on; when someone else has changed the tree since, nothing is written and the page can show what is there now.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.data.queries import skills as tree_queries
from app.data.queries import trees
from app.learning.ids import TreeId
from app.learning.names import checked_title
from app.learning.problems import Problem, Trouble
from app.learning.roles import Action
from app.learning.skills import Edition, SkillTree
from app.learning.tree_drafts import draft_of, duplicate_of, publication
from app.learning.tree_edits import Edit, applied, difference, inverse
from app.learning.tree_formats import native
from app.services.audit import Deed, note
from app.services.change import Change, Topic
from app.services.desk import Desk, space_of
from app.services.permission import permitted
from app.services.trees import found_tree

if TYPE_CHECKING:
    from uuid import UUID

    from app.data.database import Connection

_SKILLS = frozenset({Topic.SKILLS})
_PUBLISHED = frozenset({Topic.SKILLS, Topic.PROGRESS})


@dataclass(frozen=True, slots=True)
class Publication:
    """What publishing a draft would do: the tree as it is (None: a new one), as it would be, and the edit between them."""

    before: SkillTree | None
    after: SkillTree
    edit: Edit


def create_tree(desk: Desk, name: str, language: str) -> Change[TreeId]:
    """A new, empty draft. Undo takes it out. Raises Problem NOT_ALLOWED, NAME_*."""
    tree = SkillTree(TreeId(desk.new_id()), checked_title(name), language, None, 0, 0, (), (), edition=Edition.DRAFT)
    return _added(desk, tree, Deed.TREE_MADE)


def duplicate_tree(desk: Desk, tree: TreeId, name: str) -> Change[TreeId]:
    """A draft with the same content that is a tree of its own. Undo takes it out. Raises Problem NOT_ALLOWED, NOT_FOUND, NAME_*."""
    with desk.database.reading() as connection:
        whole = found_tree(connection, space_of(desk), tree)
    return _added(desk, duplicate_of(whole, TreeId(desk.new_id()), checked_title(name)), Deed.TREE_MADE)


def open_draft(desk: Desk, tree: TreeId) -> Change[TreeId]:
    """The draft of a tree: itself, the one that is there, or a new copy. Raises Problem NOT_ALLOWED, NOT_FOUND."""
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.CHANGE_SKILLS)
        space = space_of(desk)
        whole = found_tree(connection, space, tree)
        if whole.edition is Edition.DRAFT:
            return Change(tree, frozenset())
        if trees.lock(connection, space, tree) is None:
            tree_queries.add_tree(connection, space, whole)  # letters that nobody has switched on yet
        there = trees.draft_of(connection, space, tree)
        if there is not None:
            return Change(there, frozenset())
        draft = draft_of(whole, TreeId(desk.new_id()))
        tree_queries.add_tree(connection, space, draft)
        note(desk, connection, Deed.TREE_MADE, draft.id, replaces=str(tree))
    return Change(draft.id, _SKILLS, lambda at: remove_tree(at, draft.id))


def edit(desk: Desk, tree: TreeId, wanted: Edit, revision: int | None) -> Change[SkillTree]:
    """A draft with some changes, made on this `revision` (None: on whatever is there). Undo makes the opposite changes.

    Raises Problem NOT_ALLOWED, NOT_FOUND, TREE_PUBLISHED, TREE_CHANGED (now: the revision), and what `tree_edits.applied` raises.
    """
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.CHANGE_SKILLS)
        before = _locked(connection, desk, tree, revision)
        if before.edition is Edition.PUBLISHED:
            raise Problem(Trouble.TREE_PUBLISHED, tree=tree)
        back = inverse(before, wanted)
        write(connection, desk, before, wanted)
        after = found_tree(connection, space_of(desk), tree)
    return Change(after, _SKILLS, lambda at: edit(at, tree, back, None))


def look_at_publication(desk: Desk, draft: TreeId) -> Publication:
    """What publishing a draft would change, for people to see first. Raises Problem NOT_FOUND, and as `publish` what cannot be."""
    with desk.database.reading() as connection:
        return _publication(connection, desk, found_tree(connection, space_of(desk), draft))


def publish(desk: Desk, draft: TreeId, revision: int | None) -> Change[TreeId]:
    """Make the draft what children learn by; what the tree was is kept as an earlier edition. Undo makes it a draft again.

    Raises Problem NOT_ALLOWED, NOT_FOUND, TREE_CHANGED, TREE_CLOSES_CIRCLE (with what came into the tree since), TREE_WRONG (no skills).
    """
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.CHANGE_SKILLS)
        whole = _locked(connection, desk, draft, revision)
        if whole.edition is Edition.PUBLISHED:
            return Change(draft, frozenset())
        space, planned = space_of(desk), _publication(connection, desk, whole)
        if planned.before is None:
            trees.change_tree(connection, space, replace(whole, edition=Edition.PUBLISHED))
            note(desk, connection, Deed.TREE_PUBLISHED, draft)
            return Change(draft, _PUBLISHED, lambda at: _unpublish(at, draft))
        target, back = planned.before.id, inverse(planned.before, planned.edit)
        trees.lock(connection, space, target)
        if not planned.edit.is_nothing:
            trees.keep_edition(connection, space, desk.new_id(), target, native.as_json(planned.before), desk.now(), desk.grown_up)
            write(connection, desk, planned.before, planned.edit)
        trees.set_removed(connection, space, draft, desk.now())
        note(desk, connection, Deed.TREE_PUBLISHED, target)
    return Change(target, _PUBLISHED, lambda at: _take_back(at, target, draft, back))


def remove_tree(desk: Desk, tree: TreeId) -> Change[TreeId]:
    """A tree taken out; progress stays, and undo brings it back. Raises Problem NOT_ALLOWED, NOT_FOUND, TREE_WRONG (letters stay)."""
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.CHANGE_SKILLS)
        if (found_tree(connection, space_of(desk), tree).pack or "").startswith("letters/"):
            raise Problem(Trouble.TREE_WRONG, reason="the letters of a language stay")
        trees.set_removed(connection, space_of(desk), tree, desk.now())
        note(desk, connection, Deed.TREE_REMOVED, tree)
    return Change(tree, _PUBLISHED, lambda at: restore_tree(at, tree))


def restore_tree(desk: Desk, tree: TreeId) -> Change[TreeId]:
    """A tree that was taken out is back. Raises Problem NOT_ALLOWED, NOT_FOUND."""
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.CHANGE_SKILLS)
        trees.set_removed(connection, space_of(desk), tree, None)
        found_tree(connection, space_of(desk), tree)
        note(desk, connection, Deed.TREE_RESTORED, tree)
    return Change(tree, _PUBLISHED, lambda at: remove_tree(at, tree))


def restore_edition(desk: Desk, edition: UUID) -> Change[TreeId]:
    """A draft of a tree with what was in an earlier edition; what is in the draft that is there is written over, which undo takes back.

    Raises Problem NOT_ALLOWED, NOT_FOUND.
    """
    with desk.database.reading() as connection:
        content = trees.content_of(connection, space_of(desk), edition)
    if content is None:
        raise Problem(Trouble.NOT_FOUND, what="edition")
    earlier = native.of_json(content)
    draft = open_draft(desk, earlier.id).value
    with desk.database.reading() as connection:
        now = found_tree(connection, space_of(desk), draft)
    return replace_content(desk, now, earlier)


def replace_content(desk: Desk, draft: SkillTree, wanted: SkillTree) -> Change[TreeId]:
    """A draft with the content of another state of its tree, whose skills have the published ids. Undo takes it back."""
    stand_for = {skill.stands_for: skill.id for skill in draft.skills if skill.stands_for is not None}
    as_draft = draft_of(wanted, draft.id)
    named = {skill.id: stand_for.get(skill.stands_for or skill.id, skill.id) for skill in as_draft.skills}
    renamed = replace(
        as_draft,
        skills=tuple(replace(skill, id=named[skill.id]) for skill in as_draft.skills),
        edges=tuple(replace(edge, skill=named[edge.skill], prerequisite=named[edge.prerequisite]) for edge in as_draft.edges),
        replaces=draft.replaces,
    )
    changed = edit(desk, draft.id, difference(draft, renamed), None)
    return Change(draft.id, _SKILLS, changed.undo)


def _added(desk: Desk, tree: SkillTree, deed: Deed) -> Change[TreeId]:
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.CHANGE_SKILLS)
        tree_queries.add_tree(connection, space_of(desk), tree)
        note(desk, connection, deed, tree.id)
    return Change(tree.id, _SKILLS, lambda at: remove_tree(at, tree.id))


def _locked(connection: Connection, desk: Desk, tree: TreeId, revision: int | None) -> SkillTree:
    """A tree that nobody else changes until the transaction ends. Raises Problem NOT_FOUND, TREE_CHANGED."""
    now = trees.lock(connection, space_of(desk), tree)
    if now is None:
        raise Problem(Trouble.NOT_FOUND, what="tree")
    if revision is not None and revision != now:
        raise Problem(Trouble.TREE_CHANGED, now=now)
    return found_tree(connection, space_of(desk), tree)


def write(connection: Connection, desk: Desk, tree: SkillTree, wanted: Edit) -> None:
    """Write an edit of a tree. Raises what `applied` raises."""
    space, now = space_of(desk), desk.now()
    after = applied(tree, wanted)
    put, drawn = {skill.id for skill in wanted.skills}, {(edge.skill, edge.prerequisite, edge.any_of) for edge in wanted.edges}
    there = {(edge.skill, edge.prerequisite, edge.any_of) for edge in after.edges}
    trees.take_out_edges(connection, space, [e for e in tree.edges if (e.skill, e.prerequisite, e.any_of) not in there], now)
    trees.take_out_skills(connection, space, wanted.gone_skills, now)
    trees.put_skills(connection, space, [skill for skill in after.skills if skill.id in put])
    trees.put_edges(connection, space, [edge for edge in after.edges if (edge.skill, edge.prerequisite, edge.any_of) in drawn])
    trees.place_skills(connection, space, {skill: spot for skill, spot in wanted.spots.items() if skill not in put})
    if wanted.about is not None:
        trees.change_tree(connection, space, after)


def _publication(connection: Connection, desk: Desk, draft: SkillTree) -> Publication:
    if not draft.skills:
        raise Problem(Trouble.TREE_WRONG, reason="it has no skills yet")
    if draft.replaces is None:
        return Publication(None, draft, Edit(skills=draft.skills, edges=draft.edges))
    space = space_of(desk)
    before = found_tree(connection, space, draft.replaces)
    wanted = publication(before, draft, *trees.gone_from_draft(connection, space, draft.id))
    return Publication(before, applied(before, wanted), wanted)


def _unpublish(desk: Desk, tree: TreeId) -> Change[TreeId]:
    """A tree that was published for the first time is a draft again."""
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.CHANGE_SKILLS)
        trees.change_tree(connection, space_of(desk), replace(_locked(connection, desk, tree, None), edition=Edition.DRAFT))
        note(desk, connection, Deed.TREE_UNPUBLISHED, tree)
    return Change(tree, _PUBLISHED, lambda at: publish(at, tree, None))


def _take_back(desk: Desk, tree: TreeId, draft: TreeId, back: Edit) -> Change[TreeId]:
    """A tree as it was before its draft was published, and the draft to write in again."""
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.CHANGE_SKILLS)
        write(connection, desk, _locked(connection, desk, tree, None), back)
        trees.set_removed(connection, space_of(desk), draft, None)
        note(desk, connection, Deed.TREE_UNPUBLISHED, tree)
    return Change(draft, _PUBLISHED, lambda at: publish(at, draft, None))

"""Noting what a child can: of abilities, which no game practises. Each mark is a fact, written down with who made it, in one transaction.

The database folds marks into the child's standing, so that pages which look at standings need not know of them; a slip is taken back by one
more mark, and a badge once earned stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.data.folding import fold_marks
from app.data.queries import badges, children, mastery, skill_choices, skill_graph, skill_marks, trees
from app.learning.aliases import OneChild
from app.learning.badges import Badge, earned_on_tree
from app.learning.choices import Mark
from app.learning.ids import ChildId, SkillId
from app.learning.marks import Noted
from app.learning.mastery import Standing
from app.learning.problems import Problem, Trouble
from app.learning.roles import Action
from app.learning.skills import Aspect, Edition, SkillTree, Status, graph_of, statuses
from app.services.audit import Deed, note
from app.services.change import Change, Topic
from app.services.desk import Desk, space_of
from app.services.permission import permitted
from app.services.trees import found_tree

if TYPE_CHECKING:
    from app.data.database import Connection

_PROGRESS = frozenset({Topic.PROGRESS})
_DEEDS = {
    Mark.STARTED: Deed.SKILL_STARTED,
    Mark.LEARNED: Deed.SKILL_LEARNED,
    Mark.REVIEWED: Deed.SKILL_REVIEWED,
    Mark.TAKEN_BACK: Deed.SKILL_TAKEN_BACK,
}


def note_skill(desk: Desk, child: ChildId, skill: SkillId, mark: Mark, score: int | None = None) -> Change[tuple[Badge, ...]]:
    """Note that a child has begun an ability, has learned it, or still can it; the value are the badges it earns. Undo takes the mark back.

    `score` (0 to 100) is what was reached, if anything was counted. A mark that says nothing new is not kept.
    Raises Problem NOT_ALLOWED, NOT_FOUND, SKILL_IS_PLAYED (letters grow by playing), SKILL_LOCKED (what comes before is missing).
    """
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.CHANGE_SKILLS)
        space = space_of(desk)
        one = children.lock(connection, space, child)
        if one is None:
            raise Problem(Trouble.NOT_FOUND, what="child")
        tree = _tree_of(connection, desk, skill)
        before = mastery.of_skill(connection, space, one.id, skill)
        if _says_nothing_new(mark, before):
            return Change((), frozenset())
        if before is None and not _is_open(connection, desk, tree, skill, one):
            raise Problem(Trouble.SKILL_LOCKED, skill=skill)
        noted = Noted(skill, mark, desk.now(), score)
        skill_marks.add(connection, space, desk.new_id(), one.id, noted, desk.grown_up)
        fold_marks(connection, space, one, [skill])
        note(desk, connection, _DEEDS[mark], skill, child=str(one.id))
        won = _won(connection, desk, one, tree, noted) if mark is Mark.LEARNED else ()
    return Change(won, _PROGRESS, lambda at: take_back(at, child, skill))


def take_back(desk: Desk, child: ChildId, skill: SkillId) -> Change[tuple[Badge, ...]]:
    """Take back the last mark on an ability, a slip. Raises Problem NOT_ALLOWED, NOT_FOUND, SKILL_IS_PLAYED."""
    return note_skill(desk, child, skill, Mark.TAKEN_BACK)


def _tree_of(connection: Connection, desk: Desk, skill: SkillId) -> SkillTree:
    """The published tree of an ability. Raises Problem NOT_FOUND, SKILL_IS_PLAYED."""
    tree_id = trees.tree_of_skill(connection, space_of(desk), skill)
    tree = None if tree_id is None else found_tree(connection, space_of(desk), tree_id)
    if tree is None or tree.edition is Edition.DRAFT:
        raise Problem(Trouble.NOT_FOUND, what="skill")
    if graph_of(tree).skills[skill].aspect is not Aspect.ABILITY:
        raise Problem(Trouble.SKILL_IS_PLAYED, skill=skill)
    return tree


def _says_nothing_new(mark: Mark, before: Standing | None) -> bool:
    match mark:
        case Mark.STARTED:
            return before is not None
        case Mark.LEARNED:
            return before is not None and before.status is Status.BLOOMED
        case Mark.REVIEWED:
            return before is None or before.status is not Status.BLOOMED
        case Mark.TAKEN_BACK:
            return before is None


def _is_open(connection: Connection, desk: Desk, tree: SkillTree, skill: SkillId, one: OneChild) -> bool:
    """Whether an ability waits for nothing. The database answers for a child of one row, the whole tree in memory for others."""
    space, today = space_of(desk), desk.now().date()
    if not one.joined:
        return skill in skill_graph.open_skills(connection, space, tree.id, one.id, today)
    passed = skill_choices.of_child(connection, space, one).passed
    return statuses(tree, mastery.of_child(connection, space, one.id), passed, today)[skill] is not Status.LOCKED


def _won(connection: Connection, desk: Desk, one: OneChild, tree: SkillTree, noted: Noted) -> tuple[Badge, ...]:
    space = space_of(desk)
    standings = mastery.of_child(connection, space, one.id)
    passed = skill_choices.of_child(connection, space, one).passed
    return badges.add(connection, space, one.id, earned_on_tree(tree, standings, passed, noted.skill, noted.at))

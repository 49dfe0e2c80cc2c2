"""What a grown-up chooses about a child's skills: to skip one, to pin it, to make it the goal, to leave it aside. Each is written down."""

from __future__ import annotations

from app.data.queries import skill_choices, skills, trees
from app.learning.choices import Choice
from app.learning.ids import ChildId, SkillId
from app.learning.problems import Problem, Trouble
from app.learning.roles import Action
from app.services.audit import Deed, note
from app.services.change import Change, Topic
from app.services.children import found, one_child
from app.services.desk import Desk, space_of
from app.services.permission import permitted

_TOPICS = frozenset({Topic.SKILLS, Topic.PROGRESS})


def choose(desk: Desk, child: ChildId, skill: SkillId, choice: Choice, on: bool = True) -> Change[bool]:
    """Choose something about a skill for one child, or take it back. The value says whether anything changed.

    A tree has one goal: a new one takes the place of the old. Undo brings back what was chosen before.
    Raises Problem NOT_ALLOWED, NOT_FOUND.
    """
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.CHANGE_SKILLS)
        space = space_of(desk)
        one = one_child(connection, desk, child)
        found(connection, desk, one)
        tree = trees.tree_of_skill(connection, space, skill)
        if tree is None:
            raise Problem(Trouble.NOT_FOUND, what="skill")
        before = skill_choices.of_child(connection, space, one)
        if (choice in before.of(skill)) == on:
            return Change(False, frozenset())
        others: list[SkillId] = []
        if choice is Choice.GOAL and on:
            whole = skills.find_tree(connection, space, tree)
            others = [] if whole is None else [other.id for other in whole.skills if other.id in before.goals]
        for other in others:
            skill_choices.take_back(connection, space, one, other, choice, desk.now())
        if on:
            skill_choices.put(connection, space, one.id, skill, choice, desk.grown_up, desk.now())
        else:
            skill_choices.take_back(connection, space, one, skill, choice, desk.now())
        note(desk, connection, Deed.SKILL_CHOSEN if on else Deed.SKILL_UNCHOSEN, skill, child=str(one.id), choice=choice.value)

    def undo(at: Desk) -> Change[bool]:
        return choose(at, child, others[0], choice) if others else choose(at, child, skill, choice, not on)

    return Change(True, _TOPICS, undo)

"""Trees of abilities for tests of the services."""

from dataclasses import replace
from itertools import pairwise

from app.learning.ids import SkillId, TreeId
from app.learning.people import Case
from app.learning.skills import Aspect, Edge, Level, Skill
from app.learning.tree_edits import Edit
from app.services import tree_editing, tree_looking
from app.services.desk import Desk
from app.system.ids import new_id


def ability(tree: TreeId, position: int, name: str) -> Skill:
    """A skill of a tree that people make, not stored."""
    return Skill(SkillId(new_id()), tree, name, "en", "", Case.BOTH, Aspect.ABILITY, position)


def chain(desk: Desk, *names: str, level: Level = Level.BLOOMED) -> tuple[TreeId, tuple[SkillId, ...]]:
    """A draft of skills, each waiting for the one before: its id and theirs."""
    tree = tree_editing.create_tree(desk, "Numbers", "en").value
    made = tuple(ability(tree, position, name) for position, name in enumerate(names))
    edges = tuple(Edge(after.id, before.id, 0, level) for before, after in pairwise(made))
    tree_editing.edit(desk, tree, Edit(skills=made, edges=edges), None)
    return tree, tuple(skill.id for skill in made)


def published(desk: Desk, *names: str, level: Level = Level.BLOOMED) -> tuple[TreeId, tuple[SkillId, ...]]:
    """The same, published."""
    tree, made = chain(desk, *names, level=level)
    tree_editing.publish(desk, tree, None)
    return tree, made


def rename(desk: Desk, tree: TreeId, old: str, new: str) -> None:
    """Give a skill of a draft another name."""
    skill = next(one for one in tree_looking.view_tree(desk, tree).tree.skills if one.name == old)
    tree_editing.edit(desk, tree, Edit(skills=(replace(skill, name=new),)), None)


def names_in(desk: Desk, tree: TreeId) -> list[str]:
    """The names of the skills of a tree in their order."""
    return [skill.name for skill in tree_looking.view_tree(desk, tree).tree.skills]

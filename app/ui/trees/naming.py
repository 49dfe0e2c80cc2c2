"""What skills are called, where words and not pictures say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.learning.child_on_tree import Choice
from app.ui.looking import wording
from app.ui.painting.lettering import shown
from app.ui.painting.tree_state import tree_state
from app.ui.words import tr

if TYPE_CHECKING:
    from app.learning.child_on_tree import SkillState
    from app.learning.skills import Skill
    from app.ui.trees.shape import TreeShape

_LONGEST = 80


def said(skill: Skill, text: str) -> str:
    """A skill in a line: "m: hear its sound", or its name."""
    return wording.skill(text, skill.aspect) if skill.letter else shown(skill.name, _LONGEST)


def skill_name(shape: TreeShape, place: int) -> str:
    """The same, by its place."""
    return said(shape.view.tree.skills[place], shape.view.texts[place])


def state_words(state: SkillState) -> str:
    """Where a child stands: "Growing, 2 of 3 leaves"."""
    sign = tree_state(state.status, state.needs_water)
    if sign is sign.GROWING:
        return tr("Growing, {leaves} of 3 leaves", leaves=state.leaves)
    return wording.state(sign)


def choice_words(choice: Choice) -> str:
    """What a grown-up has chosen, in a word or two."""
    return {
        Choice.GOAL: tr("Goal"), Choice.PIN: tr("Pinned"), Choice.SKIP: tr("Known already"), Choice.NOT_FOR_CHILD: tr("Left out"),
    }[choice]  # fmt: skip


def tip(shape: TreeShape, place: int) -> str:
    """A skill with its state and choices: "m: hear its sound, growing, goal"."""
    state = shape.states[place]
    words = [skill_name(shape, place)]
    if shape.view.child is not None:
        words.append(wording.state(tree_state(state.status, state.needs_water)).lower())
    words += [choice_words(choice).lower() for choice in Choice if choice in state.choices]
    return ", ".join(words)

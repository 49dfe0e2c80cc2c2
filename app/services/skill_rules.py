"""By which rules attempts at a skill are folded."""

from __future__ import annotations

from app.learning.mastery import Rules, rules_for
from app.learning.problems import Problem, Trouble
from app.learning.skills import Skill
from app.services import languages


def rules_of(skill: Skill) -> Rules:
    """The rules by which attempts at a skill are folded here; those of a game alone where its letters are on another computer only."""
    try:
        return rules_for(skill, languages.pack(skill.language))
    except Problem as problem:
        if problem.trouble is not Trouble.LANGUAGE_UNKNOWN:
            raise
        return Rules(games=1)

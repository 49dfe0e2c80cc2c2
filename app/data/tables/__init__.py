"""The tables, one file per noun. Importing this package fills `metadata`."""

from app.data.tables.attempts import attempts
from app.data.tables.audit_log import audit_log
from app.data.tables.badges import badges
from app.data.tables.child_aliases import child_aliases
from app.data.tables.children import child_languages, children
from app.data.tables.grown_ups import grown_ups, memberships
from app.data.tables.mastery import mastery
from app.data.tables.play_sessions import play_sessions
from app.data.tables.practice_days import practice_days
from app.data.tables.settings import settings
from app.data.tables.skill_marks import skill_marks
from app.data.tables.skills import skill_choices, skill_edges, skill_trees, skill_words, skills
from app.data.tables.spaces import spaces
from app.data.tables.tree_editions import tree_editions
from app.data.tables.voices import voices

__all__ = [
    "attempts",
    "audit_log",
    "badges",
    "child_aliases",
    "child_languages",
    "children",
    "grown_ups",
    "mastery",
    "memberships",
    "play_sessions",
    "practice_days",
    "settings",
    "skill_choices",
    "skill_edges",
    "skill_marks",
    "skill_trees",
    "skill_words",
    "skills",
    "spaces",
    "tree_editions",
    "voices",
]

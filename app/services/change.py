"""What a change tells the pages: its value, which topics it touched, and how to take it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from app.services.desk import Desk

T = TypeVar("T")


class Topic(StrEnum):
    """What a page can be about. A page redraws when a change names one of its topics."""

    SPACE = "space"
    GROWN_UPS = "grown-ups"
    CHILDREN = "children"
    SETTINGS = "settings"
    SKILLS = "skills"
    PROGRESS = "progress"
    VOICES = "voices"
    PACKS = "packs"


@dataclass(frozen=True, slots=True)
class Change(Generic[T]):
    """The outcome of a change. `undo` takes it back, itself as a change; None where nothing can be taken back."""

    value: T
    topics: frozenset[Topic]
    undo: Callable[[Desk], Change[Any]] | None = None


_TABLES: dict[Topic, tuple[str, ...]] = {
    Topic.SPACE: ("spaces",),
    Topic.GROWN_UPS: ("grown_ups", "memberships"),
    Topic.CHILDREN: ("children", "child_languages", "child_aliases"),
    Topic.SETTINGS: ("settings",),
    Topic.SKILLS: ("skill_trees", "skills", "skill_edges", "skill_choices", "skill_marks", "tree_editions"),
    Topic.PROGRESS: ("attempts", "badges", "play_sessions", "skill_marks", "child_aliases"),
    Topic.VOICES: ("voices",),
}


def topics_of_tables(tables: frozenset[str]) -> frozenset[Topic]:
    """What pages call what is in these tables of the database, after something came from another computer."""
    return frozenset(topic for topic, names in _TABLES.items() if tables & frozenset(names))

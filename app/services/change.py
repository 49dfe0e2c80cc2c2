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
    PACKS = "packs"


@dataclass(frozen=True, slots=True)
class Change(Generic[T]):
    """The outcome of a change. `undo` takes it back, itself as a change; None where nothing can be taken back."""

    value: T
    topics: frozenset[Topic]
    undo: Callable[[Desk], Change[Any]] | None = None

"""A tree in a list, and its earlier editions."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.learning.ids import GrownUpId, TreeId
from app.learning.skills import Edition


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """One tree of the space. `pack` is the key of the letters it came with, None: people made it. `size` counts skills.

    A draft that `replaces` a tree is the next edition of it. Moments are aware.
    """

    id: TreeId
    name: str
    language: str
    pack: str | None
    edition: Edition
    replaces: TreeId | None
    author: str
    revision: int
    size: int
    changed_at: datetime
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EarlierEdition:
    """What a tree was until `until`, when `by` published the next edition. Numbers count from 1."""

    id: UUID
    tree: TreeId
    number: int
    until: datetime
    by: GrownUpId | None

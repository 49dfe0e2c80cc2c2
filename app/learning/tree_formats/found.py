"""What a file held, and what of it could not be carried."""

from dataclasses import dataclass
from enum import StrEnum

from app.learning.skills import SkillTree


class TreeFormat(StrEnum):
    """A kind of file."""

    NATIVE = "lettergrove"
    CASE = "case"
    MOODLE = "moodle"
    GRAPHML = "graphml"


@dataclass(frozen=True, slots=True)
class Lost:
    """Something that one side has no word for: what it is, in a few plain words, and how often it was there."""

    what: str
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """A tree that was read, with what the file had besides and a tree cannot hold."""

    tree: SkillTree
    format: TreeFormat
    lost: tuple[Lost, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A file, with what of the tree it cannot hold."""

    text: str
    lost: tuple[Lost, ...] = ()


class Losses:
    """Counting what is lost while reading or writing."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def add(self, what: str, count: int = 1) -> None:
        """Count something that cannot be carried."""
        if count:
            self._counts[what] = self._counts.get(what, 0) + count

    def all(self) -> tuple[Lost, ...]:
        """Everything that was counted, in the order it was first met."""
        return tuple(Lost(what, count) for what, count in self._counts.items())

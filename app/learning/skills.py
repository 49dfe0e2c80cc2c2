"""Skills, edges and trees, and where a child stands on each.

A skill tree is a directed acyclic graph. The edges of one skill are ANDed by their group (`any_of`); the members of one group
are ORed. A skill is open when every group has one member at its minimum level.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from app.learning.ids import SkillId, TreeId
from app.learning.people import Case


class Aspect(StrEnum):
    """What of a letter a skill is about."""

    NAME = "name"
    SOUND = "sound"
    SHAPE = "shape"
    TRACE = "trace"
    FIRST_PICTURE = "first-picture"


class Status(StrEnum):
    """Where a child stands on a skill: locked > ready > growing > bloomed. That it asks for water is kept beside it."""

    LOCKED = "locked"
    READY = "ready"
    GROWING = "growing"
    BLOOMED = "bloomed"


class Level(IntEnum):
    """How far a prerequisite must have come; stored as a number."""

    READY = 1
    GROWING = 2
    BLOOMED = 3


@dataclass(frozen=True, slots=True)
class Skill:
    """One thing to learn. For letters `letter` is the key of the letter in its pack; `position` is its place in the teaching order."""

    id: SkillId
    tree: TreeId
    name: str
    language: str
    letter: str
    case: Case
    aspect: Aspect
    position: int


@dataclass(frozen=True, slots=True)
class Edge:
    """`prerequisite` comes before `skill`, at `minimum` at least; edges of a skill with one `any_of` are alternatives."""

    skill: SkillId
    prerequisite: SkillId
    any_of: int
    minimum: Level


@dataclass(frozen=True, slots=True)
class SkillTree:
    """A tree with its skills and edges. `pack` is the key of the built-in pack it came from, `revision` its local revision."""

    id: TreeId
    name: str
    language: str
    pack: str | None
    pack_version: int
    revision: int
    skills: tuple[Skill, ...]
    edges: tuple[Edge, ...]

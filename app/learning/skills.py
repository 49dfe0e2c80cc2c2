"""Skills, edges and trees, and where a child stands on each.

A skill tree is a directed acyclic graph. The edges of one skill are ANDed by their group (`any_of`); the members of one group
are ORed. A skill is open when every group has one member at its minimum level.

The edges of a tree are made ready once and kept; then every question about it is one walk.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any

from app.learning.graph import Dag
from app.learning.ids import SkillId, TreeId
from app.learning.people import Case

if TYPE_CHECKING:
    from app.learning.mastery import Standing

_GRAPHS_KEPT = 8
LONGEST_DESCRIPTION = 10_000  # characters
LEAVES_SECURE = 3  # three leaves are shown exactly while the tries are good enough


class Aspect(StrEnum):
    """What of a letter a skill is about; or that it is an ability of another kind, which no game practises and grown-ups note."""

    NAME = "name"
    SOUND = "sound"
    SHAPE = "shape"
    TRACE = "trace"
    FIRST_PICTURE = "first-picture"
    ABILITY = "ability"


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
    SECURE = 3  # three leaves: the tries are good enough, the check after a week is still to come
    BLOOMED = 4


class Edition(StrEnum):
    """Whether a tree is still being written or is what children play by; a published one is never changed, only replaced."""

    DRAFT = "draft"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Skill:
    """One thing to learn.

    For letters `letter` is the key of the letter in its pack; of an ability it is empty, and `case` says nothing. `position` is its place
    in the teaching order. `spot` is where a hand has put it in the drawing: (right, down) in whole points at 100 %, None: where the layout
    puts it. `opens_on` is a day before which it stays locked. `stands_for` is the skill of the published tree that one of a draft is a new
    wording of; `replaced_by` what took its place. `more` is whatever else a file has said about it (JSON values).
    """

    id: SkillId
    tree: TreeId
    name: str
    language: str
    letter: str
    case: Case
    aspect: Aspect
    position: int
    description: str = ""
    tags: tuple[str, ...] = ()
    spot: tuple[int, int] | None = None
    opens_on: date | None = None
    stands_for: SkillId | None = None
    replaced_by: SkillId | None = None
    more: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Edge:
    """`prerequisite` comes before `skill`, at `minimum` at least; edges of a skill with one `any_of` are alternatives.

    `score`: how many of the last first tries must be right besides, in hundredths (1 to 100; None: as `minimum` has it). `stamp` says
    when it was last written, in an order that is the same on every device; only of edges that close a circle does it matter.
    """

    skill: SkillId
    prerequisite: SkillId
    any_of: int
    minimum: Level
    score: int | None = None
    stamp: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class SkillTree:
    """A tree with its skills and edges. `pack` is the key of the built-in pack it came from, `revision` its local revision.

    `replaces` is the published tree whose next edition this one is.
    """

    id: TreeId
    name: str
    language: str
    pack: str | None
    pack_version: int
    revision: int
    skills: tuple[Skill, ...]
    edges: tuple[Edge, ...]
    description: str = ""
    author: str = ""
    edition: Edition = Edition.PUBLISHED
    replaces: TreeId | None = None
    more: Mapping[str, Any] = field(default_factory=dict, hash=False)


class Graph:
    """The edges of one tree, ready for walking. `dag` holds them by the places of `tree.skills` (and of `edges`), which `places` knows."""

    def __init__(self, tree: SkillTree) -> None:
        self.tree = tree
        self.skills: dict[SkillId, Skill] = {skill.id: skill for skill in tree.skills}
        self.places: dict[SkillId, int] = {skill.id: place for place, skill in enumerate(tree.skills)}
        self.edges = tuple(edge for edge in tree.edges if edge.skill in self.places and edge.prerequisite in self.places)
        pairs = [(self.places[edge.prerequisite], self.places[edge.skill]) for edge in self.edges]
        self.dag = Dag(len(tree.skills), pairs, [edge.stamp for edge in self.edges])
        self.groups: dict[SkillId, dict[int, list[Edge]]] = {}
        for place, edge in enumerate(self.edges):
            if place not in self.dag.aside:
                self.groups.setdefault(edge.skill, {}).setdefault(edge.any_of, []).append(edge)
        self.order = [tree.skills[place].id for place in self.dag.order]


_graphs: dict[int, Graph] = {}


def graph_of(tree: SkillTree) -> Graph:
    """The graph of a tree; the last few are kept, each holding its tree, so that an identity is never met twice."""
    kept = _graphs.get(id(tree))
    if kept is None:
        while len(_graphs) >= _GRAPHS_KEPT:
            _graphs.pop(next(iter(_graphs)), None)
        kept = _graphs[id(tree)] = Graph(tree)
    return kept


def level_of(standing: Standing | None) -> Level | None:
    """How far a child has come on a skill, in the words of edges; None when it was never answered."""
    if standing is None or standing.status in (Status.LOCKED, Status.READY):
        return None
    if standing.status is Status.BLOOMED:
        return Level.BLOOMED
    return Level.SECURE if standing.leaves >= LEAVES_SECURE else Level.GROWING


def statuses(
    tree: SkillTree, standings: Mapping[SkillId, Standing], passed: Collection[SkillId] = (), today: date | None = None
) -> Mapping[SkillId, Status]:
    """Where a child stands on every skill of a tree, in one pass.

    What was ever answered is growing or bloomed, whatever an edit of the tree says since: nothing is locked again. What a grown-up has
    `passed` over opens what depends on it. A skill opens on its day (None: every day has come).
    """
    graph = graph_of(tree)
    found: dict[SkillId, Status] = {}
    for skill in graph.order:
        level = level_of(standings.get(skill))
        if level is not None:
            found[skill] = Status.BLOOMED if level is Level.BLOOMED else Status.GROWING
        else:
            groups = graph.groups.get(skill, {}).values()
            opened = all(any(edge.prerequisite in passed or _met(edge, standings, found) for edge in group) for group in groups)
            found[skill] = Status.READY if opened and has_come(graph.skills[skill], today) else Status.LOCKED
    return found


def has_come(skill: Skill, today: date | None) -> bool:
    """Whether the day on which a skill opens has come."""
    return today is None or skill.opens_on is None or skill.opens_on <= today


def is_met(edge: Edge, standing: Standing | None, ready: bool) -> bool:
    """Whether a prerequisite with this standing has come far enough; `ready`: it waits for nothing."""
    level = level_of(standing)
    if level is None or standing is None:
        return edge.score is None and edge.minimum is Level.READY and ready
    return level >= edge.minimum and (edge.score is None or (standing.score or 0) >= edge.score)


def _met(edge: Edge, standings: Mapping[SkillId, Standing], found: Mapping[SkillId, Status]) -> bool:
    return is_met(edge, standings.get(edge.prerequisite), found.get(edge.prerequisite) is Status.READY)

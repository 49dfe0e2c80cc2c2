"""A skill tree as a child stands on it: all that the view, the outline and the prints of a tree draw from.

`TreeView.states` stands beside `TreeView.tree.skills`, place by place; edges are told by their place in `tree.edges`.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.learning.choices import Choice
from app.learning.ids import SkillId
from app.learning.people import Child
from app.learning.skills import Level, SkillTree, Status
from app.learning.ways import ChildOnGraph

__all__ = ["Choice", "SkillState", "TreeView"]


@dataclass(frozen=True, slots=True)
class SkillState:
    """Where the child stands on one skill.

    `level` is None before the first answer or note. `right` of `tries` counts first tries without aid. Times are aware; `took` is the time
    spent on it. `is_next`: one of the few that are best begun now.
    """

    status: Status
    level: Level | None = None
    leaves: int = 0
    needs_water: bool = False
    right: int = 0
    tries: int = 0
    took: timedelta = timedelta()
    last_at: datetime | None = None
    due: datetime | None = None
    choices: frozenset[Choice] = frozenset()
    is_next: bool = False

    @property
    def accuracy(self) -> float | None:
        """The share of first tries that were right, 0 to 1; None before the first."""
        return self.right / self.tries if self.tries else None


@dataclass(frozen=True, slots=True)
class TreeView:
    """A tree with a child on it (None: nobody, for the editor), as it stands, or as it stood at the end of `day`.

    `on_graph` answers what is asked of one skill: the way to it, what keeps it locked, what comes before and after it.

    `texts` is what is written on each skill, place by place (a letter in the child's form, or the name). `aside` are the places of edges
    that were set aside because they close a circle. `goal` is the child's goal in this tree, `path` what is left on the way to it, in the
    order it can be learned, the goal itself last. `next_skills` are at most three.
    """

    tree: SkillTree
    child: Child | None
    day: date | None
    texts: tuple[str, ...]
    states: tuple[SkillState, ...]
    on_graph: ChildOnGraph
    aside: frozenset[int] = frozenset()
    goal: SkillId | None = None
    path: tuple[SkillId, ...] = ()
    next_skills: tuple[SkillId, ...] = ()

"""What the page of letters shows of a child, read in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.learning.ids import ChildId
from app.learning.practice import PracticeDay
from app.learning.statistics import days_in_a_row
from app.services import looking
from app.ui.painting.tree_state import TreeState, tree_state

if TYPE_CHECKING:
    from app.learning.grove import GroveTree
    from app.services.desk import Desk
    from app.services.looking import LetterGrid, LetterRow


@dataclass(frozen=True, slots=True)
class Looked:
    """A child's letters in collation order, the tree of each, its year, and the script they are written in."""

    grid: LetterGrid
    trees: Mapping[str, GroveTree]
    year: tuple[PracticeDay, ...]
    script: str
    today: date

    @property
    def rows(self) -> tuple[LetterRow, ...]:
        """The letters that are learned: those of which nothing is left in the skill tree are not."""
        return tuple(row for row in self.grid.rows if row.letter in self.trees)

    def state(self, letter: str) -> TreeState:
        """Where the child stands on a letter, as in the grove."""
        tree = self.trees[letter]
        return tree_state(tree.status, tree.needs_water)

    def share(self, letter: str) -> float:
        """How far a letter has come, 0 to 1: its leaves, and the bloom."""
        tree = self.trees[letter]
        return 1.0 if self.state(letter) in {TreeState.BLOOMED, TreeState.NEEDS_WATER} else tree.leaves / 4

    def count(self, state: TreeState) -> int:
        """How many letters are in a state."""
        return sum(self.state(letter) is state for letter in self.trees)

    @property
    def days_in_a_row(self) -> int:
        """Days in a row with play, up to today or yesterday."""
        return days_in_a_row({day.day for day in self.year}, self.today)

    @property
    def this_week(self) -> timedelta:
        """Time spent answering since Monday."""
        monday = self.today - timedelta(days=self.today.weekday())
        return sum((day.played for day in self.year if day.day >= monday), timedelta())


def look(desk: Desk, child: ChildId) -> Looked:
    """Everything about a child's letters. Raises Problem NOT_FOUND, LANGUAGE_UNKNOWN."""
    grid, grove = looking.letter_grid(desk, child), looking.grove(desk, child)
    trees = {tree.letter: tree for tree in grove.trees}
    return Looked(grid, trees, looking.year(desk, child), grove.pack.script, desk.now().date())

"""A believable household or class with a history, for trying the program out and for measuring it.

The same seed gives the same rows, ids included, at the same `now` and in the same language packs.
"""

from dataclasses import dataclass

from app.learning.people import Child
from app.services.change import Change
from app.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Planted:
    """What was planted."""

    children: tuple[Child, ...]
    play_sessions: int
    attempts: int
    bloomed: int


def plant(desk: Desk, children: int, days: int, seed: int, among_others: bool = False) -> Change[Planted]:
    """So many children with so many days of play up to `desk.now()`, by the real rules of learning.

    A space that has children already is left alone (Problem SPACE_HAS_CHILDREN) unless `among_others`.
    """
    raise NotImplementedError

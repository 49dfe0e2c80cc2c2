"""Where a child stands on an ability, folded from what grown-ups noted: the same as the database's trigger keeps in mastery."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.learning.choices import Mark
from app.learning.ids import ChildId, SkillId
from app.learning.mastery import Standing
from app.learning.skills import LEAVES_SECURE, Status

_FIRST_LOOK, _FURTHEST_LOOK = 7, 21  # days


@dataclass(frozen=True, slots=True)
class Noted:
    """One mark. `at` is aware; `score` is 0 to 100."""

    skill: SkillId
    mark: Mark
    at: datetime
    score: int | None = None


def standing_of(child: ChildId, skill: SkillId, notes: Iterable[Noted]) -> Standing | None:
    """The standing after all marks of one skill, in the order they happened; None when nothing counts.

    Each TAKEN_BACK undoes the last mark that still counts. A learned ability is looked at again after 7 days, then 14, then every 21.
    """
    counted: list[Noted] = []
    for note in notes:
        if note.mark is not Mark.TAKEN_BACK:
            counted.append(note)
        elif counted:
            counted.pop()
    if not counted:
        return None
    first = next((place for place, note in enumerate(counted) if note.mark is Mark.LEARNED), None)
    last = counted[-1].at
    score = next((note.score for note in reversed(counted) if note.score is not None), None)
    memory = {} if score is None else {"score": score}
    if first is None:
        return Standing(child, skill, Status.GROWING, 1, 0, None, None, last, None, memory)
    looks = len(counted) - first - 1
    due = last + timedelta(days=min(_FURTHEST_LOOK, _FIRST_LOOK * (looks + 1)))
    return Standing(child, skill, Status.BLOOMED, LEAVES_SECURE, 0, counted[first].at, due, last, None, memory)

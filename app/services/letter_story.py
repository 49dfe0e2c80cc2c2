"""The story of one letter: for each of its skills how often it was right, when it was last played and when it asks for water."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.data.queries import attempts, mastery
from app.learning.ids import ChildId, SkillId
from app.learning.mastery import Attempt
from app.learning.skills import Status
from app.learning.statistics import Share, first_tries
from app.services.children import one_child
from app.services.desk import Desk, space_of


@dataclass(frozen=True, slots=True)
class SkillStory:
    """`right` counts unaided first tries, all there ever were; `last_at` and `due` (only of what has bloomed) are UTC."""

    right: Share
    last_at: datetime | None
    due: datetime | None


def letter_story(desk: Desk, child: ChildId, skills: Sequence[SkillId]) -> Mapping[SkillId, SkillStory]:
    """The story of each of `skills`, which are those of one letter: three queries."""
    with desk.database.reading() as connection:
        whole = one_child(connection, desk, child)
        standings = mastery.of_child(connection, space_of(desk), whole.id)
        given: dict[SkillId, list[Attempt]] = {}
        for attempt in attempts.of_skills(connection, space_of(desk), whole, skills):
            given.setdefault(attempt.skill, []).append(attempt)
    stories: dict[SkillId, SkillStory] = {}
    for skill in skills:
        standing = standings.get(skill)
        due = standing.due if standing is not None and standing.status is Status.BLOOMED else None
        stories[skill] = SkillStory(first_tries(given.get(skill, ())), standing.last_at if standing else None, due)
    return stories

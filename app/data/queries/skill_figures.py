"""What a child's attempts come to, skill by skill: read from the covering index alone."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, func, select

from app.data.queries.rows import of_child as rows_of_child
from app.data.tables import attempts
from app.learning.aliases import OneChild
from app.learning.ids import ChildId, SkillId, SpaceId


@dataclass(frozen=True, slots=True)
class Figures:
    """First tries without aid and how many were right, and the time spent on all tries."""

    right: int
    tries: int
    took: timedelta


def of_child(connection: Connection, space: SpaceId, child: ChildId | OneChild) -> dict[SkillId, Figures]:
    """The figures of every skill that the child has answered. One query."""
    one = attempts.c
    first = (one.try_number == 1) & ~one.aided
    wanted = select(
        one.skill_id,
        func.count().filter(first & one.correct).label("right"),
        func.count().filter(first).label("tries"),
        func.sum(one.took_ms).label("took"),
    ).where(one.space_id == space, rows_of_child(one.child_id, child))
    rows = connection.execute(wanted.group_by(one.skill_id))
    return {SkillId(row.skill_id): Figures(row.right, row.tries, timedelta(milliseconds=int(row.took))) for row in rows}

"""Queries of practice days. Triggers write them; here they are read."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select

from app.data.queries.rows import rows_of
from app.data.tables import children, practice_days
from app.learning.ids import ChildId, SpaceId
from app.learning.practice import PracticeDay


def of_child(connection: Connection, space: SpaceId, child: ChildId, first: date, last: date) -> tuple[PracticeDay, ...]:
    """The days on which the child played, `first` and `last` included, oldest first."""
    day = practice_days.c
    wanted = select(practice_days).where(day.space_id == space, day.child_id == child, day.local_day.between(first, last))
    return tuple(_day(row) for row in connection.execute(wanted.order_by(day.local_day)))


def of_space(connection: Connection, space: SpaceId, first: date, last: date) -> tuple[PracticeDay, ...]:
    """The same of all children that are there, by child and day. One query."""
    day = practice_days.c
    there = and_(children.c.space_id == day.space_id, children.c.id == day.child_id)
    wanted = select(practice_days).join(children, there).where(*rows_of(children, space, removed=False))
    rows = connection.execute(wanted.where(day.local_day.between(first, last)).order_by(day.child_id, day.local_day))
    return tuple(_day(row) for row in rows)


def last_days(connection: Connection, space: SpaceId) -> dict[ChildId, date]:
    """The last day on which each child that is there has played, of those that ever have. One query."""
    day = practice_days.c
    last = (
        select(func.max(day.local_day).label("last"))
        .where(day.space_id == children.c.space_id, day.child_id == children.c.id)
        .scalar_subquery()
    )
    rows = connection.execute(select(children.c.id, last.label("last")).where(*rows_of(children, space, removed=False)))
    return {ChildId(row.id): row.last for row in rows if row.last is not None}


def _day(row: Row[*tuple[Any, ...]]) -> PracticeDay:
    return PracticeDay(
        child=ChildId(row.child_id),
        day=row.local_day,
        attempts=row.attempts,
        correct=row.correct,
        first_tries=row.first_tries,
        first_tries_right=row.first_tries_right,
        played=timedelta(milliseconds=row.played_ms),
    )

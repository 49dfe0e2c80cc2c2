"""Queries of practice days. Triggers write them; here they are read."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select

from app.data.queries.rows import of_child as rows_of_child
from app.data.queries.rows import there
from app.data.tables import children, practice_days
from app.learning.aliases import OneChild
from app.learning.ids import ChildId, SpaceId
from app.learning.practice import PracticeDay, added_up


def of_child(connection: Connection, space: SpaceId, child: ChildId | OneChild, first: date, last: date) -> tuple[PracticeDay, ...]:
    """The days on which the child played, `first` and `last` included, oldest first; of several rows of it together."""
    day = practice_days.c
    wanted = select(practice_days).where(day.space_id == space, rows_of_child(day.child_id, child), day.local_day.between(first, last))
    found = tuple(_day(row) for row in connection.execute(wanted.order_by(day.local_day)))
    return added_up(found, child) if isinstance(child, OneChild) and child.joined else found


def of_space(
    connection: Connection, space: SpaceId, first: date, last: date, besides: Collection[ChildId] = ()
) -> tuple[PracticeDay, ...]:
    """The same of all children that are there, and of rows `besides` that were joined to one, by child and day. One query."""
    day = practice_days.c
    whose = and_(children.c.space_id == day.space_id, children.c.id == day.child_id)
    wanted = select(practice_days).join(children, whose).where(*there(children, space, besides))
    rows = connection.execute(wanted.where(day.local_day.between(first, last)).order_by(day.child_id, day.local_day))
    return tuple(_day(row) for row in rows)


def last_days(connection: Connection, space: SpaceId, besides: Collection[ChildId] = ()) -> dict[ChildId, date]:
    """The last day on which each child that is there has played, of those that ever have. One query."""
    day = practice_days.c
    last = (
        select(func.max(day.local_day).label("last"))
        .where(day.space_id == children.c.space_id, day.child_id == children.c.id)
        .scalar_subquery()
    )
    rows = connection.execute(select(children.c.id, last.label("last")).where(*there(children, space, besides)))
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

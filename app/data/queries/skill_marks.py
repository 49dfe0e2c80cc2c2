"""Queries of what grown-ups noted of abilities. Facts; a trigger folds them into mastery."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from app.data.queries.rows import of_child as rows_of_child
from app.data.tables import skill_marks
from app.learning.aliases import OneChild
from app.learning.choices import Mark
from app.learning.ids import ChildId, GrownUpId, SkillId, SpaceId
from app.learning.marks import Noted


def add(connection: Connection, space: SpaceId, mark: UUID, child: ChildId, noted: Noted, by: GrownUpId | None) -> None:
    """Keep a mark; its day is the one at `noted.at`. Keeping it again changes nothing."""
    row = {"space_id": space, "id": mark, "child_id": child, "skill_id": noted.skill, "kind": noted.mark.value, "score": noted.score}
    moment = {"occurred_at": noted.at, "local_day": noted.at.date(), "grown_up_id": by}
    connection.execute(insert(skill_marks).values(row | moment).on_conflict_do_nothing())


def of_child(connection: Connection, space: SpaceId, child: ChildId | OneChild) -> Sequence[Noted]:
    """All marks of a child in the order they happened."""
    marks = skill_marks.c
    of_it = (marks.space_id == space, rows_of_child(marks.child_id, child))
    wanted = select(marks.skill_id, marks.kind, marks.occurred_at, marks.score).where(*of_it)
    rows = connection.execute(wanted.order_by(marks.occurred_at, marks.id))
    return tuple(Noted(SkillId(row.skill_id), Mark(row.kind), row.occurred_at, row.score) for row in rows)

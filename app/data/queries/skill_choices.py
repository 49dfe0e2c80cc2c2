"""Queries of what grown-ups chose about a child's skills. A choice's id is `key_id("choice", child, skill, kind)`."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from app.data.queries.rows import rows_of
from app.data.tables import children, skill_choices
from app.learning.choices import Choice, Choices
from app.learning.ids import ChildId, GrownUpId, SkillId, SpaceId, key_id

_Chosen = dict[Choice, set[SkillId]]


def of_child(connection: Connection, space: SpaceId, child: ChildId, at: datetime | None = None) -> Choices:
    """What is chosen for a child; with `at` (aware), what was chosen then, as far as the rows still tell."""
    chosen = skill_choices.c
    there: ColumnElement[bool] = chosen.deleted_at.is_(None)
    if at is not None:
        there = and_(chosen.created_at <= at, or_(there, chosen.deleted_at > at))
    wanted = select(chosen.skill_id, chosen.kind).where(chosen.space_id == space, chosen.child_id == child, there)
    held: _Chosen = {}
    for row in connection.execute(wanted):
        held.setdefault(Choice(row.kind), set()).add(SkillId(row.skill_id))
    return _choices(held)


def of_space(connection: Connection, space: SpaceId) -> dict[ChildId, Choices]:
    """What is chosen for all children that are there. One query."""
    there = and_(children.c.space_id == skill_choices.c.space_id, children.c.id == skill_choices.c.child_id)
    wanted = select(skill_choices.c.child_id, skill_choices.c.skill_id, skill_choices.c.kind).join(children, there)
    held: dict[ChildId, _Chosen] = {}
    for row in connection.execute(wanted.where(*rows_of(skill_choices, space, removed=False), *rows_of(children, space, removed=False))):
        held.setdefault(ChildId(row.child_id), {}).setdefault(Choice(row.kind), set()).add(SkillId(row.skill_id))
    return {child: _choices(of) for child, of in held.items()}


def put(
    connection: Connection, space: SpaceId, child: ChildId, skill: SkillId, choice: Choice, by: GrownUpId | None, removed: datetime | None
) -> None:
    """Choose something, or with `removed` (now) take the choice back."""
    row = {"space_id": space, "id": key_id("choice", child, skill, choice.value), "child_id": child, "skill_id": skill}
    new = insert(skill_choices).values(row | {"kind": choice.value, "grown_up_id": by, "deleted_at": removed})
    changed = {"grown_up_id": new.excluded.grown_up_id, "deleted_at": new.excluded.deleted_at, "updated_at": func.now()}
    connection.execute(new.on_conflict_do_update(index_elements=["space_id", "id"], set_=changed))


def _choices(held: _Chosen) -> Choices:
    def of(choice: Choice) -> frozenset[SkillId]:
        return frozenset(held.get(choice, ()))

    return Choices(of(Choice.SKIP), of(Choice.PIN), of(Choice.GOAL), of(Choice.NOT_FOR_CHILD))

"""Queries of what grown-ups chose about a child's skills. A choice's id is `key_id("choice", child, skill, kind)`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, func, select
from sqlalchemy.dialects.postgresql import insert

from app.data.queries.rows import rows_of
from app.data.tables import children, skill_choices
from app.learning.choices import Choice, Choices
from app.learning.ids import ChildId, GrownUpId, SkillId, SpaceId, key_id


@dataclass(frozen=True, slots=True)
class ChosenSpan:
    """A choice from a moment on, until it was taken back (None: it holds)."""

    skill: SkillId
    choice: Choice
    since: datetime
    until: datetime | None


_Chosen = dict[Choice, set[SkillId]]


def of_child(connection: Connection, space: SpaceId, child: ChildId) -> Choices:
    """What is chosen for a child."""
    chosen = skill_choices.c
    wanted = select(chosen.skill_id, chosen.kind).where(*rows_of(skill_choices, space, removed=False), chosen.child_id == child)
    held: _Chosen = {}
    for row in connection.execute(wanted):
        held.setdefault(Choice(row.kind), set()).add(SkillId(row.skill_id))
    return choices_of(held)


def spans_of_child(connection: Connection, space: SpaceId, child: ChildId) -> tuple[ChosenSpan, ...]:
    """What was ever chosen for a child, each with its time as far as the row still tells."""
    chosen = skill_choices.c
    wanted = select(chosen.skill_id, chosen.kind, chosen.created_at, chosen.deleted_at)
    rows = connection.execute(wanted.where(chosen.space_id == space, chosen.child_id == child))
    return tuple(ChosenSpan(SkillId(row.skill_id), Choice(row.kind), row.created_at, row.deleted_at) for row in rows)


def of_space(connection: Connection, space: SpaceId) -> dict[ChildId, Choices]:
    """What is chosen for all children that are there. One query."""
    there = and_(children.c.space_id == skill_choices.c.space_id, children.c.id == skill_choices.c.child_id)
    wanted = select(skill_choices.c.child_id, skill_choices.c.skill_id, skill_choices.c.kind).join(children, there)
    held: dict[ChildId, _Chosen] = {}
    for row in connection.execute(wanted.where(*rows_of(skill_choices, space, removed=False), *rows_of(children, space, removed=False))):
        held.setdefault(ChildId(row.child_id), {}).setdefault(Choice(row.kind), set()).add(SkillId(row.skill_id))
    return {child: choices_of(of) for child, of in held.items()}


def put(
    connection: Connection, space: SpaceId, child: ChildId, skill: SkillId, choice: Choice, on: bool, by: GrownUpId | None, now: datetime
) -> None:
    """Choose something, or take the choice back."""
    row = {"space_id": space, "id": key_id("choice", child, skill, choice.value), "child_id": child, "skill_id": skill}
    made = {"kind": choice.value, "grown_up_id": by, "created_at": now, "deleted_at": None if on else now}
    new = insert(skill_choices).values(row | made)
    changed = {"grown_up_id": new.excluded.grown_up_id, "deleted_at": new.excluded.deleted_at, "updated_at": func.now()}
    connection.execute(new.on_conflict_do_update(index_elements=["space_id", "id"], set_=changed))


def choices_of(held: Mapping[Choice, Collection[SkillId]]) -> Choices:
    """The choices of the skills of each kind."""

    def of(choice: Choice) -> frozenset[SkillId]:
        return frozenset(held.get(choice, ()))

    return Choices(of(Choice.SKIP), of(Choice.PIN), of(Choice.GOAL), of(Choice.NOT_FOR_CHILD))

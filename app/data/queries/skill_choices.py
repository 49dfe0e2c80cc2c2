"""Queries of what grown-ups chose about a child's skills. A choice's id is `key_id("choice", child, skill, kind)`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, func, select, update
from sqlalchemy.dialects.postgresql import insert

from app.data.queries.rows import of_child as rows_of_child
from app.data.queries.rows import rows_of, there
from app.data.tables import children, skill_choices
from app.learning.aliases import Aliases, OneChild
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


def of_child(connection: Connection, space: SpaceId, child: ChildId | OneChild) -> Choices:
    """What is chosen for a child."""
    chosen = skill_choices.c
    of_it = (*rows_of(skill_choices, space, removed=False), rows_of_child(chosen.child_id, child))
    wanted = select(chosen.skill_id, chosen.kind).where(*of_it)
    held: _Chosen = {}
    for row in connection.execute(wanted):
        held.setdefault(Choice(row.kind), set()).add(SkillId(row.skill_id))
    return choices_of(held)


def spans_of_child(connection: Connection, space: SpaceId, child: ChildId | OneChild) -> tuple[ChosenSpan, ...]:
    """What was ever chosen for a child, each with its time as far as the row still tells."""
    chosen = skill_choices.c
    wanted = select(chosen.skill_id, chosen.kind, chosen.created_at, chosen.deleted_at)
    rows = connection.execute(wanted.where(chosen.space_id == space, rows_of_child(chosen.child_id, child)))
    return tuple(ChosenSpan(SkillId(row.skill_id), Choice(row.kind), row.created_at, row.deleted_at) for row in rows)


def of_space(connection: Connection, space: SpaceId, aliases: Aliases) -> dict[ChildId, Choices]:
    """What is chosen for all children that are there, by the rows that are kept. One query."""
    whose = and_(children.c.space_id == skill_choices.c.space_id, children.c.id == skill_choices.c.child_id)
    wanted = select(skill_choices.c.child_id, skill_choices.c.skill_id, skill_choices.c.kind).join(children, whose)
    held: dict[ChildId, _Chosen] = {}
    for row in connection.execute(wanted.where(*rows_of(skill_choices, space, removed=False), *there(children, space, aliases.joined))):
        held.setdefault(aliases.kept(ChildId(row.child_id)), {}).setdefault(Choice(row.kind), set()).add(SkillId(row.skill_id))
    return {child: choices_of(of) for child, of in held.items()}


def put(
    connection: Connection, space: SpaceId, child: ChildId, skill: SkillId, choice: Choice, by: GrownUpId | None, now: datetime
) -> None:
    """Choose something."""
    row = {"space_id": space, "id": key_id("choice", child, skill, choice.value), "child_id": child, "skill_id": skill}
    made = {"kind": choice.value, "grown_up_id": by, "created_at": now, "deleted_at": None}
    new = insert(skill_choices).values(row | made)
    changed = {"grown_up_id": new.excluded.grown_up_id, "deleted_at": new.excluded.deleted_at, "updated_at": func.now()}
    connection.execute(new.on_conflict_do_update(index_elements=["space_id", "id"], set_=changed))


def take_back(connection: Connection, space: SpaceId, child: OneChild, skill: SkillId, choice: Choice, now: datetime) -> None:
    """Take a choice back of every row of a child that has it."""
    chosen = skill_choices.c
    held = (*rows_of(skill_choices, space, removed=False), rows_of_child(chosen.child_id, child))
    wanted = update(skill_choices).where(*held, chosen.skill_id == skill, chosen.kind == choice.value)
    connection.execute(wanted.values(deleted_at=now))


def choices_of(held: Mapping[Choice, Collection[SkillId]]) -> Choices:
    """The choices of the skills of each kind."""

    def of(choice: Choice) -> frozenset[SkillId]:
        return frozenset(held.get(choice, ()))

    return Choices(of(Choice.SKIP), of(Choice.PIN), of(Choice.GOAL), of(Choice.NOT_FOR_CHILD))

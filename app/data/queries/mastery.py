"""Queries of standings: where a child stands on skills."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, select, text
from sqlalchemy.dialects.postgresql import Insert, insert

from app.data.queries.many_rows import insert_rows
from app.data.queries.rows import among, rows_of
from app.data.tables import children, mastery
from app.learning.ids import AttemptId, ChildId, SkillId, SpaceId
from app.learning.mastery import Standing
from app.learning.skills import Status

_KEY = ("space_id", "child_id", "skill_id")


def _kept_over(given: Insert) -> Insert:
    """The statement that writes what is given over what is there."""
    changed = {column.name: given.excluded[column.name] for column in mastery.c if column.name not in _KEY}
    return given.on_conflict_do_update(index_elements=_KEY, set_=changed | {"updated_at": func.now()})


_KEEP_ONE = _kept_over(insert(mastery))  # what every answer asks for: made once, a third of the time of one made anew


def of_child(connection: Connection, space: SpaceId, child: ChildId) -> dict[SkillId, Standing]:
    """The child's standings on all skills it has met."""
    rows = connection.execute(select(mastery).where(mastery.c.space_id == space, mastery.c.child_id == child))
    return {SkillId(row.skill_id): _standing(row) for row in rows}


def of_skills(connection: Connection, space: SpaceId, child: ChildId, skills: Collection[SkillId]) -> dict[SkillId, Standing]:
    """The child's standings on those of these skills that it has met."""
    wanted = select(mastery).where(mastery.c.space_id == space, mastery.c.child_id == child, mastery.c.skill_id.in_(skills))
    return {SkillId(row.skill_id): _standing(row) for row in connection.execute(wanted)}


def of_skill(connection: Connection, space: SpaceId, child: ChildId, skill: SkillId) -> Standing | None:
    """The child's standing on one skill, None before its first attempt.

    Locks the row until the transaction ends, so that two answers are folded one after the other.
    """
    wanted = select(mastery).where(mastery.c.space_id == space, mastery.c.child_id == child, mastery.c.skill_id == skill)
    row = connection.execute(wanted.with_for_update()).one_or_none()
    return None if row is None else _standing(row)


def of_space(connection: Connection, space: SpaceId) -> Mapping[ChildId, Mapping[SkillId, Standing]]:
    """The standings of all children that are there. One query."""
    there = and_(children.c.space_id == mastery.c.space_id, children.c.id == mastery.c.child_id)
    found: dict[ChildId, dict[SkillId, Standing]] = {}
    for row in connection.execute(select(mastery).join(children, there).where(*rows_of(children, space, removed=False))):
        found.setdefault(ChildId(row.child_id), {})[SkillId(row.skill_id)] = _standing(row)
    return found


def keep(connection: Connection, space: SpaceId, standings: Sequence[Standing], *, refold: bool = False) -> None:
    """Write standings, new or folded on, with one statement (two in a refold).

    A status may only go forward: `sqlalchemy.exc.IntegrityError` otherwise, unless all of it was computed anew from the attempts and
    `refold` says so, which then holds for the rest of the transaction.
    """
    if not standings:
        return
    if refold:
        connection.execute(text("SET LOCAL lettergrove.refold = 'on'"))
    if len(standings) == 1:
        connection.execute(_KEEP_ONE, _values(space, standings[0]) | {"memory": standings[0].memory})
        return
    given = insert_rows(mastery, [_values(space, standing) for standing in sorted(standings, key=lambda one: (one.child, one.skill))])
    connection.execute(_kept_over(given))


def forget(connection: Connection, space: SpaceId, rows: Collection[ChildId], skills: Collection[SkillId] | None = None) -> None:
    """Delete standings of some rows of children, on some skills or on all: there is nothing (any more) that they are folded from."""
    wanted = delete(mastery).where(mastery.c.space_id == space, among(mastery.c.child_id, rows))
    connection.execute(wanted if skills is None else wanted.where(among(mastery.c.skill_id, skills)))


def _values(space: SpaceId, standing: Standing) -> dict[str, Any]:
    return {
        "space_id": space,
        "child_id": standing.child,
        "skill_id": standing.skill,
        "status": standing.status.value,
        "leaves": standing.leaves,
        "attempts": standing.attempts,
        "bloomed_at": standing.bloomed_at,
        "due": standing.due,
        "last_at": standing.last_at,
        "last_id": standing.last_id,
        "memory": json.dumps(standing.memory),
        "rules": standing.rules,
    }


def _standing(row: Row[*tuple[Any, ...]]) -> Standing:
    return Standing(
        child=ChildId(row.child_id),
        skill=SkillId(row.skill_id),
        status=Status(row.status),
        leaves=row.leaves,
        attempts=row.attempts,
        bloomed_at=row.bloomed_at,
        due=row.due,
        last_at=row.last_at,
        last_id=None if row.last_id is None else AttemptId(row.last_id),
        memory=row.memory,
        rules=row.rules,
    )

"""Queries of badges. They are facts: earned once, never changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, and_, func, select

from app.data.queries.many_rows import insert_rows
from app.data.queries.rows import of_child as rows_of_child
from app.data.tables import attempts, badges
from app.learning.aliases import OneChild
from app.learning.badges import Award, Badge
from app.learning.ids import AttemptId, ChildId, PlaySessionId, SkillId, SpaceId, key_id


def add(connection: Connection, space: SpaceId, child: ChildId, earned: Sequence[Badge]) -> tuple[Badge, ...]:
    """Add badges with one statement; those among them that the child did not have yet."""
    if not earned:
        return ()
    new = insert_rows(badges, [_values(space, child, badge) for badge in earned]).on_conflict_do_nothing().returning(badges.c.id)
    added = {row.id for row in connection.execute(new)}
    return tuple(badge for badge in earned if _id(child, badge) in added)


def of_child(connection: Connection, space: SpaceId, child: ChildId | OneChild) -> tuple[Badge, ...]:
    """The child's badges, blooms among them, the first earned first; of what two of its rows have earned the earlier."""
    wanted = select(badges).where(badges.c.space_id == space, rows_of_child(badges.c.child_id, child))
    return tuple({(badge.kind, badge.skill): badge for badge in reversed(_found(connection, wanted))}.values())[::-1]


def of_play_session(connection: Connection, space: SpaceId, play_session: PlaySessionId) -> tuple[Badge, ...]:
    """The badges that attempts of a play session have earned."""
    by = and_(attempts.c.space_id == badges.c.space_id, attempts.c.id == badges.c.attempt_id)
    wanted = select(badges).join(attempts, by).where(attempts.c.space_id == space, attempts.c.play_session_id == play_session)
    return _found(connection, wanted)


def kinds_of(connection: Connection, space: SpaceId, child: ChildId | OneChild) -> frozenset[str]:
    """The kinds of badges the child has, blooms left out: what a next one is compared with."""
    of_it = (badges.c.space_id == space, rows_of_child(badges.c.child_id, child))
    wanted = select(badges.c.kind).where(*of_it, badges.c.award != Award.BLOOM.value)
    return frozenset(row.kind for row in connection.execute(wanted))


def blooms_of(connection: Connection, space: SpaceId, child: ChildId | OneChild) -> dict[SkillId, datetime]:
    """When the child's skills bloomed first."""
    wanted = select(badges.c.skill_id, func.min(badges.c.earned_at).label("first")).group_by(badges.c.skill_id)
    of_it = (badges.c.space_id == space, rows_of_child(badges.c.child_id, child))
    found = connection.execute(wanted.where(*of_it, badges.c.award == Award.BLOOM.value))
    return {SkillId(row.skill_id): row.first for row in found}


def _found(connection: Connection, wanted: Select[*tuple[Any, ...]]) -> tuple[Badge, ...]:
    return tuple(_badge(row) for row in connection.execute(wanted.order_by(badges.c.earned_at, badges.c.id)))


def _id(child: ChildId, badge: Badge) -> UUID:
    return key_id("badge", child, badge.kind, badge.skill) if badge.award is Award.BLOOM else key_id("badge", child, badge.kind)


def _values(space: SpaceId, child: ChildId, badge: Badge) -> dict[str, Any]:
    return {
        "space_id": space,
        "id": _id(child, badge),
        "child_id": child,
        "kind": badge.kind,
        "award": badge.award.value,
        "language": badge.language,
        "reached": badge.count,
        "skill_id": badge.skill,
        "attempt_id": badge.attempt,
        "earned_at": badge.earned_at,
    }


def _badge(row: Row[*tuple[Any, ...]]) -> Badge:
    return Badge(
        kind=row.kind,
        award=Award(row.award),
        attempt=None if row.attempt_id is None else AttemptId(row.attempt_id),
        earned_at=row.earned_at,
        skill=None if row.skill_id is None else SkillId(row.skill_id),
        language=row.language,
        count=row.reached,
    )

"""Queries of badges. Facts: earned once, by the attempt they name; keeping one again changes nothing."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, and_, select

from app.data.queries.many_rows import insert_rows
from app.data.tables import attempts, badges
from app.learning.badges import Award, Badge
from app.learning.ids import AttemptId, ChildId, PlaySessionId, SkillId, SpaceId, key_id


def kinds(connection: Connection, space: SpaceId, child: ChildId) -> frozenset[str]:
    """The kinds of badges that a child has; a first bloom is "bloom", of whatever skill."""
    rows = connection.execute(select(badges.c.kind).distinct().where(badges.c.space_id == space, badges.c.child_id == child))
    return frozenset(row.kind for row in rows)


def of_play_session(connection: Connection, space: SpaceId, play_session: PlaySessionId) -> tuple[Badge, ...]:
    """The badges that attempts of a play session have earned, in the order they were."""
    earning = and_(attempts.c.space_id == badges.c.space_id, attempts.c.id == badges.c.attempt_id)
    wanted = select(badges).join(attempts, earning).where(attempts.c.space_id == space, attempts.c.play_session_id == play_session)
    return tuple(_badge(row) for row in connection.execute(wanted.order_by(badges.c.earned_at, badges.c.kind, badges.c.id)))


def of_attempt(connection: Connection, space: SpaceId, attempt: AttemptId) -> tuple[Badge, ...]:
    """The badges that one attempt has earned."""
    rows = connection.execute(select(badges).where(badges.c.space_id == space, badges.c.attempt_id == attempt).order_by(badges.c.kind))
    return tuple(_badge(row) for row in rows)


def keep(connection: Connection, space: SpaceId, earned: Sequence[tuple[ChildId, Badge]]) -> None:
    """Keep badges with one statement, those that are there already left as they are."""
    if earned:
        rows = [_values(space, child, badge) for child, badge in earned]
        connection.execute(insert_rows(badges, sorted(rows, key=lambda row: str(row["id"]))).on_conflict_do_nothing())


def _id(child: ChildId, badge: Badge) -> UUID:
    return key_id("badge", child, badge.kind) if badge.skill is None else key_id("badge", child, badge.kind, badge.skill)


def _values(space: SpaceId, child: ChildId, badge: Badge) -> dict[str, Any]:
    return {
        "space_id": space,
        "id": _id(child, badge),
        "child_id": child,
        "kind": badge.kind,
        "skill_id": badge.skill,
        "attempt_id": badge.attempt,
        "earned_at": badge.earned_at,
    }


def _badge(row: Row[*tuple[Any, ...]]) -> Badge:
    """A badge from its row; `kind` is its award, then its count, then its language, as far as it has them."""
    award = max((one for one in Award if row.kind == one.value or row.kind.startswith(f"{one.value}-")), key=len)
    count, _, language = row.kind.removeprefix(award.value).removeprefix("-").partition("-")
    if not count.isdigit():
        count, language = "", "-".join(part for part in (count, language) if part)
    return Badge(
        kind=row.kind,
        award=award,
        attempt=AttemptId(row.attempt_id),
        earned_at=row.earned_at,
        skill=None if row.skill_id is None else SkillId(row.skill_id),
        language=language or None,
        count=int(count) if count else None,
    )

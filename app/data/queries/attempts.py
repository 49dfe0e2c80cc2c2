"""Queries of attempts. They are facts: added, never changed; adding one again changes nothing. They come in fold order: time, then id."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Select, select
from sqlalchemy.dialects.postgresql import insert

from app.data.queries.many_rows import insert_rows
from app.data.queries.rows import of_child as rows_of_child
from app.data.queries.rows import row_of
from app.data.tables import attempts
from app.data.tables.attempts import CHOICE_SEPARATOR, GAME_OF, NUMBER_OF
from app.learning.aliases import OneChild
from app.learning.care import Played
from app.learning.ids import AttemptId, ChildId, PlaySessionId, SkillId, SpaceId
from app.learning.mastery import Attempt

_AT_ONCE = 2000  # rows that are fetched together where they are not all kept


def add(connection: Connection, space: SpaceId, attempt: Attempt) -> bool:
    """Add one attempt; false when it is there already."""
    new = insert(attempts).values(_values(space, attempt)).on_conflict_do_nothing().returning(attempts.c.id)
    return connection.execute(new).first() is not None


def add_many(connection: Connection, space: SpaceId, made: Sequence[Attempt]) -> None:
    """Add attempts with one statement, those that are there already left out. Give some thousands at a time."""
    if made:
        connection.execute(insert_rows(attempts, [_values(space, attempt) for attempt in made]).on_conflict_do_nothing())


def find(connection: Connection, space: SpaceId, attempt: AttemptId) -> Attempt | None:
    """An attempt by its id."""
    row = connection.execute(select(attempts).where(row_of(attempts, space, attempt))).one_or_none()
    return None if row is None else _attempt(row)


def of_play_session(connection: Connection, space: SpaceId, play_session: PlaySessionId) -> tuple[Attempt, ...]:
    """Every prompt and answer of a play session."""
    return _found(connection, _in(space).where(attempts.c.play_session_id == play_session))


def of_child(connection: Connection, space: SpaceId, child: ChildId | OneChild, since: datetime | None = None) -> tuple[Attempt, ...]:
    """The child's attempts from a moment on, or all."""
    wanted = _in(space).where(rows_of_child(attempts.c.child_id, child))
    return _found(connection, wanted if since is None else wanted.where(attempts.c.occurred_at >= since))


def of_skill(connection: Connection, space: SpaceId, child: ChildId | OneChild, skill: SkillId) -> tuple[Attempt, ...]:
    """The child's attempts at one skill: what a refold needs."""
    return _found(connection, _in(space).where(attempts.c.skill_id == skill, rows_of_child(attempts.c.child_id, child)))


def of_skills(
    connection: Connection, space: SpaceId, child: ChildId | OneChild, skills: Collection[SkillId], since: datetime | None = None
) -> tuple[Attempt, ...]:
    """The child's attempts at some skills, from a moment on, or all. One query."""
    wanted = _in(space).where(attempts.c.skill_id.in_(skills), rows_of_child(attempts.c.child_id, child))
    return _found(connection, wanted if since is None else wanted.where(attempts.c.occurred_at >= since))


def skill_by_skill(
    connection: Connection, space: SpaceId, child: ChildId | OneChild, skills: Collection[SkillId], since: datetime | None = None
) -> Iterator[tuple[SkillId, tuple[Attempt, ...]]]:
    """As `of_skills`, but one skill after the other: of a child with a hundred thousand answers only those of one are in memory."""
    if not skills:
        return
    wanted = _in(space).where(attempts.c.skill_id.in_(skills), rows_of_child(attempts.c.child_id, child))
    wanted = wanted if since is None else wanted.where(attempts.c.occurred_at >= since)
    in_order = wanted.order_by(attempts.c.skill_id, attempts.c.occurred_at, attempts.c.id)
    with connection.execute(in_order, execution_options={"yield_per": _AT_ONCE}) as rows:
        for skill, made in groupby(rows, key=lambda row: row.skill_id):
            yield SkillId(skill), tuple(_attempt(row) for row in made if row.game in GAME_OF)


def lengths(connection: Connection, space: SpaceId, child: ChildId | OneChild, since: datetime) -> tuple[Played, ...]:
    """When the child answered from a moment on, and how long each answer took, in order of time."""
    at = attempts.c.occurred_at
    wanted = select(at, attempts.c.took_ms, attempts.c.local_day).where(rows_of_child(attempts.c.child_id, child))
    rows = connection.execute(wanted.where(attempts.c.space_id == space, at >= since).order_by(at, attempts.c.id))
    return tuple(Played(row.occurred_at, timedelta(milliseconds=row.took_ms), row.local_day) for row in rows)


def _in(space: SpaceId) -> Select[*tuple[Any, ...]]:
    return select(attempts).where(attempts.c.space_id == space)


def _found(connection: Connection, wanted: Select[*tuple[Any, ...]]) -> tuple[Attempt, ...]:
    """In fold order; answers in a game that only a newer program on another computer knows are left out."""
    rows = connection.execute(wanted.order_by(attempts.c.occurred_at, attempts.c.id))
    return tuple(_attempt(row) for row in rows if row.game in GAME_OF)


def _values(space: SpaceId, attempt: Attempt) -> dict[str, Any]:
    return {
        "space_id": space,
        "id": attempt.id,
        "child_id": attempt.child,
        "play_session_id": attempt.play_session,
        "skill_id": attempt.skill,
        "occurred_at": attempt.occurred_at,
        "local_day": attempt.local_day,
        "took_ms": attempt.took_ms,
        "game": NUMBER_OF[attempt.game],
        "turn": attempt.turn,
        "try_number": attempt.try_number,
        "correct": attempt.correct,
        "aided": attempt.aided,
        "asked": attempt.asked,
        "answered": attempt.answered,
        "choices": CHOICE_SEPARATOR.join(attempt.choices),
        "prompt": attempt.prompt,
    }


def _attempt(row: Row[*tuple[Any, ...]]) -> Attempt:
    return Attempt(
        id=AttemptId(row.id),
        child=ChildId(row.child_id),
        play_session=PlaySessionId(row.play_session_id),
        skill=SkillId(row.skill_id),
        game=GAME_OF[row.game],
        turn=row.turn,
        try_number=row.try_number,
        asked=row.asked,
        answered=row.answered,
        choices=tuple(row.choices.split(CHOICE_SEPARATOR)),
        correct=row.correct,
        aided=row.aided,
        took_ms=row.took_ms,
        occurred_at=row.occurred_at,
        local_day=row.local_day,
        prompt=row.prompt,
    )

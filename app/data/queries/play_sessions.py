"""Queries of play sessions."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, select, true, update
from sqlalchemy.dialects.postgresql import insert

from app.data.queries.rows import of_child as rows_of_child
from app.data.queries.rows import row_of, rows_of
from app.data.tables import attempts, play_sessions
from app.data.tables.attempts import CHOICE_SEPARATOR, GAME_OF, NUMBER_OF
from app.learning.aliases import OneChild
from app.learning.ids import ChildId, PlaySessionId, SpaceId
from app.learning.mastery import Game
from app.learning.play_sessions import PlayedSession, PlaySession


def add(connection: Connection, space: SpaceId, play_session: PlaySession) -> None:
    """Begin a play session; beginning it again changes nothing."""
    new = insert(play_sessions).values(
        space_id=space,
        id=play_session.id,
        child_id=play_session.child,
        game=NUMBER_OF[play_session.game],
        language=play_session.language,
        turns=play_session.turns,
        seed=play_session.seed,
        started_at=play_session.started_at,
        ended_at=play_session.ended_at,
        local_day=play_session.local_day,
    )
    connection.execute(new.on_conflict_do_nothing())


def find(connection: Connection, space: SpaceId, play_session: PlaySessionId) -> PlaySession | None:
    """A play session by id."""
    row = connection.execute(select(play_sessions).where(row_of(play_sessions, space, play_session))).one_or_none()
    return None if row is None or row.game not in GAME_OF else _play_session(row)


def unfinished(
    connection: Connection, space: SpaceId, child: ChildId | OneChild, day: date, game: Game | None = None
) -> PlaySession | None:
    """The child's newest play session of a day that has not ended, of one game or of any."""
    open_ones = select(play_sessions).where(*rows_of(play_sessions, space, removed=False), rows_of_child(play_sessions.c.child_id, child))
    wanted = open_ones.where(play_sessions.c.ended_at.is_(None), play_sessions.c.local_day == day)
    if game is not None:
        wanted = wanted.where(play_sessions.c.game == NUMBER_OF[game])
    row = connection.execute(_newest_first(wanted).limit(1)).one_or_none()
    return None if row is None else _play_session(row)


def end(connection: Connection, space: SpaceId, play_session: PlaySessionId, ended_at: datetime) -> bool:
    """End a play session; false when it has ended before or there is none."""
    wanted = (row_of(play_sessions, space, play_session), play_sessions.c.ended_at.is_(None))
    return connection.execute(update(play_sessions).where(*wanted).values(ended_at=ended_at)).rowcount == 1


def recent(connection: Connection, space: SpaceId, child: ChildId | OneChild, limit: int) -> tuple[PlayedSession, ...]:
    """The child's last play sessions that have an attempt, newest first, with their numbers. One query."""
    return _played(connection, select(play_sessions).where(rows_of_child(play_sessions.c.child_id, child)), space, limit)


def played(connection: Connection, space: SpaceId, play_session: PlaySessionId) -> PlayedSession | None:
    """One play session with its numbers; None when there is none or it has no attempt."""
    return next(iter(_played(connection, select(play_sessions).where(play_sessions.c.id == play_session), space, 1)), None)


def _played(connection: Connection, wanted: Select[*tuple[Any, ...]], space: SpaceId, limit: int) -> tuple[PlayedSession, ...]:
    attempt, first = attempts.c, attempts.c.try_number == 1
    chosen = attempt.choices.contains(CHOICE_SEPARATOR) | (attempt.game != NUMBER_OF[Game.LETTER_PAIRS])  # not a pair found by luck
    sums = (
        select(
            func.count().label("attempts"),
            func.count(attempt.turn.distinct()).label("answered_turns"),
            func.count().filter(first, attempt.correct, ~attempt.aided, chosen).label("right_turns"),
            func.max(attempt.occurred_at).label("last_at"),
        )
        .where(and_(attempt.space_id == play_sessions.c.space_id, attempt.play_session_id == play_sessions.c.id))
        .having(func.count() > 0)
        .lateral("sums")
    )
    query = wanted.add_columns(sums).join(sums, true()).where(*rows_of(play_sessions, space, removed=False))
    rows = connection.execute(_newest_first(query).limit(limit))
    return tuple(PlayedSession(_play_session(row), row.attempts, row.answered_turns, row.right_turns, row.last_at) for row in rows)


def _newest_first(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Those of games that this program knows: a newer one on another computer may have more."""
    known = query.where(play_sessions.c.game.in_(GAME_OF))
    return known.order_by(play_sessions.c.started_at.desc(), play_sessions.c.id.desc())


def _play_session(row: Row[*tuple[Any, ...]]) -> PlaySession:
    return PlaySession(
        id=PlaySessionId(row.id),
        child=ChildId(row.child_id),
        game=GAME_OF[row.game],
        language=row.language,
        turns=row.turns,
        seed=row.seed,
        started_at=row.started_at,
        ended_at=row.ended_at,
        local_day=row.local_day,
    )

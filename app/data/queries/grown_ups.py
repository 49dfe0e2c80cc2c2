"""Queries of grown-ups and their memberships: who they are, what they may do, and how signing in has gone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, insert, select, update

from app.data.queries.rows import row_of, rows_of
from app.data.tables import grown_ups, memberships
from app.learning.ids import GrownUpId, SpaceId, key_id
from app.learning.people import GrownUp, Role

_MEMBERS = grown_ups.join(
    memberships, and_(memberships.c.space_id == grown_ups.c.space_id, memberships.c.grown_up_id == grown_ups.c.id)
)
_GROWN_UP = select(grown_ups.c.id, grown_ups.c.name, memberships.c.role, grown_ups.c.deleted_at).select_from(_MEMBERS)


@dataclass(frozen=True, slots=True)
class SignIn:
    """What signing in needs to know. Without `password_hash` nobody can sign in as this grown-up."""

    grown_up: GrownUp
    password_hash: str | None
    failed_attempts: int
    locked_until: datetime | None


def list_all(connection: Connection, space: SpaceId, *, removed: bool = False) -> tuple[GrownUp, ...]:
    """The grown-ups of a space, or those that were removed, as they came."""
    rows = connection.execute(_GROWN_UP.where(*rows_of(grown_ups, space, removed=removed)).order_by(grown_ups.c.created_at, grown_ups.c.id))
    return tuple(_grown_up(row) for row in rows)


def find(connection: Connection, space: SpaceId, grown_up: GrownUpId) -> GrownUp | None:
    """A grown-up by id, removed or not."""
    row = connection.execute(_GROWN_UP.where(row_of(grown_ups, space, grown_up))).one_or_none()
    return None if row is None else _grown_up(row)


def add(connection: Connection, space: SpaceId, grown_up: GrownUp, password_hash: str | None) -> None:
    """Add a grown-up with a role."""
    connection.execute(insert(grown_ups).values(space_id=space, id=grown_up.id, name=grown_up.name, password_hash=password_hash))
    member = key_id("membership", grown_up.id)
    connection.execute(insert(memberships).values(space_id=space, id=member, grown_up_id=grown_up.id, role=grown_up.role.value))


def rename(connection: Connection, space: SpaceId, grown_up: GrownUpId, name: str) -> bool:
    """Give another name; false when there is no such grown-up."""
    return _write(connection, space, grown_up, name=name)


def set_removed(connection: Connection, space: SpaceId, grown_up: GrownUpId, removed_at: datetime | None) -> bool:
    """Remove a grown-up, or with None bring back; false when there is none."""
    return _write(connection, space, grown_up, deleted_at=removed_at)


def set_password(connection: Connection, space: SpaceId, grown_up: GrownUpId, password_hash: str) -> bool:
    """Keep another password (its argon2id hash) and end a lock-out; false when there is no such grown-up."""
    note_sign_in(connection, space, grown_up, failed_attempts=0, locked_until=None)
    return _write(connection, space, grown_up, password_hash=password_hash)


def set_role(connection: Connection, space: SpaceId, grown_up: GrownUpId, role: Role) -> bool:
    """Give another role; false when there is no such grown-up."""
    return _write_member(connection, space, grown_up, role=role.value)


def sign_in_of(connection: Connection, space: SpaceId, grown_up: GrownUpId) -> SignIn | None:
    """What signing in needs to know, None for someone unknown or removed.

    Locks the row until the transaction ends: of two tries at once the second sees what became of the first.
    """
    member = memberships.c
    query = _GROWN_UP.add_columns(grown_ups.c.password_hash, member.failed_attempts, member.locked_until)
    wanted = query.where(row_of(grown_ups, space, grown_up), grown_ups.c.deleted_at.is_(None)).with_for_update(of=memberships)
    row = connection.execute(wanted).one_or_none()
    return None if row is None else SignIn(_grown_up(row), row.password_hash, row.failed_attempts, row.locked_until)


def note_sign_in(
    connection: Connection, space: SpaceId, grown_up: GrownUpId, *, failed_attempts: int, locked_until: datetime | None
) -> bool:
    """Keep how many tries in a row have failed, and until when no other is heard."""
    return _write_member(connection, space, grown_up, failed_attempts=failed_attempts, locked_until=locked_until)


def lock_owners(connection: Connection, space: SpaceId) -> tuple[GrownUp, ...]:
    """The owners that are there, locked until the transaction ends: two of them cannot each take the other's role away at once."""
    wanted = _GROWN_UP.where(*rows_of(grown_ups, space, removed=False), memberships.c.role == Role.OWNER.value)
    rows = connection.execute(wanted.order_by(grown_ups.c.id).with_for_update())
    return tuple(_grown_up(row) for row in rows)


def _write(connection: Connection, space: SpaceId, grown_up: GrownUpId, **values: object) -> bool:
    return connection.execute(update(grown_ups).where(row_of(grown_ups, space, grown_up)).values(**values)).rowcount == 1


def _write_member(connection: Connection, space: SpaceId, grown_up: GrownUpId, **values: object) -> bool:
    wanted = (memberships.c.space_id == space, memberships.c.grown_up_id == grown_up)
    return connection.execute(update(memberships).where(*wanted).values(**values)).rowcount == 1


def _grown_up(row: Row[*tuple[Any, ...]]) -> GrownUp:
    return GrownUp(GrownUpId(row.id), row.name, Role(row.role), row.deleted_at)

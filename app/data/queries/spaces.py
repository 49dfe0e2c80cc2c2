"""Queries of spaces."""

from typing import Any

from sqlalchemy import Connection, Row, insert, select, text, update

from app.data.tables import spaces
from app.learning.ids import SpaceId
from app.learning.people import Space, SpaceKind

_SPACE = select(spaces.c.space_id, spaces.c.kind, spaces.c.name).where(spaces.c.deleted_at.is_(None))


def find(connection: Connection, space: SpaceId) -> Space | None:
    """A space by its id."""
    return _space(connection.execute(_SPACE.where(spaces.c.space_id == space)).one_or_none())


def oldest(connection: Connection) -> Space | None:
    """The space of this database that was founded first; None before one is."""
    return _space(connection.execute(_SPACE.order_by(spaces.c.created_at, spaces.c.space_id).limit(1)).one_or_none())


def list_all(connection: Connection) -> tuple[SpaceId, ...]:
    """The ids of all spaces of this database, removed ones among them: one, save while a computer joins a shared space."""
    return tuple(SpaceId(found) for found in connection.execute(select(spaces.c.space_id).order_by(spaces.c.space_id)).scalars())


def lock(connection: Connection) -> None:
    """Let nobody else found a space before this transaction ends; reading goes on."""
    connection.execute(text("LOCK TABLE spaces IN SHARE ROW EXCLUSIVE MODE"))


def add(connection: Connection, space: Space) -> None:
    """Found a space."""
    connection.execute(insert(spaces).values(space_id=space.id, kind=space.kind.value, name=space.name))


def rename(connection: Connection, space: SpaceId, name: str) -> bool:
    """Give a space another name; false when there is none."""
    statement = update(spaces).where(spaces.c.space_id == space, spaces.c.deleted_at.is_(None)).values(name=name)
    return connection.execute(statement).rowcount == 1


def _space(row: Row[*tuple[Any, ...]] | None) -> Space | None:
    return None if row is None else Space(SpaceId(row.space_id), SpaceKind(row.kind), row.name)

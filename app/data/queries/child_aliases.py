"""Queries of aliases: which rows of children are one child. There are few, so a space's are read at once, by one cheap query."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, Uuid, bindparam, exists, func, select, update

from app.data.queries.many_rows import insert_rows
from app.data.queries.rows import among, rows_of
from app.data.tables import child_aliases
from app.learning.aliases import Alias, Aliases, OneChild, alias_id
from app.learning.ids import ChildId, SpaceId

_HELD = select(child_aliases.c.child_id, child_aliases.c.same_as).where(
    child_aliases.c.space_id == bindparam("in_space", type_=Uuid), child_aliases.c.deleted_at.is_(None)
)
ANY = exists(_HELD)  # whether a space has any, to be asked along with something else; it needs the parameter `in_space`


def of_space(connection: Connection, space: SpaceId) -> Aliases:
    """The aliases of a space."""
    found = connection.execute(_HELD, {"in_space": space})
    return Aliases((ChildId(row.child_id), ChildId(row.same_as)) for row in found)


def one(connection: Connection, space: SpaceId, child: ChildId) -> OneChild:
    """The child that a row belongs to, with all its rows."""
    return of_space(connection, space).one(child)


def ever(connection: Connection, space: SpaceId) -> frozenset[frozenset[ChildId]]:
    """The pairs of rows that were ever joined, those among them that were separated again."""
    found = connection.execute(select(child_aliases.c.child_id, child_aliases.c.same_as).where(child_aliases.c.space_id == space))
    return frozenset(frozenset((ChildId(row.child_id), ChildId(row.same_as))) for row in found)


def put(connection: Connection, space: SpaceId, aliases: Collection[Alias], now: datetime) -> None:
    """Say of some rows that they are the same child as others."""
    if not aliases:
        return
    rows = [
        {"space_id": space, "id": alias_id(alias), "child_id": alias[0], "same_as": alias[1], "created_at": now} for alias in aliases
    ]
    again = insert_rows(child_aliases, rows).on_conflict_do_update(
        index_elements=["space_id", "id"],
        set_={"deleted_at": None, "updated_at": func.now()},
        where=child_aliases.c.deleted_at.is_not(None),
    )
    connection.execute(again)


def take_back(connection: Connection, space: SpaceId, aliases: Collection[Alias], when: datetime) -> None:
    """Say of some rows that they are not the same child as others, after all."""
    wanted = (*rows_of(child_aliases, space, removed=False), among(child_aliases.c.id, [alias_id(alias) for alias in aliases]))
    if aliases:
        connection.execute(update(child_aliases).where(*wanted).values(deleted_at=when))

"""Queries of settings: of the space, of a child or of a grown-up, one row each. Values are what JSON can hold."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, func, select, update
from sqlalchemy.dialects.postgresql import insert

from app.data.queries.rows import rows_of
from app.data.tables import settings
from app.learning.ids import ChildId, GrownUpId, SpaceId, key_id


def values(
    connection: Connection, space: SpaceId, child: ChildId | None = None, grown_up: GrownUpId | None = None
) -> dict[str, Any]:
    """All settings of one scope by key: of a child, of a grown-up, or with neither of the space itself."""
    wanted = select(settings.c.key, settings.c.value).where(*rows_of(settings, space, removed=False), _scope(child, grown_up))
    return {row.key: row.value for row in connection.execute(wanted)}


def of_children(connection: Connection, space: SpaceId) -> dict[ChildId, dict[str, Any]]:
    """The own settings of every child that has any. One query."""
    wanted = select(settings.c.child_id, settings.c.key, settings.c.value).where(*rows_of(settings, space, removed=False))
    found: dict[ChildId, dict[str, Any]] = {}
    for row in connection.execute(wanted.where(settings.c.child_id.is_not(None))):
        found.setdefault(ChildId(row.child_id), {})[row.key] = row.value
    return found


def put(
    connection: Connection, space: SpaceId, key: str, value: object, child: ChildId | None = None, grown_up: GrownUpId | None = None
) -> None:
    """Set a value in one scope."""
    row = {"space_id": space, "id": _id(key, child, grown_up), "child_id": child, "grown_up_id": grown_up, "key": key, "value": value}
    new = insert(settings).values(row)
    changed = {"value": new.excluded.value, "deleted_at": None, "updated_at": func.now()}
    connection.execute(new.on_conflict_do_update(index_elements=["space_id", "id"], set_=changed))


def forget(
    connection: Connection, space: SpaceId, key: str, child: ChildId | None = None, grown_up: GrownUpId | None = None
) -> bool:
    """Take the own value of a scope away, so that the wider one holds; false when it had none."""
    own = (*rows_of(settings, space, removed=False), settings.c.id == _id(key, child, grown_up))
    return connection.execute(update(settings).where(*own).values(deleted_at=func.now())).rowcount == 1


def _scope(child: ChildId | None, grown_up: GrownUpId | None) -> ColumnElement[bool]:
    return and_(settings.c.child_id.is_not_distinct_from(child), settings.c.grown_up_id.is_not_distinct_from(grown_up))


def _id(key: str, child: ChildId | None, grown_up: GrownUpId | None) -> UUID:
    scope = f"child:{child}" if child is not None else f"grown-up:{grown_up}" if grown_up is not None else "space"
    return key_id("setting", scope, key)

"""Which row of a space: the condition that every query begins with."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, Uuid, and_, any_, bindparam, or_
from sqlalchemy.dialects.postgresql import ARRAY

from app.learning.aliases import OneChild
from app.learning.ids import ChildId, SpaceId


def row_of(table: Table, space: SpaceId, row: UUID) -> ColumnElement[bool]:
    """One row by its key."""
    return and_(table.c.space_id == space, table.c.id == row)


def rows_of(table: Table, space: SpaceId, *, removed: bool) -> Sequence[ColumnElement[Any]]:
    """The rows of a space that are there, or those that were removed."""
    gone = table.c.deleted_at
    return (table.c.space_id == space, gone.is_not(None) if removed else gone.is_(None))


def among(column: ColumnElement[Any], ids: Collection[UUID]) -> ColumnElement[bool]:
    """A column that holds one of some ids, however many: they travel as one array."""
    return column == any_(bindparam(None, list(ids), ARRAY(Uuid)))


def there(children: Table, space: SpaceId, besides: Collection[UUID]) -> Sequence[ColumnElement[Any]]:
    """The children of a space that are there, and the rows `besides` that were joined to one, whether removed or not."""
    here = children.c.deleted_at.is_(None)
    return (children.c.space_id == space, or_(here, among(children.c.id, besides)) if besides else here)


def of_child(column: ColumnElement[Any], child: ChildId | OneChild) -> ColumnElement[bool]:
    """A column that names a child: by one row of it, or by any of its rows."""
    if isinstance(child, OneChild) and child.joined:
        return among(column, child.rows)
    return column == (child.id if isinstance(child, OneChild) else child)

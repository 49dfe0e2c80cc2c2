"""Removing people for good, with all that belongs to them, as it was done elsewhere."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, text

from app.data.contract import TABLES, OnErase, SyncedTable
from app.learning.ids import SpaceId


def erase(connection: Connection, space: SpaceId, table: SyncedTable, ids: Sequence[UUID]) -> int:
    """Remove rows and what belongs to them; how many of the rows were there. The transaction has begun with `applying.begin`."""
    if not ids:
        return 0
    rows = {"space": space, "ids": list(ids)}
    for other in TABLES:  # keys take along what points to the row; what only names it is removed here
        for parent in other.parents:
            if parent.table == table.name and not parent.checked and parent.on_erase is OnErase.GO:
                connection.execute(text(f"DELETE FROM {other.name} WHERE space_id = :space AND {parent.column} = ANY (:ids)"), rows)
    return connection.execute(text(f"DELETE FROM {table.name} WHERE space_id = :space AND {table.key} = ANY (:ids)"), rows).rowcount

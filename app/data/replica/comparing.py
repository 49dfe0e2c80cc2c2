"""What this database holds of a space, by value, to be compared with what a hub holds: buckets, then ids."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, text

from app.data.contract import TABLE, TABLES
from app.data.digesting import buckets_of, ids_of
from app.learning.ids import SpaceId

Buckets = Mapping[str, Mapping[str, list[Any]]]


def buckets(connection: Connection, space: SpaceId) -> Buckets:
    """Table -> bucket -> [how many, sum, xor], as a hub's digest gives them; tables without rows have no bucket."""
    connection.execute(text("SET LOCAL TIME ZONE 'UTC'"))
    found = {}
    for table in TABLES:
        row = connection.exec_driver_sql(buckets_of(table, "public", "%(space)s::uuid"), {"space": space}).one()
        found[table.name] = row.buckets
    return found


def ids(connection: Connection, space: SpaceId, table: str, bucket: str) -> Mapping[str, str]:
    """Id -> hash of the rows of one bucket."""
    connection.execute(text("SET LOCAL TIME ZONE 'UTC'"))
    statement = ids_of(TABLE[table], "public", "%(space)s::uuid", "%(bucket)s")
    found: Mapping[str, str] = connection.exec_driver_sql(statement, {"space": space, "bucket": bucket}).scalar_one()
    return found

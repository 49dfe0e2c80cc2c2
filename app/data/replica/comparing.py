"""What this database holds of a space, by value, to be compared with what a hub holds: buckets, then ids."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, text

from app.data.contract import CONTRACT, TABLE, TABLES
from app.data.digesting import buckets_of, ids_of
from app.learning.ids import SpaceId

Buckets = Mapping[str, Mapping[str, list[Any]]]


def buckets(connection: Connection, space: SpaceId, contract: int = CONTRACT) -> Buckets:
    """Table -> bucket -> [how many, sum, xor], as a hub's digest gives them; tables without rows have no bucket.

    By what an older `contract` has, where the hub has no other.
    """
    connection.execute(text("SET LOCAL TIME ZONE 'UTC'"))
    found = {}
    for table in TABLES:
        if table.since <= contract:
            statement = buckets_of(table, "public", "%(space)s::uuid", "%(contract)s::integer")
            row = connection.exec_driver_sql(statement, {"space": space, "contract": contract}).one()
            found[table.name] = row.buckets
    return found


def ids(connection: Connection, space: SpaceId, table: str, bucket: str, contract: int) -> Mapping[str, str]:
    """Id -> hash of the rows of one bucket."""
    connection.execute(text("SET LOCAL TIME ZONE 'UTC'"))
    statement = ids_of(TABLE[table], "public", "%(space)s::uuid", "%(bucket)s", "%(contract)s::integer")
    asked = {"space": space, "bucket": bucket, "contract": contract}
    found: Mapping[str, str] = connection.exec_driver_sql(statement, asked).scalar_one()
    return found

"""Pages of a pull, kept until it has caught up: applied page by page, a row could come before its parent."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from app.data.contract import TABLE, Kind
from app.data.replica.tables import staging
from app.learning.ids import SpaceId


def clear(connection: Connection, space: SpaceId) -> None:
    """Throw the stage of a space away."""
    connection.execute(delete(staging).where(staging.c.space_id == space))


def parts_of(rows: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, str], int]:
    """The `rows` of one answer by table, as JSON text (of records an array, of facts their columns), and how many there are.

    Tables that this program does not know are passed over: the hub keeps them.
    """
    parts, total = {}, 0
    for kind, key in ((Kind.RECORD, "records"), (Kind.FACT, "facts")):
        for name, given in rows.get(key, {}).items():
            if name in TABLE and TABLE[name].kind is kind:
                parts[name] = json.dumps(given if kind is Kind.RECORD else given["columns"], ensure_ascii=False)
                total += len(given) if kind is Kind.RECORD else given["n"]
    return parts, total


def add_page(connection: Connection, space: SpaceId, page: int, rows: Mapping[str, Mapping[str, Any]]) -> int:
    """Stage the `rows` of one answer; of how many tables there are some. Page 0 begins a new stage."""
    if page == 0:
        clear(connection, space)
    parts, _ = parts_of(rows)
    if parts:
        connection.execute(insert(staging), [{"space_id": space, "page": page, "name": name, "rows": part} for name, part in parts.items()])
    return len(parts)


def count(connection: Connection, space: SpaceId) -> int:
    """What is staged, as `add_page` counts. The stage is not kept over a crash of the server: it may be less than was put there."""
    return connection.execute(select(func.count()).where(staging.c.space_id == space)).scalar_one()


def tables_in(connection: Connection, space: SpaceId) -> frozenset[str]:
    """The tables of which something is staged."""
    return frozenset(connection.execute(select(staging.c.name).where(staging.c.space_id == space).distinct()).scalars())


def pages(connection: Connection, space: SpaceId, table: str) -> Iterator[str]:
    """What is staged of a table, page by page, as `parts_of` gives it."""
    of_table = (staging.c.space_id == space, staging.c.name == table)
    numbers = connection.execute(select(staging.c.page).where(*of_table).order_by(staging.c.page)).scalars().all()
    for number in numbers:
        yield connection.execute(select(staging.c.rows).where(*of_table, staging.c.page == number)).scalar_one()

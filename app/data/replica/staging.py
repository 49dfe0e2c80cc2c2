"""Pages of a pull, kept until it has caught up: applied page by page, a row could come before its parent."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from app.data.contract import TABLE, Kind
from app.data.replica.tables import staging
from app.learning.ids import SpaceId


def clear(connection: Connection, space: SpaceId) -> None:
    """Throw the stage of a space away."""
    connection.execute(delete(staging).where(staging.c.space_id == space))


def add_page(connection: Connection, space: SpaceId, page: int, rows: Mapping[str, Mapping[str, Any]]) -> int:
    """Stage the `rows` of one answer; how many there are. Tables that this program does not know are passed over: its hub keeps them."""
    parts = []
    total = 0
    for kind, key in ((Kind.RECORD, "records"), (Kind.FACT, "facts")):
        for name, given in rows.get(key, {}).items():
            if name in TABLE and TABLE[name].kind is kind:
                count = len(given) if kind is Kind.RECORD else given["n"]
                columns = given if kind is Kind.RECORD else given["columns"]
                parts.append({"space_id": space, "page": page, "name": name, "rows": json.dumps(columns, ensure_ascii=False)})
                total += count
    if parts:
        connection.execute(insert(staging), parts)
    return total


def pages(connection: Connection, space: SpaceId, table: str) -> Iterator[str]:
    """What is staged of a table, page by page: JSON text, of records an array, of facts their columns."""
    of_table = (staging.c.space_id == space, staging.c.name == table)
    numbers = connection.execute(select(staging.c.page).where(*of_table).order_by(staging.c.page)).scalars().all()
    for number in numbers:
        yield connection.execute(select(staging.c.rows).where(*of_table, staging.c.page == number)).scalar_one()

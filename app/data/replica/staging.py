"""Pages of a pull, kept until it has caught up: put in page by page, a row could come before its parent.

A hundred thousand answers wait in memory. What is more waits in an unlogged table, which a crash of the server empties.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from app.data.contract import TABLE, Kind
from app.data.replica.tables import staging
from app.learning.ids import SpaceId

MOST_HELD = 24_000_000  # bytes

Part = str | Mapping[str, str]  # of one table: records as the JSON text of an array; facts as their columns, literals of arrays
Parts = Mapping[str, Part]


class Fetched:
    """What a pull has brought so far: pages `held` in memory, and `staged` parts in the table. They may be merged in any order."""

    def __init__(self) -> None:
        self.held: list[Parts] = []
        self.staged = 0
        self._pages = 0  # in the stage
        self._size = 0  # of what is held

    def take(self, rows: Mapping[str, Mapping[str, Any]]) -> int:
        """Hold the `rows` of one answer; how many there are."""
        parts, count = _parts_of(rows)
        self.held.append(parts)
        self._size += _size(parts)
        return count

    def make_room(self, run: Callable[[Callable[[Connection], object]], object], space: SpaceId) -> None:
        """Stage the last page, if it is too much; `run` does a piece of work in a transaction, again from its beginning where it failed."""
        if self._size > MOST_HELD:
            parts = self.held[-1]
            run(lambda connection: _stage(connection, space, self._pages, parts))
            self.held.pop()
            self._size -= _size(parts)
            self._pages += 1
            self.staged += len(parts)

    def is_whole(self, connection: Connection, space: SpaceId) -> bool:
        """Whether all that was staged is there; not so after a crash of the server."""
        there = select(func.count()).where(staging.c.space_id == space)
        return not self.staged or connection.execute(there).scalar_one() == self.staged


def clear(connection: Connection, space: SpaceId) -> None:
    """Throw the stage of a space away."""
    connection.execute(delete(staging).where(staging.c.space_id == space))


def tables_in(connection: Connection, space: SpaceId) -> frozenset[str]:
    """The tables of which something is staged."""
    return frozenset(connection.execute(select(staging.c.name).where(staging.c.space_id == space).distinct()).scalars())


def pages(connection: Connection, space: SpaceId, table: str) -> Iterator[Part]:
    """What is staged of a table, page by page."""
    of_table = (staging.c.space_id == space, staging.c.name == table)
    numbers = connection.execute(select(staging.c.page).where(*of_table).order_by(staging.c.page)).scalars().all()
    for number in numbers:
        rows = connection.execute(select(staging.c.rows).where(*of_table, staging.c.page == number)).scalar_one()
        yield rows if TABLE[table].kind is Kind.RECORD else json.loads(rows)


def _stage(connection: Connection, space: SpaceId, page: int, parts: Parts) -> None:
    """Stage a page. Page 0 begins a new stage."""
    if page == 0:
        clear(connection, space)
    for name, part in parts.items():
        rows = part if isinstance(part, str) else json.dumps(part, ensure_ascii=False)
        row = {"space_id": space, "page": page, "name": name, "rows": rows}
        connection.execute(insert(staging).on_conflict_do_nothing(), row)


def _parts_of(rows: Mapping[str, Mapping[str, Any]]) -> tuple[Parts, int]:
    """The `rows` of one answer by table, and how many there are.

    Tables that this program does not know are passed over: the hub keeps them.
    """
    parts: dict[str, Part] = {}
    total = 0
    for kind, key in ((Kind.RECORD, "records"), (Kind.FACT, "facts")):
        for name, given in rows.get(key, {}).items():
            if name in TABLE and TABLE[name].kind is kind:
                parts[name] = json.dumps(given, ensure_ascii=False) if kind is Kind.RECORD else columns_of(given["columns"])
                total += len(given) if kind is Kind.RECORD else given["n"]
    return parts, total


def columns_of(given: Mapping[str, Any]) -> Part:
    """The columns of facts, each as text; what is no text would be refused as one."""
    return {name: each if isinstance(each, str) else json.dumps(each) for name, each in given.items() if each is not None}


def _size(parts: Parts) -> int:
    """Bytes in memory, but for the little that holds the texts together."""
    texts = (text for part in parts.values() for text in ((part,) if isinstance(part, str) else part.values()))
    return sum(map(sys.getsizeof, texts))

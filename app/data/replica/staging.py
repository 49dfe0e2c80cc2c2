"""Pages of a pull, kept until it has caught up: put in page by page, a row could come before its parent.

Some thousand rows wait in memory. What is more waits in an unlogged table, which a crash of the server empties.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from app.data.contract import TABLE, Kind
from app.data.replica.tables import staging
from app.learning.ids import SpaceId

MOST_HELD = 24_000_000  # bytes: some 100,000 answers

Part = str | Mapping[str, str]  # of one table: records as the JSON text of an array; facts as their columns, literals of arrays
Parts = Mapping[str, Part]


class Fetched:
    """What a pull has brought so far: `held` in memory, and before it `staged` parts in the table."""

    def __init__(self) -> None:
        self.held: list[Parts] = []
        self.staged = 0
        self._pages = 0
        self._size = 0

    def take(self, rows: Mapping[str, Mapping[str, Any]]) -> int:
        """Hold the `rows` of one answer; how many there are."""
        parts, count = _parts_of(rows)
        self.held.append(parts)
        self._size += sum(_size(part) for part in parts.values())
        return count

    def make_room(self, run: Callable[[Callable[[Connection], object]], object], space: SpaceId) -> None:
        """Stage what is held, if it is too much; `run` does a piece of work in a transaction, again from its beginning where it failed."""
        if self._size > MOST_HELD:
            run(lambda connection: _stage(connection, space, self._pages, self.held))
            self.staged += sum(map(len, self.held))
            self._pages += len(self.held)
            self.held, self._size = [], 0

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


def _stage(connection: Connection, space: SpaceId, first: int, held: Sequence[Parts]) -> None:
    """Stage pages, the first of which has this number. Page 0 begins a new stage."""
    if first == 0:
        clear(connection, space)
    rows = [
        {"space_id": space, "page": page, "name": name, "rows": part if isinstance(part, str) else json.dumps(part, ensure_ascii=False)}
        for page, parts in enumerate(held, start=first)
        for name, part in parts.items()
    ]
    for row in rows:  # one by one: each is megabytes
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


def _size(part: Part) -> int:
    return sys.getsizeof(part) if isinstance(part, str) else sum(map(sys.getsizeof, part.values()))

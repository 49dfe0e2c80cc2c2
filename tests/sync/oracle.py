"""What merging means, in Python and by the book: independent of the SQL, so that each can find the other wrong."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

ZERO = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True, slots=True)
class Cell:
    """A column of a record: its value and the stamp of the edit that wrote it."""

    stamp: str
    value: Any

    @property
    def rank(self) -> tuple[bytes, bytes]:
        """Later stamps first of all, then greater values: bytes, as `COLLATE "C"` compares."""
        return self.stamp.encode(), text_of(self.value)


Record = Mapping[str, Cell]
Fact = tuple[Any, ...]


def text_of(value: object) -> bytes:
    """`coalesce(to_jsonb(value)::text, '')` for what JSON holds."""
    return b"" if value is None else json.dumps(value, ensure_ascii=False, separators=(", ", ": ")).encode()


def read(row: Mapping[str, Any], columns: Iterable[str]) -> dict[str, Cell]:
    """A record from its wire form; a column that is not there has no cell."""
    stamps = row["sync_columns"]
    return {name: Cell(str(stamps.get(name, row["sync_stamp"])), row[name]) for name in columns if name in row}


def joined(one: Record, other: Record) -> dict[str, Cell]:
    """Two states of a record as one: the greater cell of each column."""
    both = [name for name in one if name in other]
    return {**one, **other, **{name: max(one[name], other[name], key=lambda cell: cell.rank) for name in both}}


def lesser(one: Fact, other: Fact) -> Fact:
    """Which of two facts made apart stays."""
    return min(one, other, key=lambda fact: text_of(list(fact)))

"""What the simulation remembers of what was written, to judge by it at the end. It knows merging from the oracle, not from the SQL.

Each device has a memory of what was written on it, the hub one of what it acknowledged. A backup that is restored takes its memory back
with it: what was written since and reached nobody may be lost, and nothing else.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.data.contract import Kind
from tests.sync.oracle import ZERO, Cell, joined, read, text_of
from tests.sync.simulator.programs import NEXT

Key = tuple[str, str]  # table, id
COLUMNS = {table.name: tuple(column.name for column in table.columns) for table in NEXT.tables}  # some rows lack the later ones
# What stands in a column in which nobody has written: nobody knew it who wrote the row.
UNWRITTEN = {"children": {"pet": "owl"}}
_LATER = {table.name: tuple(column.name for column in table.columns if column.since > table.since) for table in NEXT.tables}
_MOVED_BY_CLOCK = frozenset({"occurred_at", "earned_at", "local_day"})


def is_fact(table: str) -> bool:
    return NEXT.table[table].kind is Kind.FACT


@dataclass
class Memory:
    """Written on one device, or acknowledged by the hub: the state of each record, and the ids of facts."""

    records: dict[Key, dict[str, Cell]] = field(default_factory=dict)
    facts: set[Key] = field(default_factory=set)

    def note(self, table: str, row: Mapping[str, Any]) -> None:
        key = (table, row["id"])
        if is_fact(table):
            self.facts.add(key)
        else:
            self.records[key] = joined(self.records.get(key, {}), read(row, COLUMNS[table]))

    def judge(self, table: str, row: Mapping[str, Any]) -> None:
        """A device never writes a value that would lose to the one which stood there: whatever its clock says."""
        before = {} if is_fact(table) else self.records.get((table, row["id"]), {})
        for name, cell in read(row, COLUMNS[table]).items() if before else ():
            changed = name in before and text_of(cell.value) != text_of(before[name].value)
            assert not changed or cell.stamp >= before[name].stamp, f"{name} of {table} {row['id']} lies before what it was written over"

    def take_in(self, other: "Memory") -> None:
        """What the other knows, too."""
        for key, record in other.records.items():
            self.records[key] = joined(self.records.get(key, {}), record)
        self.facts |= other.facts

    def copy(self) -> "Memory":
        return Memory({key: dict(record) for key, record in self.records.items()}, set(self.facts))

    def ahead_of(self, limit: str) -> list[Key]:
        """Records with a stamp that a hub would refuse."""
        return [key for key, record in self.records.items() if any(cell.stamp > limit for cell in record.values())]

    def restamped(self, key: Key, now: Mapping[str, Cell] | None, limit: str) -> None:
        """A device has made stamps anew: the same value is expected at the new one; where another value came in between, nothing is."""
        record = self.records[key]
        for name, cell in list(record.items()):
            if cell.stamp <= limit:
                continue
            found = None if now is None else now.get(name)
            if found is not None and text_of(found.value) == text_of(cell.value):
                record[name] = found
            else:
                del record[name]


@dataclass
class Chronicle:
    """All that was ever written, whatever became of it."""

    cells: dict[tuple[str, str, str], dict[bytes, None]] = field(default_factory=dict)  # the values of a column of a row
    facts: dict[Key, list[tuple[Any, ...]]] = field(default_factory=dict)
    all_records: Memory = field(default_factory=Memory)

    def note(self, table: str, row: Mapping[str, Any]) -> None:
        if is_fact(table):
            self.facts.setdefault((table, row["id"]), []).append(_fixed(table, row))
            return
        self.all_records.note(table, row)
        for name in COLUMNS[table]:
            if name in row:
                self.cells.setdefault((table, row["id"], name), {})[text_of(row[name])] = None

    def knows_value(self, table: str, row: Mapping[str, Any], column: str) -> bool:
        said = text_of(row[column])
        unwritten = column in UNWRITTEN.get(table, {}) and said == text_of(UNWRITTEN[table][column])
        return unwritten or said in self.cells.get((table, row["id"], column), {})

    def knows_fact(self, table: str, row: Mapping[str, Any], lossy: bool) -> bool:
        """Whether a fact was made so. Where something was taken back, perhaps only an older device had it, without the later columns."""
        made = self.facts.get((table, row["id"]), [])
        without = {name for name in _LATER[table] if lossy and row.get(name) is None}
        return _fixed(table, row, without) in (_fixed_of(table, one, without) for one in made)


def _fixed(table: str, row: Mapping[str, Any], without: Collection[str] = ()) -> tuple[Any, ...]:
    """A fact without what a device may put right when its clock was wrong."""
    return tuple(str(row.get(name)) for name in COLUMNS[table] if name not in _MOVED_BY_CLOCK and name not in without)


def _fixed_of(table: str, fixed: tuple[Any, ...], without: Collection[str]) -> tuple[Any, ...]:
    names = [name for name in COLUMNS[table] if name not in _MOVED_BY_CLOCK]
    return tuple(value for name, value in zip(names, fixed, strict=True) if name not in without)


def whole(table: str, record: Mapping[str, Cell], columns: Iterable[str]) -> dict[str, Cell]:
    """A record with all of these columns: those that nobody has written have their default, with the stamp of zero."""
    defaults = UNWRITTEN.get(table, {})
    return {name: record[name] if name in record else Cell(ZERO, defaults[name]) for name in columns}


def by_key(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[Key, Mapping[str, Any]]:
    return {(table, row["id"]): row for table, row in rows}

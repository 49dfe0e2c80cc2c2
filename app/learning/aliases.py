"""Which rows are one child: a child that was added on two computers has two, and a grown-up joins them by an alias.

An alias says that one row is the same child as another. Nothing else is rewritten: whoever looks at a child looks at all its rows. The
row that is kept gives name, picture and settings; it is found by following the aliases to where they end. Before they meet, two computers
may join the same rows in opposite directions, close a ring, or let one row be the same as two others: then the least id of those where
aliases end (or go round for ever) is kept, so that all computers find the same.

An alias is never turned to another row: each pair has its own, so that of people who are erased it is plain what goes with them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from app.learning.ids import ChildId, key_id

Alias = tuple[ChildId, ChildId]  # a row, and the row that it is the same child as
_Ways = Mapping[ChildId, Collection[ChildId]]


@dataclass(frozen=True, slots=True)
class OneChild:
    """A child with all its rows. `id` is the row that is kept, `rows` begin with it; the others follow by id."""

    id: ChildId
    rows: tuple[ChildId, ...]

    @property
    def joined(self) -> tuple[ChildId, ...]:
        """The rows that were joined to the one that is kept."""
        return self.rows[1:]


def alias_id(alias: Alias) -> UUID:
    """The id of an alias: the same on every computer that says so."""
    return key_id("child-alias", *alias)


def alone(child: ChildId) -> OneChild:
    """A child of one row."""
    return OneChild(child, (child,))


class Aliases:
    """The aliases of a space."""

    def __init__(self, aliases: Iterable[Alias]) -> None:
        self._aliases = sorted({alias for alias in aliases if alias[0] != alias[1]})
        self._onward: dict[ChildId, list[ChildId]] = {}
        self._beside: dict[ChildId, list[ChildId]] = {}  # either way
        for row, other in self._aliases:
            self._onward.setdefault(row, []).append(other)
            self._beside.setdefault(row, []).append(other)
            self._beside.setdefault(other, []).append(row)

    @cached_property
    def _ones(self) -> dict[ChildId, OneChild]:
        """The child of each row that is in an alias."""
        found: dict[ChildId, OneChild] = {}
        for row in self._beside:
            if row not in found:
                rows = _reached(row, self._beside)
                kept = min(self._ends(rows))
                one = OneChild(kept, (kept, *sorted(rows - {kept})))
                found.update(dict.fromkeys(rows, one))
        return found

    def one(self, child: ChildId) -> OneChild:
        """The child that a row belongs to, with all its rows."""
        return self._ones.get(child) or alone(child)

    def kept(self, child: ChildId) -> ChildId:
        """The row that is kept of the child that a row belongs to."""
        return self.one(child).id

    @property
    def joined(self) -> frozenset[ChildId]:
        """All rows that are not kept: no list of children shows them."""
        return frozenset(row for row, one in self._ones.items() if row != one.id)

    @property
    def several(self) -> tuple[OneChild, ...]:
        """The children that have more than one row."""
        return tuple(sorted(set(self._ones.values()), key=lambda one: one.id))

    def joining(self, kept: ChildId, other: ChildId) -> tuple[Collection[Alias], Collection[Alias]]:
        """The aliases to make, and those to take back, so that two children are one whose row `kept`, which is kept now, stays so."""
        ends = self._ends({*self.one(kept).rows, *self.one(other).rows}) - {kept}
        return [(row, kept) for row in sorted(ends)], [(kept, after) for after in self._onward.get(kept, ())]

    def separating(self, row: ChildId) -> Collection[Alias]:
        """The aliases to take back so that a joined row is a child of its own again.

        Those that are the kept child by way of this row alone go with it.
        """
        kept = self.kept(row)
        if row == kept:
            return ()
        past = {one: [other for other in others if other != row] for one, others in self._onward.items()}
        leave = {row} | {one for one in self.one(row).rows if self._leads(one, row) and kept not in _reached(one, past)}
        return [(one, other) for one, other in self._aliases if one == row or (one in leave) != (other in leave)]

    def _leads(self, row: ChildId, other: ChildId) -> bool:
        return other in _reached(row, self._onward)

    def _ends(self, rows: Collection[ChildId]) -> set[ChildId]:
        """Those of a child's rows from which one only comes to where one can come back from."""
        return {row for row in rows if all(self._leads(other, row) for other in _reached(row, self._onward))}


def _reached(row: ChildId, ways: _Ways) -> set[ChildId]:
    """The row and all that one comes to from it."""
    found, open_ = {row}, [row]
    while open_:
        for other in ways.get(open_.pop(), ()):
            if other not in found:
                found.add(other)
                open_.append(other)
    return found

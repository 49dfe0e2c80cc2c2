"""Which rows are one child: a child that was added on two computers has two, and a grown-up joins them by an alias.

An alias says that one row is the same child as another. Nothing else is rewritten: whoever looks at a child looks at all its rows. The
row that is kept gives name, picture and settings; it is found by following the aliases. Two computers may join the same rows in opposite
directions, or several of them in a ring, before they meet: of a ring the least id is kept, so that all of them find the same.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from app.learning.ids import ChildId, key_id


@dataclass(frozen=True, slots=True)
class OneChild:
    """A child with all its rows. `id` is the row that is kept, `rows` begin with it; the others follow by id."""

    id: ChildId
    rows: tuple[ChildId, ...]

    @property
    def joined(self) -> tuple[ChildId, ...]:
        """The rows that were joined to the one that is kept."""
        return self.rows[1:]


def alias_id(child: ChildId) -> UUID:
    """The id of the alias of a row: a row is an alias of one other at most, whichever computer says so."""
    return key_id("child-alias", child)


def alone(child: ChildId) -> OneChild:
    """A child of one row."""
    return OneChild(child, (child,))


class Aliases:
    """The aliases of a space: row -> the row it is the same child as."""

    def __init__(self, same_as: Mapping[ChildId, ChildId]) -> None:
        self._same_as = {row: other for row, other in same_as.items() if row != other}
        self._rows: dict[ChildId, list[ChildId]] = {}  # of the children that have several
        for row in {*self._same_as, *self._same_as.values()}:
            self._rows.setdefault(self.kept(row), []).append(row)

    def kept(self, child: ChildId) -> ChildId:
        """The row that is kept of the child that a row belongs to."""
        way: dict[ChildId, None] = {}
        while child in self._same_as and child not in way:
            way[child] = None
            child = self._same_as[child]
        if child not in way:
            return child
        passed = list(way)
        return min(passed[passed.index(child) :])

    def one(self, child: ChildId) -> OneChild:
        """The child that a row belongs to, with all its rows."""
        kept = self.kept(child)
        return OneChild(kept, (kept, *sorted(row for row in self._rows.get(kept, ()) if row != kept)))

    @property
    def joined(self) -> frozenset[ChildId]:
        """All rows that are not kept: no list of children shows them."""
        return frozenset(row for kept, rows in self._rows.items() for row in rows if row != kept)

    @property
    def several(self) -> tuple[OneChild, ...]:
        """The children that have more than one row."""
        return tuple(self.one(kept) for kept in sorted(self._rows))

    def separating(self, row: ChildId) -> Collection[ChildId]:
        """Whose aliases are taken back so that a joined row is a child of its own again; those that were joined to it go with it.

        In a ring the alias of the kept row goes too: otherwise the ring would only be opened elsewhere.
        """
        kept = self.kept(row)
        return () if row == kept else tuple(one for one in (row, kept) if one in self._same_as)

"""Rows of children that are one child: joining them, and separating them again.

A child that was added on two computers has two rows once these have met. A grown-up joins them: the other row becomes an alias of the one
that is kept. No answer is rewritten: whoever looks at the child looks at what was played under either, here and on computers that play on
under the other. Name, picture, picture password and settings are those of the row that is kept. Taking an alias back leaves two children,
each with its own answers; what was played since they were joined stays with the row under which it was played.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.data.folding import refold_all
from app.data.queries import child_aliases, children, practice_days
from app.learning.aliases import OneChild, alone
from app.learning.ids import ChildId, SpaceId
from app.learning.people import Child
from app.learning.practice import added_up
from app.learning.problems import Problem, Trouble
from app.learning.roles import Action
from app.services.audit import Deed, note
from app.services.change import Change, Topic
from app.services.desk import Desk, space_of
from app.services.permission import permitted
from app.services.skill_rules import rules_of

if TYPE_CHECKING:
    from app.data.database import Connection

_TOPICS = frozenset({Topic.CHILDREN, Topic.PROGRESS, Topic.SKILLS, Topic.SETTINGS})


@dataclass(frozen=True, slots=True)
class Played:
    """A child, or a row of one, and what was played: days, answers, the time spent on them, the last day."""

    child: Child
    days: int
    answers: int
    took: timedelta
    last: date | None


@dataclass(frozen=True, slots=True)
class Joining:
    """What joining comes to: the child that is kept, the one that is joined to it, and the kept one as it will be."""

    kept: Played
    other: Played
    together: Played


def look_at_joining(desk: Desk, child: ChildId, other: ChildId) -> Joining:
    """What it would be to join `other` to `child`. Raises Problem NOT_FOUND."""
    with desk.database.reading() as connection:
        space = space_of(desk)
        aliases = child_aliases.of_space(connection, space)
        return joining_of(connection, space, aliases.one(child), aliases.one(other))


def joining_of(connection: Connection, space: SpaceId, one: OneChild, other: OneChild) -> Joining:
    """The same within a transaction. Five queries."""
    together = OneChild(one.id, (*one.rows, *other.rows))
    return Joining(*(_played(connection, space, each) for each in (one, other, together)))


def joined_rows(desk: Desk, child: ChildId) -> tuple[Played, ...]:
    """The rows that were joined to a child, each with what was played under it alone. Raises Problem NOT_FOUND."""
    with desk.database.reading() as connection:
        space = space_of(desk)
        rows = child_aliases.one(connection, space, child).joined
        return tuple(_played(connection, space, alone(row)) for row in rows)


def join_children(desk: Desk, child: ChildId, other: ChildId) -> Change[Child]:
    """`other` is the same child as `child`, which is kept; its value. Children that are one already stay as they are.

    All that both have played is folded together before it is done. Undo separates them. Raises Problem NOT_ALLOWED, NOT_FOUND.
    """
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.CHANGE_CHILD)
        space = space_of(desk)
        aliases = child_aliases.of_space(connection, space)
        kept, joined = aliases.kept(child), aliases.kept(other)
        value = _found(connection, space, kept)
        _found(connection, space, joined)
        if kept == joined:
            return Change(value, frozenset())
        made, taken = aliases.joining(kept, joined)
        child_aliases.take_back(connection, space, taken, desk.now())
        child_aliases.put(connection, space, made, desk.now())
        note(desk, connection, Deed.CHILDREN_JOINED, kept, other=str(joined))
        refold_all(connection, space, rules_of)
    return Change(value, _TOPICS, lambda at: separate_child(at, joined))


def separate_child(desk: Desk, row: ChildId) -> Change[Child]:
    """A row that was joined to another is a child of its own again; its value. Those that were joined to it go with it.

    Undo joins them again. Raises Problem NOT_ALLOWED, NOT_FOUND.
    """
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.CHANGE_CHILD)
        space = space_of(desk)
        aliases = child_aliases.of_space(connection, space)
        value, kept = _found(connection, space, row), aliases.kept(row)
        taken = aliases.separating(row)
        if not taken:
            return Change(value, frozenset())
        child_aliases.take_back(connection, space, taken, desk.now())
        note(desk, connection, Deed.CHILDREN_SEPARATED, kept, other=str(row))
        refold_all(connection, space, rules_of)
    return Change(value, _TOPICS, lambda at: join_children(at, kept, row))


def _played(connection: Connection, space: SpaceId, one: OneChild) -> Played:
    days = added_up(practice_days.of_child(connection, space, one, date.min, date.max), one)
    took = sum((day.played for day in days), timedelta())
    last = days[-1].day if days else None
    return Played(_found(connection, space, one.id), len(days), sum(day.attempts for day in days), took, last)


def _found(connection: Connection, space: SpaceId, row: ChildId) -> Child:
    found = children.find(connection, space, row)
    if found is None:
        raise Problem(Trouble.NOT_FOUND, what="child")
    return found

"""What the shared space and this computer did not agree on: rows that one side did not take, and values edited in two places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.data.contract import TABLE
from app.data.replica import conflicts, quarantine
from app.data.replica.naming import names_of
from app.learning.problems import Problem, Trouble
from app.services.change import Change, Topic
from app.services.desk import Desk, space_of
from app.services.permission import permitted

if TYPE_CHECKING:
    from app.data.database import Connection
    from app.data.replica.conflicts import PutBack
    from app.learning.roles import Action


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that was not taken, by the hub (`outward`) or here. `what` is its table, `name` what a person calls it or whom it is of.

    `why`: check, type, too-large, orphan, erased, forbidden, refused.
    """

    what: str
    id: UUID
    name: str | None
    outward: bool
    why: str
    message: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class EditedTwice:
    """A value that was edited in two places. `mine`: the one that was written here lost. Values are what JSON can hold."""

    id: UUID
    what: str
    name: str | None
    column: str
    kept: Any
    lost: Any
    mine: bool
    at: datetime


def set_aside(desk: Desk) -> tuple[SetAside, ...]:
    """Every row that is set aside, the newest first."""
    with desk.database.reading() as connection:
        found = quarantine.list_all(connection, space_of(desk))
        names = _names(desk, connection, ((row.table, row.id) for row in found))
    return tuple(
        SetAside(row.table, row.id, names.get((row.table, row.id)), row.outward, row.why, row.message, row.at) for row in found
    )


def send_again(desk: Desk) -> Change[int]:
    """Let every row that the hub did not take be sent once more; how many. Raises Problem NOT_FOUND before there is a space."""
    space = space_of(desk)
    with desk.database.transaction() as connection:
        reasons = {row.why for row in quarantine.list_all(connection, space) if row.outward}
        sent = sum(quarantine.retry(connection, space, why) for why in sorted(reasons))
    return Change(sent, frozenset({Topic.SPACE}))


def edited_twice(desk: Desk) -> tuple[EditedTwice, ...]:
    """Every value that was edited in two places and that nobody has looked after, the newest first."""
    with desk.database.reading() as connection:
        found = conflicts.list_open(connection, space_of(desk))
        names = _names(desk, connection, ((one.table, one.row) for one in found))
    return tuple(
        EditedTwice(one.id, one.table, names.get((one.table, one.row)), one.column, one.kept, one.lost, one.mine, one.at) for one in found
    )


def put_back(desk: Desk, edited: UUID) -> Change[None]:
    """Write the value that lost once more, as an edit of now; the other computers get it too. Undo writes what stood before.

    Raises Problem NOT_ALLOWED (as for editing it), NOT_FOUND.
    """
    space = space_of(desk)
    with desk.database.transaction() as connection:
        action = _may_settle(desk, connection, edited)
        before = conflicts.put_back(connection, space, edited)
        if before is None:
            raise Problem(Trouble.NOT_FOUND, what="row")
    return Change(None, frozenset(Topic), undo=lambda later: _take_back(later, edited, before, action))


def leave_as_is(desk: Desk, edited: UUID) -> Change[None]:
    """Let the value that won stay, and ask no more. Undo asks again. Raises Problem NOT_ALLOWED, NOT_FOUND."""
    with desk.database.transaction() as connection:
        action = _may_settle(desk, connection, edited)
        conflicts.settle(connection, space_of(desk), edited)
    return Change(None, frozenset({Topic.SPACE}), undo=lambda later: _ask_again(later, edited, action))


def _take_back(desk: Desk, edited: UUID, before: PutBack, action: Action | None) -> Change[None]:
    with desk.database.transaction() as connection:
        _permitted(desk, connection, action)
        if not conflicts.take_back(connection, space_of(desk), edited, before):
            raise Problem(Trouble.NOT_FOUND, what="row")
    return Change(None, frozenset(Topic))


def _ask_again(desk: Desk, edited: UUID, action: Action | None) -> Change[None]:
    with desk.database.transaction() as connection:
        _permitted(desk, connection, action)
        conflicts.reopen(connection, space_of(desk), edited)
    return Change(None, frozenset({Topic.SPACE}))


def _may_settle(desk: Desk, connection: Connection, edited: UUID) -> Action | None:
    """What settling it takes, which whoever is at the desk may do. Raises Problem NOT_FOUND, NOT_ALLOWED."""
    found = next((one for one in conflicts.list_open(connection, space_of(desk)) if one.id == edited), None)
    if found is None:
        raise Problem(Trouble.NOT_FOUND, what="row")
    action = TABLE[found.table].action
    _permitted(desk, connection, action)
    return action


def _permitted(desk: Desk, connection: Connection, action: Action | None) -> None:
    if action is not None:
        permitted(desk, connection, action)


def _names(desk: Desk, connection: Connection, rows: Iterable[tuple[str, UUID]]) -> dict[tuple[str, UUID], str]:
    """What the rows are called, with one query for each table."""
    wanted: defaultdict[str, list[UUID]] = defaultdict(list)
    for table, row in rows:
        wanted[table].append(row)
    return {
        (table, row): name for table, ids in wanted.items() for row, name in names_of(connection, space_of(desk), table, ids).items()
    }

"""Erasing: what was removed long ago is deleted for good, with everything that belongs to it.

A removed child can be brought back for 30 days, and until a start at least a week before has noticed that they run out: a clock that is
wrong for once, by years, erases nobody. After them its rows are deleted: profile, languages, settings, play sessions, attempts,
mastery, badges (the database deletes what belongs to it). The audit log keeps that a child of this id was erased, and when. In a
shared space only an owner's computer erases, and through the shared server all others do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from app.data.queries import children
from app.data.replica import links
from app.learning.ids import ChildId
from app.learning.people import Role
from app.services.audit import Deed, note
from app.services.change import Change, Topic
from app.services.desk import Desk, space_of

KEPT = timedelta(days=30)  # as the page says where a child is taken out
NOTICED = timedelta(days=7)  # before that: what two starts agree on is not a clock that was wrong once


@dataclass(frozen=True, slots=True)
class Erased:
    """Who was erased."""

    children: tuple[ChildId, ...]


def erase_overdue(desk: Desk) -> Change[Erased]:
    """Erase the children that were removed more than 30 days ago, as a start a week or more ago has noticed. No undo.

    Needs nobody at the desk: it is done at every start.
    """
    with desk.database.transaction() as connection:
        link = links.find(connection, space_of(desk))
        if link is not None and link.role != Role.OWNER:
            return Change(Erased(()), frozenset())  # an owner's computer erases, for all
        space, now, due = space_of(desk), desk.now(), Deed.CHILD_ERASURE_DUE
        gone = children.erase_removed(connection, space, now - KEPT, due.value, now - NOTICED)
        for child in gone:
            note(desk, connection, Deed.CHILD_ERASED, child)
        for child in children.removed_unnoticed(connection, space, now - KEPT + NOTICED, due.value):
            note(desk, connection, due, child)
    return Change(Erased(gone), frozenset({Topic.CHILDREN}) if gone else frozenset())

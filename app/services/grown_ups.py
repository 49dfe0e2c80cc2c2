"""Grown-ups: who they are, and what an owner may change about them. How they sign in is in `signing_in`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.data.queries import grown_ups as queries
from app.learning import names, passwords
from app.learning.ids import GrownUpId
from app.learning.people import GrownUp, Role
from app.learning.problems import Problem, Trouble
from app.learning.roles import Action
from app.services.audit import Deed, note
from app.services.change import Change, Topic
from app.services.desk import Desk, space_of
from app.services.name_order import name_key
from app.services.password_hashes import hash_of
from app.services.permission import permitted
from app.services.signing_in import change_password, sign_in

if TYPE_CHECKING:
    from app.data.database import Connection

__all__ = [
    "add_grown_up",
    "change_password",
    "change_role",
    "list_grown_ups",
    "remove_grown_up",
    "rename_grown_up",
    "restore_grown_up",
    "sign_in",
]

_GROWN_UPS = frozenset({Topic.GROWN_UPS})


def list_grown_ups(desk: Desk, removed: bool = False) -> tuple[GrownUp, ...]:
    """The grown-ups of the space by name; with `removed`, those that were taken out instead."""
    with desk.database.reading() as connection:
        found = queries.list_all(connection, space_of(desk), removed=removed)
    return tuple(sorted(found, key=lambda one: (name_key(one.name), one.id)))


def add_grown_up(desk: Desk, name: str, password: str, role: Role) -> Change[GrownUp]:
    """A new grown-up in the space. Raises Problem NOT_ALLOWED, NAME_*, PASSWORD_TOO_SHORT. Undo takes them out again."""
    passwords.check(password)
    added = GrownUp(GrownUpId(desk.new_id()), names.checked(name), role)
    hashed = hash_of(password)  # before the transaction: it takes a tenth of a second, in which no row should be locked
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.MANAGE_GROWN_UPS)
        queries.add(connection, space_of(desk), added, hashed)
        note(desk, connection, Deed.GROWN_UP_ADDED, added.id, role=role.value)
    return Change(added, _GROWN_UPS, lambda at: remove_grown_up(at, added.id))


def rename_grown_up(desk: Desk, grown_up: GrownUpId, name: str) -> Change[GrownUp]:
    """The grown-up under another name: one's own always, another's by who may look after grown-ups. Undo puts the old name back.

    Raises Problem NOT_ALLOWED, NOT_FOUND, NAME_*.
    """
    wanted = names.checked(name)
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.CHANGE_OWN_PASSWORD if grown_up == desk.grown_up else Action.MANAGE_GROWN_UPS)
        before = _found(connection, desk, grown_up)
        queries.rename(connection, space_of(desk), grown_up, wanted)
        note(desk, connection, Deed.GROWN_UP_RENAMED, grown_up)
    return Change(replace(before, name=wanted), _GROWN_UPS, lambda at: rename_grown_up(at, grown_up, before.name))


def change_role(desk: Desk, grown_up: GrownUpId, role: Role) -> Change[GrownUp]:
    """Another role. Raises Problem NOT_ALLOWED, NOT_FOUND, LAST_OWNER. Undo puts the old role back."""
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.MANAGE_GROWN_UPS)
        before = _found(connection, desk, grown_up)
        if role is not Role.OWNER:
            _keep_an_owner(connection, desk, grown_up)
        queries.set_role(connection, space_of(desk), grown_up, role)
        note(desk, connection, Deed.ROLE_CHANGED, grown_up, before=before.role.value, after=role.value)
    return Change(replace(before, role=role), _GROWN_UPS, lambda at: change_role(at, grown_up, before.role))


def remove_grown_up(desk: Desk, grown_up: GrownUpId) -> Change[GrownUp]:
    """The grown-up taken out; the row stays and undo brings it back. Raises Problem NOT_ALLOWED, NOT_FOUND, LAST_OWNER."""
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.MANAGE_GROWN_UPS)
        _keep_an_owner(connection, desk, grown_up)
        before = _found(connection, desk, grown_up)
        removed = replace(before, deleted_at=before.deleted_at or desk.now())
        queries.set_removed(connection, space_of(desk), grown_up, removed.deleted_at)
        note(desk, connection, Deed.GROWN_UP_REMOVED, grown_up)
    return Change(removed, _GROWN_UPS, lambda at: restore_grown_up(at, grown_up))


def restore_grown_up(desk: Desk, grown_up: GrownUpId) -> Change[GrownUp]:
    """A grown-up that was taken out is back. Raises Problem NOT_ALLOWED, NOT_FOUND. Undo takes them out again."""
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.MANAGE_GROWN_UPS)
        back = replace(_found(connection, desk, grown_up), deleted_at=None)
        queries.set_removed(connection, space_of(desk), grown_up, None)
        note(desk, connection, Deed.GROWN_UP_RESTORED, grown_up)
    return Change(back, _GROWN_UPS, lambda at: remove_grown_up(at, grown_up))


def _found(connection: Connection, desk: Desk, grown_up: GrownUpId) -> GrownUp:
    found = queries.find(connection, space_of(desk), grown_up)
    if found is None:
        raise Problem(Trouble.NOT_FOUND, what="grown-up")
    return found


def _keep_an_owner(connection: Connection, desk: Desk, leaving: GrownUpId) -> None:
    """Raises Problem LAST_OWNER when `leaving` is the only owner. The owners stay locked until the transaction ends."""
    if [owner.id for owner in queries.lock_owners(connection, space_of(desk))] == [leaving]:
        raise Problem(Trouble.LAST_OWNER)

"""Children: their profiles, added, changed, taken out and brought back.

Their picture passwords come from `picture_passwords`, which is part of this noun and is offered here under its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from app.data.queries import child_aliases
from app.data.queries import children as queries
from app.learning import names
from app.learning.aliases import OneChild
from app.learning.birthdays import birth_month
from app.learning.ids import ChildId, SpaceId
from app.learning.people import Avatar, Case, Child, Letterform
from app.learning.problems import Problem, Trouble
from app.learning.roles import Action
from app.services import languages
from app.services.audit import Deed, note
from app.services.change import Change, Topic
from app.services.desk import Desk, space_of
from app.services.name_order import name_key
from app.services.permission import permitted
from app.services.picture_passwords import SecretRow, check_secret, give_secret, give_secrets_to_all, secret_sheet
from app.services.trees import tree_for_play

if TYPE_CHECKING:
    from app.data.database import Connection

__all__ = [
    "NewChild", "SecretRow", "add_child", "as_child", "by_name", "change_child", "check_secret", "child", "found", "give_secret",
    "give_secrets_to_all", "kept_row", "list_children", "listed", "one_child", "remove_child", "restore_child", "secret_sheet",
]  # fmt: skip

_CHILDREN = frozenset({Topic.CHILDREN})
_FIELDS = frozenset({"name", "avatar", "born", "languages", "case", "letterform"})


@dataclass(frozen=True, slots=True)
class NewChild:
    """What a child is added with. `born` is any day of the birth month; `languages` are BCP 47 tags, the first is the one played first."""

    name: str
    avatar: Avatar = field(default_factory=Avatar)
    born: date | None = None
    languages: tuple[str, ...] = ("en",)
    case: Case = Case.LOWER
    letterform: Letterform = Letterform.SCHOOL


def list_children(desk: Desk, removed: bool = False) -> tuple[Child, ...]:
    """The children of the space by name; with `removed`, those that were taken out (kept 30 days) instead. Rows that are one are one."""
    with desk.database.reading() as connection:
        return by_name(listed(connection, space_of(desk), removed=removed))


def listed(connection: Connection, space: SpaceId, *, removed: bool = False) -> tuple[Child, ...]:
    """The same within a transaction, as they came."""
    joined = child_aliases.of_space(connection, space).joined
    return tuple(child for child in queries.list_all(connection, space, removed=removed) if child.id not in joined)


def by_name(children: Sequence[Child]) -> tuple[Child, ...]:
    """Children in the order of their names; those of one name in the order they came."""
    return tuple(sorted(children, key=lambda one: (name_key(one.name), one.id)))


def child(desk: Desk, child: ChildId) -> Child:
    """One child, taken out or not; of a row that was joined to another, that one. Raises Problem NOT_FOUND."""
    with desk.database.reading() as connection:
        return found(connection, desk, child)


def add_child(desk: Desk, new: NewChild) -> Change[Child]:
    """A new child; its languages are switched on. Undo takes it out again.

    Raises Problem NOT_ALLOWED, NAME_*, BORN_IN_FUTURE, LANGUAGE_UNKNOWN.
    """
    added = as_child(desk, new)
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.ADD_CHILD)
        _switch_on(connection, desk, added.languages)
        queries.add(connection, space_of(desk), added)
        note(desk, connection, Deed.CHILD_ADDED, added.id)
    return Change(added, frozenset({Topic.CHILDREN, Topic.SKILLS}), lambda at: remove_child(at, added.id))


def change_child(desk: Desk, child: ChildId, **fields: Any) -> Change[Child]:  # noqa: ANN401 (each field has its own type)
    """Other values for some of name, avatar, born, languages, case, letterform. Undo puts the old ones back.

    Raises Problem NOT_ALLOWED, NOT_FOUND, NAME_*, BORN_IN_FUTURE, LANGUAGE_UNKNOWN; TypeError for a field there is not.
    """
    if not fields.keys() <= _FIELDS:
        raise TypeError(f"a child has no {', '.join(sorted(fields.keys() - _FIELDS))}")
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.CHANGE_CHILD)
        before = found(connection, desk, child)
        after = _checked(desk, replace(before, **fields))
        _switch_on(connection, desk, after.languages)
        queries.change(connection, space_of(desk), after)
        note(desk, connection, Deed.CHILD_CHANGED, after.id, fields=sorted(fields))
    old = {name: getattr(before, name) for name in fields}
    return Change(after, frozenset({Topic.CHILDREN, Topic.PROGRESS}), lambda at: change_child(at, child, **old))


def remove_child(desk: Desk, child: ChildId) -> Change[Child]:
    """The child taken out, with all its rows; all that was recorded stays, undo brings it back. Raises Problem NOT_ALLOWED, NOT_FOUND."""
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.REMOVE_CHILD)
        before = found(connection, desk, child)
        removed = replace(before, deleted_at=before.deleted_at or desk.now())
        queries.set_removed(connection, space_of(desk), removed.id, removed.deleted_at)
        note(desk, connection, Deed.CHILD_REMOVED, removed.id)
    return Change(removed, _CHILDREN, lambda at: restore_child(at, child))


def restore_child(desk: Desk, child: ChildId) -> Change[Child]:
    """A child that was taken out is back. Raises Problem NOT_ALLOWED, NOT_FOUND. Undo takes it out again."""
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.REMOVE_CHILD)
        back = replace(found(connection, desk, child), deleted_at=None)
        queries.set_removed(connection, space_of(desk), back.id, None)
        note(desk, connection, Deed.CHILD_RESTORED, back.id)
    return Change(back, _CHILDREN, lambda at: remove_child(at, child))


def kept_row(desk: Desk, child: ChildId) -> ChildId:
    """The row that is kept of the child that a row belongs to, whether it is there or not."""
    with desk.database.reading() as connection:
        return one_child(connection, desk, child).id


def one_child(connection: Connection, desk: Desk, child: ChildId) -> OneChild:
    """The child that a row belongs to, with all its rows: whose play is looked at. One cheap query."""
    return child_aliases.one(connection, space_of(desk), child)


def found(connection: Connection, desk: Desk, child: ChildId | OneChild) -> Child:
    """One child within a transaction: the row that is kept of it. Raises Problem NOT_FOUND."""
    one = child if isinstance(child, OneChild) else one_child(connection, desk, child)
    row = queries.find(connection, space_of(desk), one.id)
    if row is None:
        raise Problem(Trouble.NOT_FOUND, what="child")
    return row


def as_child(desk: Desk, new: NewChild) -> Child:
    """The child that `new` describes, with an id and checked values. Raises Problem as `add_child` does."""
    blank = Child(ChildId(desk.new_id()), new.name, new.avatar, new.born, new.languages, new.case, new.letterform)
    return _checked(desk, blank)


def _checked(desk: Desk, one: Child) -> Child:
    if not one.languages:
        raise Problem(Trouble.LANGUAGE_UNKNOWN, language="")
    for language in one.languages:
        languages.pack(language)
    born = birth_month(one.born, desk.now().date())
    return replace(one, name=names.checked(one.name), born=born, languages=tuple(dict.fromkeys(one.languages)))


def _switch_on(connection: Connection, desk: Desk, tags: Sequence[str]) -> None:
    for language in tags:
        tree_for_play(connection, space_of(desk), languages.pack(language))

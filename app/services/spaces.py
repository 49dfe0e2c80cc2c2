"""Spaces: the household or classroom that everything else belongs to, and how one is founded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.data.queries import children as child_queries
from app.data.queries import grown_ups as grown_up_queries
from app.data.queries import spaces as queries
from app.data.replica import links
from app.learning import names, passwords
from app.learning.ids import GrownUpId, SpaceId
from app.learning.people import Child, GrownUp, Role, Space, SpaceKind
from app.learning.problems import Problem, Trouble
from app.learning.roles import Action
from app.services import languages as letters
from app.services.audit import Deed, note
from app.services.change import Change, Topic
from app.services.children import NewChild, as_child
from app.services.desk import Desk, space_of
from app.services.password_hashes import hash_of
from app.services.permission import permitted
from app.services.trees import tree_for_play

if TYPE_CHECKING:
    from app.data.database import Connection


@dataclass(frozen=True, slots=True)
class Founded:
    """What the first-run wizard made. `child` is None when a classroom starts without one."""

    space: Space
    owner: GrownUp
    child: Child | None


def current_space(desk: Desk) -> Space | None:
    """The desk's space; without one at the desk, the oldest of the database; None before the wizard has founded one."""
    with desk.database.reading() as connection:
        return queries.oldest(connection) if desk.space is None else queries.find(connection, desk.space)


def found_space(
    desk: Desk,
    kind: SpaceKind,
    space_name: str,
    grown_up_name: str,
    password: str,
    child: NewChild | None,
    languages: Sequence[str],
) -> Change[Founded]:
    """A new space with its owner, its first child and the letters of `languages` (BCP 47), in one transaction: all of it or nothing.

    "Just looking" is a household with a sample child. The desk needs no space; whoever holds it goes on with `Founded.space`.
    Raises Problem: names as in `app.learning.names`, PASSWORD_TOO_SHORT, LANGUAGE_UNKNOWN, BORN_IN_FUTURE, SPACE_FOUNDED (there is one
    by now, and the desk had none).
    """
    space = Space(_id_for(desk), kind, names.checked(space_name))
    owner = GrownUp(GrownUpId(desk.new_id()), names.checked(grown_up_name), Role.OWNER)
    passwords.check(password)
    first = None if child is None else as_child(desk, child)
    packs = [letters.pack(language) for language in dict.fromkeys((*languages, *(first.languages if first else ())))]
    hashed = hash_of(password)
    seated = replace(desk, space=space.id, grown_up=owner.id)

    def found(connection: Connection) -> None:
        queries.lock(connection)
        if desk.space is None and queries.oldest(connection) is not None:
            raise Problem(Trouble.SPACE_FOUNDED)  # by another window at the same time: nobody would find ours again
        queries.add(connection, space)
        grown_up_queries.add(connection, space.id, owner, hashed)
        for pack in packs:
            tree_for_play(connection, space.id, pack)
        if first is not None:
            child_queries.add(connection, space.id, first)
        note(seated, connection, Deed.SPACE_FOUNDED, space.id, kind=kind.value)

    with desk.database.transaction() as connection:
        found(connection)
    return Change(Founded(space, owner, first), frozenset(Topic))


def _id_for(desk: Desk) -> SpaceId:
    """The id of a space that is founded: of the shared one where this computer has joined one that nobody has brought anything into."""
    with desk.database.reading() as connection:
        linked = links.linked_spaces(connection) if desk.space is None else ()
    return linked[0] if linked else SpaceId(desk.new_id())


def rename_space(desk: Desk, name: str) -> Change[Space]:
    """The space under another name. Raises Problem NOT_ALLOWED, NAME_*, NOT_FOUND. Undo puts the old name back."""
    wanted = names.checked(name)
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.RENAME_SPACE)
        before = queries.find(connection, space_of(desk))
        if before is None:
            raise Problem(Trouble.NOT_FOUND, what="space")
        queries.rename(connection, before.id, wanted)
        note(desk, connection, Deed.SPACE_RENAMED, before.id)
    return Change(replace(before, name=wanted), frozenset({Topic.SPACE}), lambda at: rename_space(at, before.name))

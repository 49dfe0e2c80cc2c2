"""Joining a shared space and leaving it again."""

from __future__ import annotations

import platform
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import app
from app.data.queries import spaces
from app.data.replica import links
from app.data.replica.links import Link
from app.learning.ids import SpaceId
from app.learning.problems import Problem, Trouble
from app.learning.roles import Action
from app.services.audit import Deed, note
from app.services.change import Change, Topic
from app.services.desk import Desk
from app.services.link_keys import LinkKeys
from app.services.link_mending import mended_by_invite
from app.services.permission import permitted
from app.sync import joining
from app.sync.invites import invite_in
from app.sync.joining import Newcomer
from app.sync.transports.ways import open_hub
from app.system.machine import system_name
from app.system.paths import Paths

if TYPE_CHECKING:
    from app.data.database import Connection


@dataclass(frozen=True, slots=True)
class Joined:
    """A computer that was let in. `empty`: it is the first of the space, and shares what it has."""

    space: SpaceId
    hub: str
    role: str
    empty: bool


def join(desk: Desk, paths: Paths, invite: str, hub: str | None = None, name: str | None = None) -> Change[Joined]:
    """Join the space of an invite: a link, or a code with the `hub`'s address. `name` is what the computer is called there.

    Nothing is fetched yet: the next exchange does that, and lets what is here move in. A space that is here is only joined by an owner
    at the desk; from the command line, and before there is one, by anyone. A link that only a new invite can mend is replaced; it stays
    as it is until the new one is made. Raises Problem ALREADY_LINKED, NOT_ALLOWED, CODE_*, HUB_*, JOIN_NEEDS_ROLE.
    """
    wanted = invite_in(invite, hub)
    with desk.database.reading() as connection:
        _allowed(desk, connection)
        ended = _ended(connection)
    keys = LinkKeys(paths)
    newcomer = _newcomer(desk, name)
    way = open_hub(wanted.hub, wanted.fingerprint)
    try:
        enrolled = joining.enrol(way, keys, wanted, newcomer)
    finally:
        way.close()
    keys.keep_password(wanted.hub)
    with desk.database.transaction() as connection:
        spaces.lock(connection)
        if ended is not None:
            links.remove(connection, ended.space)
        joining.settle(connection, enrolled)
        if spaces.find(connection, enrolled.link.space) is not None:
            note(replace(desk, space=enrolled.link.space), connection, Deed.LINKED)
    joining.forget_invite(keys, wanted)
    if ended is not None:
        keys.forget(ended.device)
    joined = Joined(enrolled.link.space, str(wanted.hub), enrolled.link.role, enrolled.empty)
    return Change(joined, frozenset(Topic))


def unlink(desk: Desk, paths: Paths) -> Change[SpaceId]:
    """Leave the shared space. Everything stays on this computer, and nothing goes to the hub or comes from it any more.

    Raises Problem NOT_LINKED, NOT_ALLOWED.
    """
    with desk.database.transaction() as connection:
        _allowed(desk, connection)
        link = the_link(connection)
        links.remove(connection, link.space)
        if spaces.find(connection, link.space) is not None:
            note(replace(desk, space=link.space), connection, Deed.UNLINKED)
    LinkKeys(paths).forget(link.device)
    return Change(link.space, frozenset({Topic.SPACE}))


def the_link(connection: Connection) -> Link:
    """The link of this database. Raises Problem NOT_LINKED."""
    found = links.linked_spaces(connection)
    link = links.find(connection, found[0]) if found else None
    if link is None:
        raise Problem(Trouble.NOT_LINKED)
    return link


def _ended(connection: Connection) -> Link | None:
    """The link that is here and is of no use any more; None without one. Raises Problem ALREADY_LINKED."""
    if not links.linked_spaces(connection):
        return None
    link = the_link(connection)
    if not mended_by_invite(link.needs):
        raise Problem(Trouble.ALREADY_LINKED)
    return link


def _newcomer(desk: Desk, name: str | None) -> Newcomer:
    called = (name or platform.node() or "?")[:200]
    return Newcomer(called, system_name()[:200], app.__version__, lambda: int(desk.now().timestamp() * 1000))


def _allowed(desk: Desk, connection: Connection) -> None:
    """Whoever is at the desk has to be an owner; the command line has nobody at the desk, and the files of the database in its hands."""
    if desk.grown_up is not None:
        permitted(desk, connection, Action.LINK)

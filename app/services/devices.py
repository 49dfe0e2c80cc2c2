"""The computers of the shared space: which there are, letting one in no more, inviting another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.learning.people import Role
from app.learning.roles import Action
from app.services.change import Change, Topic
from app.services.desk import Desk
from app.services.linking import the_link
from app.services.permission import permitted
from app.services.syncing import alone, device_of, way_of
from app.sync.exchange import Exchange
from app.sync.healing import problem_of
from app.sync.invites import Invite, hash_of, new_code, spaced
from app.sync.protocol import Function, HubRefusal
from app.sync.transports.hub_address import HubAddress
from app.system.paths import Paths

INVITE_HOURS = 24


@dataclass(frozen=True, slots=True)
class SharedComputer:
    """A computer of the shared space. `clock_error` in ms, positive where its clock is ahead; `behind`: changes it has yet to fetch."""

    id: UUID
    name: str
    system: str
    version: str
    role: Role
    seen_at: datetime
    revoked_at: datetime | None
    clock_error: int
    behind: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class NewInvite:
    """An invite for one more computer: the code to type, and the link to paste or send; good once, until `expires_at`.

    `server` is the address that is typed beside the code. `typed`: code and address are enough; the certificate of a server that vouches
    for itself is in the link alone.
    """

    code: str
    link: str
    server: str
    typed: bool
    expires_at: datetime


def list_devices(desk: Desk, paths: Paths) -> tuple[SharedComputer, ...]:
    """Every computer of the shared space, those let in no more among them; asks the hub. Raises Problem NOT_LINKED, HUB_*, LINK_ENDED."""
    with desk.database.reading() as connection:
        here = the_link(connection).device
    said = _asked(desk, paths, {"do": "devices"}, devices=(list,))
    return tuple(_computer(each, here) for each in said["devices"])


def revoke_device(desk: Desk, paths: Paths, device: UUID) -> Change[None]:
    """Let a computer in no more; what it has stays on it. Raises Problem NOT_ALLOWED, LINK_NOT_ALLOWED, NOT_LINKED, HUB_*."""
    _allowed(desk)
    _asked(desk, paths, {"do": "revoke", "which": str(device)})
    return Change(None, frozenset({Topic.SPACE}))


def invite_device(desk: Desk, paths: Paths, role: Role) -> Change[NewInvite]:
    """An invite for one more computer, by one that is an owner's. Raises Problem as `revoke_device` does."""
    _allowed(desk)
    code = new_code()
    said = _asked(desk, paths, {"do": "invite", "code_hash": hash_of(code), "role": role.value, "hours": INVITE_HOURS}, expires_at=(str,))
    with desk.database.reading() as connection:
        link = the_link(connection)
    address, _, fingerprint = link.hub.partition("#")
    invite = Invite(HubAddress.parse(address), code, link.space, fingerprint or None)
    until = datetime.fromisoformat(said["expires_at"])
    return Change(NewInvite(spaced(code), invite.link, str(address), not fingerprint, until), frozenset({Topic.SPACE}))


def _allowed(desk: Desk) -> None:
    """Whoever is at the desk has to be an owner; the command line has nobody at the desk."""
    if desk.grown_up is not None:
        with desk.database.reading() as connection:
            permitted(desk, connection, Action.LINK)


def _asked(desk: Desk, paths: Paths, wish: Mapping[str, Any], **more: tuple[type, ...]) -> dict[str, Any]:
    """What the hub's `admin` answers, with `more` in it. A link that needs healing first gets an exchange, and is asked once more.

    The exchange waits for one that is under way: its token is what the hub did not know.
    """
    with desk.database.reading() as connection:
        link = the_link(connection)
    way = way_of(paths, link)
    try:
        exchange = Exchange(device_of(desk, paths, link, way))
        with suppress(HubRefusal):
            return _answer(exchange, wish, more)
        with alone(desk):
            turn = exchange.turn()
            if turn.problem is not None:
                raise turn.problem
            return _answer(exchange, wish, more)
    except HubRefusal as refused:
        raise problem_of(refused) from refused
    finally:
        way.close()


def _answer(exchange: Exchange, wish: Mapping[str, Any], more: Mapping[str, tuple[type, ...]]) -> dict[str, Any]:
    return exchange.call(Function.ADMIN, json.dumps(exchange.proofs(exchange.link()) | dict(wish)), **more)


def _computer(said: Mapping[str, Any], here: UUID) -> SharedComputer:
    return SharedComputer(
        id=UUID(said["device"]),
        name=said["name"],
        system=said["system"],
        version=said["version"],
        role=Role(said["role"]),
        seen_at=datetime.fromisoformat(said["seen_at"]),
        revoked_at=None if said["revoked_at"] is None else datetime.fromisoformat(said["revoked_at"]),
        clock_error=said["clock_error"],
        behind=said["behind"],
        is_here=UUID(said["device"]) == here,
    )

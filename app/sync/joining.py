"""How a computer comes into a shared space: with an invite it becomes a device there, and what it has of its own moves in.

Every step may be the last one before the power goes: the secret is kept before the hub hears it, the invite can be used again by the
same device, and rows that have not moved in yet are found by `unsettled` and moved the next time.
"""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

from app.data.contract import CONTRACT, writable
from app.data.database import Connection
from app.data.queries import children, grown_ups, spaces
from app.data.rekeying import move_rows
from app.data.replica import erased, links, marks
from app.data.replica.links import Link, Position
from app.learning.ids import SpaceId
from app.learning.people import Role
from app.learning.problems import Problem, Trouble
from app.sync import answers
from app.sync.healing import problem_of
from app.sync.invites import Invite, hash_of
from app.sync.protocol import Function, HubRefusal, Refused
from app.sync.transports.ways import Way, way_to
from app.sync.turn import Keys

_OF_CODES = {"code": Trouble.CODE_UNKNOWN, "used": Trouble.CODE_USED, "expired": Trouble.CODE_EXPIRED}


@dataclass(frozen=True, slots=True)
class Newcomer:
    """The computer that wants to come in: what it is called and runs, and its clock in ms since 1970."""

    name: str
    system: str
    version: str
    clock_ms: Callable[[], int]


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A device that was let in. `empty`: nobody has brought anything into the space yet."""

    link: Link
    empty: bool


def enrol(way: Way, keys: Keys, invite: Invite, newcomer: Newcomer) -> Enrolled:
    """Become a device of the invite's space.

    Raises Problem CODE_UNKNOWN, CODE_USED, CODE_EXPIRED, PROGRAM_TOO_OLD, HUB_TOO_OLD, and what the way raises.
    """
    try:
        space = invite.space or way.space_of_code(invite.code)
        if space is None:
            raise Problem(Trouble.CODE_UNKNOWN)
        device = _device_for(keys, invite)
        secret = keys.secret_of(device) or secrets.token_hex(32)
        keys.keep(device, secret)
        body = {
            "device": str(device), "secret": secret, "contract": CONTRACT, "clock": newcomer.clock_ms(), "code": invite.code,
            "name": newcomer.name, "system": newcomer.system, "version": newcomer.version,
        }  # fmt: skip
        answer = answers.read(Function.ENROL, way.call(Function.ENROL, space, json.dumps(body)), empty=(bool,))
        start = Position(0, answer["genesis"])
        link = Link(
            SpaceId(space), device, way_to(invite.hub, invite.fingerprint), answer["role"], CONTRACT, answer["genesis"],
            UUID(answer["token"]), start, start, 0,
        )  # fmt: skip
        return Enrolled(link, answer["empty"])
    except HubRefusal as refused:
        reason = str(refused.facts.get("reason", ""))
        if refused.why is Refused.UNKNOWN and reason in _OF_CODES:
            raise Problem(_OF_CODES[reason]) from refused
        raise problem_of(refused) from refused


def settle(connection: Connection, enrolled: Enrolled) -> None:
    """Write the link down. Into an empty space all that is here moves at once; into one with rows of its own when they are here.

    Raises Problem ALREADY_LINKED, JOIN_NEEDS_ROLE (the device may not bring the children that are here).
    """
    here = spaces.oldest(connection)
    if links.linked_spaces(connection):
        raise Problem(Trouble.ALREADY_LINKED)
    space, role = enrolled.link.space, Role(enrolled.link.role)
    foreign = here is not None and here.id != space
    if here is not None and foreign and "children" not in writable(role) and children.list_all(connection, here.id):
        raise Problem(Trouble.JOIN_NEEDS_ROLE, role=role.value)
    links.add(connection, enrolled.link, founding=enrolled.empty)
    if here is not None and foreign and enrolled.empty:
        move_rows(connection, here.id, space)
        erased.move(connection, here.id, space)
        marks.mark_erasures(connection, space)


def unsettled(connection: Connection) -> tuple[Link, SpaceId] | None:
    """The link whose space has come here whole, and the space that was here before and has yet to move into it."""
    linked = links.linked_spaces(connection)
    if len(linked) != 1 or spaces.find(connection, linked[0]) is None:
        return None
    link = links.find(connection, linked[0])
    others = [each for each in spaces.list_all(connection) if each != linked[0]]
    return None if link is None or len(others) != 1 else (link, others[0])


def move_in(connection: Connection) -> int | None:
    """Move what was here before into the linked space, once that is here; how many grown-ups stayed out, None when nothing had to move.

    A device that may not write grown-ups (a teacher's) leaves its own out: the space has its grown-ups already.
    """
    if unsettled(connection) is None:
        return None
    spaces.lock(connection)
    found = unsettled(connection)  # by now another program may have done it
    if found is None:
        return None
    link, old = found
    may = writable(Role(link.role))
    left_out = {name for name in ("grown_ups", "memberships") if name not in may}
    stayed = len(grown_ups.list_all(connection, old)) if left_out else 0
    move_rows(connection, old, link.space, left_out)
    return stayed


def forget_invite(keys: Keys, invite: Invite) -> None:
    """The link is written down: the invite is of no use any more."""
    keys.forget(_place_of(invite))


def _device_for(keys: Keys, invite: Invite) -> UUID:
    """The id of the device that this invite makes here: the same when it is tried again, so that a lost answer does not use it up."""
    known = keys.secret_of(_place_of(invite))
    device = UUID(known) if known else uuid4()
    keys.keep(_place_of(invite), str(device))
    return device


def _place_of(invite: Invite) -> UUID:
    """Under what the device of an invite is kept until it is in."""
    return UUID(bytes=bytes.fromhex(hash_of(invite.code))[:16], version=4)

"""What someone who looks after a hub does: make it, invite computers, see how it is, let one in no more, bring it up to date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.data.address import DatabaseAddress
from app.data.database import Database
from app.data.hub import install, keeping
from app.learning import names
from app.learning.ids import SpaceId
from app.learning.people import Role
from app.learning.problems import Problem, Trouble
from app.services.hub_home import HubHome, certificate_files, fingerprint_of, forget, hub_home, remember
from app.sync.invites import Invite, hash_of, new_code, spaced
from app.sync.transports.hub_address import HubAddress
from app.system.ids import new_id
from app.system.paths import Paths

if TYPE_CHECKING:
    from app.data.database import Connection


@dataclass(frozen=True, slots=True)
class Made:
    """A hub that was made, or found to be one already."""

    address: DatabaseAddress
    new: bool


@dataclass(frozen=True, slots=True)
class Invited:
    """An invite, made. Without the hub's address there is no link, and the person has to be told the address beside the code."""

    code: str
    link: str | None
    hub: str | None
    fingerprint: str | None
    space: SpaceId
    label: str
    role: Role
    expires_at: datetime

    def as_json(self) -> dict[str, str]:
        """What `server invite --json` prints."""
        return {
            name: value.isoformat() if isinstance(value, datetime) else str(value)
            for name, value in asdict(self).items()
            if value is not None
        }


def make_hub(paths: Paths, url: str, at: str | None) -> Made:
    """Make the database of `url` a hub, or bring one up to date, and look after it from this computer from now on.

    `at` is what devices are told to reach it by. Raises Problem DATABASE_*, SCHEMA_NEWER, HUB_PLACE_TAKEN, HUB_ADDRESS_WRONG,
    HUB_NOT_SECURE.
    """
    named = DatabaseAddress.parse(url)
    told = None if at is None else HubAddress.parse(at)
    with opened(named) as database:
        had = database.run(install.install)  # computers may be calling: who waits for whom in a circle is tried again
    before = hub_home(paths, url)
    remember(paths, HubHome(named, told or before.address))
    return Made(named, had == 0)


def upgrade(paths: Paths, hub: str | None) -> tuple[int, int]:
    """Bring the hub up to this program; the version before and after. Raises Problem as `make_hub` does, and HUB_UNKNOWN."""
    with opened(hub_home(paths, hub).database) as database:
        before = database.run(version_of)
        database.run(install.install)
        return before, install.NEWEST


def remove_hub(paths: Paths, hub: str | None) -> DatabaseAddress:
    """Take the hub out of its database, with all that it holds, and forget it here.

    Raises Problem HUB_UNKNOWN, NO_HUB_THERE, DATABASE_*.
    """
    address = hub_home(paths, hub).database
    with opened(address) as database, database.transaction() as connection:
        version_of(connection)
        install.uninstall(connection)
    forget(paths, address)
    return address


def invite(paths: Paths, hub: str | None, space: str, role: Role, hours: int, at: str | None) -> Invited:
    """An invite for one computer into a space, which is made when there is none of that name yet.

    `space` is a name or an id. Raises Problem NAME_*, HUB_ADDRESS_WRONG, HUB_NOT_SECURE, HUB_UNKNOWN, NO_HUB_THERE, DATABASE_*.
    """
    home = hub_home(paths, hub)
    if at is not None:
        home = replace(home, address=HubAddress.parse(at))
        if hub is None:
            remember(paths, home)
    code = new_code()
    with opened(home.database) as database, database.transaction() as connection:
        version_of(connection)
        known = _space_named(keeping.spaces(connection), space)
        joined, label = (SpaceId(new_id()), names.checked(space)) if known is None else (SpaceId(known["space_id"]), known["label"])
        if known is None:
            keeping.found_space(connection, joined, label)
        until = keeping.invite(connection, joined, hash_of(code), role, hours)
    told = home.address
    fingerprint = None if told is None or told.database is not None else fingerprint_of(certificate_files(paths)[0])
    link = None if told is None else Invite(told, code, joined, fingerprint).link
    return Invited(spaced(code), link, None if told is None else str(told), fingerprint, joined, label, role, until)


def revoke(paths: Paths, hub: str | None, device: str) -> str:
    """Let the device in no more whose id is, or begins with, these signs; its name.

    Raises Problem COMPUTER_UNKNOWN (also where several begin so), HUB_UNKNOWN, NO_HUB_THERE, DATABASE_*.
    """
    wanted = device.strip().lower()
    with opened(hub_home(paths, hub).database) as database, database.transaction() as connection:
        version_of(connection)
        found = [
            (space["space_id"], each)
            for space in keeping.spaces(connection)
            for each in keeping.devices(connection, space["space_id"])
            if wanted and each["device"].startswith(wanted)
        ]
        if len(found) != 1:
            raise Problem(Trouble.COMPUTER_UNKNOWN, found=len(found))
        space, gone = found[0]
        keeping.revoke(connection, space, UUID(gone["device"]))
    return str(gone["name"])


def _space_named(found: Sequence[Mapping[str, Any]], named: str) -> Mapping[str, Any] | None:
    """The space of this id or name. Raises Problem SPACE_UNKNOWN for an id that is not there, and where several have the name."""
    try:
        wanted_id = UUID(named.strip())
    except ValueError:
        wanted = names.checked(named).casefold()
        by_name = [space for space in found if wanted in {str(space["label"]).casefold(), str(space["name"]).casefold()}]
        if len(by_name) > 1:
            raise Problem(Trouble.SPACE_UNKNOWN, found=len(by_name)) from None
        return by_name[0] if by_name else None
    by_id = [space for space in found if space["space_id"] == wanted_id]
    if not by_id:
        raise Problem(Trouble.SPACE_UNKNOWN, found=0)
    return by_id[0]


def version_of(connection: Connection) -> int:
    """The version of the hub. Raises Problem NO_HUB_THERE."""
    version = install.version_of(connection)
    if version is None:
        raise Problem(Trouble.NO_HUB_THERE)
    return version


@contextmanager
def opened(address: DatabaseAddress) -> Iterator[Database]:
    """The hub's database for one command. Raises Problem DATABASE_*; HUB_WITHOUT_RIGHTS for an account that does not look after it."""
    database = Database.open(address)
    try:
        yield database
    except Problem as problem:
        if problem.trouble is not Trouble.DATABASE_WITHOUT_RIGHTS:
            raise
        raise Problem(Trouble.HUB_WITHOUT_RIGHTS, **problem.facts) from problem
    finally:
        database.close()

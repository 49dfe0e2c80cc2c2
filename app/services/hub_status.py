"""How a hub is, and whether it holds together: for whoever looks after it, and for his monitoring."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.data.hub import checking, install, keeping
from app.services.hub_home import hub_home
from app.services.hub_keeping import opened, version_of
from app.system.paths import Paths

if TYPE_CHECKING:
    from app.data.database import Connection


class HubState(StrEnum):
    """How a hub is: all well, on a disk that is full, to be upgraded, or with rows that it refused."""

    READY = "ready"
    FULL = "full"
    UPGRADE = "upgrade"
    REFUSED_ROWS = "refused-rows"


@dataclass(frozen=True, slots=True)
class HubDevice:
    """A device of a space. `clock_error` in ms, positive where its clock is ahead; `behind`: how many numbers it has yet to pull."""

    id: UUID
    name: str
    role: str
    system: str
    version: str
    seen_at: datetime
    revoked: bool
    clock_error: int
    behind: int


@dataclass(frozen=True, slots=True)
class HubSpace:
    """A space of a hub. `label` is what whoever runs the hub calls it; `quarantined` counts the rows that were refused lately."""

    id: UUID
    label: str
    head: int
    quarantined: int
    devices: tuple[HubDevice, ...]


@dataclass(frozen=True, slots=True)
class HubStatus:
    """A hub at this moment. `server` is PostgreSQL's version, `version` the hub's own, `version_wanted` this program's."""

    state: HubState
    address: str
    server: str
    version: int
    version_wanted: int
    spaces: tuple[HubSpace, ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check of a hub found: `faults` are sentences, none when it holds together."""

    spaces: int
    records: int
    faults: tuple[str, ...]


def status(paths: Paths, hub: str | None) -> HubStatus:
    """How the hub is now. Raises Problem HUB_UNKNOWN, NO_HUB_THERE, DATABASE_*."""
    with opened(hub_home(paths, hub).database) as database, database.transaction() as connection:
        version = version_of(connection)
        spaces = tuple(_space(connection, row) for row in keeping.spaces(connection))
        server = ".".join(str(part) for part in database.server_version)
        refused = any(space.quarantined for space in spaces)
        state = HubState.UPGRADE if version < install.NEWEST else HubState.REFUSED_ROWS if refused else HubState.READY
        state = state if checking.has_room(connection) else HubState.FULL
        return HubStatus(state, str(database.address), server, version, install.NEWEST, spaces)


def verify(paths: Paths, hub: str | None) -> Verified:
    """Check every space of the hub, and what devices may do. Reads every row once. Raises Problem as `status` does."""
    with opened(hub_home(paths, hub).database) as database, database.transaction() as connection:
        version_of(connection)
        faults = [*checking.faults_of_rights(connection), *checking.faults_of_logging(connection)]
        records = 0
        found = keeping.spaces(connection)
        for row in found:
            records += checking.records_of(connection, row["space_id"])
            faults += [f"{row['label']}: {fault}" for fault in checking.faults_of(connection, row["space_id"])]
    return Verified(len(found), records, tuple(faults))


def as_json(found: HubStatus | Verified) -> str:
    """What `server status --json` and `server verify --json` print: the fields here; they stay, later versions may add some."""
    return json.dumps(asdict(found), indent=2, ensure_ascii=False, default=plainly)


def plainly(value: object) -> str:
    """A value in JSON that has no form there: times by ISO 8601, all else as its text."""
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _space(connection: Connection, row: Mapping[str, Any]) -> HubSpace:
    devices = tuple(_device(each) for each in keeping.devices(connection, row["space_id"]))
    return HubSpace(row["space_id"], row["label"], row["head"], row["refused"], devices)


def _device(said: Mapping[str, Any]) -> HubDevice:
    return HubDevice(
        id=UUID(said["device"]),
        name=said["name"],
        role=said["role"],
        system=said["system"],
        version=said["version"],
        seen_at=datetime.fromisoformat(said["seen_at"]),
        revoked=said["revoked_at"] is not None,
        clock_error=said["clock_error"],
        behind=said["behind"],
    )

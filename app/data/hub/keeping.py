"""What whoever runs a hub asks of it and does with it, over all its spaces. The account is one that the hub's roles were granted to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, text

from app.learning.ids import SpaceId
from app.learning.people import Role


@dataclass(frozen=True, slots=True)
class HubSpace:
    """A space of a hub. `label` is what whoever runs the hub calls it; counts leave out what was removed; `quarantined` rows were refused."""

    id: SpaceId
    label: str
    head: int
    children: int
    devices: int
    quarantined: int


@dataclass(frozen=True, slots=True)
class HubDevice:
    """A device of a space. `clock_error` in ms, positive where its clock is ahead; `behind`: how many numbers it has yet to pull."""

    space: SpaceId
    id: UUID
    name: str
    system: str
    version: str
    role: Role
    enrolled_at: datetime
    seen_at: datetime
    revoked_at: datetime | None
    clock_error: int
    behind: int


_SPACES = text("""
    SELECT
        h.space_id, h.label, h.seq,
        (SELECT count(*) FROM shared.children AS c WHERE c.space_id = h.space_id AND c.deleted_at IS NULL) AS children,
        (SELECT count(*) FROM sync.credentials AS d WHERE d.space_id = h.space_id AND d.revoked_at IS NULL) AS devices,
        (SELECT count(*) FROM sync.quarantine AS q WHERE q.space_id = h.space_id) AS quarantined
    FROM sync.heads AS h
    ORDER BY h.label, h.space_id
""")
_DEVICES = text("""
    SELECT
        c.space_id, c.device_id, c.name, c.system, c.version, c.role, c.enrolled_at, c.seen_at, c.revoked_at, c.clock_error,
        h.seq - c.pulled_seq AS behind
    FROM sync.credentials AS c JOIN sync.heads AS h USING (space_id)
    ORDER BY c.space_id, c.enrolled_at, c.device_id
""")


def spaces(connection: Connection) -> tuple[HubSpace, ...]:
    """Every space, by label."""
    _as_keeper(connection)
    return tuple(
        HubSpace(SpaceId(row.space_id), row.label, row.seq, row.children, row.devices, row.quarantined)
        for row in connection.execute(_SPACES)
    )


def devices(connection: Connection) -> tuple[HubDevice, ...]:
    """Every device of every space, those that are let in no more among them."""
    _as_keeper(connection)
    return tuple(_device(row) for row in connection.execute(_DEVICES))


def found(connection: Connection, space: SpaceId, label: str) -> None:
    """Make a space for a first device to bring its rows into."""
    _as_hub(connection, space)
    connection.execute(text("SELECT sync.found(:space, :label)"), {"space": space, "label": label})


def invite(connection: Connection, space: SpaceId, code_hash: str, role: Role, hours: int) -> datetime:
    """Let whoever has the code in, once; gives when that ends. `code_hash` is the SHA-256 of the code as hexadecimal digits."""
    _as_hub(connection, space)
    wanted = {"space": space, "hash": code_hash, "role": role.value, "hours": hours}
    made = connection.execute(text("SELECT sync.invite(:space, :hash, :role, :hours, NULL) ->> 'expires_at'"), wanted)
    return datetime.fromisoformat(made.scalar_one())


def revoke(connection: Connection, space: SpaceId, device: UUID) -> None:
    """Let a device in no more."""
    _as_hub(connection, space)
    connection.execute(text("SELECT sync.revoke(:space, :device)"), {"space": space, "device": device})


def _as_keeper(connection: Connection) -> None:
    connection.execute(text("SET LOCAL ROLE lettergrove_keeper"))


def _as_hub(connection: Connection, space: SpaceId) -> None:
    connection.execute(text("SET LOCAL ROLE lettergrove_hub"))
    connection.execute(text("SELECT set_config('lettergrove.space', :space, true)"), {"space": str(space)})


def _device(row: Row[*tuple[Any, ...]]) -> HubDevice:
    return HubDevice(
        SpaceId(row.space_id), row.device_id, row.name, row.system, row.version, Role(row.role), row.enrolled_at, row.seen_at,
        row.revoked_at, row.clock_error, row.behind,
    )  # fmt: skip

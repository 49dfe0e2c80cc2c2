"""What whoever looks after a hub does in its database: spaces, invites, devices. The transaction is left to the caller.

The account needs to be a member of `lettergrove_hub`, as the one that made the hub is.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from app.learning.people import Role


def found_space(connection: Connection, space: UUID, label: str) -> None:
    """Make room for a space; the first device that joins brings its rows. The label is for the keeper alone."""
    _act(connection)
    connection.execute(text("SELECT sync.found(:space, :label)"), {"space": space, "label": label})


def spaces(connection: Connection) -> tuple[Mapping[str, Any], ...]:
    """Every space: space_id, label, name (of the space itself, once it is there), head, devices, seen_at, refused, created_at."""
    _act(connection)
    rows = connection.execute(
        text(
            "SELECT h.space_id, h.label, s.name, h.seq AS head, h.created_at,"
            " count(c.device_id) FILTER (WHERE c.revoked_at IS NULL) AS devices, max(c.seen_at) AS seen_at,"
            " (SELECT count(*) FROM sync.quarantine AS q WHERE q.space_id = h.space_id) AS refused"
            " FROM sync.heads AS h LEFT JOIN shared.spaces AS s USING (space_id) LEFT JOIN sync.credentials AS c USING (space_id)"
            " GROUP BY h.space_id, s.name ORDER BY h.created_at, h.space_id"
        )
    )
    return tuple(dict(row) for row in rows.mappings())


def invite(connection: Connection, space: UUID, code_hash: str, role: Role, hours: int) -> datetime:
    """Let one device in by a code whose SHA-256 (as hex) is given; until when."""
    asked = {"space": space, "hash": code_hash, "role": role.value, "hours": hours}
    _go_into(connection, space)
    answer = connection.execute(text("SELECT sync.invite(:space, :hash, :role, :hours, NULL)"), asked).scalar_one()
    return datetime.fromisoformat(answer["expires_at"])


def devices(connection: Connection, space: UUID) -> list[dict[str, Any]]:
    """Every device of a space, as the protocol's `devices` has them."""
    _go_into(connection, space)
    return list(connection.execute(text("SELECT sync.devices(:space)"), {"space": space}).scalar_one()["devices"])


def revoke(connection: Connection, space: UUID, device: UUID) -> None:
    """Disconnect a device: its next call is refused."""
    _go_into(connection, space)
    connection.execute(text("SELECT sync.revoke(:space, :device)"), {"space": space, "device": device})


def quarantined(connection: Connection, space: UUID) -> list[dict[str, Any]]:
    """The last rows that were refused, as the protocol's `quarantine` has them."""
    _go_into(connection, space)
    return list(connection.execute(text("SELECT sync.quarantined(:space)"), {"space": space}).scalar_one()["quarantine"])


def _act(connection: Connection) -> None:
    connection.execute(text("SELECT set_config('lettergrove.operator', 'on', true)"))
    connection.execute(text("SET LOCAL ROLE lettergrove_hub"))
    connection.execute(text("SET LOCAL TIME ZONE 'UTC'"))


def _go_into(connection: Connection, space: UUID) -> None:
    _act(connection)
    connection.execute(text("SELECT set_config('lettergrove.operator', 'off', true)"))
    connection.execute(text("SELECT set_config('lettergrove.space', :space, true)"), {"space": str(space)})

"""The link of a space to a hub: who this device is there, and its three proofs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, func, insert, select, text, update

from app.data.contract import TABLES
from app.data.replica import erased, marks
from app.data.replica.tables import batches, outbox, quarantine, staging, state
from app.learning.ids import SpaceId


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the history of a space on its hub: a sequence number, and the chain (64 hex digits) up to there."""

    seq: int
    chain: str


@dataclass(frozen=True, slots=True)
class Link:
    """A space's link. `hub` says how to reach it; `cursor` is up to where changes from elsewhere are in our tables."""

    space: SpaceId
    device: UUID
    hub: str
    role: str
    contract: int
    genesis: str
    token: UUID
    acked: Position
    pulled: Position
    cursor: int
    becomes: UUID | None = None
    needs: str | None = None
    synced_at: datetime | None = None
    verified_at: datetime | None = None


def find(connection: Connection, space: SpaceId) -> Link | None:
    """The space's link; None while it is of this computer alone."""
    row = connection.exec_driver_sql("SELECT * FROM sync.state WHERE space_id = %(space)s", {"space": space}).one_or_none()
    return None if row is None else link_in(row)


def first(connection: Connection) -> Link | None:
    """The link of this database; None while none of its spaces is linked."""
    row = connection.exec_driver_sql("SELECT * FROM sync.state ORDER BY space_id LIMIT 1").one_or_none()
    return None if row is None else link_in(row)


def linked_spaces(connection: Connection) -> tuple[SpaceId, ...]:
    """The spaces of this database that are linked."""
    return tuple(SpaceId(found) for found in connection.execute(select(state.c.space_id).order_by(state.c.space_id)).scalars())


def add(connection: Connection, link: Link, *, founding: bool = False) -> None:
    """Link a space, and put everything it has into the outbox. `founding`: nobody has brought anything into the shared space yet.

    Who comes into a space that others live in takes it as it is: what was erased while this computer was alone is not erased there.
    Writers are held off while that is done: whoever wrote before is marked here, whoever writes after marks by itself.
    """
    names = ", ".join(table.name for table in TABLES)
    connection.execute(text(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE"))
    connection.execute(insert(state).values({"space_id": link.space, "hub": link.hub} | _proofs(link)))
    if not founding:
        erased.forget_alone(connection, link.space)
    marks.mark_everything(connection, link.space)


def keep(connection: Connection, link: Link) -> None:
    """Write down who the device is now and what it proves."""
    connection.execute(update(state).where(state.c.space_id == link.space).values(**_proofs(link)))


def advance(connection: Connection, link: Link) -> bool:
    """Write down what the device proves now; whether it is that device still."""
    values = {
        "space": link.space, "device": link.device, "token": link.token, "acked": link.acked.seq, "acked_chain": link.acked.chain,
        "pulled": link.pulled.seq, "pulled_chain": link.pulled.chain, "cursor": link.cursor,
    }  # fmt: skip
    return connection.exec_driver_sql(_ADVANCED, values).rowcount == 1


_ADVANCED = (
    "UPDATE sync.state SET token = %(token)s, acked_seq = %(acked)s, acked_chain = %(acked_chain)s,"
    " pulled_seq = %(pulled)s, pulled_chain = %(pulled_chain)s, pulled_to = %(cursor)s"
    " WHERE space_id = %(space)s AND device_id = %(device)s"
)


def note_verified(connection: Connection, space: SpaceId) -> None:
    """This database and the hub have just been found to hold the same."""
    connection.execute(update(state).where(state.c.space_id == space).values(verified_at=func.now()))


def note_need(connection: Connection, space: SpaceId, needs: str | None) -> None:
    """Syncing waits for a person, and why; None: no more."""
    connection.execute(update(state).where(state.c.space_id == space).values(needs=needs))


def remove(connection: Connection, space: SpaceId) -> None:
    """Unlink a space. Its rows, its conflict history and who was erased stay; nothing waits any more. A later link sends everything."""
    for table in (state, outbox, batches, staging, quarantine):
        connection.execute(delete(table).where(table.c.space_id == space))


def _proofs(link: Link) -> dict[str, Any]:
    return {
        "device_id": link.device,
        "role": link.role,
        "contract": link.contract,
        "genesis": link.genesis,
        "token": link.token,
        "acked_seq": link.acked.seq,
        "acked_chain": link.acked.chain,
        "pulled_seq": link.pulled.seq,
        "pulled_chain": link.pulled.chain,
        "pulled_to": link.cursor,
        "becomes": link.becomes,
        "needs": link.needs,
    }


def link_in(row: Row[*tuple[Any, ...]]) -> Link:
    """The link in a row that holds `sync.state`."""
    return Link(
        space=SpaceId(row.space_id),
        device=row.device_id,
        hub=row.hub,
        role=row.role,
        contract=row.contract,
        genesis=row.genesis,
        token=row.token,
        acked=Position(row.acked_seq, row.acked_chain),
        pulled=Position(row.pulled_seq, row.pulled_chain),
        cursor=row.pulled_to,
        becomes=row.becomes,
        needs=row.needs,
        synced_at=row.synced_at,
        verified_at=row.verified_at,
    )

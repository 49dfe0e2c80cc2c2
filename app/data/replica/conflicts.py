"""Edits made apart: the values that lost, kept for 90 days, so that a grown-up can put them back."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, select, text, update

from app.data.contract import TABLE
from app.data.replica.tables import conflicts
from app.learning.ids import SpaceId

KEPT_DAYS = 90


@dataclass(frozen=True, slots=True)
class Conflict:
    """A column of a row that was edited in two places: what is kept, what lost, and whether that was written here. Values are JSON."""

    id: UUID
    table: str
    row: UUID
    column: str
    kept: Any
    lost: Any
    mine: bool
    at: datetime


def list_open(connection: Connection, space: SpaceId) -> tuple[Conflict, ...]:
    """The conflicts that nobody has settled, the newest first."""
    wanted = select(conflicts).where(conflicts.c.space_id == space, conflicts.c.settled_at.is_(None))
    found = connection.execute(wanted.order_by(conflicts.c.happened_at.desc(), conflicts.c.id))
    return tuple(Conflict(r.id, r.name, r.row_id, r.column_name, r.kept, r.lost, r.mine, r.happened_at) for r in found)


def count_open(connection: Connection, space: SpaceId) -> int:
    """How many nobody has settled."""
    wanted = select(func.count()).select_from(conflicts)
    return connection.execute(wanted.where(conflicts.c.space_id == space, conflicts.c.settled_at.is_(None))).scalar_one()


def keep(connection: Connection, space: SpaceId, found: Sequence[dict[str, Any]]) -> int:
    """Keep conflicts as a hub, or a merge here, tells of them; how many are new."""
    if not found:
        return 0
    return connection.execute(_KEPT, {"space": space, "found": json.dumps(found)}).rowcount


def settle(connection: Connection, space: SpaceId, conflict: UUID) -> None:
    """Let it be as it is."""
    mine = (conflicts.c.space_id == space, conflicts.c.id == conflict)
    connection.execute(update(conflicts).where(*mine).values(settled_at=func.now()))


def reopen(connection: Connection, space: SpaceId, conflict: UUID) -> None:
    """Ask about it again."""
    mine = (conflicts.c.space_id == space, conflicts.c.id == conflict)
    connection.execute(update(conflicts).where(*mine).values(settled_at=None))


@dataclass(frozen=True, slots=True)
class PutBack:
    """A value that was written over when the one that lost was put back."""

    before: Any


def put_back(connection: Connection, space: SpaceId, conflict: UUID) -> PutBack | None:
    """Write the value that lost again, as an edit of now; None when the conflict or its row is not there any more."""
    one = _find(connection, space, conflict)
    if one is None:
        return None
    before = _write(connection, space, one, one.lost)
    settle(connection, space, conflict)
    return before


def take_back(connection: Connection, space: SpaceId, conflict: UUID, put_back: PutBack) -> bool:
    """Write what stood before, as an edit of now, and ask anew; false when the conflict or its row is not there any more."""
    one = _find(connection, space, conflict)
    if one is None or _write(connection, space, one, put_back.before) is None:
        return False
    reopen(connection, space, conflict)
    return True


def _find(connection: Connection, space: SpaceId, conflict: UUID) -> Row[Any] | None:
    return connection.execute(select(conflicts).where(conflicts.c.space_id == space, conflicts.c.id == conflict)).one_or_none()


def _write(connection: Connection, space: SpaceId, one: Row[Any], value: object) -> PutBack | None:
    """Write a value into the column of a conflict; what stood there."""
    table = TABLE[one.name]
    kind = next(column.type for column in table.columns if column.name == one.column_name)
    here = {"space": space, "row": one.row_id}
    stood = text(
        f"SELECT to_jsonb(t.{one.column_name}) AS value FROM {table.name} AS t"
        f" WHERE t.space_id = :space AND t.{table.key} = :row FOR UPDATE"
    )
    before = connection.execute(stood, here).one_or_none()
    if before is None:
        return None
    written = text(
        f"UPDATE {table.name} AS t SET {one.column_name} = r.value, updated_at = now()"
        f" FROM jsonb_to_record(CAST(:value AS jsonb)) AS r (value {kind}) WHERE t.space_id = :space AND t.{table.key} = :row"
    )
    connection.execute(written, {"value": json.dumps({"value": value}), **here})
    return PutBack(before.value)


def forget_old(connection: Connection) -> None:
    """Let go of what is older than 90 days."""
    connection.exec_driver_sql(f"DELETE FROM sync.conflicts WHERE happened_at < now() - interval '{KEPT_DAYS} days'")


_KEPT = text(
    "INSERT INTO sync.conflicts (space_id, name, row_id, column_name, kept, kept_stamp, lost, lost_stamp, mine)"
    " SELECT :space, one ->> 'table', CAST(one ->> 'id' AS uuid), one ->> 'column',"
    " one #> '{kept,value}', CAST(one #>> '{kept,stamp}' AS uuid), one #> '{lost,value}', CAST(one #>> '{lost,stamp}' AS uuid),"
    " CAST(one ->> 'mine' AS boolean)"
    " FROM jsonb_array_elements(CAST(:found AS jsonb)) AS one"
    " ON CONFLICT (space_id, name, row_id, column_name, lost_stamp) DO NOTHING"
)

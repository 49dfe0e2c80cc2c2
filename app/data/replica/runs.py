"""What exchanges came to, for diagnosis. Kept for 30 days."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from app.data.replica.tables import runs
from app.learning.ids import SpaceId

KEPT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Run:
    """One exchange: counts of rows, the hub's head after it, and what was said when it did not end well."""

    began_at: datetime
    ended_at: datetime
    outcome: str
    pushed: int = 0
    pulled: int = 0
    erased: int = 0
    conflicts: int = 0
    quarantined: int = 0
    head: int | None = None
    said: str | None = None


def note(connection: Connection, space: SpaceId, run: Run) -> None:
    """Write an exchange down."""
    connection.exec_driver_sql(_NOTED, {"space": space} | {name: getattr(run, name) for name in Run.__slots__})


def note_synced(connection: Connection, space: SpaceId, run: Run) -> datetime | None:
    """The same for one after which both sides held the same, as far as either knew: when that was, None where the link has gone."""
    met = connection.exec_driver_sql(_NOTED_SYNCED, {"space": space} | {name: getattr(run, name) for name in Run.__slots__})
    moment: datetime | None = met.scalar_one_or_none()
    return moment


def forget_old(connection: Connection) -> None:
    """Let go of exchanges of more than 30 days ago."""
    connection.exec_driver_sql(f"DELETE FROM sync.runs WHERE ended_at < now() - interval '{KEPT_DAYS} days'")


def latest(connection: Connection, space: SpaceId, limit: int) -> tuple[Run, ...]:
    """The last exchanges, the newest first."""
    wanted = select(runs).where(runs.c.space_id == space).order_by(runs.c.id.desc()).limit(limit)
    return tuple(Run(**{name: getattr(row, name) for name in Run.__slots__}) for row in connection.execute(wanted))


_NOTED = (
    f"INSERT INTO sync.runs (space_id, {', '.join(Run.__slots__)}) VALUES (%(space)s, {', '.join(f'%({name})s' for name in Run.__slots__)})"
)
_NOTED_SYNCED = (
    f"WITH noted AS ({_NOTED}) UPDATE sync.state SET synced_at = now(), needs = NULL WHERE space_id = %(space)s RETURNING synced_at"
)

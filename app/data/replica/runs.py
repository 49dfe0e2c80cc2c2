"""What exchanges came to, for diagnosis. Kept for 30 days."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, text

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
    """Write an exchange down, and let go of those of more than 30 days ago."""
    connection.execute(insert(runs).values(space_id=space, **{name: getattr(run, name) for name in Run.__slots__}))
    connection.execute(text(f"DELETE FROM sync.runs WHERE ended_at < now() - interval '{KEPT_DAYS} days'"))


def latest(connection: Connection, space: SpaceId, limit: int) -> tuple[Run, ...]:
    """The last exchanges, the newest first."""
    wanted = select(runs).where(runs.c.space_id == space).order_by(runs.c.id.desc()).limit(limit)
    return tuple(Run(**{name: getattr(row, name) for name in Run.__slots__}) for row in connection.execute(wanted))

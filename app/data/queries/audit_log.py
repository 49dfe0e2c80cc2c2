"""Queries of the audit log. Facts: appended, never changed."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from app.data.tables import audit_log
from app.learning.ids import GrownUpId, SpaceId


def append(
    connection: Connection,
    space: SpaceId,
    entry: UUID,
    occurred_at: datetime,
    grown_up: GrownUpId | None,
    action: str,
    subject: UUID | None = None,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Note that `grown_up` (None: the program itself) did `action` (words in small letters, with hyphens) to `subject`.

    `facts` hold what JSON can; never a password, secret or token. Appending the same entry again changes nothing.
    """
    row = {"space_id": space, "id": entry, "occurred_at": occurred_at, "grown_up_id": grown_up, "action": action, "subject_id": subject}
    connection.execute(insert(audit_log).values(row | {"facts": dict(facts or {})}).on_conflict_do_nothing())

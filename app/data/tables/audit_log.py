"""audit_log: what was done to people and their data, and by whom.

Facts: appended, never changed. `subject_id` has no key: it outlives its row.
"""

from sqlalchemy import CheckConstraint, Column, Index, Table, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB

from app.data.tables.metadata import FACT, MOMENT, belongs_to, id_column, in_space, metadata, space_column, words

audit_log = Table(
    "audit_log",
    metadata,
    space_column(),
    id_column(),
    Column("occurred_at", MOMENT, nullable=False),
    Column("grown_up_id", Uuid),
    words("action"),
    Column("subject_id", Uuid),
    Column("facts", JSONB, nullable=False, server_default=text("'{}'")),
    in_space(),
    belongs_to("grown_ups", "grown_up_id", "SET NULL (grown_up_id)"),
    CheckConstraint("action ~ '^[a-z-]{1,60}$'", name="action"),
    Index(None, "space_id", "occurred_at"),
    Index(None, "space_id", "grown_up_id"),
    info=FACT,
)

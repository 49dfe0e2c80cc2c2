"""grown_ups and memberships: who they are, what they may do, and how often signing in has failed.

Failed tries and the lock-out stand in the row so that a restart does not clear them. A membership's id is `key_id("membership", grown_up)`.
"""

from sqlalchemy import CheckConstraint, Column, Index, Table, Uuid

from app.data.tables.metadata import (
    MOMENT,
    RECORD,
    belongs_to,
    id_column,
    in_space,
    metadata,
    name_check,
    number,
    one_of,
    record_columns,
    space_column,
    words,
)
from app.learning.people import Role

grown_ups = Table(
    "grown_ups",
    metadata,
    space_column(),
    id_column(),
    words("name"),
    words("password_hash", optional=True),  # argon2id, in its own format with salt and costs; without one nobody can sign in
    *record_columns(),
    in_space(),
    name_check(),
    info=RECORD,
)

memberships = Table(
    "memberships",
    metadata,
    space_column(),
    id_column(),
    Column("grown_up_id", Uuid, nullable=False),
    words("role"),
    number("failed_attempts", default="0"),
    Column("locked_until", MOMENT),
    *record_columns(),
    belongs_to("grown_ups", "grown_up_id", "CASCADE"),
    one_of("role", Role),
    CheckConstraint("failed_attempts >= 0", name="failed_attempts"),
    Index(None, "space_id", "grown_up_id"),
    info=RECORD,
)

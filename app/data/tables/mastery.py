"""mastery: where a child stands on a skill. Derived: folded from attempts here, never synced, so its key is the natural one.

A trigger refuses a status that goes back (`migrations/sql/guard_mastery.sql`) except in a refold. `last_id` has no foreign key: it says
up to which attempt the fold has come.
"""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table, Uuid, func
from sqlalchemy.dialects.postgresql import JSONB

from app.data.tables.metadata import DERIVED, MOMENT, OFTEN_REWRITTEN, belongs_to, metadata, number, one_of, space_column, words
from app.learning.skills import Status

mastery = Table(
    "mastery",
    metadata,
    space_column(),
    Column("child_id", Uuid, primary_key=True),
    Column("skill_id", Uuid, primary_key=True),
    words("status"),
    number("leaves"),
    Column("attempts", Integer, nullable=False),
    Column("bloomed_at", MOMENT),
    Column("due", MOMENT),
    Column("last_at", MOMENT),
    Column("last_id", Uuid),
    Column("memory", JSONB, nullable=False),
    number("rules"),
    Column("updated_at", MOMENT, nullable=False, server_default=func.now(), onupdate=func.now()),
    belongs_to("children", "child_id", "CASCADE"),
    belongs_to("skills", "skill_id", "CASCADE"),
    one_of("status", Status),
    CheckConstraint("leaves BETWEEN 0 AND 3", name="leaves"),
    CheckConstraint("attempts >= 0", name="attempts"),
    CheckConstraint("status <> 'bloomed' OR bloomed_at IS NOT NULL", name="bloomed_at"),
    Index(None, "space_id", "skill_id"),
    postgresql_with=OFTEN_REWRITTEN,
    info=DERIVED,
)

"""badges: achievements, with the attempt that earned them. Facts.

The id is `key_id("badge", child, kind)`, of a first bloom `key_id("badge", child, "bloom", skill)`: earned twice, on two devices, it is
one badge.
"""

from sqlalchemy import CheckConstraint, Column, Index, Table, Uuid

from app.data.tables.metadata import FACT, MOMENT, belongs_to, id_column, language_check, metadata, number, space_column, words

badges = Table(
    "badges",
    metadata,
    space_column(),
    id_column(),
    Column("child_id", Uuid, nullable=False),
    words("kind"),
    words("award"),
    words("language", optional=True),
    number("reached", optional=True),
    Column("skill_id", Uuid),
    Column("attempt_id", Uuid),
    Column("earned_at", MOMENT, nullable=False),
    belongs_to("children", "child_id", "CASCADE"),
    belongs_to("skills", "skill_id", "NO ACTION"),
    belongs_to("attempts", "attempt_id", "SET NULL (attempt_id)"),
    CheckConstraint("kind ~ '^[a-z0-9-]{1,60}$'", name="kind"),
    CheckConstraint("award ~ '^[a-z-]{1,60}$'", name="award"),  # open, as kinds are: a later version may have more
    CheckConstraint("award <> 'bloom' OR skill_id IS NOT NULL", name="bloom"),
    language_check(),
    Index(None, "space_id", "child_id", "earned_at"),
    Index(None, "space_id", "skill_id"),
    Index(None, "space_id", "attempt_id"),
    info=FACT,
)

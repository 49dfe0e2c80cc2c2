"""skill_marks: what grown-ups have seen of abilities. Facts; a trigger folds them into mastery (`migrations/sql/skill_marks.sql`)."""

from sqlalchemy import CheckConstraint, Column, Date, Index, Table, Uuid

from app.data.tables.metadata import FACT, MOMENT, belongs_to, id_column, metadata, number, one_of, space_column, words
from app.learning.choices import Mark

skill_marks = Table(
    "skill_marks",
    metadata,
    space_column(),
    id_column(),
    Column("child_id", Uuid, nullable=False),
    Column("skill_id", Uuid, nullable=False),
    words("kind"),
    number("score", optional=True),
    Column("occurred_at", MOMENT, nullable=False),
    Column("local_day", Date, nullable=False),
    Column("grown_up_id", Uuid),
    belongs_to("children", "child_id", "CASCADE"),
    belongs_to("skills", "skill_id", "NO ACTION"),  # a skill with history is not deleted; removing a whole space passes
    belongs_to("grown_ups", "grown_up_id", "SET NULL (grown_up_id)"),
    one_of("kind", Mark),
    CheckConstraint("score BETWEEN 0 AND 100", name="score"),
    Index(None, "space_id", "child_id", "skill_id"),
    Index(None, "space_id", "skill_id"),
    Index(None, "space_id", "grown_up_id"),
    info=FACT,
)

"""practice_days: what a child did on a day.

Derived: triggers keep it equal to the sum of attempts (`migrations/sql/roll_up_practice_days.sql`).
"""

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Integer, Table, Uuid

from app.data.tables.metadata import DERIVED, OFTEN_REWRITTEN, belongs_to, metadata, space_column

practice_days = Table(
    "practice_days",
    metadata,
    space_column(),
    Column("child_id", Uuid, primary_key=True),
    Column("local_day", Date, primary_key=True),
    Column("attempts", Integer, nullable=False),
    Column("correct", Integer, nullable=False),
    Column("first_tries", Integer, nullable=False),
    Column("first_tries_right", Integer, nullable=False),  # unaided
    Column("played_ms", BigInteger, nullable=False),
    belongs_to("children", "child_id", "CASCADE"),
    CheckConstraint(
        "attempts > 0 AND correct BETWEEN 0 AND attempts AND first_tries BETWEEN 0 AND attempts"
        " AND first_tries_right BETWEEN 0 AND first_tries AND played_ms >= 0",
        name="counts",
    ),
    postgresql_with=OFTEN_REWRITTEN,
    info=DERIVED,
)

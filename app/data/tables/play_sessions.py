"""play_sessions: one sitting of one child at one game. Without `ended_at` it can be resumed; `seed` and `turns` make it go on as it began.

No check holds `ended_at` after `started_at`: a clock set back must not lose a sitting.
"""

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Index, Table, Uuid

from app.data.tables.metadata import (
    MOMENT,
    RECORD,
    belongs_to,
    id_column,
    language_check,
    metadata,
    number,
    record_columns,
    space_column,
    words,
)

play_sessions = Table(
    "play_sessions",
    metadata,
    space_column(),
    id_column(),
    Column("child_id", Uuid, nullable=False),
    number("game"),
    words("language"),
    number("turns"),
    Column("seed", BigInteger, nullable=False),
    Column("started_at", MOMENT, nullable=False),
    Column("ended_at", MOMENT),
    Column("local_day", Date, nullable=False),
    *record_columns(),
    belongs_to("children", "child_id", "CASCADE"),
    language_check(),
    CheckConstraint("game > 0", name="game"),
    CheckConstraint("turns > 0", name="turns"),
    Index(None, "space_id", "child_id", "started_at"),
    info=RECORD,
)

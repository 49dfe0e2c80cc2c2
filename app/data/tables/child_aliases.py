"""child_aliases: which rows of children are one child. The id is `alias_id((child_id, same_as))`, and neither is ever another.

Two computers may close a ring of them; `app.learning.aliases` says what that means. A trigger notes that where the child stands is to be
folded anew (`migrations/sql/child_aliases.sql`).
"""

from sqlalchemy import CheckConstraint, Column, Index, Table, Uuid

from app.data.tables.metadata import RECORD, belongs_to, id_column, in_space, metadata, record_columns, space_column

child_aliases = Table(
    "child_aliases",
    metadata,
    space_column(),
    id_column(),
    Column("child_id", Uuid, nullable=False),
    Column("same_as", Uuid, nullable=False),
    *record_columns(),
    in_space(),
    belongs_to("children", "child_id", "CASCADE"),
    belongs_to("children", "same_as", "CASCADE"),
    CheckConstraint("child_id <> same_as", name="same_as"),
    Index(None, "space_id", "child_id"),
    Index(None, "space_id", "same_as"),
    info=RECORD,
)

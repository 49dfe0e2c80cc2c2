"""settings: one row a setting, of the space, of a child or of a grown-up. The id is `key_id("setting", scope, key)`."""

from sqlalchemy import CheckConstraint, Column, Index, Table, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from app.data.tables.metadata import RECORD, belongs_to, id_column, in_space, metadata, record_columns, space_column, words

settings = Table(
    "settings",
    metadata,
    space_column(),
    id_column(),
    Column("child_id", Uuid),
    Column("grown_up_id", Uuid),
    words("key"),
    Column("value", JSONB, nullable=False),
    *record_columns(),
    in_space(),
    belongs_to("children", "child_id", "CASCADE"),
    belongs_to("grown_ups", "grown_up_id", "CASCADE"),
    CheckConstraint("num_nonnulls(child_id, grown_up_id) <= 1", name="one_owner"),
    CheckConstraint("key ~ '^[a-z0-9_.-]{1,100}$'", name="key"),
    Index(None, "space_id", "child_id"),
    Index(None, "space_id", "grown_up_id"),
    info=RECORD,
)

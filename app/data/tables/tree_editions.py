"""tree_editions: what a tree was before another edition of it was published, whole, in the format of tree files. Facts."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from app.data.tables.metadata import FACT, MOMENT, belongs_to, id_column, metadata, space_column

tree_editions = Table(
    "tree_editions",
    metadata,
    space_column(),
    id_column(),
    Column("tree_id", Uuid, nullable=False),
    Column("number", Integer, nullable=False),
    Column("published_at", MOMENT, nullable=False),
    Column("grown_up_id", Uuid),
    Column("content", JSONB, nullable=False),
    belongs_to("skill_trees", "tree_id", "CASCADE"),
    belongs_to("grown_ups", "grown_up_id", "SET NULL (grown_up_id)"),
    CheckConstraint("number >= 1", name="number"),
    Index(None, "space_id", "tree_id"),
    Index(None, "space_id", "grown_up_id"),
    info=FACT,
)

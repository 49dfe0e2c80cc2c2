"""skill_trees, skills, skill_edges and skill_choices.

An edge's id is `key_id("edge", skill, prerequisite, any_of)`, a choice's `key_id("choice", child, skill, kind)`.
Triggers keep edges within one tree and free of cycles (`migrations/sql/guard_skill_edges.sql`), and count `revision` up with
every change of a tree's skills and edges.
"""

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, Table, Uuid, text

from app.data.tables.metadata import (
    RECORD,
    belongs_to,
    id_column,
    in_space,
    language_check,
    metadata,
    name_check,
    number,
    one_of,
    record_columns,
    space_column,
    words,
)
from app.learning.people import Case
from app.learning.skills import Aspect, Level

skill_trees = Table(
    "skill_trees",
    metadata,
    space_column(),
    id_column(),
    words("name"),
    words("language"),
    words("pack", optional=True),
    Column("pack_version", Integer, nullable=False, server_default=text("0")),
    Column("revision", BigInteger, nullable=False, server_default=text("0")),  # of this database only; never travels
    *record_columns(),
    in_space(),
    name_check(),
    language_check(),
    info=RECORD,
)

skills = Table(
    "skills",
    metadata,
    space_column(),
    id_column(),
    Column("tree_id", Uuid, nullable=False),
    words("name"),
    words("language"),
    words("letter"),
    words("letter_case"),
    words("aspect"),
    Column("position", Integer, nullable=False),
    *record_columns(),
    belongs_to("skill_trees", "tree_id", "CASCADE"),
    name_check(),
    language_check(),
    one_of("letter_case", Case),
    one_of("aspect", Aspect),
    Index(None, "space_id", "tree_id"),
    info=RECORD,
)

skill_edges = Table(
    "skill_edges",
    metadata,
    space_column(),
    id_column(),
    Column("skill_id", Uuid, nullable=False),
    Column("prerequisite_id", Uuid, nullable=False),
    number("any_of", default="0"),
    number("minimum_level"),
    *record_columns(),
    belongs_to("skills", "skill_id", "CASCADE"),
    belongs_to("skills", "prerequisite_id", "CASCADE"),
    CheckConstraint("skill_id <> prerequisite_id", name="not_itself"),
    CheckConstraint("any_of >= 0", name="any_of"),
    CheckConstraint(f"minimum_level BETWEEN {min(Level):d} AND {max(Level):d}", name="minimum_level"),
    Index(None, "space_id", "skill_id"),
    Index(None, "space_id", "prerequisite_id"),
    info=RECORD,
)

skill_choices = Table(
    "skill_choices",
    metadata,
    space_column(),
    id_column(),
    Column("child_id", Uuid, nullable=False),
    Column("skill_id", Uuid, nullable=False),
    words("kind"),
    Column("grown_up_id", Uuid),
    *record_columns(),
    belongs_to("children", "child_id", "CASCADE"),
    belongs_to("skills", "skill_id", "CASCADE"),
    belongs_to("grown_ups", "grown_up_id", "SET NULL (grown_up_id)"),
    CheckConstraint("kind IN ('skip', 'pin', 'goal')", name="kind"),
    Index(None, "space_id", "child_id"),
    Index(None, "space_id", "skill_id"),
    Index(None, "space_id", "grown_up_id"),
    info=RECORD,
)

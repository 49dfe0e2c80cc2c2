"""skill_trees, skills, skill_edges and skill_choices.

An edge's id is `key_id("edge", skill, prerequisite, any_of)`, a choice's `key_id("choice", child, skill, kind)`.
Triggers keep edges within one tree and free of cycles (`migrations/sql/guard_skill_edges.sql`), and count `revision` up with
every change of a tree's skills and edges. `skill_words` is what a search looks into, kept by a trigger (`skill_search.sql`).
"""

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Index, Integer, Table, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR

from app.data.tables.metadata import (
    DERIVED,
    LONGEST_NAME,
    RECORD,
    belongs_to,
    id_column,
    in_space,
    json_object,
    language_check,
    length_check,
    metadata,
    name_check,
    number,
    one_of,
    record_columns,
    space_column,
    words,
)
from app.learning.choices import Choice
from app.learning.people import Case
from app.learning.skills import LONGEST_DESCRIPTION, Aspect, Edition, Level

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
    words("description", default="''"),
    words("author", default="''"),
    words("edition", default="'published'"),
    Column("replaces_id", Uuid),  # no key, as two of skills have none: rows of one table come from other computers in whatever order
    json_object("more_facts"),
    *record_columns(),
    in_space(),
    length_check("description", LONGEST_DESCRIPTION),
    length_check("author", LONGEST_NAME),
    one_of("edition", Edition),
    CheckConstraint("jsonb_typeof(more_facts) = 'object'", name="more_facts"),
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
    words("description", default="''"),
    Column("tags", JSONB, nullable=False, server_default=text("'[]'")),  # a list of texts
    Column("spot_right", Integer),
    Column("spot_down", Integer),
    Column("opens_on", Date),
    Column("stands_for_id", Uuid),
    Column("replaced_by_id", Uuid),
    json_object("more_facts"),
    *record_columns(),
    belongs_to("skill_trees", "tree_id", "CASCADE"),
    CheckConstraint("aspect <> 'ability' OR letter = ''", name="ability"),
    length_check("description", LONGEST_DESCRIPTION),
    CheckConstraint("jsonb_typeof(tags) = 'array'", name="tags"),
    CheckConstraint("(spot_right IS NULL) = (spot_down IS NULL)", name="spot"),
    CheckConstraint("jsonb_typeof(more_facts) = 'object'", name="more_facts"),
    name_check(),
    language_check(),
    one_of("letter_case", Case),
    one_of("aspect", Aspect),
    Index(None, "space_id", "tree_id"),
    Index(None, "more_facts", postgresql_using="gin", postgresql_ops={"more_facts": "jsonb_path_ops"}),
    info=RECORD,
)

skill_words = Table(
    "skill_words",
    metadata,
    space_column(),
    Column("skill_id", Uuid, primary_key=True),
    Column("tree_id", Uuid, nullable=False),  # a skill stays in its tree
    words("folded"),
    Column("words", TSVECTOR, nullable=False),
    belongs_to("skills", "skill_id", "CASCADE"),
    Index(None, "words", postgresql_using="gin"),
    info=DERIVED,
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
    number("minimum_score", optional=True),
    *record_columns(),
    belongs_to("skills", "skill_id", "CASCADE"),
    belongs_to("skills", "prerequisite_id", "CASCADE"),
    CheckConstraint("skill_id <> prerequisite_id", name="not_itself"),
    CheckConstraint("any_of >= 0", name="any_of"),
    CheckConstraint(f"minimum_level BETWEEN {min(Level):d} AND {max(Level):d}", name="minimum_level"),
    CheckConstraint("minimum_score BETWEEN 1 AND 100", name="minimum_score"),
    Index(None, "space_id", "skill_id", postgresql_include=["prerequisite_id", "deleted_at"]),
    Index(None, "space_id", "prerequisite_id", postgresql_include=["skill_id", "deleted_at"]),
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
    one_of("kind", Choice),
    Index(None, "space_id", "child_id"),
    Index(None, "space_id", "skill_id"),
    Index(None, "space_id", "grown_up_id"),
    info=RECORD,
)

"""children and child_languages: a child's profile, its avatar as three choices, its picture password, and its languages in order.

The id of a child's language is `key_id("child-language", child, language)`.
"""

from sqlalchemy import CheckConstraint, Column, Date, Index, SmallInteger, Table, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

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
from app.learning.people import Case, Letterform

children = Table(
    "children",
    metadata,
    space_column(),
    id_column(),
    words("name"),
    words("friend"),
    words("scarf"),
    words("backdrop"),
    Column("born", Date),
    words("letter_case"),
    words("letterform"),
    Column("secret", ARRAY(SmallInteger)),
    *record_columns(),
    in_space(),
    name_check(),
    CheckConstraint("friend ~ '^[a-z-]{1,40}$'", name="friend"),  # open: a later version may have more animals
    CheckConstraint("scarf ~ '^#[0-9A-Fa-f]{6}$'", name="scarf"),
    CheckConstraint("backdrop ~ '^#[0-9A-Fa-f]{6}$'", name="backdrop"),
    CheckConstraint("date_part('day', born) = 1", name="born"),  # the month is all that is known
    one_of("letter_case", Case),
    one_of("letterform", Letterform),
    CheckConstraint(
        "array_ndims(secret) = 1 AND cardinality(secret) = 3 AND array_position(secret, NULL) IS NULL AND 0 <= ALL (secret)", name="secret"
    ),
    Index(None, "space_id", "created_at"),
    info=RECORD,
)

child_languages = Table(
    "child_languages",
    metadata,
    space_column(),
    id_column(),
    Column("child_id", Uuid, nullable=False),
    words("language"),
    number("position"),
    *record_columns(),
    belongs_to("children", "child_id", "CASCADE"),
    language_check(),
    CheckConstraint("position >= 0", name="position"),
    Index(None, "space_id", "child_id"),
    info=RECORD,
)

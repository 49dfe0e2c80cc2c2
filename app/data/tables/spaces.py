"""spaces: households and classrooms. The key is `space_id` itself: a space's id is its own."""

from sqlalchemy import Table

from app.data.tables.metadata import RECORD, metadata, name_check, one_of, record_columns, space_column, words
from app.learning.people import SpaceKind

spaces = Table(
    "spaces",
    metadata,
    space_column(),
    words("kind"),
    words("name"),
    *record_columns(),
    one_of("kind", SpaceKind),
    name_check(),
    info=RECORD,
)

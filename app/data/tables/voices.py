"""voices: what grown-ups recorded, a row for each thing said. The id is `VoiceKey.id_in(space)`; the sound is a file named by its hash."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table, Uuid

from app.data.tables.metadata import (
    MOMENT,
    RECORD,
    belongs_to,
    id_column,
    in_space,
    language_check,
    metadata,
    one_of,
    record_columns,
    space_column,
    words,
)
from app.learning.voices import VoiceKind

voices = Table(
    "voices",
    metadata,
    space_column(),
    id_column(),
    words("language"),
    words("kind"),
    words("key"),
    words("sha256"),
    Column("length_ms", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("recorded_by", Uuid),
    Column("recorded_at", MOMENT, nullable=False),
    *record_columns(),
    in_space(),
    belongs_to("grown_ups", "recorded_by", "SET NULL (recorded_by)"),
    language_check(),
    one_of("kind", VoiceKind),
    CheckConstraint("char_length(key) BETWEEN 1 AND 200", name="key"),
    CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
    CheckConstraint("length_ms BETWEEN 1 AND 60000", name="length_ms"),
    CheckConstraint("size > 0", name="size"),
    Index(None, "space_id", "language"),
    Index(None, "space_id", "recorded_by"),
    info=RECORD,
)

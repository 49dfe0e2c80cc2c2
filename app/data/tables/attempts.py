"""attempts: the volume of the database, so a narrow row.

`game` is a number (2 bytes for 16 of text; `NUMBER_OF`), `choices` are joined by U+001F (an array of four letters takes 53 bytes, the text
8), there is no `created_at` (the id and `occurred_at` tell) and a fact has no `updated_at`. Fixed columns come first, widest alignment
first. `local_day` is the day at the child's place, a fact that no time zone moves.
"""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Index, Integer, Table, Uuid

from app.data.tables.metadata import FACT, MOMENT, belongs_to, id_column, metadata, number, space_column, words
from app.learning.mastery import Game

CHOICE_SEPARATOR = "\x1f"

# Numbers are stored: append only.
NUMBER_OF = {
    Game.LISTEN_AND_FIND: 1,
    Game.PICTURE_TO_LETTER: 2,
    Game.ODD_ONE_OUT: 3,
    Game.LETTER_PAIRS: 4,
    Game.ALPHABET_TRAIN: 5,
    Game.LETTERS_HOME: 6,
    Game.LETTER_HUNT: 7,
    Game.BUILD_WORD: 8,
    Game.TRACE: 10,
}
GAME_OF = {number: game for game, number in NUMBER_OF.items()}

attempts = Table(
    "attempts",
    metadata,
    space_column(),
    id_column(),
    Column("child_id", Uuid, nullable=False),
    Column("play_session_id", Uuid, nullable=False),
    Column("skill_id", Uuid, nullable=False),
    Column("occurred_at", MOMENT, nullable=False),
    Column("local_day", Date, nullable=False),
    Column("took_ms", Integer, nullable=False),
    number("game"),
    number("turn"),
    number("try_number"),
    Column("correct", Boolean, nullable=False),
    Column("aided", Boolean, nullable=False),
    words("asked"),
    words("answered"),
    words("choices"),
    words("prompt", default="''"),
    belongs_to("children", "child_id", "CASCADE"),
    belongs_to("play_sessions", "play_session_id", "CASCADE"),
    belongs_to("skills", "skill_id", "NO ACTION"),  # a skill with history is not deleted; removing a whole space passes
    CheckConstraint("game > 0", name="game"),
    CheckConstraint("turn >= 0", name="turn"),
    CheckConstraint("try_number >= 1", name="try_number"),
    CheckConstraint("took_ms >= 0", name="took_ms"),
    CheckConstraint("char_length(asked) BETWEEN 1 AND 200", name="asked"),
    CheckConstraint("char_length(answered) BETWEEN 1 AND 200", name="answered"),
    CheckConstraint("char_length(choices) BETWEEN 1 AND 2000", name="choices"),
    CheckConstraint("char_length(prompt) <= 200", name="prompt"),
    # All that statistics read, so that a year of a child is read from the index alone.
    Index(
        None,
        "space_id",
        "child_id",
        "occurred_at",
        postgresql_include=["skill_id", "local_day", "took_ms", "game", "try_number", "correct", "aided"],
    ),
    Index(None, "space_id", "play_session_id"),
    Index(None, "space_id", "skill_id", "child_id"),  # equal keys are stored once: about 8 bytes a row
    Index(None, "occurred_at", postgresql_using="brin", postgresql_with={"autosummarize": "on"}),
    # Rows only arrive: vacuum early, so that statistics may read the index alone, and analyse before plans go stale.
    postgresql_with={
        "autovacuum_vacuum_insert_threshold": 2000,
        "autovacuum_vacuum_insert_scale_factor": 0.02,
        "autovacuum_analyze_scale_factor": 0.02,
    },
    info=FACT,
)

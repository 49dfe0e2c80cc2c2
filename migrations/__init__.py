"""The revisions of the schema: env.py runs them, `versions/` holds one file each, `sql/` what SQL itself says best.

`REVISIONS` names them all, oldest first, so that the program knows without Alembic (whose import takes longer than a start may)
whether a database is up to date, behind, or made by a newer program. A test holds the list to the files.
"""

from pathlib import Path

REVISIONS = (
    "0001_people_and_skills",
    "0002_play_and_mastery",
    "0003_sync",
    "0004_trees",
    "0005_voices",
    "0006_erased_and_left_out",
    "0007_child_aliases",
)
NEWEST = REVISIONS[-1]
VERSION_TABLE = "schema_revision"
FOLDER = Path(__file__).parent

"""The pulse of a space: figures that are others as soon as anybody has changed something. One query, a few ms.

Records are told by their stamps, which triggers change whoever writes; trees by their revisions, play by the days' sums.
"""

from sqlalchemy import Connection, text

from app.learning.ids import SpaceId

_RECORDS = ("spaces", "grown_ups", "memberships", "children", "child_languages", "child_aliases", "settings", "skill_choices", "voices")
_OF_RECORDS = (
    "SELECT '{0}' AS name, sum(hashtext(CAST(sync_stamp AS text) || CAST(sync_columns AS text))) + count(*) AS figure"
    " FROM {0} WHERE space_id = :space"
)
_PULSE = " UNION ALL ".join(
    (
        *(_OF_RECORDS.format(table) for table in _RECORDS),
        "SELECT 'skill_trees', sum(revision) + count(*) FROM skill_trees WHERE space_id = :space",
        "SELECT 'attempts', sum(attempts) FROM practice_days WHERE space_id = :space",
        "SELECT 'skill_marks', count(*) FROM skill_marks WHERE space_id = :space",
    )
)


def pulse(connection: Connection, space: SpaceId) -> dict[str, int]:
    """A figure for each table; equal figures mean that nothing was changed in it."""
    return {row.name: int(row.figure or 0) for row in connection.execute(text(_PULSE), {"space": space})}

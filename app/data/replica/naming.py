"""What rows are called, for a person: by their own name, or by that of whom they belong to."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, text

from app.learning.ids import SpaceId

_NAMES = {
    "spaces": "SELECT space_id, space_id AS id, name FROM spaces",
    "grown_ups": "SELECT space_id, id, name FROM grown_ups",
    "memberships": (
        "SELECT m.space_id, m.id, g.name FROM memberships AS m JOIN grown_ups AS g ON g.space_id = m.space_id AND g.id = m.grown_up_id"
    ),
    "children": "SELECT space_id, id, name FROM children",
    "skill_trees": "SELECT space_id, id, name FROM skill_trees",
    "skills": "SELECT space_id, id, name FROM skills",
    "skill_edges": (
        "SELECT e.space_id, e.id, s.name FROM skill_edges AS e JOIN skills AS s ON s.space_id = e.space_id AND s.id = e.skill_id"
    ),
    "settings": "SELECT space_id, id, key AS name FROM settings",
}
_OF_CHILDREN = ("child_languages", "skill_choices", "play_sessions", "attempts", "badges")


def names_of(connection: Connection, space: SpaceId, table: str, rows: Sequence[UUID]) -> dict[UUID, str]:
    """The names of some rows of a table; rows that are not there, or that nothing names, have none."""
    asked = _NAMES.get(table)
    if table in _OF_CHILDREN:
        asked = f"SELECT t.space_id, t.id, c.name FROM {table} AS t JOIN children AS c ON (c.space_id, c.id) = (t.space_id, t.child_id)"
    if asked is None:
        return {}
    wanted = text(f"SELECT named.id, named.name FROM ({asked}) AS named WHERE named.space_id = :space AND named.id = ANY (:rows)")
    return {row.id: row.name for row in connection.execute(wanted, {"space": space, "rows": list(rows)})}

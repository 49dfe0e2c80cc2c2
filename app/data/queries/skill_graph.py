"""What lies before and after a skill, and what is open for a child, asked of the database itself.

A walk is a recursive query with UNION: it meets every skill once, ends on circles too, and takes about a millisecond in a tree of 10,000.
"""

from datetime import date

from sqlalchemy import Connection, and_, func, select

from app.data.queries.rows import rows_of
from app.data.tables import skill_edges, skills
from app.learning.ids import ChildId, SkillId, SpaceId, TreeId


def earlier(connection: Connection, space: SpaceId, skill: SkillId) -> frozenset[SkillId]:
    """Everything that comes before a skill, near and far, of every alternative."""
    return _walk(connection, space, skill, "skill_id", "prerequisite_id")


def later(connection: Connection, space: SpaceId, skill: SkillId) -> frozenset[SkillId]:
    """Everything that depends on a skill, near and far."""
    return _walk(connection, space, skill, "prerequisite_id", "skill_id")


def open_skills(connection: Connection, space: SpaceId, tree: TreeId, child: ChildId, today: date) -> frozenset[SkillId]:
    """The skills of a tree that wait for nothing, whether the child has begun them or not (`migrations/sql/open_skills.sql`)."""
    found = func.open_skills(space, tree, child, today).table_valued("id").render_derived()
    return frozenset(SkillId(row.id) for row in connection.execute(select(found.c.id)))


def _walk(connection: Connection, space: SpaceId, start: SkillId, from_column: str, to_column: str) -> frozenset[SkillId]:
    edges = skill_edges.c
    there = and_(skills.c.space_id == edges.space_id, skills.c.id == edges[to_column], skills.c.deleted_at.is_(None))
    step = select(edges[to_column].label("id")).join(skills, there).where(*rows_of(skill_edges, space, removed=False))
    walk = step.where(edges[from_column] == start).cte("walk", recursive=True)
    reached = walk.union(step.join(walk, edges[from_column] == walk.c.id))
    return frozenset(SkillId(row.id) for row in connection.execute(select(reached.c.id)))

"""What lies before and after a skill, and what is open for a child, asked of the database itself (`migrations/sql/open_skills.sql`)."""

from datetime import date

from sqlalchemy import Connection, Uuid, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.functions import FunctionElement

from app.learning.ids import ChildId, SkillId, SpaceId, TreeId


def earlier(connection: Connection, space: SpaceId, skill: SkillId) -> frozenset[SkillId]:
    """Everything that comes before a skill, near and far, of every alternative."""
    return _told(connection, func.earlier_skills(space, skill))


def later(connection: Connection, space: SpaceId, skill: SkillId) -> frozenset[SkillId]:
    """Everything that depends on a skill, near and far."""
    return _told(connection, func.later_skills(space, skill))


def open_skills(connection: Connection, space: SpaceId, tree: TreeId, child: ChildId, today: date) -> frozenset[SkillId]:
    """The skills of a tree that wait for nothing, whether the child has begun them or not."""
    return _told(connection, func.open_skills(space, tree, child, today))


def _told(connection: Connection, asked: FunctionElement[object]) -> frozenset[SkillId]:
    found = asked.table_valued("id").render_derived()  # as one array: thousands of rows take longer to fetch than to find
    return frozenset(connection.execute(select(func.array_agg(found.c.id, type_=ARRAY(Uuid)))).scalar() or ())

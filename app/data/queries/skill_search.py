"""Searching skills by words and facts (`migrations/sql/skill_search.sql`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Text, cast, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from app.learning.ids import SkillId, SpaceId, TreeId


@dataclass(frozen=True, slots=True)
class Hit:
    """A skill that was found."""

    skill: SkillId
    tree: TreeId
    name: str


def search(
    connection: Connection,
    space: SpaceId,
    text: str,
    languages: Sequence[str],
    facts: Mapping[str, str],
    tree: TreeId | None,
    most: int,
) -> tuple[Hit, ...]:
    """The skills that words, as far as they are typed, and facts lead to, the best first; without a tree in all published ones."""
    spoken, more = cast(list(languages), ARRAY(Text)), cast(literal(dict(facts), JSONB), JSONB)
    columns = func.search_skills(space, text, spoken, more, tree, most).table_valued("skill_id", "tree_id", "name").render_derived()
    return tuple(Hit(SkillId(row.skill_id), TreeId(row.tree_id), row.name) for row in connection.execute(select(columns)))

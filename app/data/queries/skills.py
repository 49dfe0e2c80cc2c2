"""Queries of skill trees: a whole tree in, a whole tree out. What lies before and after a skill is asked of the loaded tree."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, Text, and_, cast, func, select
from sqlalchemy.dialects.postgresql import JSONB, insert

from app.data.queries.many_rows import insert_rows
from app.data.queries.rows import row_of, rows_of
from app.data.queries.skill_rows import as_edge, as_skill, as_tree, edge_id, edge_row, skill_row, tree_row
from app.data.tables import skill_edges, skill_trees, skills
from app.learning.ids import SkillId, SpaceId, TreeId
from app.learning.skills import Skill, SkillTree, graph_of

_FROM_A_PACK = {"created_at": datetime(2026, 1, 1, tzinfo=UTC), "sync_stamp": UUID(int=0)}

# What a skill is made of, and no more: moments, and JSON that says nothing, are a third of the time that a large tree takes.
_NOT_OF_SKILL = {"space_id", "tags", "more_facts", "created_at", "updated_at", "deleted_at", "sync_stamp", "sync_columns"}
_OF_SKILL = [
    *(column for column in skills.c if column.name not in _NOT_OF_SKILL),
    func.nullif(skills.c.tags, cast([], JSONB)).label("tags"),
    func.nullif(skills.c.more_facts, cast({}, JSONB)).label("more_facts"),
]


def find_tree(connection: Connection, space: SpaceId, tree: TreeId) -> SkillTree | None:
    """A tree with all its skills, in teaching order, and edges. Three queries."""
    row = connection.execute(select(skill_trees).where(row_of(skill_trees, space, tree), skill_trees.c.deleted_at.is_(None))).one_or_none()
    return None if row is None else _load(connection, space, row)


def revision_of(connection: Connection, space: SpaceId, tree: TreeId) -> int | None:
    """The revision of a tree: while it is the same, a tree loaded before is still true. None when there is no such tree."""
    wanted = select(skill_trees.c.revision).where(row_of(skill_trees, space, tree), skill_trees.c.deleted_at.is_(None))
    return connection.execute(wanted).scalar()


def find_many(connection: Connection, space: SpaceId, wanted: Collection[SkillId]) -> tuple[Skill, ...]:
    """Some skills, those that were removed left out."""
    found = connection.execute(select(skills).where(*rows_of(skills, space, removed=False), skills.c.id.in_(wanted)))
    return tuple(as_skill(row) for row in found)


def add_tree(connection: Connection, space: SpaceId, tree: SkillTree) -> None:
    """Copy a tree in, in three statements. What is there already stays as people have edited it, removed rows too.

    What comes from a pack is the same on every computer, down to its stamp, which is zero: any edit of a person is later. Doing it
    again with a newer pack adds what is new and keeps the newer `pack_version`. The stored revision counts by itself. Raises
    `sqlalchemy.exc.IntegrityError` when its edges close a circle or join two trees.
    """
    origin = _FROM_A_PACK if tree.pack else {}
    new = insert(skill_trees).values(tree_row(space, tree) | origin)
    connection.execute(
        new.on_conflict_do_update(
            index_elements=["space_id", "id"],
            set_={"pack_version": new.excluded.pack_version, "updated_at": func.now()},
            where=skill_trees.c.pack_version < new.excluded.pack_version,
        )
    )
    if tree.skills:
        connection.execute(insert_rows(skills, [skill_row(space, skill) | origin for skill in tree.skills]).on_conflict_do_nothing())
    if tree.edges:
        connection.execute(insert_rows(skill_edges, [edge_row(space, edge) | origin for edge in tree.edges]).on_conflict_do_nothing())


def _load(connection: Connection, space: SpaceId, row: Row[*tuple[Any, ...]]) -> SkillTree:
    in_tree = (*rows_of(skills, space, removed=False), skills.c.tree_id == row.id)
    found = connection.execute(select(*_OF_SKILL).where(*in_tree).order_by(skills.c.position, skills.c.id))
    edges = connection.execute(_edges(space, row.id))
    tree = as_tree(row, tuple(as_skill(skill) for skill in found), tuple(as_edge(edge) for edge in edges))
    return tree if not graph_of(tree).dag.aside else _stamped(connection, space, tree)


def _stamped(connection: Connection, space: SpaceId, tree: SkillTree) -> SkillTree:
    """The tree with the stamps of its edges: two devices made a circle of it together.

    The edge that was drawn, or put back, last stands aside, the same everywhere.
    """
    ids = {edge_id(edge): edge for edge in tree.edges}
    drawn = func.greatest(cast(skill_edges.c.sync_stamp, Text), skill_edges.c.sync_columns["deleted_at"].astext)
    wanted = select(skill_edges.c.id, drawn.label("drawn")).where(skill_edges.c.space_id == space, skill_edges.c.id.in_(ids))
    stamps = {row.id: f"{row.drawn} {row.id}" for row in connection.execute(wanted)}
    return replace(tree, edges=tuple(replace(edge, stamp=stamps[key]) for key, edge in ids.items()))


def _edges(space: SpaceId, tree: TreeId) -> Select[*tuple[Any, ...]]:
    """The edges of a tree between skills that are there, in an order that does not change."""
    edge, after, before = skill_edges.c, skills.alias("after"), skills.alias("before")
    return (
        select(edge.skill_id, edge.prerequisite_id, edge.any_of, edge.minimum_level, edge.minimum_score)
        .join(after, and_(after.c.space_id == edge.space_id, after.c.id == edge.skill_id))
        .join(before, and_(before.c.space_id == edge.space_id, before.c.id == edge.prerequisite_id))
        .where(*rows_of(skill_edges, space, removed=False), after.c.tree_id == tree)
        .where(after.c.deleted_at.is_(None), before.c.deleted_at.is_(None))
        .order_by(after.c.position, edge.skill_id, edge.any_of, before.c.position, edge.prerequisite_id)
    )

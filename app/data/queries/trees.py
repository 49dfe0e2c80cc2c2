"""Queries of trees as grown-ups write them: which there are, what is written into them, and what they were before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Integer, Row, Uuid, and_, bindparam, column, func, select, update
from sqlalchemy.dialects.postgresql import ARRAY, Insert, insert

from app.data.queries.many_rows import insert_rows
from app.data.queries.rows import among, row_of, rows_of
from app.data.queries.skill_rows import as_edge, as_skill, edge_id, edge_row, skill_row, tree_row
from app.data.tables import skill_edges, skill_trees, skills, tree_editions
from app.learning.ids import GrownUpId, SkillId, SpaceId, TreeId
from app.learning.skills import Edge, Edition, Skill, SkillTree
from app.learning.tree_list import EarlierEdition, TreeEntry

_CHANGEABLE = ("name", "language", "description", "author", "edition", "more_facts")


def list_all(connection: Connection, space: SpaceId, *, removed: bool) -> tuple[TreeEntry, ...]:
    """The trees of a space with their sizes, drafts too, in the order they came. One query."""
    counted = (
        select(skills.c.tree_id, func.count().label("size"))
        .where(*rows_of(skills, space, removed=False))
        .group_by(skills.c.tree_id)
        .subquery()
    )
    wanted = (
        select(skill_trees, func.coalesce(counted.c.size, 0).label("size"))
        .outerjoin(counted, counted.c.tree_id == skill_trees.c.id)
        .where(*rows_of(skill_trees, space, removed=removed))
        .order_by(skill_trees.c.created_at, skill_trees.c.id)
    )
    return tuple(_entry(row) for row in connection.execute(wanted))


def languages_of(connection: Connection, space: SpaceId, tree: TreeId | None) -> tuple[str, ...]:
    """The languages (BCP 47) of a tree, or of all that are there."""
    wanted = select(skill_trees.c.language).where(*rows_of(skill_trees, space, removed=False))
    if tree is not None:
        wanted = wanted.where(skill_trees.c.id == tree)
    return tuple(sorted(set(connection.execute(wanted).scalars())))


def draft_of(connection: Connection, space: SpaceId, tree: TreeId) -> TreeId | None:
    """The draft of a tree's next edition, None when there is none."""
    wanted = select(skill_trees.c.id).where(*rows_of(skill_trees, space, removed=False), skill_trees.c.replaces_id == tree)
    found = connection.execute(wanted.order_by(skill_trees.c.created_at, skill_trees.c.id).limit(1)).scalar()
    return None if found is None else TreeId(found)


def tree_of_skill(connection: Connection, space: SpaceId, skill: SkillId) -> TreeId | None:
    """The tree that a skill is in, None where there is no such skill."""
    found = connection.execute(select(skills.c.tree_id).where(row_of(skills, space, skill), skills.c.deleted_at.is_(None))).scalar()
    return None if found is None else TreeId(found)


def taken_ids(connection: Connection, space: SpaceId, ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of some ids that trees or skills of the space have already, removed ones too."""
    of_skills = select(skills.c.id).where(skills.c.space_id == space, among(skills.c.id, ids))
    of_trees = select(skill_trees.c.id).where(skill_trees.c.space_id == space, among(skill_trees.c.id, ids))
    return frozenset(connection.execute(of_skills.union(of_trees)).scalars())


def lock(connection: Connection, space: SpaceId, tree: TreeId) -> int | None:
    """The revision of a tree, which nobody else changes until the transaction ends; None where there is no such tree."""
    wanted = select(skill_trees.c.revision).where(row_of(skill_trees, space, tree), skill_trees.c.deleted_at.is_(None))
    return connection.execute(wanted.with_for_update(key_share=True)).scalar()


def change_tree(connection: Connection, space: SpaceId, tree: SkillTree) -> None:
    """Write what is said of the tree itself, and count its revision."""
    values = {name: value for name, value in tree_row(space, tree).items() if name in _CHANGEABLE}
    changed = update(skill_trees).where(row_of(skill_trees, space, tree.id))
    connection.execute(changed.values(**values, replaces_id=tree.replaces, revision=skill_trees.c.revision + 1))


def set_removed(connection: Connection, space: SpaceId, tree: TreeId, when: datetime | None) -> None:
    """Take a tree out, or bring it back."""
    connection.execute(update(skill_trees).where(row_of(skill_trees, space, tree)).values(deleted_at=when))


def put_skills(connection: Connection, space: SpaceId, put: Sequence[Skill]) -> None:
    """Write skills as they shall stand, new or changed; those that were taken out are back."""
    if put:
        rows = [skill_row(space, skill) for skill in put]
        connection.execute(_over(insert_rows(skills, rows), list(rows[0]), "tree_id"))


def put_edges(connection: Connection, space: SpaceId, put: Sequence[Edge]) -> None:
    """Write edges as they shall stand. Raises `sqlalchemy.exc.IntegrityError` when they close a circle or join two trees."""
    if put:
        rows = [edge_row(space, edge) for edge in put]
        connection.execute(_over(insert_rows(skill_edges, rows), list(rows[0])))


def place_skills(connection: Connection, space: SpaceId, spots: Mapping[SkillId, tuple[int, int] | None]) -> None:
    """Put skills somewhere else in the drawing, or give them back to the layout (None), with one statement."""
    if not spots:
        return
    rights = [None if spot is None else spot[0] for spot in spots.values()]
    downs = [None if spot is None else spot[1] for spot in spots.values()]
    arrays = (bindparam("ids", list(spots), ARRAY(Uuid)), bindparam("r", rights, ARRAY(Integer)), bindparam("d", downs, ARRAY(Integer)))
    given = func.unnest(*arrays).table_valued(column("id", Uuid), column("r", Integer), column("d", Integer)).render_derived(name="given")
    moved = update(skills).where(skills.c.space_id == space, skills.c.id == given.c.id)
    connection.execute(moved.values(spot_right=given.c.r, spot_down=given.c.d))


def take_out_skills(connection: Connection, space: SpaceId, gone: Collection[SkillId], when: datetime) -> None:
    """Take skills out, with their edges: the database walks along edges without looking at skills."""
    if gone:
        edges = skill_edges.c
        touching = (edges.space_id == space, edges.deleted_at.is_(None), among(edges.skill_id, gone) | among(edges.prerequisite_id, gone))
        connection.execute(update(skill_edges).where(*touching).values(deleted_at=when))
        connection.execute(update(skills).where(skills.c.space_id == space, among(skills.c.id, gone)).values(deleted_at=when))


def take_out_edges(connection: Connection, space: SpaceId, gone: Collection[Edge], when: datetime) -> None:
    """Take edges out."""
    if gone:
        ids = [edge_id(edge) for edge in gone]
        connection.execute(update(skill_edges).where(skill_edges.c.space_id == space, among(skill_edges.c.id, ids)).values(deleted_at=when))


def gone_from_draft(connection: Connection, space: SpaceId, draft: TreeId) -> tuple[tuple[Skill, ...], tuple[Edge, ...]]:
    """The skills and edges that were taken out of a draft: what its tree is to lose."""
    of_draft = (skills.c.space_id == space, skills.c.tree_id == draft)
    lost = connection.execute(select(skills).where(*of_draft, skills.c.deleted_at.is_not(None)))
    in_draft = and_(skills.c.space_id == skill_edges.c.space_id, skills.c.id == skill_edges.c.skill_id)
    edges = connection.execute(select(skill_edges).join(skills, in_draft).where(*of_draft, skill_edges.c.deleted_at.is_not(None)))
    return tuple(as_skill(row) for row in lost), tuple(as_edge(row) for row in edges)


def keep_edition(
    connection: Connection, space: SpaceId, kept: UUID, tree: TreeId, content: Mapping[str, object], now: datetime, by: GrownUpId | None
) -> None:
    """Keep what a tree is, before it becomes something else."""
    number = select(func.coalesce(func.max(tree_editions.c.number), 0) + 1).where(*_of_tree(space, tree)).scalar_subquery()
    row = {"space_id": space, "id": kept, "tree_id": tree, "number": number, "published_at": now, "grown_up_id": by}
    connection.execute(insert(tree_editions).values(row | {"content": dict(content)}))


def editions_of(connection: Connection, space: SpaceId, tree: TreeId) -> tuple[EarlierEdition, ...]:
    """The earlier editions of a tree, the newest first, without what is in them."""
    column_names = ("id", "tree_id", "number", "published_at", "grown_up_id")
    wanted = select(*(tree_editions.c[name] for name in column_names)).where(*_of_tree(space, tree))
    found = connection.execute(wanted.order_by(tree_editions.c.published_at.desc(), tree_editions.c.id.desc()))
    return tuple(EarlierEdition(row.id, TreeId(row.tree_id), row.number, row.published_at, row.grown_up_id) for row in found)


def content_of(connection: Connection, space: SpaceId, edition: UUID) -> Mapping[str, object] | None:
    """What a tree was in an earlier edition, in the format of tree files; None where there is no such edition."""
    return connection.execute(select(tree_editions.c.content).where(row_of(tree_editions, space, edition))).scalar()


def _of_tree(space: SpaceId, tree: TreeId) -> tuple[ColumnElement[bool], ...]:
    return (tree_editions.c.space_id == space, tree_editions.c.tree_id == tree)


def _over(given: Insert, names: Collection[str], *fixed: str) -> Insert:
    """The statement that writes what is given over what is there, and brings back what was taken out."""
    kept = {"space_id", "id", "created_at", "updated_at", "deleted_at", *fixed}
    changed = {name: given.excluded[name] for name in names if name not in kept}
    return given.on_conflict_do_update(
        index_elements=["space_id", "id"], set_=changed | {"deleted_at": None, "updated_at": func.now()}
    )


def _entry(row: Row[*tuple[Any, ...]]) -> TreeEntry:
    return TreeEntry(
        id=TreeId(row.id),
        name=row.name,
        language=row.language,
        pack=row.pack,
        edition=Edition(row.edition),
        replaces=row.replaces_id,
        author=row.author,
        revision=row.revision,
        size=row.size,
        changed_at=row.updated_at,
        removed_at=row.deleted_at,
    )

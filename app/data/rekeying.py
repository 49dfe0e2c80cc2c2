"""Moving the rows of one space into another, as when a computer that has data of its own joins a shared space.

What is there already stays as it is: a row is copied only where the other space has none of that id. Ids that are made of a space's id,
those of the built-in trees and of what hangs on them, are mapped; all others are kept. Everything happens in the caller's transaction.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Table,
    Uuid,
    all_,
    column,
    delete,
    func,
    literal,
    null,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert

from app.data.tables import badges, skill_choices, skill_edges, skill_trees, skills
from app.data.tables.metadata import metadata
from app.learning.badges import Award
from app.learning.ids import SpaceId, key_id

_REKEYED = table("rekeyed", column("old", Uuid), column("new", Uuid))
_SUMMED_BY_TRIGGER = frozenset({"practice_days"})
_SPACE = "space_id"
_UUIDS = ARRAY(Uuid)


def move_rows(connection: Connection, old: SpaceId, new: SpaceId, left_out: Collection[str] = ()) -> None:
    """Move every row of space `old`, which is not linked, into space `new`, and remove `old`.

    Rows of the tables `left_out` are not taken along: what points to them lets go of them, or stays behind too, as its key says.
    """
    _remember(connection, dict(_mapping(connection, old, new)))
    known = connection.scalars(select(skills.c.id).where(skills.c.space_id == new)).all()
    in_spaces = [each for each in metadata.sorted_tables if _SPACE in each.c]
    for each in in_spaces:
        if each.name not in left_out and each.name not in _SUMMED_BY_TRIGGER:
            _copy(connection, each, old, new, left_out, known)
    for each in reversed(in_spaces):
        connection.execute(delete(each).where(each.c.space_id == old))
    connection.execute(text("DROP TABLE rekeyed"))


def _mapping(connection: Connection, old: SpaceId, new: SpaceId) -> Iterator[tuple[UUID, UUID]]:
    """Every id that is made of the space's, and what it becomes there."""
    trees = {old: new}
    for row in connection.execute(select(skill_trees).where(skill_trees.c.space_id == old)):
        key = f"letters/{row.language}"  # as app.learning.trees makes it
        if row.pack is not None and row.id == key_id("tree", old, key):
            trees[row.id] = SpaceId(key_id("tree", new, key))
    grown: dict[UUID, UUID] = {}
    for row in connection.execute(select(skills).where(skills.c.space_id == old, skills.c.tree_id.in_(list(trees)))):
        if row.id == key_id("skill", row.tree_id, row.letter, row.letter_case, row.aspect):
            grown[row.id] = key_id("skill", trees[row.tree_id], row.letter, row.letter_case, row.aspect)
    yield from trees.items()
    yield from grown.items()
    for row in connection.execute(select(skill_edges).where(skill_edges.c.space_id == old)):
        if row.id == key_id("edge", row.skill_id, row.prerequisite_id, row.any_of):
            ends = (grown.get(each, each) for each in (row.skill_id, row.prerequisite_id))
            yield row.id, key_id("edge", *ends, row.any_of)
    for row in connection.execute(select(skill_choices).where(skill_choices.c.space_id == old)):
        if row.id == key_id("choice", row.child_id, row.skill_id, row.kind):
            yield row.id, key_id("choice", row.child_id, grown.get(row.skill_id, row.skill_id), row.kind)
    blooms = select(badges).where(badges.c.space_id == old, badges.c.award == Award.BLOOM.value)
    for row in connection.execute(blooms):
        if row.id == key_id("badge", row.child_id, row.kind, row.skill_id):
            yield row.id, key_id("badge", row.child_id, row.kind, grown.get(row.skill_id, row.skill_id))
    yield from _voices(connection, old, new)


def _voices(connection: Connection, old: SpaceId, new: SpaceId) -> Iterator[tuple[UUID, UUID]]:
    """The same of recorded voices, in a program that has them."""
    voices = metadata.tables.get("voices")
    if voices is None:
        return
    for row in connection.execute(select(voices).where(voices.c.space_id == old)):
        if row.id == key_id("voice", old, row.language, row.kind, row.key):
            yield row.id, key_id("voice", new, row.language, row.kind, row.key)


def _remember(connection: Connection, mapping: dict[UUID, UUID]) -> None:
    connection.execute(text("CREATE TEMPORARY TABLE rekeyed (old uuid PRIMARY KEY, new uuid NOT NULL) ON COMMIT DROP"))
    pairs = func.unnest(literal(list(mapping), _UUIDS), literal(list(mapping.values()), _UUIDS))
    given = pairs.table_valued(column("old", Uuid), column("new", Uuid)).render_derived(name="given")
    connection.execute(insert(_REKEYED).from_select(["old", "new"], select(given.c.old, given.c.new)))
    connection.execute(text("ANALYZE rekeyed"))


def _copy(
    connection: Connection, each: Table, old: SpaceId, new: SpaceId, left_out: Collection[str], known: Sequence[UUID]
) -> None:
    """Copy the rows of a table that the other space has no row of the same id for; stamps are copied along.

    Of a skill that was `known` there before no edge is added: somebody may have removed it on purpose, or turned it round.
    """
    rows: FromClause = each
    values: list[ColumnElement[Any]] = []
    wanted = [each.c.space_id == old]
    for part in each.c:
        gone = _points_to(part, left_out)
        if part.name == _SPACE:
            values.append(literal(new, Uuid))
        elif gone is not None and gone.startswith("SET NULL"):
            values.append(null())
        elif isinstance(part.type, Uuid):
            mapped = _REKEYED.alias(f"new_{part.name}")
            rows = rows.outerjoin(mapped, mapped.c.old == part)
            values.append(func.coalesce(mapped.c.new, part))
            if part is skill_edges.c.skill_id:
                wanted.append(values[-1] != all_(literal(list(known), _UUIDS)))
        else:
            values.append(part)
        if gone is not None and not gone.startswith("SET NULL"):
            wanted.append(part.is_(None))
    copied = select(*values).select_from(rows).where(*wanted)
    connection.execute(insert(each).from_select([part.name for part in each.c], copied).on_conflict_do_nothing())


def _points_to(part: Column[Any], left_out: Collection[str]) -> str | None:
    """What a key says of the rows when what it points to is not there: CASCADE, SET NULL, ...; None when it points to no such table."""
    for key in part.foreign_keys:
        if part.name != _SPACE and key.column.table.name in left_out and key.column.name != _SPACE:
            return key.ondelete or "NO ACTION"
    return None

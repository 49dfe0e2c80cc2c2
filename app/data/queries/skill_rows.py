"""Skills and edges as rows and back."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from app.learning.ids import SkillId, SpaceId, TreeId, key_id
from app.learning.people import Case
from app.learning.skills import Aspect, Edge, Edition, Level, Skill, SkillTree

_CASES = {case.value: case for case in Case}
_ASPECTS = {aspect.value: aspect for aspect in Aspect}
_LEVELS = {int(level): level for level in Level}


def tree_row(space: SpaceId, tree: SkillTree) -> dict[str, Any]:
    """The row of a tree, without those of its skills and edges."""
    return {
        "space_id": space,
        "id": tree.id,
        "name": tree.name,
        "language": tree.language,
        "pack": tree.pack,
        "pack_version": tree.pack_version,
        "description": tree.description,
        "author": tree.author,
        "edition": tree.edition.value,
        "replaces_id": tree.replaces,
        "more_facts": dict(tree.more),
    }


def skill_row(space: SpaceId, skill: Skill) -> dict[str, Any]:
    """The row of a skill; JSON as text, as `insert_rows` wants it."""
    right, down = skill.spot or (None, None)
    return {
        "space_id": space,
        "id": skill.id,
        "tree_id": skill.tree,
        "name": skill.name,
        "language": skill.language,
        "letter": skill.letter,
        "letter_case": skill.case.value,
        "aspect": skill.aspect.value,
        "position": skill.position,
        "description": skill.description,
        "tags": json.dumps(skill.tags),
        "spot_right": right,
        "spot_down": down,
        "opens_on": skill.opens_on,
        "stands_for_id": skill.stands_for,
        "replaced_by_id": skill.replaced_by,
        "more_facts": json.dumps(dict(skill.more)),
    }


def edge_row(space: SpaceId, edge: Edge) -> dict[str, Any]:
    """The row of an edge."""
    return {
        "space_id": space,
        "id": edge_id(edge),
        "skill_id": edge.skill,
        "prerequisite_id": edge.prerequisite,
        "any_of": edge.any_of,
        "minimum_level": int(edge.minimum),
        "minimum_score": edge.score,
    }


def edge_id(edge: Edge) -> UUID:
    """The id of an edge: the same wherever it is drawn."""
    return key_id("edge", edge.skill, edge.prerequisite, edge.any_of)


def as_tree(row: Row[*tuple[Any, ...]], skills: tuple[Skill, ...], edges: tuple[Edge, ...]) -> SkillTree:
    """A tree of its row and what is in it."""
    return SkillTree(
        id=TreeId(row.id),
        name=row.name,
        language=row.language,
        pack=row.pack,
        pack_version=row.pack_version,
        revision=row.revision,
        skills=skills,
        edges=edges,
        description=row.description,
        author=row.author,
        edition=Edition(row.edition),
        replaces=None if row.replaces_id is None else TreeId(row.replaces_id),
        more=row.more_facts,
    )


def as_skill(row: Row[*tuple[Any, ...]]) -> Skill:
    """A skill of its row."""
    return Skill(
        id=SkillId(row.id),
        tree=TreeId(row.tree_id),
        name=row.name,
        language=row.language,
        letter=row.letter,
        case=_CASES[row.letter_case],
        aspect=_ASPECTS[row.aspect],
        position=row.position,
        description=row.description,
        tags=() if row.tags is None else tuple(row.tags),
        spot=None if row.spot_right is None else (row.spot_right, row.spot_down),
        opens_on=row.opens_on,
        stands_for=row.stands_for_id,
        replaced_by=row.replaced_by_id,
        more=row.more_facts or {},
    )


def as_edge(row: Row[*tuple[Any, ...]]) -> Edge:
    """An edge of its row, without the stamp, which only edges that close a circle are asked for."""
    return Edge(row.skill_id, row.prerequisite_id, row.any_of, _LEVELS[row.minimum_level], row.minimum_score)

"""Skill trees that packs bring: their ids in every space, and what a newer version of a pack makes of a tree that people have edited."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields, replace
from typing import TypeVar

from app.learning.ids import SkillId, TreeId, key_id
from app.learning.skills import Edge, Edition, Skill, SkillTree, graph_of
from app.learning.tree_edits import key_of

_LATER = "~"  # behind every stamp
_VERSION_MOST = 2**31 - 1

T = TypeVar("T", Skill, Edge)


def key_of_pack(pack: str) -> str:
    """What the trees of a pack from outside say they are from; `pack` is its id."""
    return f"packs/{pack}"


def as_of_pack(tree: SkillTree, pack: str, version: int) -> SkillTree:
    """A tree of a file as the published tree of a pack.

    Its ids are made of the pack's and the file's: the same on every computer and in every version, and never those of a tree that is
    someone else's.
    """
    own = TreeId(key_id("pack-tree", pack, tree.id))
    named = {skill.id: SkillId(key_id("pack-skill", own, skill.id)) for skill in tree.skills}
    skills = tuple(
        replace(
            skill,
            id=named[skill.id],
            tree=own,
            stands_for=None,
            replaced_by=None if skill.replaced_by is None else named.get(skill.replaced_by),
        )
        for skill in tree.skills
    )
    edges = tuple(replace(edge, skill=named[edge.skill], prerequisite=named[edge.prerequisite]) for edge in tree.edges)
    blank = replace(
        tree, id=own, edition=Edition.PUBLISHED, replaces=None, pack=key_of_pack(pack), pack_version=min(version, _VERSION_MOST)
    )
    return replace(blank, skills=skills, edges=edges)


def renewed(now: SkillTree, before: SkillTree, newer: SkillTree, begun: Collection[SkillId]) -> SkillTree:
    """A tree as a newer pack has it, but for what people have changed in it since the version `before`: their edits win.

    A skill that the pack has no longer goes, unless a child has begun it or a grown-up has changed it.
    """
    was, new = {one.id: one for one in before.skills}, {one.id: one for one in newer.skills}
    kept = [one for one in now.skills if one.id in new or one.id in begun or was.get(one.id) != one]
    there = {one.id for one in now.skills}
    skills = [_merged(one, was.get(one.id), new.get(one.id)) for one in kept]
    skills += [one for one in newer.skills if one.id not in there and one.id not in was]
    ids = {one.id for one in skills}
    drawn, redrawn = {key_of(one): one for one in before.edges}, {key_of(one): one for one in newer.edges}
    stay = [one for one in now.edges if key_of(one) in redrawn or drawn.get(key_of(one)) != one]
    edges = [_merged(one, drawn.get(key_of(one)), redrawn.get(key_of(one))) for one in stay if one.skill in ids and one.prerequisite in ids]
    come = [one for key, one in redrawn.items() if key not in drawn and one.skill in ids and one.prerequisite in ids]
    whole = replace(now, skills=tuple(skills), edges=tuple(edges))
    added = fitting(replace(newer, edges=tuple(come)), whole).edges
    held = {key_of(one) for one in edges}
    said = {
        name: getattr(newer if getattr(now, name) == getattr(before, name) else now, name)
        for name in ("name", "language", "description", "author")
    }
    return replace(whole, **said, edges=(*edges, *(one for one in added if key_of(one) not in held)))


def fitting(newer: SkillTree, edited: SkillTree) -> SkillTree:
    """A newer state of a tree without the edges that would close a circle with those of the edited one."""
    there = {key_of(edge) for edge in edited.edges}
    added = tuple(replace(edge, stamp=_LATER) for edge in newer.edges if key_of(edge) not in there)
    skills_of_both = {skill.id: skill for skill in (*newer.skills, *edited.skills)}
    graph = graph_of(replace(newer, skills=tuple(skills_of_both.values()), edges=(*edited.edges, *added)))
    closing = {key_of(graph.edges[place]) for place in graph.dag.aside}
    return replace(newer, edges=tuple(edge for edge in newer.edges if key_of(edge) not in closing))


def _merged(now: T, before: T | None, newer: T | None) -> T:
    """What is there, with what the newer one has changed and people have not."""
    if before is None or newer is None:
        return now
    untouched = [one.name for one in fields(now) if getattr(now, one.name) == getattr(before, one.name)]
    return replace(now, **{name: getattr(newer, name) for name in untouched})

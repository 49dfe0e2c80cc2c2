"""Drafts: a copy of a tree to write in, and what publishing it makes of the tree.

The skills of a draft have ids of their own and remember whom they stand for, so that children's progress, which knows the published ids,
stays with its skill whatever its wording becomes.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from app.learning.ids import SkillId, TreeId, key_id
from app.learning.skills import Edge, Edition, Skill, SkillTree
from app.learning.tree_edits import Edit, difference, key_of


def draft_of(tree: SkillTree, draft: TreeId) -> SkillTree:
    """A copy of a published tree as the draft of its next edition."""
    named = {skill.id: SkillId(key_id("draft", draft, skill.id)) for skill in tree.skills}
    skills = tuple(replace(skill, id=named[skill.id], tree=draft, stands_for=skill.id) for skill in tree.skills)
    blank = replace(tree, id=draft, edition=Edition.DRAFT, replaces=tree.id, pack=None, pack_version=0)
    return replace(blank, skills=skills, edges=_renamed(tree.edges, named))


def duplicate_of(tree: SkillTree, copy: TreeId, name: str) -> SkillTree:
    """A tree of its own with the same content, as a draft that replaces nothing."""
    named = {skill.id: SkillId(key_id("copy", copy, skill.id)) for skill in tree.skills}
    skills = tuple(replace(skill, id=named[skill.id], tree=copy, stands_for=None, replaced_by=None) for skill in tree.skills)
    blank = replace(tree, id=copy, name=name, edition=Edition.DRAFT, replaces=None, pack=None, pack_version=0)
    return replace(blank, skills=skills, edges=_renamed(tree.edges, named))


def publication(
    published: SkillTree, draft: SkillTree, gone_skills: Collection[Skill] = (), gone_edges: Collection[Edge] = ()
) -> Edit:
    """What publishing a draft does to its tree. `gone_*` is what was taken out of the draft.

    What has come into the tree since the draft was made (a newer pack, another device) is in neither, and stays; and a skill that is of a
    letter stays of that letter, since games ask for it.
    """
    was = {skill.id: skill for skill in published.skills}
    named = {skill.id: skill.stands_for or SkillId(key_id("published", skill.id)) for skill in (*draft.skills, *gone_skills)}
    skills = {
        named[skill.id]: replace(
            skill,
            id=named[skill.id],
            tree=published.id,
            stands_for=None,
            replaced_by=named.get(skill.replaced_by, skill.replaced_by) if skill.replaced_by else None,
        )
        for skill in draft.skills
    }
    skills = {one: skill if one not in was else of_letter(skill, was[one]) for one, skill in skills.items()}
    edges = {key_of(edge): edge for edge in _renamed(draft.edges, named)}
    lost = {named[skill.id] for skill in gone_skills}
    undrawn = {key_of(edge) for edge in _renamed(gone_edges, named)}
    since = [skill for skill in published.skills if skill.id not in skills and skill.id not in lost]
    there = {*skills, *(skill.id for skill in since)}
    kept = [
        edge
        for edge in published.edges
        if key_of(edge) not in edges and key_of(edge) not in undrawn and edge.skill in there and edge.prerequisite in there
    ]
    wanted = replace(
        published,
        name=draft.name,
        language=draft.language,
        description=draft.description,
        author=draft.author,
        skills=(*skills.values(), *since),
        edges=(*edges.values(), *kept),
    )
    return difference(published, wanted)


def of_letter(skill: Skill, known: Skill) -> Skill:
    """A skill of the letter that it is known to be of."""
    return replace(skill, letter=known.letter, case=known.case, aspect=known.aspect)


def completed(read: SkillTree, known: SkillTree, *, without_edges: bool) -> SkillTree:
    """A tree read from a file that cannot hold all of it, with what is known of the same skills and edges; all edges `without_edges`."""
    skills = {skill.id: skill for skill in known.skills}
    levels: dict[tuple[SkillId, SkillId], list[Edge]] = {}
    for edge in known.edges:
        levels.setdefault((edge.skill, edge.prerequisite), []).append(edge)
    there = {skill.id for skill in read.skills}

    def whole(skill: Skill) -> Skill:
        before = skills.get(skill.id)
        if before is None:
            return skill
        return replace(
            of_letter(skill, before),
            language=before.language,
            position=before.position,
            tags=skill.tags or before.tags,
            spot=skill.spot or before.spot,
            opens_on=skill.opens_on or before.opens_on,
            replaced_by=skill.replaced_by or before.replaced_by,
            more={**before.more, **skill.more},
        )

    def asked(edge: Edge) -> Edge:
        same = levels.get((edge.skill, edge.prerequisite))
        return same.pop(0) if same else edge

    edges = tuple(map(asked, read.edges))
    if without_edges:
        edges = tuple(edge for edge in known.edges if edge.skill in there and edge.prerequisite in there)
    return replace(read, language=known.language, author=read.author or known.author, skills=tuple(map(whole, read.skills)), edges=edges)


def _renamed(edges: Collection[Edge], named: dict[SkillId, SkillId]) -> tuple[Edge, ...]:
    """Edges between the skills of other names; one that leads out of them is left out."""
    return tuple(
        replace(edge, skill=named[edge.skill], prerequisite=named[edge.prerequisite])
        for edge in edges
        if edge.skill in named and edge.prerequisite in named
    )

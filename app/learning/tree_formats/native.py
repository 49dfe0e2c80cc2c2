"""The native format: JSON that loses nothing. Its schema stands in docs/skill-trees.md; each skill and each edge has a line of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from app.learning.ids import SkillId, TreeId
from app.learning.people import Case
from app.learning.skills import Aspect, Edge, Edition, Level, Skill, SkillTree
from app.learning.tree_edits import EDGES_MOST, GROUP_MOST, SKILLS_MOST, SPOT_MOST
from app.learning.tree_formats.found import Found, TreeFormat, Written
from app.learning.tree_formats.reading import Value, checked_tree, named

FORMAT, VERSION = "lettergrove-skill-tree", 1
T = TypeVar("T")
_ASPECTS = {aspect.value: aspect for aspect in Aspect if aspect is not Aspect.ABILITY}
_CASES = {case.value: case for case in Case}
_LEVELS = {level.name.lower(): level for level in Level}
_PLACES_MOST = 2**31 - 1


def read(data: bytes) -> Found:
    """The tree in a file. Raises Problem TREE_FILE_WRONG."""
    whole = Value.read(data)
    if whole.text("format", "") != FORMAT:
        whole.wrong(None, f"it does not say that its format is {FORMAT}")
    version = whole.number("version", 0, 0, _PLACES_MOST)
    if version != VERSION:
        whole.wrong("version", f"this is version {version} of the format, and this program knows version {VERSION}")
    blank = _tree(whole.object("tree"))
    skills = [(_skill(one, blank), one.line) for one in whole.objects("skills", SKILLS_MOST)]
    edges = [(_edge(one), one.line) for one in whole.objects("edges", EDGES_MOST)]
    return Found(checked_tree(blank, skills, edges), TreeFormat.NATIVE)


def write(tree: SkillTree) -> Written:
    """The file of a tree."""
    whole = as_json(tree)
    lines = [f'{{"format": {json.dumps(FORMAT)}, "version": {VERSION},', f'"tree": {_line(whole["tree"])},', '"skills": [']
    for key, end in (("skills", '],\n"edges": ['), ("edges", "]}")):
        rows = [_line(one) for one in whole[key]]
        lines += [f"{row}," for row in rows[:-1]] + rows[-1:] + [end]
    return Written("\n".join(lines) + "\n")


def as_json(tree: SkillTree) -> dict[str, Any]:
    """A tree as JSON values, without what is as usual."""
    said = {
        "id": str(tree.id),
        "name": tree.name,
        "language": tree.language,
        "description": tree.description,
        "author": tree.author,
        "pack": tree.pack,
        "pack_version": tree.pack_version,
        "edition": None if tree.edition is Edition.PUBLISHED else tree.edition.value,
        "replaces": None if tree.replaces is None else str(tree.replaces),
        "more": dict(tree.more),
    }
    skills = [_skill_json(skill, tree.language) for skill in tree.skills]
    edges = [_edge_json(edge) for edge in tree.edges]
    return {"format": FORMAT, "version": VERSION, "tree": _short(said), "skills": skills, "edges": edges}


def of_json(content: Mapping[str, object]) -> SkillTree:
    """The tree that `as_json` told. Raises Problem TREE_FILE_WRONG."""
    return read(json.dumps(content).encode()).tree


def _tree(of: Value) -> SkillTree:
    return SkillTree(
        id=TreeId(of.uuid("id")),
        name=named(of.text("name"), of.line("name")),
        language=_language(of, "en"),
        pack=of.text("pack", "") or None,
        pack_version=of.number("pack_version", 0, 0, _PLACES_MOST),
        revision=0,
        skills=(),
        edges=(),
        description=of.text("description", ""),
        author=of.text("author", "")[:200],
        edition=Edition.DRAFT if of.text("edition", "") == Edition.DRAFT.value else Edition.PUBLISHED,
        replaces=TreeId(of.uuid("replaces")) if of.has("replaces") else None,
        more=of.more("more"),
    )


def _skill(of: Value, tree: SkillTree) -> Skill:
    letter = of.object("letter") if of.has("letter") else None
    return Skill(
        id=SkillId(of.uuid("id")),
        tree=tree.id,
        name=of.text("name"),
        language=_language(of, tree.language),
        letter="" if letter is None else letter.text("key"),
        case=Case.BOTH if letter is None else _one_of(letter, "case", _CASES),
        aspect=Aspect.ABILITY if letter is None else _one_of(letter, "aspect", _ASPECTS),
        position=of.number("position", 0, -_PLACES_MOST, _PLACES_MOST),
        description=of.text("description", ""),
        tags=of.texts("tags"),
        spot=_spot(of.object("spot")) if of.has("spot") else None,
        opens_on=_day(of),
        stands_for=SkillId(of.uuid("stands_for")) if of.has("stands_for") else None,
        replaced_by=SkillId(of.uuid("replaced_by")) if of.has("replaced_by") else None,
        more=of.more("more"),
    )


def _edge(of: Value) -> Edge:
    return Edge(
        skill=SkillId(of.uuid("skill")),
        prerequisite=SkillId(of.uuid("needs")),
        any_of=of.number("any_of", 0, 0, GROUP_MOST),
        minimum=_one_of(of, "minimum", _LEVELS, "growing"),
        score=of.number("score", 0, 1, 100) if of.has("score") else None,
    )


def _spot(of: Value) -> tuple[int, int]:
    return (of.number("right", 0, -SPOT_MOST, SPOT_MOST), of.number("down", 0, -SPOT_MOST, SPOT_MOST))


def _day(of: Value) -> date | None:
    if not of.has("opens_on"):
        return None
    try:
        return date.fromisoformat(of.text("opens_on"))
    except ValueError:
        of.wrong("opens_on", "this is not a day, as 2026-09-01 is one")


def _language(of: Value, usual: str) -> str:
    tag = of.text("language", usual)
    parts = tag.split("-")
    if not (2 <= len(parts[0]) <= 8 and parts[0].isascii() and parts[0].isalpha()) or not all(
        1 <= len(part) <= 8 and part.isascii() and part.isalnum() for part in parts[1:]
    ):
        of.wrong("language", "this is not the tag of a language, as en or pt-BR are")
    return tag


def _one_of(of: Value, key: str, known: Mapping[str, T], usual: str | None = None) -> T:
    value = of.text(key, usual)
    if value not in known:
        of.wrong(key, f"this is none of {', '.join(known)}")
    return known[value]


def _skill_json(skill: Skill, language: str) -> dict[str, Any]:
    letter = {"key": skill.letter, "case": skill.case.value, "aspect": skill.aspect.value}
    return _short(
        {
            "id": str(skill.id),
            "name": skill.name,
            "position": skill.position,
            "language": None if skill.language == language else skill.language,
            "letter": None if skill.aspect is Aspect.ABILITY else letter,
            "description": skill.description,
            "tags": list(skill.tags),
            "spot": None if skill.spot is None else {"right": skill.spot[0], "down": skill.spot[1]},
            "opens_on": None if skill.opens_on is None else skill.opens_on.isoformat(),
            "stands_for": None if skill.stands_for is None else str(skill.stands_for),
            "replaced_by": None if skill.replaced_by is None else str(skill.replaced_by),
            "more": dict(skill.more),
        }
    )


def _edge_json(edge: Edge) -> dict[str, Any]:
    told = {"skill": str(edge.skill), "needs": str(edge.prerequisite), "any_of": edge.any_of, "minimum": edge.minimum.name.lower()}
    return _short(told | {"score": edge.score})


def _short(facts: dict[str, Any]) -> dict[str, Any]:
    """Without what says nothing."""
    return {key: value for key, value in facts.items() if value not in (None, "", [], {})}


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

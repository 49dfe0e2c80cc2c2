"""1EdTech CASE 1.0, as a CFPackage in JSON: what schools and states exchange their standards in.

`precedes` is a prerequisite, `isChildOf` the place in the document, `replacedBy` what took a skill's place; alternatives share a grouping.
CASE has no word for levels, scores, days and places in the drawing; of its own words, what a tree has none for is counted as lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from app.learning.ids import SkillId, TreeId, key_id
from app.learning.people import Case
from app.learning.problems import Problem
from app.learning.skills import LONGEST_DESCRIPTION, Aspect, Edge, Level, Skill, SkillTree
from app.learning.tree_edits import EDGES_MOST, GROUP_MOST, SKILLS_MOST, TAG_LONGEST
from app.learning.tree_formats.found import Found, Losses, TreeFormat, Written
from app.learning.tree_formats.reading import Line, Value, checked_tree, named, titled

_ASSOCIATIONS_MOST = 4 * EDGES_MOST
_URI = "urn:uuid:"
_NOBODY = "Lettergrove"  # CASE asks for a creator
_PARENT = "parent"  # in `Skill.more`: the item that this one is a child of
_NOT_CARRIED = ("alternativeLabel", "CFItemType", "educationLevel", "humanCodingScheme", "statusStartDate", "statusEndDate", "licenseURI")


def read(data: bytes) -> Found:
    """The tree in a CFPackage. Raises Problem TREE_FILE_WRONG."""
    whole, losses = Value.read(data), Losses()
    document = whole.object("CFDocument")
    blank = SkillTree(
        id=TreeId(document.uuid("identifier")),
        name=named(document.text("title")[:200], document.line("title")),
        language=_language(document.text("language", "en")),
        pack=None,
        pack_version=0,
        revision=0,
        skills=(),
        edges=(),
        description=document.text("description", "")[:LONGEST_DESCRIPTION],
        author=_author(document.text("creator", "")[:200]),
    )
    items = [(_skill(one, blank, place, losses), one.line) for place, one in enumerate(whole.objects("CFItems", SKILLS_MOST))]
    links = list(whole.objects("CFAssociations", _ASSOCIATIONS_MOST))
    losses.add("rubrics", sum(1 for _ in whole.objects("CFRubrics", SKILLS_MOST)))
    edges, about = _associations(links, {skill.id for skill, _ in items}, blank.id, losses)
    skills = [(_with(skill, about.get(skill.id, {})), line) for skill, line in items]
    return Found(checked_tree(blank, skills, edges), TreeFormat.CASE, losses.all())


def write(tree: SkillTree, now: datetime) -> Written:
    """The CFPackage of a tree, last changed `now` (aware)."""
    losses, stamp = Losses(), now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    said = {"title": tree.name, "creator": tree.author or _NOBODY, "language": tree.language, "description": tree.description}
    document = _thing(tree.id, stamp, **said)
    items = [_item(skill, tree, stamp, losses) for skill in tree.skills]
    names = {skill.id: skill.name for skill in tree.skills} | {tree.id: tree.name}
    links = [_child(skill, tree, names, stamp, place) for place, skill in enumerate(tree.skills)]
    links += [
        _link("replacedBy", skill.id, skill.replaced_by, names, stamp) for skill in tree.skills if skill.replaced_by is not None
    ]
    links += [_precedes(edge, names, stamp, losses) for edge in tree.edges]
    package = {"CFDocument": document, "CFItems": items, "CFAssociations": links, "CFDefinitions": {}, "CFRubrics": []}
    return Written(json.dumps(package, ensure_ascii=False, indent=1) + "\n", losses.all())


def _author(creator: str) -> str:
    return "" if creator == _NOBODY else creator


def _skill(of: Value, tree: SkillTree, place: int, losses: Losses) -> Skill:
    statement = of.text("fullStatement")
    try:
        name, description, shortened = titled(statement, of.text("notes", ""))
    except Problem:
        of.wrong("fullStatement", "this cannot be the name of a skill")
    losses.add("long statements, whose whole text went into the description", shortened)
    for word in _NOT_CARRIED:
        losses.add(f"“{word}” of items", of.has(word))
    tags = tuple(tag[:TAG_LONGEST] for tag in of.texts("conceptKeywords"))
    return Skill(
        id=SkillId(of.uuid("identifier")),
        tree=tree.id,
        name=name,
        language=_language(of.text("language", tree.language)),
        letter="",
        case=Case.BOTH,
        aspect=Aspect.ABILITY,
        position=place,
        description=description[:LONGEST_DESCRIPTION],
        tags=tags,
    )


def _associations(
    links: Iterable[Value], items: set[SkillId], document: TreeId, losses: Losses
) -> tuple[list[tuple[Edge, Line]], dict[SkillId, dict[str, Any]]]:
    """The edges, and by skill its parent and what it was replaced by."""
    edges: list[tuple[Edge, Line]] = []
    about: dict[SkillId, dict[str, Any]] = {}
    groups: dict[tuple[SkillId, str], int] = {}
    for link in links:
        kind = link.text("associationType")
        origin, target = (SkillId(link.object(end).uuid("identifier")) for end in ("originNodeURI", "destinationNodeURI"))
        if kind == "precedes":
            grouping = link.object("CFAssociationGroupingURI").text("identifier", "") if link.has("CFAssociationGroupingURI") else ""
            key = (target, grouping or str(origin))
            number = groups.setdefault(key, sum(1 for skill, _ in groups if skill == target) if key not in groups else 0)
            edges.append((Edge(target, origin, min(number, GROUP_MOST), Level.GROWING), link.line))
        elif kind == "isChildOf" and origin in items and (target in items or target == document):
            if target in items:
                about.setdefault(origin, {})[_PARENT] = str(target)
        elif kind == "replacedBy" and origin in items and target in items:
            about.setdefault(origin, {})["replaced_by"] = target
        elif kind in ("isChildOf", "replacedBy"):
            losses.add(f"associations “{kind}” with what is not in the file")
        else:
            losses.add(f"associations of the kind “{kind[:60]}”")
    return edges, about


def _with(skill: Skill, about: dict[str, Any]) -> Skill:
    more = {_PARENT: about[_PARENT]} if _PARENT in about else {}
    return replace(skill, more=more, replaced_by=about.get("replaced_by"))


def _item(skill: Skill, tree: SkillTree, stamp: str, losses: Losses) -> dict[str, Any]:
    losses.add("what letter a skill is of", skill.aspect is not Aspect.ABILITY)
    losses.add("places in the drawing", skill.spot is not None)
    losses.add("days on which a skill opens", skill.opens_on is not None)
    losses.add("other facts of a skill", bool(set(skill.more) - {_PARENT}))
    said = {"fullStatement": skill.name, "notes": skill.description, "conceptKeywords": list(skill.tags)}
    links = {"CFDocumentURI": _node(tree.id, tree.name)}
    return _thing(skill.id, stamp, language=skill.language, **{key: value for key, value in said.items() if value}, **links)


def _child(skill: Skill, tree: SkillTree, names: dict[Any, str], stamp: str, place: int) -> dict[str, Any]:
    parent = next((one for one in names if str(one) == skill.more.get(_PARENT)), tree.id) if _PARENT in skill.more else tree.id
    return _link("isChildOf", skill.id, parent, names, stamp) | {"sequenceNumber": place + 1}


def _precedes(edge: Edge, names: dict[Any, str], stamp: str, losses: Losses) -> dict[str, Any]:
    losses.add("levels that a prerequisite must have reached", edge.minimum is not Level.GROWING)
    losses.add("scores that a prerequisite must have", edge.score is not None)
    link = _link("precedes", edge.prerequisite, edge.skill, names, stamp, edge.any_of)
    grouping = _node(key_id("any-of", edge.skill, edge.any_of), f"one of these before {names[edge.skill]}")
    return link | {"CFAssociationGroupingURI": grouping}


def _link(kind: str, origin: Any, target: Any, names: dict[Any, str], stamp: str, *more: object) -> dict[str, Any]:  # noqa: ANN401 (ids of either kind)
    ends = {"originNodeURI": _node(origin, names[origin]), "destinationNodeURI": _node(target, names.get(target, ""))}
    return _thing(key_id("association", kind, origin, target, *more), stamp, associationType=kind, **ends)


def _thing(identifier: object, stamp: str, **said: object) -> dict[str, Any]:
    return {"identifier": str(identifier), "uri": f"{_URI}{identifier}", **said, "lastChangeDateTime": stamp}


def _node(identifier: object, title: str) -> dict[str, str]:
    return {"title": title, "identifier": str(identifier), "uri": f"{_URI}{identifier}"}


def _language(tag: str) -> str:
    """The tag of a language, English where it is none: standards say it loosely."""
    parts = tag.replace("_", "-").split("-")
    fits = 2 <= len(parts[0]) <= 8 and all(1 <= len(part) <= 8 and part.isascii() and part.isalnum() for part in parts)
    return "-".join(parts) if fits and parts[0].isalpha() else "en"

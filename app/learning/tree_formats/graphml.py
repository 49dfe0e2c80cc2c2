"""GraphML: what graph editors (yEd, Gephi, Cytoscape) exchange. An edge leads from what comes first to what depends on it.

A file with a document type or entities is refused before anything of it is expanded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from app.learning.ids import SkillId, TreeId, key_id
from app.learning.people import Case
from app.learning.problems import Problem
from app.learning.skills import LONGEST_DESCRIPTION, Aspect, Edge, Level, Skill, SkillTree
from app.learning.tree_edits import EDGES_MOST, GROUP_MOST, SKILLS_MOST, SPOT_MOST, TAG_LONGEST
from app.learning.tree_formats.found import Found, Losses, TreeFormat, Written
from app.learning.tree_formats.reading import DEPTH_MOST, Line, as_text, checked_tree, id_in, named, titled, wrong

_NAMES = ("label", "name", "title", "d_name")
_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_LEVELS = {level.name.lower(): level for level in Level}
# What is written about a skill and an edge: id of the key, whose it is, its name, its type.
_KEYS = (
    ("d_name", "node", "name", "string"), ("d_description", "node", "description", "string"), ("d_tags", "node", "tags", "string"),
    ("d_x", "node", "x", "int"), ("d_y", "node", "y", "int"), ("d_any_of", "edge", "any_of", "int"),
    ("d_minimum", "edge", "minimum", "string"), ("d_score", "edge", "score", "int"),
)  # fmt: skip


@dataclass(slots=True)
class _Thing:
    """A node or an edge while it is read: its attributes, its data by the key's name, and its line."""

    attributes: dict[str, str]
    line: int
    data: dict[str, str] = field(default_factory=dict)


class _Reader:
    """What expat meets, kept as nodes and edges."""

    def __init__(self) -> None:
        self.nodes: list[_Thing] = []
        self.edges: list[_Thing] = []
        self.graph: _Thing | None = None
        self.losses = Losses()
        self._keys: dict[str, str] = {}
        self._open: list[str] = []
        self._things: list[_Thing] = []
        self._written: list[str] = []
        self._key = ""
        self._parser = expat.ParserCreate("UTF-8", namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def read(self, text: str) -> None:
        """Read a whole file."""
        try:
            self._parser.Parse(text.encode(), True)
        except expat.ExpatError as error:
            raise wrong(error.lineno, "", "it is not XML here, or it ends too early") from error
        if self.graph is None:
            raise wrong(1, "", "there is no graph in it")

    def _refuse(self, *_: object) -> None:
        raise wrong(self._parser.CurrentLineNumber, "", "a document type or entities are not read, for safety")

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        name, line = tag.rpartition(" ")[2], self._parser.CurrentLineNumber
        self._open.append(name)
        if len(self._open) > DEPTH_MOST:
            raise wrong(line, "", f"it is nested more than {DEPTH_MOST} deep")
        thing = _Thing(attributes, line)
        match name:
            case "key":
                self._keys[attributes.get("id", "")] = attributes.get("attr.name", attributes.get("id", "")).lower()
            case "graph":
                self.losses.add("graphs within graphs", self.graph is not None)
                if self.graph is None:
                    self.graph = thing
                    self._things.append(thing)
            case "node":
                self.nodes.append(thing)
                self._things.append(thing)
            case "edge":
                self.edges.append(thing)
                self._things.append(thing)
            case "hyperedge" | "port":
                self.losses.add(f"elements “{name}”")
            case "data":
                self._key, self._written = self._keys.get(attributes.get("key", ""), attributes.get("key", "").lower()), []
            case "NodeLabel":  # yEd keeps the name in here
                self._key, self._written = "label", []
            case _:
                pass
        if len(self.nodes) > SKILLS_MOST or len(self.edges) > EDGES_MOST:
            raise wrong(line, "", f"it has more than {SKILLS_MOST} skills or {EDGES_MOST} edges")

    def _end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        self._open.pop()
        if name in ("data", "NodeLabel") and self._things:
            written = "".join(self._written).strip()
            if written and self._key:
                self._things[-1].data.setdefault(self._key, written)
            self._written = []
        if name in ("node", "edge"):
            self._things.pop()

    def _text(self, text: str) -> None:
        if self._open and self._open[-1] in ("data", "NodeLabel"):
            self._written.append(text)


def read(data: bytes) -> Found:
    """The tree in a file. Raises Problem TREE_FILE_WRONG."""
    text = as_text(data)
    reader = _Reader()
    reader.read(text)
    graph = reader.graph
    assert graph is not None  # noqa: S101 (for the type checker: `read` refuses a file without)
    if graph.attributes.get("edgedefault") == "undirected":
        raise wrong(graph.line, "", "its edges have no direction, so nothing comes before anything")
    said = graph.data | {"name": graph.data.get("name") or graph.data.get("label") or graph.attributes.get("id") or "GraphML"}
    tree = TreeId(id_in(key_id("graphml"), graph.attributes.get("id", said["name"])))
    blank = SkillTree(
        tree, named(said["name"][:200], graph.line), "en", None, 0, 0, (), (), said.get("description", "")[:LONGEST_DESCRIPTION]
    )
    skills = [(_skill(node, blank, place, reader.losses), _at(node.line)) for place, node in enumerate(reader.nodes)]
    groups: dict[SkillId, int] = {}
    edges = [(_edge(edge, tree, groups), _at(edge.line)) for edge in reader.edges]
    return Found(checked_tree(blank, skills, edges), TreeFormat.GRAPHML, reader.losses.all())


def write(tree: SkillTree) -> Written:
    """The file of a tree."""
    losses = Losses()
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<graphml xmlns="{_NAMESPACE}">']
    lines += [f'<key id="{key}" for="{of}" attr.name="{name}" attr.type="{kind}"/>' for key, of, name, kind in _KEYS]
    lines += ['<key id="g_name" for="graph" attr.name="name" attr.type="string"/>']
    lines += ['<key id="g_description" for="graph" attr.name="description" attr.type="string"/>']
    lines += [f'<graph id="{tree.id}" edgedefault="directed">', _data("g_name", tree.name), _data("g_description", tree.description)]
    for skill in tree.skills:
        losses.add("days on which a skill opens", skill.opens_on is not None)
        losses.add("what letter a skill is of", skill.aspect is not Aspect.ABILITY)
        losses.add("other facts of a skill", bool(skill.more))
        right, down = skill.spot or ("", "")
        told = {"d_name": skill.name, "d_description": skill.description, "d_tags": "\n".join(skill.tags), "d_x": right, "d_y": down}
        lines.append(f'<node id="{skill.id}">{"".join(_data(key, value) for key, value in told.items())}</node>')
    for edge in tree.edges:
        asked = (("d_any_of", edge.any_of), ("d_minimum", edge.minimum.name.lower()), ("d_score", "" if edge.score is None else edge.score))
        data = "".join(_data(key, value) for key, value in asked)
        lines.append(f'<edge source="{edge.prerequisite}" target="{edge.skill}">{data}</edge>')
    return Written("\n".join([*lines, "</graph>", "</graphml>"]) + "\n", losses.all())


def _skill(node: _Thing, tree: SkillTree, place: int, losses: Losses) -> Skill:
    name = node.attributes.get("id", "")
    if not name:
        raise wrong(node.line, "", "a node has no id")
    called = next((node.data[key] for key in _NAMES if node.data.get(key)), name)
    try:
        title, description, shortened = titled(" ".join(called.split()), node.data.get("description", ""))
    except Problem as problem:
        raise wrong(node.line, "", "this cannot be the name of a skill") from problem
    losses.add("long names, whose whole text went into the description", shortened)
    for key in node.data.keys() - {*_NAMES, "description", "tags", "x", "y"}:
        losses.add(f"“{key[:60]}” of nodes")
    spot = (_whole(node, "x"), _whole(node, "y"))
    tags = tuple(tag.strip()[:TAG_LONGEST] for tag in node.data.get("tags", "").splitlines() if tag.strip())
    return Skill(
        id=id_in(tree.id, name),
        tree=tree.id,
        name=title,
        language=tree.language,
        letter="",
        case=Case.BOTH,
        aspect=Aspect.ABILITY,
        position=place,
        description=description[:LONGEST_DESCRIPTION],
        tags=tags,
        spot=None if spot[0] is None or spot[1] is None else (spot[0], spot[1]),
    )


def _edge(edge: _Thing, tree: TreeId, groups: dict[SkillId, int]) -> Edge:
    ends = [edge.attributes.get(end, "") for end in ("target", "source")]
    if not all(ends):
        raise wrong(edge.line, "", "an edge has no source or no target")
    skill, before = (id_in(tree, end) for end in ends)
    groups[skill] = groups.get(skill, -1) + 1
    group = _whole(edge, "any_of")
    level = edge.data.get("minimum", "growing")
    if level not in _LEVELS:
        raise wrong(edge.line, "minimum", f"this is none of {', '.join(_LEVELS)}")
    score = _whole(edge, "score")
    if not 0 <= (0 if group is None else group) <= GROUP_MOST or not 1 <= (1 if score is None else score) <= 100:
        raise wrong(edge.line, "", "an edge asks for what cannot be")
    return Edge(skill, before, groups[skill] if group is None else group, _LEVELS[level], score)


def _whole(thing: _Thing, key: str) -> int | None:
    """A number, to the nearest whole one; None where there is none."""
    written = thing.data.get(key)
    if written is None:
        return None
    try:
        value = round(float(written))
    except (ValueError, OverflowError) as error:
        raise wrong(thing.line, key, "this is not a number") from error
    if abs(value) > SPOT_MOST:
        raise wrong(thing.line, key, "this number is too large")
    return value


def _data(key: str, value: object) -> str:
    return f"<data key={quoteattr(key)}>{escape(str(value))}</data>" if value != "" else ""


def _at(line: int) -> Line:
    return lambda: line

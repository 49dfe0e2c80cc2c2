"""Changing a skill tree: what is to be as of now, whether that can be, and how to take it back.

One `Edit` is all that is done at once, to however many skills. `applied` says what the tree becomes, for the picture at once and for the
database; `inverse` takes it back; `difference` tells two states of a tree apart, in the same words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace

from app.learning.ids import SkillId, TreeId
from app.learning.names import checked_title
from app.learning.problems import Problem, Trouble
from app.learning.skills import LONGEST_DESCRIPTION, Edge, Graph, Skill, SkillTree

SKILLS_MOST = 50_000
EDGES_MOST = 200_000
SPOT_MOST = 1_000_000  # points: nobody finds again what lies further away
TAGS_MOST = 50
TAG_LONGEST = 60  # characters
GROUP_MOST = 32_000
_NOW = "~"  # after every stamp

EdgeKey = tuple[SkillId, SkillId, int]
Spot = tuple[int, int] | None


def key_of(edge: Edge) -> EdgeKey:
    """What makes an edge itself: its ends, and the group it belongs to."""
    return (edge.skill, edge.prerequisite, edge.any_of)


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a tree itself."""

    name: str
    language: str
    description: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """What a tree is to be: skills and edges as they shall stand (new or changed), those to go, and where skills are put.

    The edges of a skill that goes need not be named; they go with it.
    """

    skills: tuple[Skill, ...] = ()
    edges: tuple[Edge, ...] = ()
    gone_skills: frozenset[SkillId] = frozenset()
    gone_edges: frozenset[EdgeKey] = frozenset()
    spots: Mapping[SkillId, Spot] = field(default_factory=dict)
    about: About | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether nothing would change."""
        return not any(getattr(self, one.name) for one in fields(self))


def about(tree: SkillTree) -> About:
    """What is said of a tree."""
    return About(tree.name, tree.language, tree.description, tree.author)


def applied(tree: SkillTree, edit: Edit) -> SkillTree:
    """The tree after an edit, with the same revision.

    Raises Problem TREE_CLOSES_CIRCLE (circle: names, skills: ids, in the order they wait), TREE_WRONG (reason, skill) or NAME_*.
    """
    put = {skill.id: checked(skill, tree.id) for skill in edit.skills}
    kept = [put.pop(skill.id, skill) for skill in tree.skills if skill.id not in edit.gone_skills]
    skills = [replace(skill, spot=edit.spots[skill.id]) if skill.id in edit.spots else skill for skill in (*kept, *put.values())]
    skills.sort(key=lambda skill: (skill.position, skill.id.int))
    there = {skill.id for skill in skills}
    new = {key_of(edge): edge for edge in edit.edges}
    edges = {key_of(edge): edge for edge in tree.edges if edge.skill in there and edge.prerequisite in there}
    edges = {key: edge for key, edge in edges.items() if key not in edit.gone_edges} | new
    said = edit.about or about(tree)
    after = replace(
        tree,
        skills=tuple(skills),
        edges=tuple(edges.values()),
        name=tree.name if edit.about is None else checked_title(said.name),
        language=said.language,
        description=said.description,
        author=said.author,
    )
    if len(skills) > SKILLS_MOST or len(edges) > EDGES_MOST:
        raise Problem(Trouble.TREE_WRONG, reason=f"more than {SKILLS_MOST} skills or {EDGES_MOST} edges")
    if len(said.description) > LONGEST_DESCRIPTION:
        raise Problem(Trouble.TREE_WRONG, reason=f"a description of more than {LONGEST_DESCRIPTION} characters")
    if new:
        check_edges(after, new.values())
    return after


def inverse(tree: SkillTree, edit: Edit) -> Edit:
    """The edit that makes of `applied(tree, edit)` the tree again."""
    skills = {skill.id: skill for skill in tree.skills}
    edges = {key_of(edge): edge for edge in tree.edges}
    put, drawn = {skill.id for skill in edit.skills}, {key_of(edge) for edge in edit.edges}
    lost = {key for key in edges if key[0] in edit.gone_skills or key[1] in edit.gone_skills} | edit.gone_edges
    return Edit(
        skills=tuple(skills[one] for one in sorted((put | edit.gone_skills) & skills.keys())),
        edges=tuple(edges[key] for key in sorted((drawn | lost) & edges.keys())),
        gone_skills=frozenset(put - skills.keys()),
        gone_edges=frozenset(drawn - edges.keys()),
        spots={one: skills[one].spot for one in edit.spots if one in skills and one not in put},
        about=None if edit.about is None else about(tree),
    )


def difference(before: SkillTree, after: SkillTree) -> Edit:
    """The edit that makes `after` of `before`; skills that were only put elsewhere are among `spots`."""
    old, new = ({skill.id: skill for skill in tree.skills} for tree in (before, after))
    drawn, redrawn = ({key_of(edge): edge for edge in tree.edges} for tree in (before, after))
    moved = {one: new[one].spot for one in old.keys() & new.keys() if replace(old[one], spot=new[one].spot) == new[one] != old[one]}
    changed = [skill for one, skill in new.items() if old.get(one) != skill and one not in moved]
    gone = frozenset(old.keys() - new.keys())
    return Edit(
        skills=tuple(changed),
        edges=tuple(edge for key, edge in redrawn.items() if drawn.get(key) != edge),
        gone_skills=gone,
        gone_edges=frozenset(key for key in drawn.keys() - redrawn.keys() if key[0] not in gone and key[1] not in gone),
        spots=moved,
        about=None if about(before) == about(after) else about(after),
    )


def checked(skill: Skill, tree: TreeId) -> Skill:
    """A skill as it is kept in a tree. Raises Problem NAME_*, TREE_WRONG."""
    tags = tuple(dict.fromkeys(tag.strip() for tag in skill.tags if tag.strip()))
    if len(skill.description) > LONGEST_DESCRIPTION:
        raise Problem(Trouble.TREE_WRONG, reason=f"a description of more than {LONGEST_DESCRIPTION} characters", skill=skill.id)
    if len(tags) > TAGS_MOST or any(len(tag) > TAG_LONGEST for tag in tags):
        reason = f"more than {TAGS_MOST} tags, or one of more than {TAG_LONGEST} characters"
        raise Problem(Trouble.TREE_WRONG, reason=reason, skill=skill.id)
    if skill.spot is not None and any(abs(way) > SPOT_MOST for way in skill.spot):
        raise Problem(Trouble.TREE_WRONG, reason="a skill lies too far away", skill=skill.id)
    return replace(skill, tree=tree, name=checked_title(skill.name), tags=tags)


def check_edges(tree: SkillTree, drawn: Collection[Edge]) -> None:
    """Refuse edges that cannot be in a tree. Raises Problem TREE_WRONG, TREE_CLOSES_CIRCLE as `applied` does."""
    new = {key_of(edge) for edge in drawn}
    newest = tuple(replace(edge, stamp=_NOW) if key_of(edge) in new else edge for edge in tree.edges)
    graph = Graph(replace(tree, edges=newest))
    for edge in drawn:
        if edge.skill not in graph.places or edge.prerequisite not in graph.places:
            raise Problem(Trouble.TREE_WRONG, reason="an arrow leads out of the tree", skill=edge.skill)
        if not 0 <= edge.any_of <= GROUP_MOST or not (edge.score is None or 1 <= edge.score <= 100):
            raise Problem(Trouble.TREE_WRONG, reason="an arrow asks for what cannot be", skill=edge.skill)
    for place in sorted(graph.dag.aside):
        if key_of(graph.edges[place]) in new:  # what two devices closed together before is no fault of this edit
            raise _circle(graph, graph.edges[place])


def _circle(graph: Graph, edge: Edge) -> Problem:
    """The problem of an edge that closes a circle, with the whole of it named, its first skill again at the end."""
    round_trip = graph.dag.circle_with(graph.places[edge.prerequisite], graph.places[edge.skill])
    skills = [graph.tree.skills[place] for place in round_trip]
    names = " → ".join(skill.name for skill in (*skills, skills[0]))
    return Problem(Trouble.TREE_CLOSES_CIRCLE, circle=names, skills=tuple(skill.id for skill in skills))

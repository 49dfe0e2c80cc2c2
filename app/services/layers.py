"""A plain layout of a skill tree in layers, for looking at it: what comes first stands lowest.

The layer of a skill is the longest way to it from the ground; within a layer a skill stands near what it grows from. An edge that would
close a circle (one may arrive from elsewhere) is left out of the reckoning, never followed.
"""

from collections import defaultdict
from collections.abc import Mapping
from statistics import fmean

from app.learning.ids import SkillId
from app.learning.skills import SkillTree

Place = tuple[int, int]  # layer, place within the layer; both count from 0


def places(tree: SkillTree) -> Mapping[SkillId, Place]:
    """The layer and place of every skill of the tree. O(skills + edges), apart from sorting each layer."""
    layer = _layers(tree)
    below: dict[SkillId, list[SkillId]] = defaultdict(list)
    for edge in tree.edges:
        if layer[edge.prerequisite] < layer[edge.skill]:
            below[edge.skill].append(edge.prerequisite)
    rows: dict[int, list[tuple[int, SkillId]]] = defaultdict(list)
    for skill in tree.skills:
        rows[layer[skill.id]].append((skill.position, skill.id))
    placed: dict[SkillId, Place] = {}
    for number in sorted(rows):
        row = sorted(rows[number], key=lambda entry: (_middle(below[entry[1]], placed), entry[0], entry[1].int))
        placed |= {skill: (number, place) for place, (_, skill) in enumerate(row)}
    return placed


def _layers(tree: SkillTree) -> dict[SkillId, int]:
    """Longest way from the ground, by Kahn's order; skills on a circle keep what the rest of the tree gives them."""
    waiting = {skill.id: 0 for skill in tree.skills}
    above: dict[SkillId, list[SkillId]] = defaultdict(list)
    for edge in tree.edges:
        waiting[edge.skill] += 1
        above[edge.prerequisite].append(edge.skill)
    layer = dict.fromkeys(waiting, 0)
    free = [skill for skill, count in waiting.items() if count == 0]
    while free:
        skill = free.pop()
        for higher in above[skill]:
            layer[higher] = max(layer[higher], layer[skill] + 1)
            waiting[higher] -= 1
            if waiting[higher] == 0:
                free.append(higher)
    return layer


def _middle(prerequisites: list[SkillId], placed: Mapping[SkillId, Place]) -> float:
    return fmean(placed[skill][1] for skill in prerequisites) if prerequisites else 0.0

"""Walking a skill tree by other ways than the program's, to prove what it and the database hold."""

from collections.abc import Mapping

from app.learning.ids import SkillId
from app.learning.skills import SkillTree


def prerequisites_of(tree: SkillTree, skill: SkillId) -> frozenset[SkillId]:
    """Everything that comes before a skill, near and far, of every alternative."""
    before: dict[SkillId, list[SkillId]] = {}
    for edge in tree.edges:
        before.setdefault(edge.skill, []).append(edge.prerequisite)
    return _reached(skill, before)


def _reached(start: SkillId, steps: Mapping[SkillId, list[SkillId]]) -> frozenset[SkillId]:
    seen: set[SkillId] = set()
    waiting = list(steps.get(start, ()))
    while waiting:
        skill = waiting.pop()
        if skill not in seen:
            seen.add(skill)
            waiting.extend(steps.get(skill, ()))
    return frozenset(seen)


def cycle_in(tree: SkillTree) -> tuple[SkillId, ...]:
    """A cycle of the tree as the path that goes round, each skill before the next, the first again at the end; empty when there is none."""
    after: dict[SkillId, list[SkillId]] = {}
    for edge in tree.edges:
        after.setdefault(edge.prerequisite, []).append(edge.skill)
    done: set[SkillId] = set()
    for root in after:
        path: dict[SkillId, None] = {}
        branches = [(root, iter(after.get(root, ())))] if root not in done else []
        path.update(dict.fromkeys([root] if branches else []))
        while branches:
            skill, rest = branches[-1]
            following = next((later for later in rest if later not in done), None)
            if following is None:
                done.add(skill)
                path.pop(skill)
                branches.pop()
            elif following in path:
                round_trip = list(path)
                return (*round_trip[round_trip.index(following) :], following)
            else:
                path[following] = None
                branches.append((following, iter(after.get(following, ()))))
    return ()

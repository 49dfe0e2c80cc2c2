"""The built-in skill tree of a language, grown from its letter pack.

Its ids are UUIDv5 of the space and the pack key: two devices that switch a language on apart make the same rows.

A skill is letter x case x aspect. What comes first, as AND of OR-groups:
- order: one of the three letters taught just before it has begun to grow, in the same case and aspect, or sound if it has not that
  aspect (group 0)
- aspect: its own sound has begun to grow before its pictures are asked, or its shape among others, or it is written (group 1)
- likeness: a letter that is easily taken for it and is taught earlier is secure (one group each, from 2)
"""

from app.learning.ids import SkillId, SpaceId, TreeId, key_id
from app.learning.letters import Letter, LetterPack
from app.learning.people import Case
from app.learning.skills import Aspect, Edge, Level, Skill, SkillTree

ORDER_GROUP, ASPECT_GROUP, LIKENESS_GROUP = 0, 1, 2
_LETTERS_BEFORE = 3
_LAG = {Aspect.SOUND: 0, Aspect.NAME: 1, Aspect.FIRST_PICTURE: 2}
_BEHIND = (Aspect.SHAPE, Aspect.TRACE)  # aspects that came later: placed behind the others, and what stands in a space keeps its place
_ADDED = 1  # how often aspects were added to all trees; it counts into their version, so that spaces take over what is new


def pack_key(pack: LetterPack) -> str:
    """What the built-in tree of a pack is known by, in every space and version."""
    return f"letters/{pack.language}"


def tree_id(space: SpaceId, language: str) -> TreeId:
    """The id of the built-in tree of a language (BCP 47) in a space."""
    return TreeId(key_id("tree", space, f"letters/{language}"))


def aspects_of(letter: Letter) -> tuple[Aspect, ...]:
    """What can be learned of a letter.

    Its name only where that is not its sound (a Hindi letter is called what it says); its pictures only where a word begins with it.
    """
    aspects = [Aspect.SOUND]
    if letter.name != letter.sound:
        aspects.append(Aspect.NAME)
    if letter.first_words:
        aspects.append(Aspect.FIRST_PICTURE)
    return (*aspects, *_BEHIND)


def skill_id(tree: TreeId, letter: str, case: Case, aspect: Aspect) -> SkillId:
    """The id of a skill of a built-in tree."""
    return SkillId(key_id("skill", tree, letter, case.value, aspect.value))


def version_of(pack: LetterPack) -> int:
    """The version of a pack's tree: it rises with the letters, and with what every tree is grown of."""
    return pack.version + _ADDED


def tree_of(space: SpaceId, pack: LetterPack) -> SkillTree:
    """The tree of a pack in a space; revision 1, since nobody has edited it."""
    tree = tree_id(space, pack.language)
    skills: list[Skill] = []
    edges: list[Edge] = []
    for turn, case in enumerate(pack.cases):
        for place, key in enumerate(pack.usual_order):
            letter = pack.letter(key)
            for aspect in aspects_of(letter):
                position = _position(pack, turn, place, aspect)
                skill = skill_id(tree, key, case, aspect)
                skills.append(Skill(skill, tree, f"{key} · {aspect.value}", pack.language, key, case, aspect, position))
                edges.extend(_edges(tree, pack, place, case, aspect))
    return SkillTree(tree, pack.name, pack.language, pack_key(pack), version_of(pack), 1, tuple(skills), tuple(edges))


def _position(pack: LetterPack, turn: int, place: int, aspect: Aspect) -> int:
    """The place of a skill in the teaching order; `turn` counts the cases, `place` the letters of the usual order."""
    letters = len(pack.letters)
    if aspect in _LAG:
        return (turn * letters + place) * len(_LAG) + _LAG[aspect]
    return (len(pack.cases) * (len(_LAG) + _BEHIND.index(aspect)) + turn) * letters + place


def _edges(tree: TreeId, pack: LetterPack, place: int, case: Case, aspect: Aspect) -> list[Edge]:
    """What comes before one skill."""
    letter = pack.letter(pack.usual_order[place])
    earlier = [pack.letter(key) for key in pack.usual_order[:place]]
    skill = skill_id(tree, letter.key, case, aspect)
    edges = []
    for other in earlier[-_LETTERS_BEFORE:] if aspect in _LAG else ():
        same = aspect if aspect in aspects_of(other) else Aspect.SOUND
        edges.append(Edge(skill, skill_id(tree, other.key, case, same), ORDER_GROUP, Level.GROWING))
    if aspect is Aspect.FIRST_PICTURE or aspect in _BEHIND:
        edges.append(Edge(skill, skill_id(tree, letter.key, case, Aspect.SOUND), ASPECT_GROUP, Level.GROWING))
    alike = [other for other in earlier if other.key in letter.confusables]
    edges += [
        Edge(skill, skill_id(tree, other.key, case, Aspect.SOUND), LIKENESS_GROUP + number, Level.SECURE)
        for number, other in enumerate(alike)
    ]
    return edges

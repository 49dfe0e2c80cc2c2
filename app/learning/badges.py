"""Badges: achievements, each with the attempt that earned it. None can be lost, none counts days in a row: a day off costs nothing.

A badge's kind is stored: lower-case letters, digits and hyphens (`first-letter-en`, `days-10`).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.learning.ids import AttemptId, SkillId
from app.learning.letters import LetterPack, letters_of_name
from app.learning.mastery import Attempt, Standing
from app.learning.skills import Aspect, SkillTree, Status, graph_of

DAYS = (3, 10, 30, 100)
LETTERS = (1, 5, 10, 20)
BRANCH_LEAST = 3  # skills: less is no branch


class Award(StrEnum):
    """What a badge is for; it decides the picture and the words."""

    BLOOM = "bloom"  # a skill has bloomed for the first time
    LETTERS = "letters"  # so many letters of a language know their sound
    OWN_NAME = "own-name"  # all letters of the own name
    ALL_LETTERS = "all-letters"  # all letters of a language
    DAYS = "days"  # so many days of practice, in a row or not
    BRANCH = "branch"  # the end of a branch of a tree that people made, and all that leads to it
    TREE = "tree"  # all of such a tree


@dataclass(frozen=True, slots=True)
class Badge:
    """A badge that was earned. `count` belongs to LETTERS and DAYS, `language` to all but DAYS, `skill` to BLOOM and BRANCH."""

    kind: str
    award: Award
    attempt: AttemptId | None  # None once the attempt was erased
    earned_at: datetime
    skill: SkillId | None = None
    language: str | None = None
    count: int | None = None


def earned(
    pack: LetterPack,
    tree: SkillTree,
    standings: Mapping[SkillId, Standing],
    days: Collection[date],
    own_name: str,
    attempt: Attempt,
    bloomed: bool,
    held: Collection[str],
) -> tuple[Badge, ...]:
    """The badges that an attempt has earned, in the order they are shown.

    `standings` are those after the attempt, `days` all local days with practice, that of the attempt too; `bloomed` says that this attempt
    made its skill bloom for the first time; `held` are the kinds that the child has already (bloom badges need not be among them).
    """
    found = []
    if bloomed:
        found.append(Badge(Award.BLOOM.value, Award.BLOOM, attempt.id, attempt.occurred_at, attempt.skill, pack.language))
    found += [badge for badge in _of_letters(pack, tree, standings, own_name, attempt) if badge.kind not in held]
    reached = [count for count in DAYS if len(set(days)) >= count and f"days-{count}" not in held]
    found += [Badge(f"days-{count}", Award.DAYS, attempt.id, attempt.occurred_at, count=count) for count in reached]
    return tuple(found)


def earned_on_tree(
    tree: SkillTree, standings: Mapping[SkillId, Standing], passed: Collection[SkillId], skill: SkillId, at: datetime
) -> list[Badge]:
    """The badges that a skill earns by being learned, for the first time or not: its bloom, its branches, the whole tree.

    A branch is a skill that nothing depends on, with all that leads to it; what was passed over need not be learned.
    """
    dag = graph_of(tree).dag
    place = graph_of(tree).places[skill]
    missing = {n for n, one in enumerate(tree.skills) if not _has_bloomed(standings.get(one.id)) and one.id not in passed}
    found = [Badge(Award.BLOOM.value, Award.BLOOM, None, at, skill, tree.language)]
    ends = [n for n in ({place} | dag.later([place])) if not dag.after[n]]
    several = sum(not following for following in dag.after) > 1
    for end in sorted(ends):
        whole = dag.earlier([end]) | {end}
        if several and len(whole) >= BRANCH_LEAST and not whole & missing:
            name = f"{Award.BRANCH.value}-{tree.skills[end].id.hex}"
            found.append(Badge(name, Award.BRANCH, None, at, tree.skills[end].id, tree.language))
    if not missing and len(tree.skills) >= BRANCH_LEAST:
        found.append(Badge(f"{Award.TREE.value}-{tree.id.hex}", Award.TREE, None, at, None, tree.language))
    return found


def _has_bloomed(standing: Standing | None) -> bool:
    return standing is not None and standing.status is Status.BLOOMED


def letters_known(tree: SkillTree, standings: Mapping[SkillId, Standing]) -> frozenset[str]:
    """The letters whose sound has bloomed, in either case."""
    sounds = (skill for skill in tree.skills if skill.aspect is Aspect.SOUND)
    return frozenset(skill.letter for skill in sounds if skill.id in standings and standings[skill.id].status is Status.BLOOMED)


def _of_letters(
    pack: LetterPack, tree: SkillTree, standings: Mapping[SkillId, Standing], own_name: str, attempt: Attempt
) -> list[Badge]:
    """Every badge for letters that the standings deserve, held or not."""
    known = letters_known(tree, standings)
    tag = pack.language.lower()

    def badge(award: Award, count: int | None = None) -> Badge:
        kind = f"{award.value}-{tag}" if count is None else f"{award.value}-{count}-{tag}"
        return Badge(kind, award, attempt.id, attempt.occurred_at, None, pack.language, count)

    found = [badge(Award.LETTERS, count) for count in LETTERS if count <= len(known)]
    name = set(letters_of_name(own_name, pack))
    if name and name <= known:
        found.append(badge(Award.OWN_NAME))
    if set(pack.keys) <= known:
        found.append(badge(Award.ALL_LETTERS))
    return found

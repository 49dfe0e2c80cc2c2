"""A child's grove: one tree for each letter, as tall as what has grown of it.

Trees stand in the child's own order, in glades of at most eleven, as even as can be; the next letter to learn is marked.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.learning.choosing import beginnings
from app.learning.ids import SkillId
from app.learning.letters import LetterPack, form, letters_of_name
from app.learning.mastery import Standing
from app.learning.people import Case
from app.learning.sittings import Preferences
from app.learning.skills import Aspect, Skill, SkillTree, Status, statuses

GLADE_MOST = 11


@dataclass(frozen=True, slots=True)
class GroveTree:
    """One letter in the grove. `skills` are all that is known of it in the child's case or cases; `leads` decide how its tree stands.

    `status` is BLOOMED when all leads have bloomed, GROWING when any skill was answered, READY when any can be begun. `leaves` (0 to 3) is
    the leads' rounded-down mean, at least 1 as soon as one has one. `glade` counts from 0. At most one tree `is_next`.
    A tree in bloom needs water when any of its skills does.
    """

    letter: str
    text: str
    status: Status
    leaves: int
    needs_water: bool
    skills: tuple[SkillId, ...]
    leads: tuple[SkillId, ...]
    is_next: bool
    glade: int


def child_order(pack: LetterPack, preferences: Preferences) -> tuple[str, ...]:
    """The letters as this child learns them: those of its name, then the teaching order."""
    return tuple(dict.fromkeys((*letters_of_name(preferences.own_name, pack), *pack.order(preferences.order))))


def leads_of(skills: Sequence[Skill], first: Aspect) -> tuple[Skill, ...]:
    """The skills that decide how a letter stands: those of the aspect that is learned first, of the sound where it has none of that.

    So the tree that is celebrated is the tree that stands in bloom, and an aspect that comes later never takes a bloom away.
    """
    for wanted in (first, Aspect.SOUND):
        if leads := tuple(one for one in skills if one.aspect is wanted):
            return leads
    return tuple(skills)


def glade_sizes(count: int) -> tuple[int, ...]:
    """How many trees stand in each glade: as few glades as hold `count` trees, as even as can be, the fuller ones first."""
    glades = -(-count // GLADE_MOST)
    return tuple(count // glades + (number < count % glades) for number in range(glades))


def trees_in_grove(
    pack: LetterPack,
    tree: SkillTree,
    standings: Mapping[SkillId, Standing],
    preferences: Preferences,
    now: datetime,
) -> tuple[GroveTree, ...]:
    """The trees of a child's grove in its own order; letters of which a grown-up has left no skill to the child are left out."""
    cases = pack.cases if preferences.case is Case.BOTH or not pack.has_case else (preferences.case,)
    skills: dict[str, list[Skill]] = {}
    for skill in tree.skills:
        if skill.case in cases and skill.id not in preferences.choices.left_aside:
            skills.setdefault(skill.letter, []).append(skill)
    found = statuses(tree, standings, preferences.choices.passed, now.date())
    order = [key for key in child_order(pack, preferences) if key in skills]
    glades = [glade for glade, size in enumerate(glade_sizes(len(order))) for _ in range(size)]
    leads = {key: leads_of(skills[key], preferences.first) for key in order}
    shown = {key: _status([found[skill.id] for skill in leads[key]], [found[skill.id] for skill in skills[key]]) for key in order}
    following = _next_letter(order, shown, {skill.letter for skill in beginnings(pack, tree, standings, preferences, now)})
    return tuple(
        GroveTree(
            letter=key,
            text=form(pack.letter(key), preferences.case),
            status=Status.READY if key == following and shown[key] is Status.LOCKED else shown[key],
            leaves=_leaves([standings.get(skill.id) for skill in leads[key]]),
            needs_water=shown[key] is Status.BLOOMED and any(one.needs_water(now) for one in _met(skills[key], standings)),
            skills=tuple(skill.id for skill in skills[key]),
            leads=tuple(skill.id for skill in leads[key]),
            is_next=key == following,
            glade=glade,
        )
        for key, glade in zip(order, glades, strict=True)
    )


def _next_letter(order: list[str], shown: Mapping[str, Status], open_letters: Collection[str]) -> str | None:
    """The letter that comes next: the first not begun that may be, else the first that still grows, else the first that sleeps."""
    begun = (Status.GROWING, Status.BLOOMED)
    following = [key for key in order if shown[key] not in begun and key in open_letters]
    growing = [key for key in order if shown[key] is Status.GROWING]
    sleeping = [key for key in order if shown[key] not in begun]
    return next(iter(following + growing + sleeping), None)


def _status(leads: list[Status], every: list[Status]) -> Status:
    if all(status is Status.BLOOMED for status in leads):
        return Status.BLOOMED
    if any(status in (Status.GROWING, Status.BLOOMED) for status in every):
        return Status.GROWING
    return Status.READY if Status.READY in every else Status.LOCKED


def _met(skills: Sequence[Skill], standings: Mapping[SkillId, Standing]) -> list[Standing]:
    return [standings[skill.id] for skill in skills if skill.id in standings]


def _leaves(standings: list[Standing | None]) -> int:
    leaves = [0 if standing is None else standing.leaves for standing in standings]
    return max(sum(leaves) // len(leaves), min(1, max(leaves)))

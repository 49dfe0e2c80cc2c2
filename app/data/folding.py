"""Folding attempts into standings, and keeping them: after an answer, and after attempts have come from elsewhere.

Whose attempts came from elsewhere waits in `sync.refolds`, written in the transaction that put them in: a crash between the two loses
nothing.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain

from sqlalchemy import Connection, case, delete, func, select

from app.data.queries import attempts, badges, children, mastery, skills
from app.data.replica.lasting import not_waiting_for_disk
from app.data.replica.tables import refolds
from app.learning.badges import Award, Badge
from app.learning.ids import ChildId, SkillId, SpaceId
from app.learning.mastery import Attempt, Rules, Standing, fold, is_in_order, refold
from app.learning.skills import Skill, Status


def fold_in(connection: Connection, space: SpaceId, attempt: Attempt, rules: Rules) -> tuple[Standing | None, Standing]:
    """The standing before and with an attempt that is stored already, kept.

    An attempt that is earlier than the last one folded (a clock set back, a late arrival) has its skill refolded from all attempts. The
    caller has locked the child.
    """
    before = mastery.of_skill(connection, space, attempt.child, attempt.skill)
    if is_in_order(before, attempt):
        after = fold(before, attempt, rules)
        mastery.keep(connection, space, [after])
        return before, after
    bloom = None if before is None else before.bloomed_at
    refolded = refold(attempts.of_skill(connection, space, attempt.child, attempt.skill), rules, bloom)
    assert refolded is not None  # noqa: S101 (for the type checker: the attempt itself is among the facts)
    mastery.keep(connection, space, [refolded], refold=True)
    return before, refolded


def refold_waiting(connection: Connection, space: SpaceId, rules_of: Callable[[Skill], Rules], most: int = 100) -> bool:
    """Fold what came from elsewhere, up to `most` skills of one child; whether there was anything to fold.

    Answers that are later than all that was folded are folded on; otherwise the skill is folded from all its attempts. A skill that has
    bloomed by the facts stays bloomed; one that blooms by what two devices know together gets its first bloom here.
    Do it again until there is nothing left, each in a transaction of its own: a child that plays waits no longer than for one.
    """
    first = connection.execute(select(refolds.c.child_id).where(refolds.c.space_id == space).limit(1)).scalar()
    if first is None:
        return False
    not_waiting_for_disk(connection)  # lost with the power, it still waits
    child = ChildId(first)
    there = children.lock(connection, space, child)
    of_child = (refolds.c.space_id == space, refolds.c.child_id == child)
    waiting = select(refolds.c.skill_id, _SINCE.label("since")).where(*of_child).order_by(refolds.c.skill_id).limit(most)
    since: dict[SkillId, datetime | None] = {SkillId(row.skill_id): row.since for row in connection.execute(waiting)}
    if there:
        _fold_skills(connection, space, child, since, rules_of)
    connection.execute(delete(refolds).where(*of_child, refolds.c.skill_id.in_(since)))
    return True


_SINCE = case((func.isfinite(refolds.c.since), refolds.c.since))


def _fold_skills(
    connection: Connection, space: SpaceId, child: ChildId, since: Mapping[SkillId, datetime | None], rules_of: Callable[[Skill], Rules]
) -> None:
    known = {skill.id: skill for skill in skills.find_many(connection, space, since)}
    blooms = badges.blooms_of(connection, space, child)
    before = mastery.of_child(connection, space, child)
    onward = {skill: at for skill, at in since.items() if at is not None and _is_behind(before.get(skill), at)}
    standings, new = [], []
    anew = attempts.skill_by_skill(connection, space, child, since.keys() - onward.keys())
    for skill, made in chain(_later(connection, space, child, onward), anew):
        rules = rules_of(known[skill]) if skill in known else Rules(games=1)
        standing = _folded_on(before[skill], made, rules) if skill in onward else refold(made, rules, blooms.get(skill))
        if standing is not None:
            standings.append(standing)
            if standing.status is Status.BLOOMED and skill not in blooms:
                new.append(_bloom(standing, made, known.get(skill)))
    mastery.keep(connection, space, standings, refold=True)
    badges.add(connection, space, child, new)


def _is_behind(standing: Standing | None, at: datetime) -> bool:
    """Whether all that a standing was folded from lies before a time."""
    return standing is not None and standing.last_at is not None and standing.last_at < at


def _folded_on(standing: Standing, made: Sequence[Attempt], rules: Rules) -> Standing:
    for attempt in made:
        standing = fold(standing, attempt, rules)
    return standing


def _later(
    connection: Connection, space: SpaceId, child: ChildId, onward: Mapping[SkillId, datetime]
) -> Iterator[tuple[SkillId, Sequence[Attempt]]]:
    """The attempts at these skills from the time of each on."""
    if onward:
        for skill, made in attempts.skill_by_skill(connection, space, child, onward, min(onward.values())):
            if later := [attempt for attempt in made if attempt.occurred_at >= onward[skill]]:
                yield skill, later


def _bloom(standing: Standing, made: Collection[Attempt], skill: Skill | None) -> Badge:
    """The fact that a skill has bloomed for the first time."""
    attempt = next(one for one in made if one.occurred_at == standing.bloomed_at)
    language = None if skill is None else skill.language
    return Badge(Award.BLOOM.value, Award.BLOOM, attempt.id, attempt.occurred_at, standing.skill, language)

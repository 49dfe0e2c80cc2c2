"""Folding attempts into standings, and keeping them: after an answer, and after attempts have come from elsewhere.

Whose attempts came from elsewhere waits in `sync.refolds`, written in the transaction that put them in: a crash between the two loses
nothing.
"""

from collections.abc import Callable, Collection

from sqlalchemy import Connection, delete, select

from app.data.queries import attempts, badges, children, mastery, skills
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
    """Fold what came from elsewhere, up to `most` skills of one child, from all attempts; whether there was anything to fold.

    A skill that has bloomed by the facts stays bloomed; one that blooms by what two devices know together gets its first bloom here.
    Do it again until there is nothing left, each in a transaction of its own: a child that plays waits no longer than for one.
    """
    first = connection.execute(select(refolds.c.child_id).where(refolds.c.space_id == space).limit(1)).scalar()
    if first is None:
        return False
    child = ChildId(first)
    there = children.lock(connection, space, child)
    of_child = (refolds.c.space_id == space, refolds.c.child_id == child)
    waiting = select(refolds.c.skill_id).where(*of_child).order_by(refolds.c.skill_id).limit(most)
    folded = [SkillId(skill) for skill in connection.execute(waiting).scalars()]
    if there:
        _refold(connection, space, child, folded, rules_of)
    connection.execute(delete(refolds).where(*of_child, refolds.c.skill_id.in_(folded)))
    return True


def _refold(
    connection: Connection, space: SpaceId, child: ChildId, folded: Collection[SkillId], rules_of: Callable[[Skill], Rules]
) -> None:
    known = {skill.id: skill for skill in skills.find_many(connection, space, folded)}
    blooms = badges.blooms_of(connection, space, child)
    history: dict[SkillId, list[Attempt]] = {}
    for attempt in attempts.of_skills(connection, space, child, folded):
        history.setdefault(attempt.skill, []).append(attempt)
    standings = []
    for skill, made in history.items():
        standing = refold(made, rules_of(known[skill]) if skill in known else Rules(games=1), blooms.get(skill))
        if standing is not None:
            standings.append(standing)
    mastery.keep(connection, space, standings, refold=True)
    new = [one for one in standings if one.status is Status.BLOOMED and one.skill not in blooms]
    badges.add(connection, space, child, [_bloom(one, history[one.skill], known.get(one.skill)) for one in new])


def _bloom(standing: Standing, made: Collection[Attempt], skill: Skill | None) -> Badge:
    """The fact that a skill has bloomed for the first time."""
    attempt = next(one for one in made if one.occurred_at == standing.bloomed_at)
    language = None if skill is None else skill.language
    return Badge(Award.BLOOM.value, Award.BLOOM, attempt.id, attempt.occurred_at, standing.skill, language)

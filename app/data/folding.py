"""Folding attempts into standings, and keeping them: after an answer, and after attempts have come from elsewhere.

Whose attempts came from elsewhere waits in `sync.refolds`, written in the transaction that put them in: a crash between the two loses
nothing.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from app.data.queries import attempts, badges, children, mastery, skills
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
    """Fold what came from elsewhere, up to `most` skills of one child; whether there is more to fold.

    Answers that are later than all that was folded are folded on; otherwise the skill is folded from all its attempts. A skill that has
    bloomed by the facts stays bloomed; one that blooms by what two devices know together gets its first bloom here.
    Do it again until there is no more, each in a transaction of its own: a child that plays waits no longer than for one.
    """
    found = connection.exec_driver_sql(_WAITING, {"space": space, "most": most}).all()
    if not found:
        return False
    child = ChildId(found[0].child_id)
    since: dict[SkillId, datetime | None] = {SkillId(row.skill_id): row.since for row in found}
    if children.lock(connection, space, child):
        _fold_skills(connection, space, child, since, rules_of)
    done = {"space": space, "child": child, "skills": list(since), "versions": [row.version for row in found]}
    return bool(connection.exec_driver_sql(_DONE, done).scalar_one())


# Lost with the power, it still waits, so the commit need not wait for the disk. A standing may go back when it is folded anew.
_WAITING = """
SELECT child_id, skill_id, CASE WHEN isfinite(since) THEN since END AS since, xmin::text AS version,
    set_config('synchronous_commit', 'off', true), set_config('lettergrove.refold', 'on', true)
FROM sync.refolds
WHERE space_id = %(space)s AND child_id = (SELECT child_id FROM sync.refolds WHERE space_id = %(space)s LIMIT 1)
ORDER BY skill_id LIMIT %(most)s
"""
# What has come in since it was looked at stays, to be folded with the next.
_DONE = """
WITH gone AS (
    DELETE FROM sync.refolds AS known USING unnest(%(skills)s::uuid[], %(versions)s::text[]) AS done (skill, version)
    WHERE known.space_id = %(space)s AND known.child_id = %(child)s AND known.skill_id = done.skill AND known.xmin::text = done.version
    RETURNING 1
)
SELECT (SELECT count(*) FROM sync.refolds WHERE space_id = %(space)s) > (SELECT count(*) FROM gone)
"""


def _fold_skills(
    connection: Connection, space: SpaceId, child: ChildId, since: Mapping[SkillId, datetime | None], rules_of: Callable[[Skill], Rules]
) -> None:
    known = {skill.id: skill for skill in skills.find_many(connection, space, since)}
    before = mastery.of_skills(connection, space, child, since)
    onward = {skill: at for skill, at in since.items() if at is not None and _is_behind(before.get(skill), at)}
    anew = since.keys() - onward.keys()
    blooms = badges.blooms_of(connection, space, child) if anew else None
    made = _later(connection, space, child, onward)
    if anew:
        made = [*made, *attempts.of_skills(connection, space, child, anew)]
    history: dict[SkillId, list[Attempt]] = {}
    for attempt in made:
        history.setdefault(attempt.skill, []).append(attempt)
    standings = []
    for skill, some in history.items():
        rules = rules_of(known[skill]) if skill in known else Rules(games=1)
        standing = _folded_on(before[skill], some, rules) if skill in onward else refold(some, rules, (blooms or {}).get(skill))
        if standing is not None:
            standings.append(standing)
    mastery.keep(connection, space, standings)
    bloomed = [one for one in standings if one.status is Status.BLOOMED]
    if bloomed and blooms is None:
        blooms = badges.blooms_of(connection, space, child)
    new = [one for one in bloomed if one.skill not in (blooms or {})]
    badges.add(connection, space, child, [_bloom(one, history[one.skill], known.get(one.skill)) for one in new])


def _is_behind(standing: Standing | None, at: datetime) -> bool:
    """Whether all that a standing was folded from lies before a time."""
    return standing is not None and standing.last_at is not None and standing.last_at < at


def _folded_on(standing: Standing, made: Sequence[Attempt], rules: Rules) -> Standing:
    for attempt in made:
        standing = fold(standing, attempt, rules)
    return standing


def _later(connection: Connection, space: SpaceId, child: ChildId, onward: Mapping[SkillId, datetime]) -> Sequence[Attempt]:
    """The attempts at these skills from the time of each on."""
    if not onward:
        return ()
    found = attempts.of_skills(connection, space, child, onward, min(onward.values()))
    return [attempt for attempt in found if attempt.occurred_at >= onward[attempt.skill]]


def _bloom(standing: Standing, made: Collection[Attempt], skill: Skill | None) -> Badge:
    """The fact that a skill has bloomed for the first time."""
    attempt = next(one for one in made if one.occurred_at == standing.bloomed_at)
    language = None if skill is None else skill.language
    return Badge(Award.BLOOM.value, Award.BLOOM, attempt.id, attempt.occurred_at, standing.skill, language)

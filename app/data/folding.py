"""Folding attempts into standings, and keeping them: after an answer, and after attempts have come from elsewhere.

Whose attempts came from elsewhere waits in `sync.refolds`, written in the transaction that put them in: a crash between the two loses
nothing.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from uuid import UUID

from sqlalchemy import Connection, Uuid, delete, literal, literal_column, select, union
from sqlalchemy.dialects.postgresql import insert

from app.data import tables
from app.data.queries import attempts, badges, children, mastery, skill_marks, skills
from app.data.queries.rows import of_child as of_rows
from app.data.replica.tables import refolds
from app.learning.aliases import OneChild
from app.learning.badges import Award, Badge
from app.learning.ids import ChildId, SkillId, SpaceId
from app.learning.marks import standing_of
from app.learning.mastery import Attempt, Rules, Standing, fold, is_in_order, refold
from app.learning.skills import Aspect, Skill, Status


def fold_in(connection: Connection, space: SpaceId, attempt: Attempt, rules: Rules, one: OneChild) -> tuple[Standing | None, Standing]:
    """The standing of a child before and with an attempt of one of its rows that is stored already, kept.

    An attempt that is earlier than the last one folded (a clock set back, a late arrival) has its skill refolded from all attempts. The
    caller has locked the child.
    """
    before = mastery.of_skill(connection, space, one.id, attempt.skill)
    if is_in_order(before, attempt):
        after = replace(fold(before, attempt, rules), child=one.id)
        mastery.keep(connection, space, [after])
        return before, after
    bloom = None if before is None else before.bloomed_at
    if one.joined:
        bloom = badges.blooms_of(connection, space, one).get(attempt.skill)
    refolded = refold(attempts.of_skill(connection, space, one, attempt.skill), rules, bloom)
    assert refolded is not None  # noqa: S101 (for the type checker: the attempt itself is among the facts)
    after = replace(refolded, child=one.id)
    mastery.keep(connection, space, [after], refold=True)
    return before, after


def refold_waiting(connection: Connection, space: SpaceId, rules_of: Callable[[Skill], Rules], most: int = 100) -> bool:
    """Fold what came from elsewhere, up to `most` skills of one child; whether there is more to fold.

    Answers that are later than all that was folded are folded on; otherwise the skill is folded from all its attempts. A skill that has
    bloomed by the facts stays bloomed; one that blooms by what two devices know together gets its first bloom here.
    A child that was joined with another, or separated, is folded anew on every skill; what its rows come to together is kept for the row
    that is kept, and is no fact, so that separating them leaves nothing behind.
    Do it again until there is no more, each in a transaction of its own: a child that plays waits no longer than for one.
    """
    return _fold_some(connection, space, rules_of, most, lasting=False)  # lost with the power, it still waits


def refold_all(connection: Connection, space: SpaceId, rules_of: Callable[[Skill], Rules]) -> None:
    """Fold all that waits, in this very transaction."""
    while _fold_some(connection, space, rules_of, 100, lasting=True):
        pass


def _fold_some(connection: Connection, space: SpaceId, rules_of: Callable[[Skill], Rules], most: int, *, lasting: bool) -> bool:
    found = connection.exec_driver_sql(_WAITING, {"space": space, "most": most, "lasting": lasting}).all()
    if not found:
        return False
    row = ChildId(found[0].child_id)
    one = children.lock(connection, space, row)
    joined = [each for each in found if each.skill_id == EVERY_SKILL]
    if one is not None and joined:
        _wait_for_every_skill(connection, space, one)
        found = joined
    elif one is not None:
        _fold_skills(connection, space, one, {SkillId(each.skill_id): each.since for each in found}, rules_of)
    skills_done, versions = [each.skill_id for each in found], [each.version for each in found]
    done = {"space": space, "child": row, "skills": skills_done, "versions": versions}
    return bool(connection.exec_driver_sql(_DONE, done).scalar_one())


# A standing may go back when it is folded anew. `lasting`: what is written has to outlive the power as the rest of its transaction.
_WAITING = """
SELECT child_id, skill_id, CASE WHEN isfinite(since) THEN since END AS since, xmin::text AS version,
    set_config('synchronous_commit', CASE WHEN %(lasting)s THEN current_setting('synchronous_commit') ELSE 'off' END, true),
    set_config('lettergrove.refold', 'on', true)
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
_OF_SKILLS = (tables.attempts, tables.mastery, tables.badges, tables.skill_marks)
EVERY_SKILL = SkillId(UUID(int=0))  # as the trigger says it that sees children joined (`migrations/sql/child_aliases.sql`)


def _wait_for_every_skill(connection: Connection, space: SpaceId, one: OneChild) -> None:
    """Let all that the rows of a child have answered, were marked or stood on be folded anew for the row that is kept."""
    skills_of = union(
        *(select(table.c.skill_id).where(table.c.space_id == space, of_rows(table.c.child_id, one)) for table in _OF_SKILLS)
    ).subquery()
    wanted = select(literal(space, Uuid), literal(one.id, Uuid), skills_of.c.skill_id, literal_column("'-infinity'::timestamptz"))
    new = insert(refolds).from_select(["space_id", "child_id", "skill_id", "since"], wanted.where(skills_of.c.skill_id.is_not(None)))
    again = new.on_conflict_do_update(index_elements=["space_id", "child_id", "skill_id"], set_={"since": new.excluded.since})
    connection.execute(again)
    mastery.forget(connection, space, one.joined)


def _fold_skills(
    connection: Connection, space: SpaceId, one: OneChild, since: Mapping[SkillId, datetime | None], rules_of: Callable[[Skill], Rules]
) -> None:
    known = {skill.id: skill for skill in skills.find_many(connection, space, since)}
    before = mastery.of_skills(connection, space, one.id, since)
    onward = {skill: at for skill, at in since.items() if at is not None and _is_behind(before.get(skill), at)}
    anew = since.keys() - onward.keys()
    blooms = badges.blooms_of(connection, space, one) if anew else None
    standings: list[Standing] = []
    new: list[Badge] = []
    played = set()
    for skill, made in chain(_later(connection, space, one, onward), attempts.skill_by_skill(connection, space, one, anew)):
        played.add(skill)
        rules = rules_of(known[skill]) if skill in known else Rules(games=1)
        standing = _folded_on(before[skill], made, rules) if skill in onward else refold(made, rules, (blooms or {}).get(skill))
        if standing is None:
            continue
        standings.append(replace(standing, child=one.id))
        if standing.status is Status.BLOOMED:
            blooms = badges.blooms_of(connection, space, one) if blooms is None else blooms
            if skill not in blooms:
                new.append(_bloom(standing, made, known.get(skill)))
    unplayed = since.keys() - onward.keys() - played
    standings += _marked(connection, space, one, [skill for skill in unplayed if _is_ability(known.get(skill))])
    mastery.keep(connection, space, standings)
    if gone := (unplayed & before.keys()) - {standing.skill for standing in standings}:
        mastery.forget(connection, space, [one.id], gone)  # of rows that were separated again
    if one.joined:
        mastery.forget(connection, space, one.joined, since)  # of marks: a trigger folds them row by row
    else:
        badges.add(connection, space, one.id, new)


def fold_marks(connection: Connection, space: SpaceId, one: OneChild, abilities: Collection[SkillId]) -> None:
    """Fold what was noted of some abilities of a child of several rows at once. Of a child of one row the database has done so."""
    if not one.joined:
        return
    standings = _marked(connection, space, one, abilities)
    mastery.keep(connection, space, standings, refold=True)
    mastery.forget(connection, space, [one.id], set(abilities) - {standing.skill for standing in standings})
    known = (refolds.c.space_id == space, refolds.c.child_id == one.id, refolds.c.skill_id.in_(abilities))
    connection.execute(delete(refolds).where(*known))


def _marked(connection: Connection, space: SpaceId, one: OneChild, abilities: Collection[SkillId]) -> Sequence[Standing]:
    """Where a child stands on skills that it has no answers at: what was noted of them, if anything."""
    noted = skill_marks.of_child(connection, space, one) if abilities else ()
    found = (standing_of(one.id, skill, [note for note in noted if note.skill == skill]) for skill in abilities)
    return [standing for standing in found if standing is not None]


def _is_ability(skill: Skill | None) -> bool:
    return skill is not None and skill.aspect is Aspect.ABILITY


def _is_behind(standing: Standing | None, at: datetime) -> bool:
    """Whether all that a standing was folded from lies before a time."""
    return standing is not None and standing.last_at is not None and standing.last_at < at


def _folded_on(standing: Standing, made: Sequence[Attempt], rules: Rules) -> Standing:
    for attempt in made:
        standing = fold(standing, attempt, rules)
    return standing


def _later(
    connection: Connection, space: SpaceId, child: OneChild, onward: Mapping[SkillId, datetime]
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

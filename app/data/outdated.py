"""Standings that this program would have folded otherwise: they are put into `sync.refolds`, to be folded anew."""

from collections.abc import Callable

from sqlalchemy import Connection, select, text
from sqlalchemy.dialects.postgresql import insert

from app.data.queries import skills
from app.data.replica.tables import folded
from app.data.tables.attempts import GAME_OF
from app.learning.ids import SkillId, SpaceId
from app.learning.mastery import RULES_VERSION, Rules, folded_by
from app.learning.skills import Skill


def edition_of(connection: Connection, space: SpaceId) -> str | None:
    """With which program and packs it was last looked."""
    return connection.execute(select(folded.c.edition).where(folded.c.space_id == space)).scalar()


def keep_edition(connection: Connection, space: SpaceId, edition: str) -> None:
    """It was looked with this program and these packs."""
    new = insert(folded).values(space_id=space, edition=edition)
    connection.execute(new.on_conflict_do_update(index_elements=[folded.c.space_id], set_={"edition": edition}))


def note_outdated(connection: Connection, space: SpaceId, rules_of: Callable[[Skill], Rules]) -> None:
    """Note the children and skills whose attempts were left out, or folded by lesser rules, before this program knew better.

    Never the other way round: where letters are missing, the rules are lesser ones, and another program on this database may have them.
    """
    connection.execute(_LET_IN, {"space": space, "games": list(GAME_OF)})
    variants = connection.execute(_FOLDED_BY, {"space": space}).all()
    known = {skill.id: skill for skill in skills.find_many(connection, space, {SkillId(row.skill_id) for row in variants})}
    outdated = []
    for row in variants:
        skill = known.get(row.skill_id)
        if skill is not None and (row.rules < RULES_VERSION or _is_lesser(row.by, rules_of(skill))):
            outdated.append({"space": space, "skill": row.skill_id, "by": row.said, "rules": row.rules})
    if outdated:
        connection.execute(_FOLD_ANEW, outdated)


def _is_lesser(by: list[int] | None, rules: Rules) -> bool:
    games, choices = folded_by(rules)
    return by is None or games > by[0] or choices != by[1]


_LET_IN = text(
    "WITH met AS (DELETE FROM sync.left_out WHERE space_id = :space AND game = ANY (:games) RETURNING child_id, skill_id)"
    " INSERT INTO sync.refolds (space_id, child_id, skill_id, since)"
    " SELECT DISTINCT CAST(:space AS uuid), child_id, skill_id, CAST('-infinity' AS timestamptz) FROM met"
    " ON CONFLICT (space_id, child_id, skill_id) DO UPDATE SET since = excluded.since"
)
_FOLDED_BY = text(
    "SELECT skill_id, rules, memory -> 'by' AS by, memory ->> 'by' AS said FROM mastery"
    " WHERE space_id = :space AND attempts > 0 GROUP BY 1, 2, 3, 4"
)
_FOLD_ANEW = text(
    "INSERT INTO sync.refolds (space_id, child_id, skill_id, since)"
    " SELECT space_id, child_id, skill_id, CAST('-infinity' AS timestamptz) FROM mastery"
    " WHERE space_id = :space AND skill_id = :skill AND rules = :rules AND attempts > 0"
    " AND (memory ->> 'by') IS NOT DISTINCT FROM CAST(:by AS text)"
    " ON CONFLICT (space_id, child_id, skill_id) DO UPDATE SET since = excluded.since"
)
